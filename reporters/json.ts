import type { Report } from './report.ts'
import { countsOf, exitCode, type FailOn } from './report.ts'
import { sentenceOf } from './summary.ts'

/** Rises in its first number only when a reader of the older form would misread the newer one. */
export const schemaVersion = '1.2'

/** The whole report as JSON, with the numbers that a script would otherwise have to derive. */
export function renderJson(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const summary = {
    exitCode: exitCode(report, { failOn }),
    sentence: sentenceOf(report, failOn),
    failOn,
    counts: countsOf(report.verdicts),
  }
  return `${JSON.stringify({ schemaVersion, ...report, summary }, undefined, 2)}\n`
}
