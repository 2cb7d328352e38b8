import type { Verdict } from '../suites/verdict.ts'
import type { Report } from './report.ts'

/** A first cause with the verdicts that it keeps from being judged. */
export interface Cause {
  readonly root: Verdict
  readonly blocked: readonly Verdict[]
}

export interface Blame {
  /** Every cause that blocks something or could not be judged itself, in the order of the verdicts. */
  readonly causes: readonly Cause[]
  /** The first cause of a verdict that another one blocks; undefined for a first cause. */
  causeOf(verdict: Verdict): Verdict | undefined
  blockedBy(verdict: Verdict): readonly Verdict[]
}

/**
 * Puts every inconclusive verdict under its first cause. Where the cause is not in the report (a selection left it out, or the
 * judge named none), the first verdict of the workflow with the same reason stands for it: a red run never renders without a red row.
 */
export function blameOf(report: Pick<Report, 'verdicts'>): Blame {
  const byKey = new Map(report.verdicts.map((verdict) => [verdict.key, verdict]))
  const standIns = new Map<string, Verdict>()
  const causeByKey = new Map<string, Verdict>()
  const blocked = new Map<string, Verdict[]>()
  for (const verdict of report.verdicts) {
    if (verdict.outcome !== 'inconclusive') continue
    const root = rootOf(verdict, byKey)
    const cause = root === verdict || isOpen(root) ? standIn(root, standIns) : root
    if (cause === verdict) continue
    causeByKey.set(verdict.key, cause)
    blocked.set(cause.key, [...(blocked.get(cause.key) ?? []), verdict])
  }
  const isCause = (verdict: Verdict) => blocked.has(verdict.key) || (verdict.outcome === 'inconclusive' && !causeByKey.has(verdict.key))
  return {
    causes: report.verdicts.filter(isCause).map((root) => ({ root, blocked: blocked.get(root.key) ?? [] })),
    causeOf: (verdict) => causeByKey.get(verdict.key),
    blockedBy: (verdict) => blocked.get(verdict.key) ?? [],
  }
}

/** Follows the named causes to the first one; a circle or a dangling name ends where it stands. */
function rootOf(verdict: Verdict, byKey: ReadonlyMap<string, Verdict>): Verdict {
  const seen = new Set<string>()
  let at = verdict
  while (at.outcome === 'inconclusive' && at.reason?.cause !== undefined && !seen.has(at.key)) {
    seen.add(at.key)
    const next = byKey.get(at.reason.cause)
    if (next === undefined || next.outcome === 'conforms' || next.outcome === 'not-applicable' || seen.has(next.key)) break
    at = next
  }
  return at
}

function isOpen(verdict: Verdict): boolean {
  return verdict.outcome === 'inconclusive'
}

function standIn(verdict: Verdict, standIns: Map<string, Verdict>): Verdict {
  const key = JSON.stringify([verdict.workflow, verdict.region, verdict.reason?.code, verdict.reason?.cause, verdict.reason?.text])
  const first = standIns.get(key) ?? verdict
  standIns.set(key, first)
  return first
}
