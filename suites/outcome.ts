import type { Mode } from './target.ts'
import type { Finding, JudgedFinding, Level, Outcome, ReasonCode, Severity, Suppression, Verdict } from './verdict.ts'

/** Severity of a broken promise by its level: the one place where it is decided. */
const severityOf: Readonly<Record<Level, Severity>> = { MUST: 'error', SHOULD: 'warning', MAY: 'info' }

/**
 * The severity of a finding. Where only the strict reading of a contested promise is broken, it weighs one grade less,
 * save in literal mode: a MUST is a warning, a SHOULD a note. A known deviation of the live service is a warning in
 * observed mode.
 */
export function judgeFinding(finding: Finding, level: Level, mode: Mode): JudgedFinding {
  const severity = severityOf[level]
  const isContested = finding.contested !== undefined && mode !== 'literal'
  const isTolerated = finding.tolerance !== undefined && mode === 'observed'
  if (severity === 'error' && (isContested || isTolerated)) return { ...finding, severity: 'warning' }
  return { ...finding, severity: severity === 'warning' && isContested ? 'info' : severity }
}

/** A violation that a baseline covers: it still violates, and weighs no more than a warning. */
export function suppress(verdict: Verdict, suppressed: Suppression): Verdict {
  const lower = (severity: Severity): Severity => (severity === 'error' ? 'warning' : severity)
  return {
    ...verdict,
    ...(verdict.severity === undefined ? {} : { severity: lower(verdict.severity) }),
    findings: verdict.findings.map((finding) => ({ ...finding, severity: lower(finding.severity) })),
    suppressed,
  }
}

/** Reasons of a check that leave its question open; any other says that it does not concern this run. */
const open = new Set<ReasonCode>(['control-failed', 'deadline'])

/** The outcome where a check excuses itself from judging. */
export function excusedOutcome(code: ReasonCode): Outcome {
  return open.has(code) ? 'inconclusive' : 'not-applicable'
}

const gravity: readonly Severity[] = ['error', 'warning', 'info']

/** The gravest of several severities; undefined where there is none. */
export function gravest(severities: readonly Severity[]): Severity | undefined {
  return gravity.find((severity) => severities.includes(severity))
}
