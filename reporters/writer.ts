import { statSync } from 'node:fs'
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type RenderOptions, type ReporterName, reporters } from './index.ts'
import type { Report } from './report.ts'
import { oneLine } from './text.ts'

export interface WriteRequest {
  readonly reporter: ReporterName
  /** `-` is standard output. */
  readonly path: string
}

export type WriteResult =
  | { readonly ok: true; readonly reporter: ReporterName; readonly path: string; readonly bytes: number }
  /** A harness error: the run ends with 4. The message says what to do. */
  | { readonly ok: false; readonly reporter: ReporterName; readonly path: string; readonly message: string }

/** Renders and writes every report; one that fails loses no other. A file appears whole or not at all. */
export async function writeReports(
  requests: readonly WriteRequest[],
  report: Report,
  options: RenderOptions = {},
  known: Readonly<Record<string, { render(report: Report, options?: RenderOptions): string | Promise<string> }>> = reporters,
): Promise<readonly WriteResult[]> {
  const taken = new Map<string, ReporterName>()
  const results: WriteResult[] = []
  for (const request of requests) {
    const { reporter, path } = request
    const full = path === '-' ? path : resolve(path)
    const other = full === '-' ? undefined : taken.get(full)
    taken.set(full, other ?? reporter)
    if (other !== undefined) {
      results.push(failed(request, `${path} is already the file of the ${other} report: give each report its own path`))
      continue
    }
    results.push(await writeOne(request, full, () => known[reporter]?.render(report, options)))
  }
  return results
}

async function writeOne(request: WriteRequest, full: string, render: () => Promise<string> | string | undefined): Promise<WriteResult> {
  let text: string | undefined
  try {
    text = await render()
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return failed(
      request,
      `the ${request.reporter} reporter failed, so ${request.path} was not written; please report this: ${told.slice(0, 2000)}`,
    )
  }
  if (text === undefined) return failed(request, `there is no reporter ${request.reporter}`)
  if (full === '-') {
    await new Promise((written) => process.stdout.write(text, written))
    return { ok: true, reporter: request.reporter, path: full, bytes: Buffer.byteLength(text) }
  }
  const temporary = join(dirname(full), `.${basename(full)}.${process.pid}.tmp`)
  try {
    // A device, or a pipe of the shell, takes what it is given: a file moved there would take its place for everybody.
    if (/^\/(dev|proc)\//.test(full) || statSync(full, { throwIfNoEntry: false })?.isFile() === false) await appendFile(full, text)
    else {
      await mkdir(dirname(full), { recursive: true })
      await writeFile(temporary, text, 'utf8')
      await rename(temporary, full)
    }
    return { ok: true, reporter: request.reporter, path: request.path, bytes: Buffer.byteLength(text) }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return failed(request, `${request.path} could not be written (${code}): ${remedy(code)}`)
  }
}

function remedy(code: string): string {
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'give a folder that this user may write to, with --report or --report-dir'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free space on the disk, or give a folder on another one'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands where a folder is needed: give another path'
  if (code === 'EISDIR' || code === 'ENOTEMPTY') return 'a folder stands at this path: give the path of a file'
  if (code === 'ENAMETOOLONG') return 'give a shorter path'
  return 'give another path with --report or --report-dir'
}

function failed({ reporter, path }: WriteRequest, message: string): WriteResult {
  return { ok: false, reporter, path, message: oneLine(message) }
}
