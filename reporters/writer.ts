import { existsSync, renameSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { codeOf, isReplaceable, remedyOf, writeWhole } from '../suites/files.ts'
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
      `the ${request.reporter} reporter failed, so ${request.path} was not written; please report this${earlierAt(full)}: ${told.slice(0, 2000)}`,
    )
  }
  if (text === undefined) return failed(request, `there is no reporter ${request.reporter}`)
  if (full === '-') {
    const error = await new Promise<Error | null | undefined>((written) => process.stdout.write(text, written))
    // A reader that went away has what it wanted.
    if (error && codeOf(error) !== 'EPIPE')
      return failed(request, `standard output did not take the ${request.reporter} report (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
    return { ok: true, reporter: request.reporter, path: full, bytes: Buffer.byteLength(text) }
  }
  try {
    writeWhole(full, text)
    return { ok: true, reporter: request.reporter, path: request.path, bytes: Buffer.byteLength(text) }
  } catch (error) {
    return failed(request, `${request.path} could not be written (${codeOf(error)}): ${remedyOf(codeOf(error))}${earlierAt(full)}`)
  }
}

/** What stands at the path of a report that could not be made is put out of the way: it must not pass for this one. */
function earlierAt(full: string): string {
  if (!existsSync(full) || !isReplaceable(full)) return ''
  try {
    renameSync(full, `${full}.old`)
    return `; what stood there is of an earlier run, and is now ${basename(full)}.old`
  } catch {
    return '; what stands there is of an earlier run'
  }
}

function failed({ reporter, path }: WriteRequest, message: string): WriteResult {
  return { ok: false, reporter, path, message: oneLine(message) }
}
