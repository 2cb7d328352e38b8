import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from './main.ts'

export interface Told {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line in the process of a test: a process of its own costs seconds, and only signals and streams need one. */
export async function runInline(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd: string = mkdtempSync(join(tmpdir(), 'kyx-inline-')),
): Promise<Told> {
  const stdout: string[] = []
  const stderr: string[] = []
  const code = await main([...args, ...(args[0] === 'run' ? ['--report-dir', join(cwd, 'reports')] : [])], {
    env,
    cwd,
    terminal: {
      write: (text) => void stdout.push(text),
      progress: (text) => void stderr.push(text),
      isTty: false,
      color: false,
    },
    signal: new AbortController().signal,
  })
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}
