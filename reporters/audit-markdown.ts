import { answersOf } from '../suites/comparison.ts'
import type { TlsFacts } from '../suites/tls.ts'
import type { Audit } from './audit.ts'
import {
  cellOf,
  type DifferenceGroup,
  differenceGroups,
  differenceLines,
  divergenceLines,
  latencyCell,
  latencyNote,
  tlsDifferenceLines,
} from './audit-text.ts'
import { code, fenced, plain } from './markdown-text.ts'
import { curlOf, type EvidenceIndex, indexEvidence, type Report } from './report.ts'
import { headline } from './summary.ts'
import { cut, listed } from './text.ts'

const maxShown = 40

/** The whole audit for a ticket or a job summary. */
export function renderAuditMarkdown(report: Report, audit: Audit): string {
  const sections = [
    '# KYX audit',
    `**${plain(audit.summary)}**`,
    plain(headline(report)),
    ...report.notes.map((note) => `> ${plain(cut(note, 6000))}`),
    ...auditSections(report, audit, indexEvidence(report)),
  ]
  return `${sections.join('\n\n')}\n`
}

/** The targets side by side, what sets them apart with what shows it, their connections, and how fast they are. */
export function auditSections(report: Report, audit: Audit, index: EvidenceIndex): readonly string[] {
  const { targets } = audit
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const few = latencyNote(audit)
  const steps = [...new Set(audit.latencies.map(({ step }) => step))]
  return [
    table(
      ['Workflow', ...targets],
      workflows.map((workflow) => [workflow, ...targets.map((target) => cellOf(report.verdicts, workflow, target))]),
    ),
    ...list('Only here', divergenceLines(audit)),
    ...list('Answers and connections that differ', [...tlsDifferenceLines(audit, true), ...differenceLines(audit)]),
    ...list('Certificates that differ, which does not count', tlsDifferenceLines(audit, false)),
    ...list('Violated at every target', audit.everywhere),
    ...evidenceSections(report, audit, index),
    '## TLS',
    table(
      ['Target', 'Host', 'Roles', 'Protocol', 'Cipher', 'ALPN', 'Key', 'Names', 'Chain', 'Issuer', 'Until', 'Trusted'],
      audit.tls.map(tlsRow),
    ),
    '## Milliseconds to an answer: p50/p95/max (answers)',
    table(
      ['Operation', ...targets],
      steps.map((step) => [
        step,
        ...targets.map((target) => latencyCell(audit.latencies.find((each) => each.target === target && each.step === step))),
      ]),
    ),
    ...(few === undefined ? [] : [few]),
  ]
}

function evidenceSections(report: Report, audit: Audit, index: EvidenceIndex): readonly string[] {
  const groups = differenceGroups(audit)
  if (groups.length === 0) return []
  const more = groups.length - maxShown
  return [
    '## What each target answered',
    ...groups.slice(0, maxShown).map((group) => evidenceText(group, report, index)),
    ...(more > 0 ? [`and ${more} more: see the HTML or JSON report.`] : []),
  ]
}

/** What each target answered, and the request that shows it at the one that stands apart. */
function evidenceText({ first, places }: DifferenceGroup, report: Report, index: EvidenceIndex): string {
  const answers = answersOf(first, report.transcripts)
  const shown = answers.find(({ target }) => first.odd.includes(target)) ?? answers[0]
  return [
    `### ${plain(`${listed(places, 4)}: ${first.at}`)}`,
    '',
    ...Object.entries(first.seen).map(([target, seen]) => {
      const answer = answers.find((each) => each.target === target)
      const told = answer?.exchange.response?.status ?? answer?.exchange.failure?.message ?? 'no answer'
      const mark = first.odd.includes(target) ? ' (stands apart)' : ''
      const where = answer === undefined ? '' : `, ${plain(`${answer.journey} ${answer.exchange.name} answered ${told}`)}`
      return `- ${plain(target)}${mark}: ${code(seen)}${where}`
    }),
    ...(shown === undefined ? [] : ['', fenced(curlOf(shown.exchange, index.tokensOf(shown.journey)), 'sh')]),
  ].join('\n')
}

function tlsRow(facts: TlsFacts): readonly string[] {
  const { target, host, protocol, cipher, alpn, key, names, chain, issuer, until, days, trusted, failure } = facts
  const frame = [target, host, facts.roles.join(', ')]
  if (failure !== undefined || protocol === 'none') return [...frame, failure ?? 'plain http', '', '', '', '', '', '', '', '']
  return [
    ...frame,
    protocol,
    cipher,
    alpn,
    key,
    cut(names.join(', '), 300),
    chain.join(' / '),
    issuer,
    `${until.slice(0, 10)} (${days} days)`,
    trusted,
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells, at) => `| ${cells.map((cell) => (at === 1 ? cell : plain(cell))).join(' | ')} |`)
    .join('\n')
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0
    ? []
    : [
        `## ${title} (${items.length})`,
        items
          .slice(0, 200)
          .map((item) => `- ${plain(cut(item, 1000))}`)
          .join('\n'),
      ]
}
