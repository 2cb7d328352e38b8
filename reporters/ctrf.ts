import type { Verdict } from '../suites/verdict.ts'
import { auditCases } from './audit-cases.ts'
import { clockOf } from './clock.ts'
import { detailLines, messageOf } from './detail.ts'
import { blameOf, className, type FailOn, indexEvidence, isFailure, journeyTail, type Report, severityOf, verdictTitle } from './report.ts'
import { runFaults, sentenceOf } from './summary.ts'
import { cut, instant, oneLine, uniqueNames } from './text.ts'

type Status = 'passed' | 'failed' | 'skipped' | 'other'

/** Common Test Report Format, 0.0.0: `other` is what was not judged for a cause of its own. Ours stands under `extra` only. */
export function renderCtrf(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const blame = blameOf(report)
  const index = indexEvidence(report)
  const clock = clockOf(report)
  const names = uniqueNames()
  const verdicts = report.verdicts.map((verdict) => {
    const cause = blame.causeOf(verdict)
    const status = statusOf(verdict, failOn, cause)
    const { ms, retried } = clock(verdict)
    return {
      name: names(className(verdict), verdictTitle(verdict)),
      status,
      rawStatus: severityOf(verdict) ?? verdict.outcome,
      duration: ms,
      suite: [verdict.workflow, verdict.region, verdict.step].map(oneLine),
      ...(verdict.outcome === 'conforms' ? {} : { message: messageOf(verdict, cause), trace: detailLines(verdict, index).join('\n') }),
      ...(verdict.file === undefined ? {} : { filePath: oneLine(verdict.file) }),
      ...(verdict.line === undefined ? {} : { line: verdict.line }),
      ...(retried.length === 0 ? {} : { retries: retried.length, flaky: status === 'passed' }),
      tags: [verdict.level],
      extra: extraOf(verdict, cause),
    }
  })
  const faults = runFaults(report).map(({ name, type }) => ({
    name,
    status: 'other' as const,
    rawStatus: type,
    duration: 0,
    suite: ['run'],
    message: sentenceOf(report, failOn),
  }))
  const audited = auditCases(report, index).map(({ id, name, classname, differences }) => ({
    name: names(classname, name),
    status: differences.length > 0 ? ('failed' as const) : ('passed' as const),
    rawStatus: id,
    duration: 0,
    suite: classname.split('.').slice(1),
    ...(differences.length === 0 ? {} : { message: differences[0]?.split('\n')[0] ?? id, trace: differences.join('\n\n') }),
  }))
  const tests = [...verdicts, ...audited, ...faults]
  const of = (status: Status) => tests.filter((test) => test.status === status).length
  const start = Date.parse(instant(report.startedAt))
  const duration = Math.max(0, Math.round(Number.isFinite(report.ms) ? report.ms : 0))
  const suites = new Set(tests.map(({ suite }) => suite.slice(0, 2).join(' '))).size
  const summary = {
    tests: tests.length,
    passed: of('passed'),
    failed: of('failed'),
    skipped: of('skipped'),
    pending: 0,
    other: of('other'),
  }
  return `${JSON.stringify(
    {
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      timestamp: new Date(start + duration).toISOString(),
      generatedBy: `${report.tool.name} ${report.tool.version}`,
      results: {
        tool: { name: report.tool.name, version: report.tool.version },
        summary: { ...summary, suites, start, stop: start + duration, duration },
        tests,
        environment: { testEnvironment: cut(report.targets.map(({ origins }) => oneLine(origins.account)).join(', '), 1000) },
        extra: {
          mode: report.mode,
          edition: report.edition.id,
          sentence: sentenceOf(report, failOn),
          notes: report.notes.map((note) => cut(note, 2000)),
        },
      },
    },
    undefined,
    2,
  )}\n`
}

function extraOf(verdict: Verdict, cause: Verdict | undefined) {
  const { check, level, source, workflow, region, step, subject, outcome, reason } = verdict
  const journey = journeyTail(verdict)
  return {
    check,
    level,
    source,
    workflow,
    region,
    step,
    outcome,
    ...(subject === '' ? {} : { subject }),
    ...(journey === '' ? {} : { journey }),
    ...(reason === undefined ? {} : { reason: reason.code }),
    ...(cause === undefined ? {} : { blockedBy: verdictTitle(cause) }),
  }
}

function statusOf(verdict: Verdict, failOn: FailOn, cause: Verdict | undefined): Status {
  if (isFailure(verdict, failOn)) return 'failed'
  if (verdict.outcome === 'inconclusive') return cause === undefined ? 'other' : 'skipped'
  if (verdict.outcome === 'harness-error') return 'other'
  return verdict.outcome === 'not-applicable' ? 'skipped' : 'passed'
}
