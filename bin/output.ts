import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { renderAudit } from '../reporters/audit-console.ts'
import { type Earlier, withEarlier } from '../reporters/compared.ts'
import { renderConsole } from '../reporters/console.ts'
import { type ReporterName, reporterNames, reporters } from '../reporters/index.ts'
import { exitCode, type FailOn, type Report } from '../reporters/report.ts'
import { type WriteRequest, writeReports } from '../reporters/writer.ts'
import { codeOf, isReplaceable, remedyOf, statOf, tryToWrite } from '../suites/files.ts'
import { leakFinder } from '../suites/leaks.ts'
import type { Hidden } from '../suites/mask.ts'
import { hint, isUsageError, quoted, readAll, readEach, UsageError } from '../suites/usage.ts'
import type { Baseline, BaselineOptions } from './baseline.ts'
import { isInherited, strangeKind } from './given-file.ts'
import { earlierFiles, noteLastRun } from './last-run.ts'
import { ownWords } from './own-words.ts'
import type { Terminal } from './run.ts'

/** Options of every command that ends in reports. */
export interface OutputOptions extends BaselineOptions {
  readonly report?: readonly string[]
  readonly reportDir: string
  readonly failOn: string
  readonly compare?: string
  readonly verbose?: boolean
  readonly quiet?: boolean
  readonly color?: boolean
}

export interface Output {
  readonly requests: readonly WriteRequest[]
  readonly baseline?: Baseline
  readonly reportDir: string
  readonly failOn: FailOn
  /** What this run is compared with. */
  readonly earlier?: Earlier
  readonly colour: boolean
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
}

/** Reads and checks what was asked for, before anything is sent; `usual` are the reports where none is asked for. */
export async function readOutput(options: OutputOptions, terminal: Terminal, usual?: readonly ReporterName[]): Promise<Output> {
  return (await outputReader(options, terminal, usual))()
}

/** The same in two parts, for a command that reads more: loads what the options ask for, which most runs do not, and gives the reader. */
export async function outputReader(
  options: OutputOptions,
  terminal: Terminal,
  usual: readonly ReporterName[] = ['junit'],
): Promise<() => Output> {
  const hasBaseline = options.baseline !== undefined || options.baselineUpdate === true
  const baselines = hasBaseline ? await import('./baseline.ts') : undefined
  const earliers = options.compare === undefined ? undefined : await import('./earlier.ts')
  return () => {
    const read = readAll({
      requests: () => readReports(options.report ?? usual, options.reportDir),
      failOn: () => readFailOn(options.failOn),
      verbosity: () => readVerbosity(options),
      reportDir: () => checkFolder(options.reportDir, '--report-dir'),
      baseline: () => baselines?.openBaseline(options),
      // Read before anything is written: the earlier report may be the one that this run replaces.
      earlier: () => (options.compare === undefined ? undefined : earliers?.readEarlier(options.compare)),
    })
    const { baseline, earlier, ...others } = read
    return {
      ...others,
      ...(baseline === undefined ? {} : { baseline }),
      ...(earlier === undefined ? {} : { earlier }),
      reportDir: options.reportDir,
      colour: options.color ?? terminal.color,
    }
  }
}

function readVerbosity({ quiet = false, verbose = false }: OutputOptions): Output['verbosity'] {
  if (quiet && verbose) throw new UsageError('--quiet and --verbose exclude each other: leave out one of them')
  return quiet ? 'quiet' : verbose ? 'verbose' : 'normal'
}

