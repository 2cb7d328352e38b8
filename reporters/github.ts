import { differenceLines, tlsDifferenceLines } from './audit-text.ts'
import { messageOf } from './detail.ts'
import { type Group, inconclusiveGroups, placesOf, violationGroups } from './groups.ts'
import type { FailOn, Report } from './report.ts'
import { sentenceOf } from './summary.ts'
import { count, cut, listed, oneLine } from './text.ts'

// GitHub shows ten annotations of a kind for a step, and drops the rest without a word.
const maxOfKind = 10

interface Annotation {
  readonly title: string
  readonly message: string
  readonly file?: string | undefined
  readonly line?: number | undefined
}

/** Workflow commands for GitHub Actions: one annotation for each cause, capped. For standard output, from one job only. */
export function renderGithub(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const faults = report.verdicts
    .filter(({ outcome }) => outcome === 'harness-error')
    .map((first) => ({ first, verdicts: [first], findings: [], blocked: [] }))
  const warnings = violationGroups(report, 'warning')
  const errors = [...faults, ...violationGroups(report, 'error'), ...(failOn === 'warning' ? warnings : []), ...inconclusiveGroups(report)]
  const { audit } = report
  const apart = audit === undefined ? [] : [...tlsDifferenceLines(audit, true), ...differenceLines(audit)]
  return [
    ...commands('error', [...apart.map((line) => ({ title: 'The targets differ', message: oneLine(line) })), ...errors.map(annotationOf)]),
    ...commands('warning', failOn === 'warning' ? [] : warnings.map(annotationOf)),
    command('notice', { title: 'kyx-conformance', message: sentenceOf(report, failOn) }),
    '',
  ].join('\n')
}

function annotationOf(group: Group): Annotation {
  const { first, blocked } = group
  const blocks = blocked.length > 0 ? `\nblocks ${count(blocked.length, 'check')}` : ''
  return {
    title: oneLine(
      first.outcome === 'inconclusive' ? `Not judged: ${first.reason?.code ?? 'inconclusive'}` : `${first.check} (${first.level})`,
    ),
    message: `${oneLine(first.statement)}\n${messageOf(first)}\nWhere: ${listed(placesOf(group).map(oneLine), 8)}${blocks}`,
    file: first.file,
    line: first.line,
  }
}

function commands(kind: 'error' | 'warning', annotations: readonly Annotation[]): string[] {
  if (annotations.length <= maxOfKind) return annotations.map((annotation) => command(kind, annotation))
  const rest = annotations.length - (maxOfKind - 1)
  return [
    ...annotations.slice(0, maxOfKind - 1).map((annotation) => command(kind, annotation)),
    command(kind, { title: `${rest} more`, message: `${rest} more of this kind: see the summary or the report` }),
  ]
}

function command(kind: 'error' | 'warning' | 'notice', { title, message, file, line }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(file === undefined || line === undefined ? [] : [`line=${line}`]),
    `title=${property(cut(title, 200))}`,
  ]
  return `::${kind} ${properties.join(',')}::${data(cut(message, 4000))}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
