import { auditSections } from './audit-markdown.ts'
import { changeLines } from './compared.ts'
import { countsText } from './console-journeys.ts'
import { sourceText } from './detail.ts'
import { type Group, inconclusiveGroups, notApplicableReasons, placesOf, violationGroups } from './groups.ts'
import { code, fenced, maxValue, plain } from './markdown-text.ts'
import { type CellState, type MatrixRow, matrixOf } from './matrix.ts'
import { countsOf, curlOf, type EvidenceIndex, type FailOn, indexEvidence, type Report, verdictTitle } from './report.ts'
import { headline, nextSteps, sentenceOf } from './summary.ts'
import { count, cut, grouped, listed } from './text.ts'

const maxGroups = 40
const maxRows = 200
// GitHub refuses a job summary of more than 1 MiB.
const maxBytes = 900_000

/** Markdown for a job summary, a merge request or a ticket: verdict, matrix, violations with what reproduces them. */
export function renderMarkdown(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const index = indexEvidence(report)
  const next = nextSteps(report, failOn)
  const faults = report.verdicts.filter(({ outcome }) => outcome === 'harness-error')
  const sections = [
    report.audit === undefined ? '# KYX conformance' : '# KYX audit',
    `**${plain(sentenceOf(report, failOn))}**`,
    plain(headline(report)),
    ...report.notes.slice(0, 50).map((note) => `> ${plain(cut(note, 6000))}`),
    next.map((step) => `- ${plain(step)}`).join('\n'),
    ...(report.audit === undefined ? [] : auditSections(report, report.audit, index)),
    matrixTable(report),
    ...section(
      'Harness errors',
      faults.map((verdict) => `- ${plain(verdictTitle(verdict))}: ${plain(cut(verdict.reason?.text ?? 'no message', maxValue))}`),
    ),
    ...groupSections('Violations', violationGroups(report, 'error'), index),
    ...(failOn === 'warning' ? groupSections('Warnings that fail the run', violationGroups(report, 'warning'), index) : []),
    ...section('Not judged', inconclusiveGroups(report).map(inconclusiveItem)),
    ...comparedSection(report),
    ...warningSection(report, failOn),
    ...section(
      'Not applicable',
      notApplicableReasons(report).map(({ text, verdicts }) => `- ${grouped(verdicts.length)}: ${plain(cut(text, 300))}`),
    ),
  ].filter((text) => text !== '')
  return bounded(sections)
}

function matrixTable(report: Report): string {
  const { steps, rows } = matrixOf(report)
  if (rows.length === 0) return ''
  const regions = new Set(rows.map(({ region }) => region)).size > 1
  const nameOf = ({ workflow, region }: MatrixRow) => plain(regions ? `${workflow} ${region}` : workflow)
  return [
    `| Workflow | ${steps.join(' | ')} | |`,
    `|---|${steps.map(() => '---|').join('')}---|`,
    ...rows.slice(0, maxRows).map((row) => {
      const all = report.verdicts.filter(({ workflow, region }) => workflow === row.workflow && region === row.region)
      return `| ${nameOf(row)} | ${row.cells.map(({ state, counts }) => cellText(state, counts.total)).join(' | ')} | ${countsText(countsOf(all))} |`
    }),
  ].join('\n')
}

function cellText(state: CellState, total: number): string {
  const words: Readonly<Record<CellState, string>> = {
    'harness-error': '⚠️ harness',
    error: '❌ violates',
    inconclusive: '❔ not judged',
    warning: '⚠️ warning',
    info: '✅',
    conforms: '✅',
    'not-applicable': '➖',
    none: '',
  }
  return state === 'none' ? '' : `${words[state]} ${total}`
}

function groupSections(title: string, groups: readonly Group[], index: EvidenceIndex): string[] {
  if (groups.length === 0) return []
  const rest = groups.length - maxGroups
  return [
    `## ${title} (${groups.length})`,
    ...groups.slice(0, maxGroups).map((group) => groupText(group, index)),
    ...(rest > 0 ? [`and ${rest} more: see the JUnit or JSON report.`] : []),
  ]
}

function groupText(group: Group, index: EvidenceIndex): string {
  const { first, findings, blocked } = group
  const exchange = index.exchangeOf(first)
  return [
    `### ${plain(first.check)} (${first.level}${group.standing === 'new' ? ', new' : ''})`,
    '',
    `${plain(first.statement)} Source: ${plain(sourceText(first))}`,
    '',
    `- Where: ${listed(placesOf(group).map(plain), 12)}`,
    ...findings.slice(0, 3).map(({ at, expected, actual }) => `- ${code(at)}: expected ${code(expected)}, actual ${code(actual)}`),
    ...(findings.length > 3 ? [`- and ${findings.length - 3} more findings`] : []),
    ...(blocked.length > 0 ? [`- blocks ${count(blocked.length, 'check')}, which were not judged`] : []),
    ...(exchange === undefined ? [] : ['', fenced(curlOf(exchange, index.ownTokens(first)), 'sh')]),
  ].join('\n')
}

function inconclusiveItem({ first, verdicts, blocked }: Group): string {
  const where = listed([...new Set(verdicts.map(({ workflow, region, step }) => plain(`${workflow} ${region} ${step}`)))], 12)
  const text = plain(cut(first.reason?.text ?? 'no reason given', maxValue))
  return `- **${first.reason?.code ?? 'inconclusive'}**: ${text} (${where}${blocked.length > 0 ? `; blocks ${count(blocked.length, 'check')}` : ''})`
}

function comparedSection({ compared }: Report): string[] {
  if (compared === undefined) return []
  const items = changeLines(compared, maxGroups).flatMap(({ standing, lines, more }) => [
    ...lines.map((line) => `- **${standing}** ${plain(line)}`),
    ...(more > 0 ? [`- and ${more} more **${standing}**: see the JSON report`] : []),
  ])
  const remarks = compared.remarks.map((remark) => `> ${plain(remark)}`)
  return [`## Compared with ${plain(compared.with.name)}`, ...remarks, items.length === 0 ? 'Nothing changed.' : items.join('\n')]
}

function warningSection(report: Report, failOn: FailOn): string[] {
  const groups = [...(failOn === 'warning' ? [] : violationGroups(report, 'warning')), ...violationGroups(report, 'info')]
  return section(
    `Warnings and notes (${groups.length})`,
    groups.slice(0, maxGroups).map(({ first, findings, verdicts }) => {
      const known =
        first.suppressed === undefined ? undefined : `in the baseline until ${first.suppressed.expires}: ${first.suppressed.ticket}`
      const why = [findings[0]?.contested, findings[0]?.tolerance, known].filter((id) => id !== undefined).map(plain)
      return `- ${plain(`${first.check} ${first.statement}`)} ${code(findings[0]?.actual ?? '')}${why.length > 0 ? ` (${why.join(', ')})` : ''}${verdicts.length > 1 ? `, ${verdicts.length} times` : ''}`
    }),
  )
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.join('\n')]
}

function bounded(sections: readonly string[]): string {
  const kept: string[] = []
  let bytes = 0
  for (const text of sections) {
    bytes += Buffer.byteLength(text) + 2
    if (bytes > maxBytes) return `${[...kept, 'The rest is left out: see the JUnit or JSON report.'].join('\n\n')}\n`
    kept.push(text)
  }
  return `${kept.join('\n\n')}\n`
}
