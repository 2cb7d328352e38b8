import type { Mode } from './target.ts'
import type { Finding, JudgedFinding, Level, Severity } from './verdict.ts'

/** Severity of a broken promise by its level: the one place where it is decided. */
const severityOf: Readonly<Record<Level, Severity>> = { MUST: 'error', SHOULD: 'warning', MAY: 'info' }

/**
 * The severity of a finding. A contested promise of which only the strict reading is broken is a warning, save in
 * literal mode; a known deviation of the live service is a warning in observed mode.
 */
export function judgeFinding(finding: Finding, level: Level, mode: Mode): JudgedFinding {
  const severity = severityOf[level]
  const isLowered =
    severity === 'error' &&
    ((finding.contested !== undefined && mode !== 'literal') || (finding.tolerance !== undefined && mode === 'observed'))
  return { ...finding, severity: isLowered ? 'warning' : severity }
}

const gravity: readonly Severity[] = ['error', 'warning', 'info']

/** The gravest of several severities; undefined where there is none. */
export function gravest(severities: readonly Severity[]): Severity | undefined {
  return gravity.find((severity) => severities.includes(severity))
}
