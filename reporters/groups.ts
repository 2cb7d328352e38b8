import type { JudgedFinding, Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
import { type Standing, standingsOf } from './compared.ts'
import { blameOf, journeyTail, type Report, severityOf } from './report.ts'

/** Verdicts that say the same about different workflows, regions or subjects: shown once. */
export interface Group {
  readonly first: Verdict
  readonly verdicts: readonly Verdict[]
  /** Findings of the first verdict. */
  readonly findings: readonly JudgedFinding[]
  readonly blocked: readonly Verdict[]
  /** `new` where one of the verdicts is, beside an earlier report. */
  readonly standing?: Standing
}

/** Violations of one severity, grouped by cause: what blocks most first, then in the order of the run. */
export function violationGroups(report: Report, severity: 'error' | 'warning' | 'info'): readonly Group[] {
  const violating = report.verdicts.filter((verdict) => severityOf(verdict) === severity)
  const groups = grouped(report, violating, (verdict) => [
    verdict.check,
    verdict.suppressed?.ticket,
    verdict.findings.map(({ expected, actual, contested, tolerance }) => [general(expected), general(actual), contested, tolerance]),
  ])
  return [...groups].sort((a, b) => b.blocked.length - a.blocked.length)
}

/** First causes of what could not be judged, the same one in several workflows once. Violations that block are not among them. */
export function inconclusiveGroups(report: Report): readonly Group[] {
  const roots = blameOf(report)
    .causes.map(({ root }) => root)
    .filter(({ outcome }) => outcome === 'inconclusive')
  return grouped(report, roots, ({ reason }) => [reason?.code, general(reason?.text ?? '')])
}

/** Reasons of what was not applicable, with their counts, the most frequent first. */
export function notApplicableReasons(report: Report): readonly { readonly text: string; readonly verdicts: readonly Verdict[] }[] {
  const skipped = report.verdicts.filter(({ outcome }) => outcome === 'not-applicable')
  return [...bucketsOf(skipped, ({ reason }) => reason?.text ?? 'no reason given')]
    .map(([text, verdicts]) => ({ text, verdicts }))
    .sort((a, b) => b.verdicts.length - a.verdicts.length)
}

/** `10011 local upload [ID.FRONT]`. */
export function placeOf(verdict: Verdict): string {
  const tail = journeyTail(verdict)
  const variant = tail === '' ? '' : ` ${tail}`
  return `${verdict.workflow} ${verdict.region}${variant} ${verdict.step}${verdict.subject === '' ? '' : ` [${verdict.subject}]`}`
}

/** The places of a group, a workflow and region each once with its steps and subjects. */
export function placesOf(group: Group): readonly string[] {
  return [...new Set(group.verdicts.map(placeOf))]
}

function grouped(report: Report, verdicts: readonly Verdict[], keyOf: (verdict: Verdict) => unknown): readonly Group[] {
  const blame = blameOf(report)
  const standings = standingsOf(report)
  return [...bucketsOf(verdicts, (verdict) => JSON.stringify(keyOf(verdict))).values()].flatMap((members) => {
    const first = members[0]
    if (first === undefined) return []
    const own = members.map(({ key }) => standings.get(key))
    const standing = own.includes('new') ? 'new' : own.find((each) => each !== undefined)
    return [
      {
        first,
        verdicts: members,
        findings: first.findings,
        blocked: members.flatMap((member) => [...blame.blockedBy(member)]),
        ...(standing === undefined ? {} : { standing }),
      },
    ]
  })
}

/** Text without what differs from journey to journey: ids, instants, workflow keys. */
function general(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g, '<instant>')
    .replace(/\b100\d\d\b/g, '<workflow>')
    .replace(/\bmasked:[\w:-]+/g, '<secret>')
    .replace(/\b\d+ ms\b/g, '<duration>')
}
