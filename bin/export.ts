import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, remedyOf, writeWhole } from '../suites/files.ts'
import { hint, readDuration, UsageError } from '../suites/usage.ts'
import { committedFiles, type Exported, type ExportedFile, type ExportInput, exportKinds } from './export-kinds.ts'
import type { Terminal } from './run.ts'

export interface ExportOptions {
  /** A file, or a folder where it exists or ends in a slash. */
  readonly output?: string
  readonly baseUrl?: string
  readonly pollWait?: string
  /** Folder of the committed documents to compare with. */
  readonly check?: string | boolean
}

/** Gives the contract in a standard form: to standard output, to a file or to a folder. */
export async function exportContract(kind: string, options: ExportOptions, terminal: Terminal): Promise<number> {
  const found = exportKinds.find((each) => each.kind === kind)
  if (found === undefined) {
    const kinds = exportKinds.map((each) => each.kind)
    throw new UsageError(`export: no export is called ${JSON.stringify(kind)}${hint(kind, kinds)}`)
  }
  const input = readInput(options)
  for (const name of Object.keys(input) as readonly (keyof ExportInput)[])
    if (found.takes?.includes(name) !== true) throw new UsageError(`${flags[name]}: export ${kind} has no use for it; ${usesOf(name)}`)
  if (options.check !== undefined && (options.output !== undefined || Object.keys(input).length > 0))
    throw new UsageError('export: --check compares what is committed: leave out every other option')
  const exported = await found.make(input)
  if (options.check !== undefined)
    return compare(committedFiles(exported), options.check === true ? 'contracts/exports' : String(options.check), terminal)
  if (options.output === undefined) return print(kind, exported, terminal)
  return write(kind, exported, options.output, terminal)
}

const flags: Readonly<Record<keyof ExportInput, string>> = { baseUrl: '--base-url', pollSeconds: '--poll-wait' }

function usesOf(name: keyof ExportInput): string {
  const kinds = exportKinds.filter(({ takes = [] }) => takes.includes(name)).map(({ kind }) => kind)
  return `it is for ${kinds.join(', ')}`
}

function readInput({ baseUrl, pollWait }: ExportOptions): ExportInput {
  return {
    ...(baseUrl === undefined ? {} : { baseUrl: readOrigin(baseUrl) }),
    ...(pollWait === undefined ? {} : { pollSeconds: readDuration(pollWait, '--poll-wait') / 1000 }),
  }
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new UsageError(`--base-url: expected an address such as http://127.0.0.1:8080, got ${JSON.stringify(text)}`)
  return url.href.replace(/\/+$/, '')
}

function print(kind: string, exported: Exported, terminal: Terminal): number {
  terminal.write(single(kind, exported, 'standard output').text)
  return 0
}

function write(kind: string, exported: Exported, output: string, terminal: Terminal): number {
  const files = isFolder(output)
    ? exported.files.map(({ path, text }) => ({ path: join(output, path), text }))
    : [{ ...single(kind, exported, output), path: output }]
  for (const { path, text } of files)
    try {
      writeWhole(path, text)
    } catch (error) {
      throw new UsageError(`--output: ${path} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
    }
  terminal.progress(files.length === 1 ? `wrote ${files[0]?.path}\n` : `wrote ${files.length} files under ${output}\n`)
  return 0
}

function isFolder(path: string): boolean {
  if (/[/\\]$/.test(path)) return true
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function single(kind: string, { files, bundle }: Exported, place: string): ExportedFile {
  const [file, ...more] = bundle === undefined ? files : [bundle]
  if (file === undefined || more.length > 0)
    throw new UsageError(`export ${kind} makes ${files.length} files, too many for ${place}: give a folder, such as --output exports/`)
  return file
}

function compare(files: readonly ExportedFile[], folder: string, terminal: Terminal): number {
  const stale = files.filter(({ path, text }) => read(join(folder, path)) !== text)
  for (const { path } of stale)
    terminal.progress(`error: ${join(folder, path)} is stale: it differs from what the contract says; make it anew with npm run docs\n`)
  return stale.length === 0 ? 0 : 1
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`--check: ${path} cannot be read; make it with npm run docs`)
  }
}
