import type { Verdict } from '../suites/verdict.ts'
import { detailLines, messageOf } from './detail.ts'
import { blameOf, className, type FailOn, indexEvidence, isFailure, type Report, verdictTitle } from './report.ts'
import { runFaults, sentenceOf } from './summary.ts'
import { cut, oneLine } from './text.ts'

/** Test Anything Protocol 14: a test point for each verdict. Blocked and not applicable ones are skipped, with the reason. */
export function renderTap(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const blame = blameOf(report)
  const index = indexEvidence(report)
  const points = report.verdicts.flatMap((verdict, at) => {
    const cause = blame.causeOf(verdict)
    const name = escaped(`${className(verdict)} ${verdictTitle(verdict)}`)
    const skipped = verdict.outcome === 'not-applicable' || cause !== undefined
    if (skipped) return [`ok ${at + 1} - ${name} # SKIP ${escaped(messageOf(verdict, cause))}`]
    if (!isRed(verdict, failOn)) return [`ok ${at + 1} - ${name}`]
    return [`not ok ${at + 1} - ${name}`, ...diagnostics(verdict, detailLines(verdict, index))]
  })
  const notes = report.notes.map((note) => `# ${cut(oneLine(note), 1000)}`)
  const faults = runFaults(report).map(({ name }, at) => `not ok ${report.verdicts.length + at + 1} - kyx.run ${escaped(name)}`)
  const plan = `1..${report.verdicts.length + faults.length}`
  return ['TAP version 14', plan, ...notes, ...points, ...faults, `# ${oneLine(sentenceOf(report, failOn))}`, ''].join('\n')
}

function isRed(verdict: Verdict, failOn: FailOn): boolean {
  return isFailure(verdict, failOn) || verdict.outcome === 'inconclusive' || verdict.outcome === 'harness-error'
}

function diagnostics(verdict: Verdict, lines: readonly string[]): string[] {
  const entries = { message: messageOf(verdict), level: verdict.level, outcome: verdict.outcome, detail: lines.join('\n') }
  // A JSON string is a YAML string, and cannot end the block.
  return ['  ---', ...Object.entries(entries).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`), '  ...']
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\#]/g, '\\$&')
}
