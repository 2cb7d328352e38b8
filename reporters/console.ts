import type { JudgedFinding } from '../suites/verdict.ts'
import { changeLines } from './compared.ts'
import { checkLines, journeyLines } from './console-journeys.ts'
import { sourceText } from './detail.ts'
import { type Group, inconclusiveGroups, notApplicableReasons, placesOf, violationGroups } from './groups.ts'
import { type Paint, painter } from './paint.ts'
import { curlOf, type EvidenceIndex, exitCode, type FailOn, indexEvidence, type Report, verdictTitle } from './report.ts'
import { headline, nextSteps, sentenceOf } from './summary.ts'
import { count, cut, listed, logSafe, oneLine, visible } from './text.ts'

export interface ConsoleOptions {
  readonly colour?: boolean
  readonly verbosity?: 'quiet' | 'normal' | 'verbose'
  readonly failOn?: FailOn
  /** What was written, one line each: `reports/junit.xml`. */
  readonly written?: readonly string[]
}

const maxValue = 600
// Ids of accounts that are left behind are of use in full only.
const maxNote = 6000
const maxWarnings = 20
const maxFindings = 5
const maxChanges = 12

/** The summary that a person reads in a terminal or in the log of a CI job. */
export function renderConsole(report: Report, options: ConsoleOptions = {}): string {
  const { verbosity = 'normal', failOn = 'error', written = [] } = options
  const paint = painter(options.colour ?? false)
  const last = [...written.map((path) => `Written: ${oneLine(path)}`), verdictLine(report, failOn, paint)]
  if (verbosity === 'quiet') return logSafe(`${last.join('\n')}\n`)
  const verbose = verbosity === 'verbose'
  const index = indexEvidence(report)
  const sections = [
    [paint.bold(headline(report)), ...report.notes.map((note) => `Note: ${cut(oneLine(note), maxNote)}`)],
    journeyLines(report, paint, verbose),
    ...(verbose ? [checkLines(report, paint)] : []),
    ...harnessSections(report, paint),
    ...groupSections('Violations', violationGroups(report, 'error'), index, paint, verbose),
    ...(failOn === 'warning' ? groupSections('Warnings that fail the run', violationGroups(report, 'warning'), index, paint, verbose) : []),
    ...inconclusiveSections(report, paint),
    comparedLines(report, paint, verbose),
    warningLines(report, failOn, paint, verbose),
    notApplicableLines(report, verbose),
    nextSteps(report, failOn).map((step, at) => `${at === 0 ? 'Next: ' : '      '}${step}`),
    last,
  ]
  const text = sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')
  return logSafe(`${text}\n`)
}

function verdictLine(report: Report, failOn: FailOn, paint: Paint): string {
  const code = exitCode(report, { failOn })
  const colour = code === 0 ? paint.green : code === 1 || code === 4 ? paint.red : paint.yellow
  return paint.bold(colour(sentenceOf(report, failOn)))
}

function harnessSections(report: Report, paint: Paint): readonly string[][] {
  const faults = report.verdicts.filter(({ outcome }) => outcome === 'harness-error')
  if (faults.length === 0) return []
  return [
    [
      paint.red(`Harness errors (${faults.length}): faults of this tool, not of the target`),
      ...faults.map((verdict) => `  ${verdictTitle(verdict)}: ${cut(oneLine(verdict.reason?.text ?? 'no message'), maxValue)}`),
    ],
  ]
}

function groupSections(title: string, groups: readonly Group[], index: EvidenceIndex, paint: Paint, verbose: boolean): readonly string[][] {
  if (groups.length === 0) return []
  return [
    [paint.red(`${title} (${count(groups.length, 'cause')})`)],
    ...groups.map((group, at) => groupLines(group, at + 1, index, paint, verbose)),
  ]
}

function groupLines(group: Group, number: number, index: EvidenceIndex, paint: Paint, verbose: boolean): string[] {
  const { first, findings } = group
  const places = placesOf(group)
  const shown = verbose ? findings : findings.slice(0, maxFindings)
  const exchange = index.exchangeOf(first)
  return [
    paint.bold(`${number}. ${oneLine(first.check)} (${first.level})${group.standing === 'new' ? ', new' : ''}`),
    `   Where:       ${listed(places.map(oneLine), verbose ? places.length : 8)}`,
    `   Requirement: ${oneLine(first.statement)} (${sourceText(first)})`,
    ...shown.flatMap(findingLines),
    ...(findings.length > shown.length ? [`   and ${count(findings.length - shown.length, 'more finding')}: -v shows them`] : []),
    ...(group.blocked.length > 0 ? [paint.yellow(`   blocks ${count(group.blocked.length, 'check')}, which were not judged`)] : []),
    ...(exchange === undefined ? [] : indented('   Reproduce:   ', curlOf(exchange, index.ownTokens(first)))),
  ]
}

