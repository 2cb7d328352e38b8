import type { TlsFacts } from '../suites/tls.ts'
import type { Audit } from './audit.ts'
import { cellOf, differenceLines, divergenceLines, latencyCell, latencyNote, tlsDifferenceLines } from './audit-text.ts'
import { plain } from './markdown.ts'
import type { Report } from './report.ts'
import { headline } from './summary.ts'
import { cut } from './text.ts'

/** The whole audit for a ticket or a job summary. */
export function renderAuditMarkdown(report: Report, audit: Audit): string {
  const { targets, tlsDifferences } = audit
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const few = latencyNote(audit)
  const steps = [...new Set(audit.latencies.map(({ step }) => step))]
  const sections = [
    '# KYX audit',
    `**${plain(audit.summary)}**`,
    plain(headline(report)),
    ...report.notes.map((note) => `> ${plain(cut(note, 6000))}`),
    table(
      ['Workflow', ...targets],
      workflows.map((workflow) => [workflow, ...targets.map((target) => cellOf(report.verdicts, workflow, target))]),
    ),
    ...list('Only here', divergenceLines(audit.divergences, targets)),
    ...list('Answers and connections that differ', [
      ...tlsDifferenceLines(
        tlsDifferences.filter(({ counts }) => counts),
        targets,
      ),
      ...differenceLines(audit.differences, targets),
    ]),
    ...list(
      'Certificates that differ, which does not count',
      tlsDifferenceLines(
        tlsDifferences.filter(({ counts }) => !counts),
        targets,
      ),
    ),
    ...list('Violated at every target', audit.everywhere),
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
  return `${sections.join('\n\n')}\n`
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
