import { answersOf } from '../suites/comparison.ts'
import type { Audit } from './audit.ts'
import { differenceGroups, differenceLines, tlsDifferenceLines } from './audit-text.ts'
import { curlOf, type EvidenceIndex, type Report } from './report.ts'
import { cut, listed, oneLine } from './text.ts'

/** Whether targets do the same in one respect: a test for those who read an audit as tests. */
export interface AuditCase {
  readonly id: 'AUDIT-SAME' | 'AUDIT-SAME-TLS'
  /** Stable from run to run. */
  readonly name: string
  /** `kyx.10005.audit.finalize`. */
  readonly classname: string
  /** One line for each difference, and what shows it; none where the targets do the same. */
  readonly differences: readonly string[]
}

/** A case for each workflow and operation, one for the token and one for TLS; none where nothing was set side by side. */
export function auditCases(report: Report, index: EvidenceIndex): readonly AuditCase[] {
  const { audit } = report
  if (audit === undefined) return []
  const groups = new Map(placesOf(report).map((place) => [place.join(' '), [] as string[]]))
  for (const difference of audit.differences) {
    const [group] = differenceGroups({ differences: [difference] })
    if (group === undefined) continue
    const place = [difference.workflow, group.step].join(' ')
    groups.set(place, [...(groups.get(place) ?? []), evidenceOf({ ...audit, differences: [difference] }, report, index)])
  }
  return [
    ...[...groups].map(([place, differences]): AuditCase => {
      const [workflow = '', step = ''] = place.split(' ')
      return caseOf('AUDIT-SAME', 'Every target answers alike.', workflow, step, differences)
    }),
    ...(audit.tls.every(({ protocol }) => protocol === 'none')
      ? []
      : [caseOf('AUDIT-SAME-TLS', 'Every target negotiates TLS alike.', '*', 'tls', tlsDifferenceLines(audit, true))]),
  ]
}

/** Every operation that a workflow came to at any target. */
function placesOf({ transcripts }: Report): readonly (readonly [workflow: string, step: string])[] {
  const seen = transcripts.flatMap(({ journey, exchanges }) =>
    exchanges
      .filter(({ name }) => !name.startsWith('cleanup:'))
      .map(({ name, step }) =>
        step === 'token' ? (['*', 'token'] as const) : ([journey.workflow, name.startsWith('probe:') ? `probe:${step}` : step] as const),
      ),
  )
  return [...new Map(seen.map((place) => [place.join(' '), place])).values()]
}

function caseOf(id: AuditCase['id'], statement: string, workflow: string, step: string, differences: readonly string[]): AuditCase {
  const segments = ['kyx', workflow === '*' ? 'all' : workflow, 'audit', step.replace(/[^\w-]+/g, '-')]
  return { id, name: `${id} ${statement}`, classname: segments.join('.'), differences }
}

/** The difference in a line, and the request that shows it at the target that stands apart. */
function evidenceOf(audit: Audit, report: Report, index: EvidenceIndex): string {
  const [difference] = audit.differences
  const answers = difference === undefined ? [] : answersOf(difference, report.transcripts)
  const shown = answers.find(({ target }) => difference?.odd.includes(target)) ?? answers[0]
  const told = answers.map(({ journey, exchange: { name, response, failure } }) =>
    oneLine(`${journey} ${name}: ${response?.status ?? failure?.message ?? 'no answer'}`),
  )
  return [
    ...differenceLines(audit).map((line) => cut(oneLine(line), 1000)),
    `Evidence: ${listed(told, 8)}`,
    ...(shown === undefined ? [] : ['Reproduce:', curlOf(shown.exchange, index.tokensOf(shown.journey))]),
  ].join('\n')
}
