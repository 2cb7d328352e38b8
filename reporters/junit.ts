import type { Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
import { type Clock, clockOf } from './clock.ts'
import { detailLines, messageOf } from './detail.ts'
import {
  type Blame,
  blameOf,
  className,
  type EvidenceIndex,
  type FailOn,
  indexEvidence,
  isFailure,
  type Report,
  verdictTitle,
} from './report.ts'
import { runFaults, sentenceOf } from './summary.ts'
import { cut, instant, uniqueNames } from './text.ts'
import { attributes, xmlText } from './xml.ts'

type Kind = 'pass' | 'failure' | 'error' | 'skipped'

interface Case {
  readonly classname: string
  readonly name: string
  readonly kind: Kind
  readonly seconds: number
  /** Children of the testcase, already as XML. */
  readonly children: readonly string[]
}

interface Suite {
  readonly name: string
  readonly timestamp: string
  readonly hostname: string | undefined
  readonly properties: Readonly<Record<string, string>>
  readonly cases: readonly Case[]
}

// Azure keeps 512 characters of a name.
const maxName = 480

export interface JunitOptions {
  readonly failOn?: FailOn
  /** Files that Jenkins and GitLab show beside a case that is not green. */
  readonly attachments?: readonly string[]
}

/** JUnit XML that validates against the Jenkins schema: a suite for each workflow and region, a case for each check and subject. */
export function renderJunit(report: Report, { failOn = 'error', attachments = [] }: JunitOptions = {}): string {
  const suites = [...verdictSuites(report, failOn, attachments), ...runSuite(report, failOn)]
  const cases = suites.flatMap((suite) => suite.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'kyx-conformance', ...numbers(cases), skipped: undefined })}>`,
    ...suites.map((suite, at) => suiteXml(suite, at === 0 ? report.notes : [])),
    '</testsuites>',
    '',
  ].join('\n')
}

function verdictSuites(report: Report, failOn: FailOn, attachments: readonly string[]): readonly Suite[] {
  const context: Context = {
    failOn,
    attachments,
    blame: blameOf(report),
    index: indexEvidence(report),
    clock: clockOf(report),
    names: uniqueNames(),
  }
  const groups = bucketsOf(report.verdicts, ({ workflow, region }) => `${workflow} ${region}`)
  return [...groups].map(([name, verdicts]) => {
    const { workflow = '', region = '' } = verdicts[0] ?? {}
    const target = report.targets.find((candidate) => candidate.region === region)
    const started = report.transcripts
      .filter(({ journey }) => journey.workflow === workflow && journey.region === region)
      .map((t) => t.startedAt)
    return {
      name,
      timestamp: instant(started.sort()[0] ?? report.startedAt),
      hostname: hostOf(target?.origins.account),
      properties: {
        ...(target === undefined ? {} : { baseUrl: target.origins.account, userAgent: target.userAgent }),
        workflow,
        region,
        mode: report.mode,
        edition: report.edition.id,
        tool: `${report.tool.name} ${report.tool.version}`,
      },
      cases: verdicts.map((verdict) => caseOf(verdict, context)),
    }
  })
}

interface Context {
  readonly failOn: FailOn
  readonly attachments: readonly string[]
  readonly blame: Blame
  readonly index: EvidenceIndex
  readonly clock: Clock
  readonly names: ReturnType<typeof uniqueNames>
}

function caseOf(verdict: Verdict, { failOn, attachments, blame, index, clock, names }: Context): Case {
  const classname = className(verdict)
  const cause = blame.causeOf(verdict)
  const kind = kindOf(verdict, failOn, cause)
  const message = messageOf(verdict, cause)
  const detail = detailLines(verdict, index).join('\n')
  const { ms, retried } = clock(verdict)
  const retries = retried.map((text) =>
    element(kind === 'pass' ? 'flakyFailure' : 'rerunFailure', { message: cut(text, 1000), type: 'retry' }, text),
  )
  const attached = kind === 'failure' || kind === 'error' ? attachments.map((path) => `\n[[ATTACHMENT|${path}]]`).join('') : ''
  const children =
    kind === 'pass'
      ? [...retries, element('system-out', {}, detail)]
      : [
          element(kind, { message, type: typeOf(verdict, cause) }, `${message}\n${kind === 'skipped' ? '' : detail}`.trimEnd()),
          ...retries,
          element('system-out', {}, detail + attached),
        ]
  return { classname, name: names(classname, cut(verdictTitle(verdict), maxName)), kind, seconds: ms / 1000, children }
}

function kindOf(verdict: Verdict, failOn: FailOn, cause: Verdict | undefined): Kind {
  if (isFailure(verdict, failOn)) return 'failure'
  if (verdict.outcome === 'harness-error') return 'error'
  if (verdict.outcome === 'inconclusive') return cause === undefined ? 'error' : 'skipped'
  return verdict.outcome === 'not-applicable' ? 'skipped' : 'pass'
}

function typeOf(verdict: Verdict, cause: Verdict | undefined): string {
  if (verdict.outcome === 'violates') return verdict.check
  return cause === undefined ? (verdict.reason?.code ?? verdict.outcome) : 'blocked'
}

function runSuite(report: Report, failOn: FailOn): readonly Suite[] {
  const faults = runFaults(report)
  if (faults.length === 0) return []
  const message = sentenceOf(report, failOn)
  const cases = faults.map(
    ({ name, type }): Case => ({
      classname: 'kyx.run',
      name,
      kind: 'error',
      seconds: 0,
      children: [element('error', { message, type }, message)],
    }),
  )
  return [{ name: 'run', timestamp: instant(report.startedAt), hostname: undefined, properties: {}, cases }]
}

function suiteXml({ name, timestamp, hostname, properties, cases }: Suite, notes: readonly string[]): string {
  const entries = Object.entries(properties)
  return [
    `<testsuite${attributes({ name, ...numbers(cases), timestamp, hostname })}>`,
    ...(entries.length === 0
      ? []
      : [
          '<properties>',
          ...entries.map(([key, value]) => `<property${attributes({ name: key, value: cut(value, 1000) })}/>`),
          '</properties>',
        ]),
    ...cases.map(
      (one) =>
        `<testcase${attributes({ classname: one.classname, name: one.name, time: one.seconds.toFixed(3) })}>\n${one.children.join('\n')}\n</testcase>`,
    ),
    ...(notes.length === 0 ? [] : [element('system-out', {}, notes.map((note) => `NOTE ${cut(note, 2000)}`).join('\n'))]),
    '</testsuite>',
  ].join('\n')
}

function numbers(cases: readonly Case[]) {
  const of = (kind: Kind) => cases.filter((one) => one.kind === kind).length
  // Summing the rounded times lets the total agree with what a reader adds up.
  const ms = cases.reduce((sum, { seconds }) => sum + Math.round(seconds * 1000), 0)
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped'), time: (ms / 1000).toFixed(3) }
}

function element(name: string, values: Readonly<Record<string, string>>, text: string): string {
  return `<${name}${attributes(values)}>${xmlText(text)}</${name}>`
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).host
}
