import type { Audit } from './audit.ts'
import { cellOf, differenceLines, divergenceLines, latencyCell, latencyNote, tlsCell, tlsDifferenceLines } from './audit-text.ts'
import type { Report } from './report.ts'
import { count, cut, listed, logSafe, oneLine } from './text.ts'

const mostLines = 6

/** One screen: the matrix, what is only at one place, what is the same everywhere, and how fast. */
export function renderAudit(
  report: Report,
  audit: Audit,
  { verbose = false, written = [] }: { readonly verbose?: boolean; readonly written?: readonly string[] } = {},
): string {
  const section = (title: string, items: readonly string[]) => sectionLines(title, items, verbose ? items.length : mostLines)
  const { targets, everywhere } = audit
  const widths = targets.map((target) => Math.max(20, target.length + 2))
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const line = (head: string, cells: readonly string[]) =>
    `${head.padEnd(10)}${cells.map((cell, at) => cell.padEnd(widths[at] ?? 20)).join('')}`.trimEnd()
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
    ...section('Only here', divergenceLines(audit)),
    ...section('Answers and connections that differ', [...tlsDifferenceLines(audit, true), ...differenceLines(audit)]),
    ...section('Certificates that differ, which does not count', tlsDifferenceLines(audit, false)),
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
    ...written.map((path) => `Written: ${oneLine(path)}`),
    audit.summary,
  ]
  return logSafe(`${lines.join('\n')}\n`)
}

function sectionLines(title: string, items: readonly string[], most: number): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - most
  return [
    `${title} (${items.length})`,
    ...items.slice(0, most).map((item) => `  ${cut(oneLine(item), 220)}`),
    ...(more > 0 ? [`  and ${more} more: -v, --markdown, --json and --report html=PATH show them`] : []),
    '',
  ]
}
