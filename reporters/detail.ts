import type { JudgedFinding, Verdict } from '../suites/verdict.ts'
import { curlOf, type EvidenceIndex, severityOf, verdictTitle } from './report.ts'
import { cut, listed, oneLine, visible } from './text.ts'

/** Longest expected or actual value in a written report. */
export const maxValue = 4000
const maxFindings = 50

/** What a verdict says in one line: the first finding, or the reason. */
export function messageOf(verdict: Verdict, cause?: Verdict): string {
  if (cause !== undefined)
    return cut(oneLine(`blocked by ${verdictTitle(cause)} on ${cause.workflow} ${cause.region}: ${reasonOf(verdict)}`), 1000)
  const first = verdict.findings[0]
  if (verdict.outcome !== 'violates' || first === undefined) return cut(oneLine(reasonOf(verdict)), 1000)
  const more = verdict.findings.length > 1 ? ` (and ${verdict.findings.length - 1} more)` : ''
  return `${cut(oneLine(`${cut(first.at, 200)}: expected ${cut(first.expected, 400)}, actual ${cut(first.actual, 400)}`), 1000)}${more}`
}

/** Requirement, source, findings, evidence and curl of a verdict, as lines. */
export function detailLines(verdict: Verdict, index: EvidenceIndex): string[] {
  const exchange = severityOf(verdict) !== undefined || verdict.outcome === 'inconclusive' ? index.exchangeOf(verdict) : undefined
  const lines = [
    `Requirement: ${oneLine(`${verdict.check} (${verdict.level}) ${verdict.statement}`)}`,
    `Source: ${sourceText(verdict)}`,
    ...verdict.findings.slice(0, maxFindings).flatMap(findingLines),
  ]
  if (verdict.findings.length > maxFindings) lines.push(`and ${verdict.findings.length - maxFindings} more findings`)
  lines.push(...suppressionLines(verdict))
  if (verdict.reason !== undefined) lines.push(`Reason: ${verdict.reason.code}: ${visible(cut(verdict.reason.text, maxValue))}`)
  if (verdict.evidence.length > 0) lines.push(`Evidence: ${oneLine(`${verdict.journey}: ${listed(verdict.evidence, 12)}`)}`)
  if (verdict.file !== undefined) lines.push(`Check: ${oneLine(verdict.file)}${verdict.line === undefined ? '' : `:${verdict.line}`}`)
  if (exchange !== undefined) lines.push('Reproduce:', curlOf(exchange, index.ownTokens(verdict)))
  return lines
}

/** What the baseline says of a verdict, as a line. */
export function suppressionLines({ suppressed }: Verdict): string[] {
  if (suppressed === undefined) return []
  const { reason, owner, ticket, expires } = suppressed
  return [oneLine(`BASELINE until ${expires}, ${owner}, ${ticket}: ${cut(reason, 1000)}`)]
}

/** Source lines of a verdict as one text. */
export function sourceText(verdict: Verdict): string {
  return verdict.source.length === 0 ? 'no source given' : listed(verdict.source, 8)
}

function findingLines(finding: JudgedFinding): string[] {
  const why = [
    ...(finding.contested === undefined ? [] : [`contested by ${finding.contested}`]),
    ...(finding.tolerance === undefined ? [] : [`known deviation ${finding.tolerance}`]),
  ]
  const lead = { error: 'VIOLATION', warning: 'WARNING', info: 'INFO' }[finding.severity]
  return [
    `${lead} ${cut(oneLine(finding.at), 400)}${why.length > 0 ? oneLine(` (${why.join(', ')})`) : ''}`,
    `  Expected: ${visible(cut(finding.expected, maxValue))}`,
    `  Actual: ${visible(cut(finding.actual, maxValue))}`,
  ]
}

function reasonOf(verdict: Verdict): string {
  if (verdict.reason !== undefined) return `${verdict.reason.text === '' ? verdict.reason.code : verdict.reason.text}`
  return verdict.outcome === 'conforms' ? 'conforms' : `${verdict.outcome}, with no reason given`
}
