import type { Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
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
  if (!report.verdicts.some(({ outcome }) => outcome === 'inconclusive')) return nobody
  const byKey = new Map(report.verdicts.map((verdict) => [verdict.key, verdict]))
  const roots = new Map<string, Verdict>()
  const standIns = new Map<string, Verdict>()
  const causeByKey = new Map<string, Verdict>()
  for (const verdict of report.verdicts) {
    if (verdict.outcome !== 'inconclusive') continue
    const root = rootOf(verdict, byKey, roots)
    const cause = root.outcome === 'inconclusive' ? standIn(root, standIns) : root
    if (cause !== verdict) causeByKey.set(verdict.key, cause)
  }
  const isBlocked = ({ key }: Verdict) => causeByKey.has(key)
  const blocked = bucketsOf(report.verdicts.filter(isBlocked), ({ key }) => causeByKey.get(key)?.key ?? '')
  const isCause = (verdict: Verdict) => blocked.has(verdict.key) || (verdict.outcome === 'inconclusive' && !isBlocked(verdict))
  return {
    causes: report.verdicts.filter(isCause).map((root) => ({ root, blocked: blocked.get(root.key) ?? [] })),
    causeOf: ({ key }) => causeByKey.get(key),
    blockedBy: ({ key }) => blocked.get(key) ?? [],
  }
}

const nobody: Blame = { causes: [], causeOf: () => undefined, blockedBy: () => [] }

/** Follows the named causes to the first one; a circle or a dangling name ends where it stands. */
function rootOf(verdict: Verdict, byKey: ReadonlyMap<string, Verdict>, roots: Map<string, Verdict>): Verdict {
  const path = new Set<Verdict>()
  let at = verdict
  for (;;) {
    const known = roots.get(at.key)
    if (known !== undefined) {
      at = known
      break
    }
    path.add(at)
    const next = at.outcome === 'inconclusive' && at.reason?.cause !== undefined ? byKey.get(at.reason.cause) : undefined
    if (next === undefined || next.outcome === 'conforms' || next.outcome === 'not-applicable' || path.has(next)) break
    at = next
  }
  for (const { key } of path) roots.set(key, at)
  return at
}

function standIn(verdict: Verdict, standIns: Map<string, Verdict>): Verdict {
  const key = JSON.stringify([verdict.workflow, verdict.region, verdict.reason?.code, verdict.reason?.cause, verdict.reason?.text])
  const first = standIns.get(key) ?? verdict
  standIns.set(key, first)
  return first
}
