import { readdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { auditOf } from '../reporters/audit.ts'
import type { FailOn, Report } from '../reporters/report.ts'
import { count, listed } from '../reporters/text.ts'
import { type Change, changesSince, type Joined, joinEvidence, judgeEvidence } from '../suites/evidence-join.ts'
import { type Evidence, readEvidence } from '../suites/evidence-reader.ts'
import { statOf } from '../suites/files.ts'
import { readHar } from '../suites/har-evidence.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { evidenceOfReport, isReport, readReport } from '../suites/report-evidence.ts'
import { selectChecks } from '../suites/selection.ts'
import type { Mode } from '../suites/target.ts'
import { isUsageError, UsageError } from '../suites/usage.ts'
import { largest, readGivenFile } from './given-file.ts'
import { type OutputOptions, publish, readOutput } from './output.ts'
import { readMode, type Terminal } from './run.ts'
import { version } from './version.ts'

export interface JudgeOptions extends OutputOptions {
  readonly mode?: string
  readonly grep?: string
  readonly level?: string
}

/** Judges saved evidence with today's checks, with no network, and says what changed since. */
export async function judgeFiles(
  names: readonly string[],
  options: JudgeOptions,
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  const output = await readOutput(options, terminal)
  const selected = selectChecks(everyCheck, options.grep, options.level)
  const files = names.flatMap(filesOf).map(readFile)
  const joined = join(files)
  const mode = options.mode === undefined ? joined.mode : readMode(options.mode)
  const verdicts = judgeEvidence(joined, selected, mode)
  const isSame = selected.length === everyCheck.length && mode === joined.mode
  const changes = isSame ? changesSince(joined.recorded, verdicts) : []
  const report = reportOf(joined, mode, verdicts, changes, output.failOn)
  for (const { key, before, now } of changes) terminal.progress(`changed: ${key}: ${before} -> ${now}\n`)
  return publish(report, output, { hidden: [], env }, terminal)
}

/** The report of joined evidence. */
export function reportOf(joined: Joined, mode: Mode, verdicts: Report['verdicts'], changes: readonly Change[], failOn: FailOn): Report {
  const { missing, recorded } = joined
  const report: Report = {
    tool: { name: 'kyx-conformance', version },
    edition: joined.edition,
    mode,
    startedAt: joined.startedAt,
    ms: joined.ms,
    targets: joined.targets,
    selection: joined.selection,
    verdicts,
    transcripts: joined.transcripts,
    notes: [
      ...(joined.partial ? ['the evidence is partial: the run that wrote it was killed'] : []),
      ...(missing.length > 0 ? [`${count(missing.length, 'journey')} of the plan did not start: ${listed(missing, 12)}`] : []),
      ...(changes.length > 0
        ? [
            `${count(changes.length, 'verdict')} changed since the evidence was recorded: ${listed(
              changes.map(({ key }) => key),
              12,
            )}`,
          ]
        : recorded.length > 0
          ? ['no verdict changed since the evidence was recorded']
          : []),
    ],
    ...(joined.interrupted ? { interrupted: true } : {}),
    ...(joined.partial ? { partial: true } : {}),
  }
  return joined.audit === undefined ? report : { ...report, audit: auditOf(report, joined.audit.tls, failOn) }
}

/** A file, or the evidence files of a folder. Links in it are left out: they may lead anywhere. */
export function filesOf(name: string): readonly string[] {
  const stat = statOf(name)
  if (stat === undefined) throw new UsageError(`${name}: there is no such file or folder`)
  if (stat.isFile()) return [name]
  if (!stat.isDirectory()) throw new UsageError(`${name}: expected a file or a folder, found a device, a pipe or a socket`)
  const found = readdirSync(name, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ndjson'),
  )
  if (found.length === 0) throw new UsageError(`${name}: the folder holds no evidence (*.ndjson): was it written with --evidence?`)
  return found.map((entry) => pathOf(entry.parentPath, entry.name)).sort()
}

/** Evidence of ours, a HAR of anybody, or the transcripts of a JSON report. */
export function readFile(name: string): Evidence {
  return soundly(name, () => {
    const text = readGivenFile(name, { most: largest.record }).replace(/^\uFEFF/, '')
    const evidence = isReport(text)
      ? evidenceOfReport(readReport(text, name), name)
      : /^\s*\{\s*"log"/.test(text)
        ? readHar(text, name)
        : readEvidence(text, name)
    if (!Array.isArray(evidence.header?.journeys)) throw new TypeError('it has no header')
    return evidence
  })
}

/** Evidence as one, where it fits together. */
export function join(files: readonly Evidence[]): Joined {
  return soundly(
    listed(
      files.map(({ name }) => name),
      3,
    ),
    () => joinEvidence(files),
  )
}

/** A file that its reader stumbles over is a fault of the file, and not of this tool. */
export function soundly<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (isUsageError(error)) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(
      code === 'EACCES' || code === 'EISDIR'
        ? `${name} cannot be read (${code})`
        : `${name}: it is damaged, or no evidence, HAR or report: ${error instanceof SyntaxError ? message.split('\n')[0]?.slice(0, 200) : 'members are missing, or of another type'}`,
    )
  }
}
