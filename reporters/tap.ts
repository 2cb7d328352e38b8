import type { Verdict } from '../suites/verdict.ts'
import { auditCases } from './audit-cases.ts'
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
  const further = [
    ...auditCases(report, index).map(({ name, classname, differences }) => ({ name: `${classname} ${name}`, lines: differences })),
    ...runFaults(report).map(({ name }) => ({ name: `kyx.run ${name}`, lines: [sentenceOf(report, failOn)] })),
  ]
  const more = further.flatMap(({ name, lines }, at) => {
    const point = `${report.verdicts.length + at + 1} - ${escaped(name)}`
    const [message] = lines.flatMap((line) => line.split('\n'))
    return message === undefined ? [`ok ${point}`] : [`not ok ${point}`, ...block({ message, detail: lines.join('\n\n') })]
  })
  const plan = `1..${report.verdicts.length + further.length}`
  return ['TAP version 14', plan, ...notes, ...points, ...more, `# ${oneLine(sentenceOf(report, failOn))}`, ''].join('\n')
}

function isRed(verdict: Verdict, failOn: FailOn): boolean {
  return isFailure(verdict, failOn) || verdict.outcome === 'inconclusive' || verdict.outcome === 'harness-error'
}

function diagnostics(verdict: Verdict, lines: readonly string[]): string[] {
  return block({ message: messageOf(verdict), level: verdict.level, outcome: verdict.outcome, detail: lines.join('\n') })
}

function block(entries: Readonly<Record<string, string>>): string[] {
  // A JSON string is a YAML string, and cannot end the block.
  return ['  ---', ...Object.entries(entries).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`), '  ...']
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\#]/g, '\\$&')
}
