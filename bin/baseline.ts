import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { workflows } from '../contracts/workflows/index.ts'
import type { Report } from '../reporters/report.ts'
import { count } from '../reporters/text.ts'
import { applyBaseline, type BaselineContext, baselineText, readBaseline } from '../suites/baseline.ts'
import { checks } from '../suites/checks/index.ts'
import { UsageError } from '../suites/usage.ts'
import type { Verdict } from '../suites/verdict.ts'
import type { Terminal } from './run.ts'

export interface BaselineOptions {
  readonly baseline?: string
  readonly baselineUpdate?: boolean
}

/** Applies the baseline to a report; prints an entry to paste for each violation that none covers. */
export function withBaseline(report: Report, options: BaselineOptions, terminal: Terminal): Report {
  const { baseline: file, baselineUpdate = false } = options
  if (file === undefined) return report
  const entries = baselineUpdate && !existsSync(file) ? [] : readBaseline(readText(file), file)
  const { verdicts, faults, fresh, kept } = applyBaseline(report.verdicts, entries, context())
  if (baselineUpdate) {
    // JSON is YAML too: a file that was JSON stays it.
    const all = [...kept, ...fresh]
    writeFileSync(file, file.endsWith('.json') ? `${JSON.stringify(all, undefined, 2)}\n` : baselineText(all))
    terminal.progress(
      `${file}: ${count(fresh.length, 'entry', 'entries')} added, ${entries.length - kept.length} taken out${fresh.length > 0 ? '; put a reason, an owner and a ticket in place of TODO' : ''}\n`,
    )
  } else if (fresh.length > 0)
    terminal.progress(`\nNot in ${file}; to accept for a while, put this there and fill it in:\n${baselineText(fresh)}\n`)
  return { ...report, verdicts, ...(faults.length > 0 && !baselineUpdate ? { faults } : {}) }
}

/** Marks what a baseline covers while a run is still under way. */
export function baselineMarker({ baseline: file }: BaselineOptions): (verdicts: readonly Verdict[]) => readonly Verdict[] {
  if (file === undefined || !existsSync(file)) return (verdicts) => verdicts
  const entries = readBaseline(readText(file), file)
  return (verdicts) => applyBaseline(verdicts, entries, context()).verdicts
}

function context(): BaselineContext {
  return {
    checks: checks.map(({ id }) => id),
    workflows: workflows.map(({ key }) => key),
    today: new Date().toISOString().slice(0, 10),
  }
}

/** Reads the baseline once before anything is sent, so that a mistake in it costs nothing. */
export function checkBaseline({ baseline, baselineUpdate }: BaselineOptions): void {
  if (baseline === undefined && baselineUpdate) throw new UsageError('--baseline-update: name the file with --baseline FILE')
  if (baseline !== undefined && !(baselineUpdate && !existsSync(baseline))) readBaseline(readText(baseline), baseline)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--baseline: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}): begin one with --baseline-update`)
  }
}
