import type { RegisterEntry } from '../contracts/register/entry.ts'
import type { Untested } from '../contracts/untested.ts'
import type { AnyCheck } from './check.ts'
import type { Verdict } from './verdict.ts'

/** One register entry with what the product makes of it. */
export interface CoverageRow {
  readonly entry: RegisterEntry
  /** Checks that cover it. */
  readonly checks: readonly string[]
  /** Why no check does, where none does. */
  readonly untested?: Untested
  /** True where one of its checks was judged in the run that was looked at. */
  readonly judged?: boolean
}

/** True where a pattern of a check names the entry; `*` stands for anything without a blank, a workflow key for one. */
export function covers(pattern: string, id: string): boolean {
  if (!pattern.includes('*')) return pattern === id
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[A-Z0-9-]+')}$`).test(id)
}

/** The register against checks and written reasons; with verdicts, also whether a run judged it. */
export function coverageOf(
  register: readonly RegisterEntry[],
  checks: readonly AnyCheck[],
  untested: readonly Untested[],
  verdicts?: readonly Verdict[],
): readonly CoverageRow[] {
  const judged =
    verdicts === undefined
      ? undefined
      : new Set(verdicts.filter(({ outcome }) => outcome === 'conforms' || outcome === 'violates').map(({ check }) => check))
  return register.map((entry) => {
    const own = checks.filter((check) => check.covers.some((pattern) => covers(pattern, entry.id))).map(({ id }) => id)
    const reason = own.length > 0 ? undefined : untested.find(({ entries }) => entries.some((pattern) => covers(pattern, entry.id)))
    return {
      entry,
      checks: own,
      ...(reason === undefined ? {} : { untested: reason }),
      ...(judged === undefined ? {} : { judged: own.some((id) => judged.has(id)) }),
    }
  })
}

export interface CoverageCounts {
  readonly entries: number
  readonly checked: number
  readonly untested: number
  /** Neither check nor reason. */
  readonly open: number
  /** Entries that can be tested over HTTP: all but those with a written reason. */
  readonly testable: number
  readonly judged?: number
}

export function countCoverage(rows: readonly CoverageRow[]): CoverageCounts {
  const checked = rows.filter((row) => row.checks.length > 0)
  const untested = rows.filter((row) => row.untested !== undefined).length
  return {
    entries: rows.length,
    checked: checked.length,
    untested,
    open: rows.length - checked.length - untested,
    testable: rows.length - untested,
    ...(rows.some((row) => row.judged !== undefined) ? { judged: rows.filter((row) => row.judged).length } : {}),
  }
}

/** Patterns of checks and reasons that name no entry: a slip of the pen, or an entry that is gone. */
export function danglingPatterns(register: readonly RegisterEntry[], patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !register.some(({ id }) => covers(pattern, id)))
}
