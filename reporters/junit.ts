import type { Verdict } from '../suites/verdict.ts'
import { auditCases } from './audit-cases.ts'
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

/** How many cases there are of each kind, and what they took in whole milliseconds. */
type Tally = Record<Kind, number> & { ms: number }

interface Suite {
  readonly name: string
  readonly timestamp: string
  readonly hostname: string | undefined
  readonly properties: Readonly<Record<string, string>>
  readonly tally: Readonly<Tally>
  /** Its cases as XML, one after the other. */
  readonly cases: string
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
  const suites = [...verdictSuites(report, failOn, attachments), ...auditSuite(report), ...runSuite(report, failOn)]
  const whole = newTally()
  for (const { tally } of suites) for (const key of tallied) whole[key] += tally[key]
  const start = `<testsuites${attributes({ name: 'kyx-conformance', ...numbers(whole), skipped: undefined })}>`
  const inner = suites.map((suite, at) => suiteXml(suite, at === 0 ? report.notes : []))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${start}\n${concatenated(inner)}</testsuites>\n`
}

// Long texts are put together by `+`, which copies nothing until the whole is written.
function concatenated(texts: readonly string[]): string {
  return texts.reduce((whole, text) => whole + text, '')
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
      ...casesOf(verdicts, context),
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

/** The cases of one workflow and region, whose class names differ by step alone. */
function casesOf(verdicts: readonly Verdict[], context: Context): Pick<Suite, 'tally' | 'cases'> {
  const classNames = new Map<string, string>()
  const tally = newTally()
  let cases = ''
  for (const verdict of verdicts) {
    const classname = classNames.get(verdict.step) ?? className(verdict)
    classNames.set(verdict.step, classname)
    cases += caseOf(verdict, classname, context, tally)
  }
  return { tally, cases }
}

function caseOf(verdict: Verdict, classname: string, { failOn, attachments, blame, index, clock, names }: Context, tally: Tally): string {
  const cause = blame.causeOf(verdict)
  const kind = kindOf(verdict, failOn, cause)
  const detail = detailLines(verdict, index).join('\n')
  const { ms, retried } = clock(verdict)
  tally[kind] += 1
  tally.ms += ms
  const name = names(classname, cut(verdictTitle(verdict), maxName))
  const retries = retried.map((text) =>
    element(kind === 'pass' ? 'flakyFailure' : 'rerunFailure', { message: cut(text, 1000), type: 'retry' }, text),
  )
  if (kind === 'pass') return caseXml(classname, name, ms, [...retries, element('system-out', {}, detail)])
  const message = messageOf(verdict, cause)
  const attached = kind === 'skipped' ? '' : attachments.map((path) => `\n[[ATTACHMENT|${path}]]`).join('')
  return caseXml(classname, name, ms, [
    element(kind, { message, type: typeOf(verdict, cause) }, `${message}\n${kind === 'skipped' ? '' : detail}`.trimEnd()),
    ...retries,
    element('system-out', {}, detail + attached),
  ])
}

function caseXml(classname: string, name: string, ms: number, children: readonly string[]): string {
  const inner = children.length === 1 ? children[0] : children.join('\n')
  return `<testcase${attributes({ classname, name, time: seconds(ms) })}>\n${inner}\n</testcase>\n`
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

function auditSuite(report: Report): readonly Suite[] {
  const tally = newTally()
  let cases = ''
  for (const { id, name, classname, differences } of auditCases(report, indexEvidence(report))) {
    const [message] = differences.flatMap((difference) => difference.split('\n'))
    tally[message === undefined ? 'pass' : 'failure'] += 1
    cases += caseXml(classname, name, 0, message === undefined ? [] : [element('failure', { message, type: id }, differences.join('\n\n'))])
  }
  return cases === '' ? [] : [{ name: 'audit', timestamp: instant(report.startedAt), hostname: undefined, properties: {}, tally, cases }]
}

function runSuite(report: Report, failOn: FailOn): readonly Suite[] {
  const faults = runFaults(report)
  if (faults.length === 0) return []
  const message = sentenceOf(report, failOn)
  const cases = faults.map(({ name, type }) => caseXml('kyx.run', name, 0, [element('error', { message, type }, message)])).join('')
  const tally = { ...newTally(), error: faults.length }
  return [{ name: 'run', timestamp: instant(report.startedAt), hostname: undefined, properties: {}, tally, cases }]
}

function suiteXml({ name, timestamp, hostname, properties, tally, cases }: Suite, notes: readonly string[]): string {
  const told = Object.entries(properties).map(([key, value]) => `<property${attributes({ name: key, value: cut(value, 1000) })}/>\n`)
  const start = `<testsuite${attributes({ name, ...numbers(tally), timestamp, hostname })}>\n`
  const inner = told.length === 0 ? '' : `<properties>\n${told.join('')}</properties>\n`
  const output = notes.length === 0 ? '' : `${element('system-out', {}, notes.map((note) => `NOTE ${cut(note, 2000)}`).join('\n'))}\n`
  return `${start}${inner}${cases}${output}</testsuite>\n`
}

const tallied = ['pass', 'failure', 'error', 'skipped', 'ms'] as const

function newTally(): Tally {
  return { pass: 0, failure: 0, error: 0, skipped: 0, ms: 0 }
}

// Summing the rounded times lets the total agree with what a reader adds up.
function numbers({ pass, failure, error, skipped, ms }: Readonly<Tally>) {
  return { tests: pass + failure + error + skipped, failures: failure, errors: error, skipped, time: seconds(ms) }
}

function seconds(ms: number): string {
  return ms === 0 ? '0.000' : (ms / 1000).toFixed(3)
}

function element(name: string, values: Readonly<Record<string, string>>, text: string): string {
  return `<${name}${attributes(values)}>${xmlText(text)}</${name}>`
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).host
}
