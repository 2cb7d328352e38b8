import type { Audit } from './audit.ts'
import { cellOf, differenceLines, divergenceLines, latencyCell, latencyNote, tlsCell, tlsDifferenceLines } from './audit-text.ts'
import type { Report } from './report.ts'
import { count, cut, listed, logSafe, oneLine } from './text.ts'

const mostLines = 6

/** One screen: the matrix, what is only at one place, what is the same everywhere, and how fast. */
export function renderAudit(report: Report, audit: Audit): string {
  const { targets, tlsDifferences, everywhere } = audit
  const widths = targets.map((target) => Math.max(20, target.length + 2))
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const line = (head: string, cells: readonly string[]) =>
    `${head.padEnd(10)}${cells.map((cell, at) => cell.padEnd(widths[at] ?? 20)).join('')}`.trimEnd()
  const counted = tlsDifferences.filter(({ counts }) => counts)
  const others = tlsDifferences.filter(({ counts }) => !counts)
  const few = latencyNote(audit)
  const lines = [
    line('workflow', targets),
    ...workflows.map((workflow) =>
      line(
        workflow,
        targets.map((target) => cellOf(report.verdicts, workflow, target)),
      ),
    ),
    ...(audit.tls.length === 0
      ? []
      : [
          line(
            'TLS',
            targets.map((target) => tlsCell(audit, target)),
          ),
        ]),
    ...report.notes.map((note) => `Note: ${cut(oneLine(note), 6000)}`),
    '',
    ...section('Only here', divergenceLines(audit.divergences, targets)),
    ...section('Answers and connections that differ', [
      ...tlsDifferenceLines(counted, targets),
      ...differenceLines(audit.differences, targets),
    ]),
    ...section('Certificates that differ, which does not count', tlsDifferenceLines(others, targets)),
    ...(everywhere.length === 0
      ? []
      : [`The same everywhere: ${count(everywhere.length, 'check')} violated at every target: ${listed(everywhere, 8)}`, '']),
    line('ms', [`p50/p95/max (answers)`]),
    ...[...new Set(audit.latencies.map(({ step }) => step))].map((step) =>
      line(
        step,
        targets.map((target) => latencyCell(audit.latencies.find((each) => each.target === target && each.step === step))),
      ),
    ),
    ...(few === undefined ? [] : [few]),
    '',
    audit.summary,
  ]
  return logSafe(`${lines.join('\n')}\n`)
}

function section(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - mostLines
  return [
    `${title} (${items.length})`,
    ...items.slice(0, mostLines).map((item) => `  ${cut(oneLine(item), 220)}`),
    ...(more > 0 ? [`  and ${more} more: --json and --markdown show them`] : []),
    '',
  ]
}
