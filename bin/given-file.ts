import { readFileSync, type Stats, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { quoted, UsageError } from '../suites/usage.ts'

/** Bounds on files that a user names, in bytes: what is larger is none of its kind, or no text that can be held. */
export const largest = { certificate: 1024 * 1024, baseline: 16 * 1024 * 1024, record: 400 * 1024 * 1024 } as const

export interface GivenFile {
  /** Option that names it; a message begins with it. */
  readonly option?: string
  readonly most: number
  readonly encoding?: 'utf8' | 'latin1'
  /** It is read once, so that it may be a pipe that the shell made: `<(...)`. */
  readonly isReadOnce?: boolean
}

/**
 * The text of a file that a user named. A device never ends, and a pipe that nobody writes to keeps its reader for ever: they
 * are mistakes. What cannot be opened throws as node does.
 */
export function readGivenFile(path: string, { option, most, encoding = 'utf8', isReadOnce = false }: GivenFile): string {
  const stat = statSync(path)
  const lead = option === undefined ? path : `${option}: ${quoted(path)}`
  if (path === devNull) return ''
  const kind = isReadOnce && isInherited(stat, path) ? undefined : strangeKind(stat)
  if (kind !== undefined) throw new UsageError(`${lead}: expected a file, found ${kind}: write to a file what it gives, and name that`)
  if (stat.size > most) throw new UsageError(`${lead}: expected at most ${most / 1024 / 1024} MB, got ${stat.size} bytes`)
  return readFileSync(path, encoding)
}

/** What stands at a path where neither a file nor a folder does. */
export function strangeKind(stat: Stats): 'a pipe' | 'a socket' | 'a device' | undefined {
  if (stat.isFile() || stat.isDirectory()) return undefined
  return stat.isFIFO() ? 'a pipe' : stat.isSocket() ? 'a socket' : 'a device'
}

/** True of a pipe that this process was started with. */
export function isInherited(stat: Stats, path: string): boolean {
  return stat.isFIFO() && /^\/(dev|proc\/self)\/(fd\/\d+|std(in|out|err))$/.test(path)
}