/** Where, what was expected, what was seen. */
export function findingLines(finding: JudgedFinding): string[] {
  const reading = finding.contested === undefined ? '' : ` (contested: ${finding.contested})`
  const known = finding.tolerance === undefined ? '' : ` (known deviation: ${finding.tolerance})`
  return [
    `   At:          ${cut(oneLine(finding.at), maxValue)}${oneLine(reading + known)}`,
    ...indented('   Expected:    ', visible(cut(finding.expected, maxValue))),
    ...indented('   Actual:      ', visible(cut(finding.actual, maxValue))),
  ]
}

function inconclusiveSections(report: Report, paint: Paint): readonly string[][] {
  const groups = inconclusiveGroups(report)
  if (groups.length === 0) return []
  return [
    [paint.yellow(`Not judged (${count(groups.length, 'cause')})`)],
    ...groups.map((group) => [
      paint.bold(`${group.first.reason?.code ?? 'inconclusive'}: ${cut(oneLine(group.first.reason?.text ?? 'no reason given'), maxValue)}`),
      `   Where:       ${listed([...new Set(group.verdicts.map(({ workflow, region, step }) => oneLine(`${workflow} ${region} ${step}`)))], 8)}`,
      ...(group.blocked.length > 0 ? [`   blocks ${count(group.blocked.length, 'check')}`] : []),
    ]),
  ]
}

function comparedLines({ compared }: Report, paint: Paint, verbose: boolean): string[] {
  if (compared === undefined) return []
  const most = verbose ? Number.POSITIVE_INFINITY : maxChanges
  const shown = changeLines(compared, most).filter(({ standing }) => verbose || standing !== 'still')
  return [
    paint.bold(`Since ${oneLine(compared.with.name)} of ${oneLine(compared.with.startedAt)}`),
    ...compared.remarks.map((remark) => `  ${remark}`),
    ...shown.flatMap(({ standing, lines, more }) => [
      ...lines.map((line) => `  ${standing.padEnd(5)} ${cut(line, 300)}`),
      ...(more > 0 ? [`  and ${more} more ${standing}: -v shows them`] : []),
    ]),
  ]
}

function warningLines(report: Report, failOn: FailOn, paint: Paint, verbose: boolean): string[] {
  const groups = [...(failOn === 'warning' ? [] : violationGroups(report, 'warning')), ...violationGroups(report, 'info')]
  if (groups.length === 0) return []
  const shown = verbose ? groups : groups.slice(0, maxWarnings)
  return [
    paint.yellow(`Warnings and notes (${groups.length}): they do not fail the run`),
    ...shown.flatMap(({ first, findings, verdicts }) => {
      const { at = '', expected = '', actual = '', contested, tolerance } = findings[0] ?? {}
      const known =
        first.suppressed === undefined ? undefined : `in the baseline until ${first.suppressed.expires}: ${first.suppressed.ticket}`
      const why = [contested, tolerance, known].filter((id) => id !== undefined).join(', ')
      const where = listed([...new Set(verdicts.map(({ workflow }) => oneLine(workflow)))], 8)
      const times = verdicts.length > 1 ? ` (${verdicts.length} times)` : ''
      const gap = ' '.repeat(10)
      return [
        `  ${first.severity === 'info' ? 'note   ' : 'warning'} ${oneLine(`${first.check} ${first.statement}`)}${why === '' ? '' : ` [${oneLine(why)}]`}`,
        `${gap}${cut(oneLine(at), 100)}: expected ${cut(oneLine(expected), 120)}; saw ${cut(oneLine(actual), 160)}`,
        `${gap}in ${where}${times}`,
      ]
    }),
    ...(groups.length > shown.length ? [`  and ${groups.length - shown.length} more: -v shows them`] : []),
  ]
}

function notApplicableLines(report: Report, verbose: boolean): string[] {
  const reasons = notApplicableReasons(report)
  if (reasons.length === 0) return []
  const shown = verbose ? reasons : reasons.slice(0, 8)
  return [
    `Not applicable (${count(
      reasons.reduce((sum, { verdicts }) => sum + verdicts.length, 0),
      'check',
    )})`,
    ...shown.map(({ text, verdicts }) => `  ${String(verdicts.length).padStart(4)}  ${cut(oneLine(text), 200)}`),
    ...(reasons.length > shown.length ? [`        and ${count(reasons.length - shown.length, 'more reason')}: -v shows them`] : []),
  ]
}

function indented(label: string, text: string): string[] {
  const gap = ' '.repeat(label.length)
  return text.split('\n').map((line, at) => (at === 0 ? label : gap) + line)
}