/** What a run leaves beside its reports. */
export interface Leftovers {
  readonly evidence?: readonly string[]
  /** False where `run --last-failed` could not repeat it. */
  readonly repeatable?: boolean
  /** What of it could not be written. */
  readonly troubles?: readonly string[]
  /** Values that no file may hold. */
  readonly hidden: readonly Hidden[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** What goes to standard output in place of the console summary. */
  readonly told?: string
}

/** Writes every report, searches what was written for secrets, tells the result. Gives the exit code. */
export async function publish(given: Report, output: Output, leftovers: Leftovers, terminal: Terminal): Promise<number> {
  const { failOn, requests } = output
  const troubles = [...(leftovers.troubles ?? [])]
  const based = orTell(troubles, given, () => output.baseline?.apply(given, terminal) ?? given)
  const report = withEarlier(based, output.earlier)
  const { evidence = [] } = leftovers
  const attachments = evidence.map((path) => (leftovers.env.GITLAB_CI === undefined ? resolve(path) : path))
  const written = await writeReports(requests, report, { failOn, attachments })
  const files = [...evidence, ...written.flatMap((each) => (each.ok && each.path !== '-' ? [each.path] : []))]
  const before = earlierFiles(output.reportDir, files)
  const html = written.find(({ ok, reporter, path }) => ok && reporter === 'html' && path !== '-')?.path
  if (leftovers.repeatable !== false)
    noteLastRun(output.reportDir, report, failOn, {
      ...(html === undefined ? {} : { html }),
      ...(evidence.length > 0 ? { evidence } : {}),
      reports: [...files.filter((path) => !evidence.includes(path) && isReplaceable(path)), ...before],
    })
  const told = leftovers.told ?? tell(report, output, files)
  const leaks = await leaksOf(files, told, leftovers.hidden, () =>
    ownWords(
      report,
      requests.map(({ reporter }) => reporter),
      files,
    ),
  )
  // A report on standard output is for a program to read: what people read goes beside it.
  const isTaken = requests.some(({ path, reporter }) => path === '-' && reporter !== 'github')
  ;(isTaken ? terminal.progress : terminal.write)(told)
  if (before.length > 0) terminal.progress(`note: of an earlier run, and not of this one: ${before.join(', ')}\n`)
  const failed = [...troubles, ...written.flatMap((each) => (each.ok ? [] : [each.message]))]
  for (const message of [...failed, ...leaks, ...(report.faults ?? [])]) terminal.progress(`error: ${message}\n`)
  const code = exitCode(report, { failOn })
  return failed.length > 0 || leaks.length > 0 ? (code === 130 ? 130 : 4) : code
}

/** What the baseline cannot be held against is reported without it: no report is lost to a file that changed or a disk that is full. */
function orTell(troubles: string[], report: Report, change: () => Report): Report {
  try {
    return change()
  } catch (error) {
    if (!isUsageError(error)) throw error
    troubles.push(...error.messages)
    return report
  }
}

/** What a person reads in a terminal. */
function tell(report: Report, { failOn, colour, verbosity }: Output, written: readonly string[]): string {
  return report.audit === undefined || verbosity === 'quiet'
    ? renderConsole(report, { failOn, colour, verbosity, written })
    : renderAudit(report, report.audit, { verbose: verbosity === 'verbose', written })
}

/**
 * Secrets and values of persons that were kept out of the record, where a file or the console text holds one nevertheless.
 * What a target brought up is none where it stands in `own`, the words that everybody knows.
 */
export async function leaksOf(
  files: readonly string[],
  told: string,
  hidden: readonly Hidden[],
  own?: () => Promise<Uint8Array>,
): Promise<readonly string[]> {
  const find = leakFinder(hidden)
  const found = find(Buffer.from(told)).map((leak) => ({ name: 'the console text', ...leak }))
  const lost: string[] = []
  // What is no file gives nothing back, or has no end.
  for (const file of files.filter(isReplaceable))
    try {
      found.push(...find(await readFile(file)).map((leak) => ({ name: file, ...leak })))
    } catch (error) {
      lost.push(`${file} could not be searched for secrets (${codeOf(error)}): something else took it away`)
    }
  const foreign = new Set(found.flatMap((leak) => (leak.hidden.isForeign ? [leak.hidden] : [])))
  const known = new Set(own === undefined || foreign.size === 0 ? [] : leakFinder([...foreign])(await own()).map((leak) => leak.hidden))
  const messages = found
    .filter((leak) => !known.has(leak.hidden))
    .map(({ name, form, hidden: { rule } }) => {
      const what = rule === 'secret' ? 'secret' : "person's value"
      return `${name} holds a ${what} in ${form} form: delete it, and report this fault; the rule is leak/${rule}`
    })
  return [...new Set([...messages, ...lost])]
}

function readFailOn(text: string): FailOn {
  if (text !== 'error' && text !== 'warning') throw new UsageError(`--fail-on: expected error or warning, got ${quoted(text)}`)
  return text
}

/** `junit=out.xml,json` as requests; a bare name goes to the report folder. */
export function readReports(texts: readonly string[], folder: string): readonly WriteRequest[] {
  const requests = readEach(
    texts.flatMap((text) => text.split(',')),
    (text) => readReport(text.trim(), folder),
  )
  const twice = requests.filter(({ path }, index) => requests.findIndex((other) => resolve(other.path) === resolve(path)) !== index)
  if (twice.length > 0)
    throw new UsageError(
      twice.map(
        ({ reporter, path }) =>
          `--report: ${reporter} goes to ${path === '-' ? 'standard output' : path}, where another report goes: give each a path of its own`,
      ),
    )
  return requests
}

function readReport(text: string, folder: string): WriteRequest {
  const [name = '', ...rest] = text.split('=')
  const reporter = reporterNames.find((known) => known === name) as ReporterName | undefined
  if (reporter === undefined) throw new UsageError(`--report: no reporter ${quoted(name)}${hint(name, reporterNames)}`)
  const path = rest.length > 0 ? rest.join('=') : defaultPath(folder, reporters[reporter].defaultFile)
  if (path.trim() === '') throw new UsageError(`--report: ${reporter}= names no path; expected ${reporter}=PATH, or ${reporter} alone`)
  const stat = path === '-' ? undefined : statOf(path)
  const strange = stat === undefined || isInherited(stat, path) ? undefined : strangeKind(stat)
  // A device such as /dev/null takes what it is given; a pipe may have nobody at its other end.
  if (strange !== undefined && strange !== 'a device')
    throw new UsageError(`--report: ${reporter}: ${strange} stands at ${quoted(path)}; expected the path of a file`)
  if (path !== '-' && isFolder(path))
    throw new UsageError(`--report: ${reporter}: a folder stands at ${quoted(path)}; expected the path of a file`)
  const file = path === '-' ? undefined : fileAbove(path)
  if (file !== undefined) throw new UsageError(`--report: ${reporter}: ${quoted(file)} is a file; expected a folder there`)
  if (path !== '-') checkWritable(path, `--report: ${reporter}`)
  return { reporter, path }
}

function checkWritable(path: string, option: string, named = path): void {
  try {
    tryToWrite(path)
  } catch (error) {
    throw new UsageError(`${option}: ${quoted(named)} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** A file where a path needs a folder. */
function fileAbove(path: string): string | undefined {
  const above = dirname(path)
  if (existsSync(above)) return isFolder(above) ? undefined : above
  return above === dirname(above) ? undefined : fileAbove(above)
}

/** A folder that files are to be written into may be missing, and must not be a file. */
export function checkFolder(path: string | undefined, option: string): void {
  if (path !== undefined && path.trim() === '') throw new UsageError(`${option}: expected a folder, got an empty text`)
  const file = path === undefined ? undefined : existsSync(path) && !isFolder(path) ? path : fileAbove(path)
  if (file !== undefined) throw new UsageError(`${option}: expected a folder, and a file stands at ${quoted(file)}`)
}

/** A folder that a run cannot do without takes files now. */
export function checkTakes(path: string | undefined, option: string): void {
  checkFolder(path, option)
  if (path !== undefined) checkWritable(join(path, 'file'), option, path)
}

function defaultPath(folder: string, file: string): string {
  return file === '-' ? '-' : `${folder}/${file}`
}
