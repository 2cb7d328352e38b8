import { existsSync } from 'node:fs'
import { workflows } from '../contracts/workflows/index.ts'
import type { Report } from '../reporters/report.ts'
import { count } from '../reporters/text.ts'
import { applyBaseline, type BaselineContext, baselineText, readBaseline } from '../suites/baseline.ts'
import { checks } from '../suites/checks/index.ts'
import { codeOf, remedyOf, tryToWrite, writeWhole } from '../suites/files.ts'
import { isUsageError, UsageError } from '../suites/usage.ts'
import type { Verdict } from '../suites/verdict.ts'
import { largest, readGivenFile } from './given-file.ts'
import type { Terminal } from './run.ts'

export interface BaselineOptions {
  readonly baseline?: string
  readonly baselineUpdate?: boolean
}

/** A baseline as it was when the command began. */
export interface Baseline {
  /** Marks what it covers while a run is still under way. */
  mark(verdicts: readonly Verdict[]): readonly Verdict[]
  /** Applies it to a report; prints an entry to paste for each violation that it does not cover. Throws where it cannot be updated. */
  apply(report: Report, terminal: Terminal): Report
}

/** Reads the baseline before anything is sent, so that a mistake in it costs nothing. */
export function openBaseline({ baseline: file, baselineUpdate = false }: BaselineOptions): Baseline | undefined {
  if (file === undefined) {
    if (baselineUpdate) throw new UsageError('--baseline-update: name the file with --baseline FILE')
    return undefined
  }
  const entries = baselineUpdate && !existsSync(file) ? [] : readBaseline(readText(file), file)
  if (baselineUpdate) orRefuse(file, () => tryToWrite(file))
  return {
    mark: (verdicts) => applyBaseline(verdicts, entries, context()).verdicts,
    apply(report, terminal) {
      const { verdicts, faults, fresh, kept } = applyBaseline(report.verdicts, entries, context())
      if (baselineUpdate) {
        // JSON is YAML too: a file that was JSON stays it.
        const all = [...kept, ...fresh]
        orRefuse(file, () => writeWhole(file, file.endsWith('.json') ? `${JSON.stringify(all, undefined, 2)}\n` : baselineText(all)))
        terminal.progress(
          `${file}: ${count(fresh.length, 'entry', 'entries')} added, ${entries.length - kept.length} taken out${fresh.length > 0 ? '; put a reason, an owner and a ticket in place of TODO' : ''}\n`,
        )
      } else if (fresh.length > 0)
        terminal.progress(`\nNot in ${file}; to accept for a while, put this there and fill it in:\n${baselineText(fresh)}\n`)
      return { ...report, verdicts, ...(faults.length > 0 && !baselineUpdate ? { faults } : {}) }
    },
  }
}

function orRefuse(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new UsageError(`--baseline-update: ${file} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
  }
}

function context(): BaselineContext {
  return {
    checks: checks.map(({ id }) => id),
    workflows: workflows.map(({ key }) => key),
    today: new Date().toISOString().slice(0, 10),
  }
}

function readText(file: string): string {
  try {
    return readGivenFile(file, { option: '--baseline', most: largest.baseline })
  } catch (error) {
    if (isUsageError(error)) throw error
    throw new UsageError(`--baseline: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}): begin one with --baseline-update`)
  }
}
