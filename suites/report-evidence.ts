import type { Evidence } from './evidence-reader.ts'
import type { Transcript } from './transcript.ts'
import { UsageError } from './usage.ts'
import { outcomes, type Verdict } from './verdict.ts'

/** What is read back of a JSON report. */
export interface SavedReport extends Pick<Evidence['header'], 'tool' | 'edition' | 'mode' | 'startedAt' | 'targets' | 'selection'> {
  readonly schemaVersion: string
  readonly ms: number
  readonly verdicts: readonly Verdict[]
  readonly transcripts: readonly Transcript[]
  readonly interrupted?: boolean
  readonly partial?: boolean
}

/** True of text that begins as `--report json` begins it. */
export function isReport(text: string): boolean {
  return /^\s*\{\s*"schemaVersion"/.test(text)
}

/** Reads a JSON report that this tool wrote. */
export function readReport(text: string, name: string): SavedReport {
  const fail = (reason: string) =>
    new UsageError(`${name}: it is no JSON report of this tool: ${reason}; write one with --report json=PATH`)
  let report: SavedReport
  try {
    report = JSON.parse(text) as SavedReport
  } catch (error) {
    throw fail((error as Error).message)
  }
  if (typeof report?.schemaVersion !== 'string') throw fail('it has no schemaVersion')
  if (!report.schemaVersion.startsWith('1.'))
    throw new UsageError(`${name}: its schemaVersion is ${report.schemaVersion}, this version reads 1.x: use the version that wrote it`)
  for (const member of ['verdicts', 'transcripts', 'targets'] as const)
    if (!Array.isArray(report[member])) throw fail(`its ${member} are no list`)
  const odd = report.verdicts.findIndex((verdict) => typeof verdict?.key !== 'string' || !outcomes.includes(verdict.outcome))
  if (odd >= 0) throw fail(`verdict ${odd + 1} has no key or an outcome that is unknown`)
  return report
}

/** The transcripts and verdicts of a report as evidence, so that they can be judged again. */
export function evidenceOfReport({ tool, edition, mode, startedAt, targets, selection, ...report }: SavedReport, name: string): Evidence {
  const journeys = report.transcripts.map(({ journey }) => journey.id)
  return {
    name,
    header: { runId: '', tool, edition, mode, startedAt, targets, selection, journeys },
    transcripts: report.transcripts,
    verdicts: report.verdicts,
    ms: report.ms,
    interrupted: report.interrupted ?? false,
    partial: report.partial ?? false,
  }
}
