import type { ReasonCode } from '../suites/verdict.ts'
import { comparedSentence } from './compared.ts'
import { inconclusiveGroups, violationGroups } from './groups.ts'
import { countsOf, type ExitCode, exitCode, type FailOn, type Report } from './report.ts'
import { count, duration, listed, oneLine } from './text.ts'

/** The verdict in one sentence. */
export function sentenceOf(report: Report, failOn: FailOn = 'error'): string {
  const counts = countsOf(report.verdicts)
  const { error, warning, info } = counts.severity
  const workflows = new Set(
    report.verdicts.filter(({ outcome }) => outcome === 'conforms' || outcome === 'violates').map((v) => v.workflow),
  ).size
  const judged = `${count(counts.judged, 'check')} judged on ${count(workflows, 'workflow')}`
  const suppressed = report.verdicts.filter((verdict) => verdict.suppressed !== undefined).length
  const also = [
    count(warning, 'warning'),
    ...(info > 0 ? [count(info, 'note')] : []),
    ...(counts.outcome.inconclusive > 0 ? [`${counts.outcome.inconclusive} inconclusive`] : []),
    ...(suppressed > 0 ? [`${suppressed} of them in the baseline`] : []),
    `${counts.outcome['not-applicable']} not applicable`,
  ].join(', ')
  const faults = report.faults?.length ?? 0
  const partial = report.partial ? ' The evidence is partial: the run did not end.' : ''
  const code = exitCode(report, { failOn })
  const sentences: Readonly<Record<ExitCode, string>> = {
    0: `Conforms: ${judged}, 0 violations, ${also}.`,
    1: `Does not conform: ${error > 0 ? count(error, 'violation') : faults > 0 ? `${count(faults, 'entry', 'entries')} of the baseline to mend` : `${count(warning, 'warning')}, which this gate counts as violations`} in ${judged}, ${also}.`,
    2: `Nothing judged: ${counts.total === 0 ? 'the selection holds no check' : `${count(counts.total, 'check')}, all not applicable`}. That is no pass.`,
    3:
      counts.outcome.inconclusive === 0
        ? `Inconclusive: ${judged}, 0 violations, ${also}.`
        : `Inconclusive: ${count(inconclusiveGroups(report).length, 'cause')} kept ${count(counts.outcome.inconclusive, 'check')} from being judged; ${judged}, 0 violations, ${count(warning, 'warning')}, ${counts.outcome['not-applicable']} not applicable.`,
    4: `Harness error: ${count(counts.outcome['harness-error'], 'fault')} of this tool, not of the target; ${judged}, ${count(error, 'violation')}, ${also}.`,
    130: `Interrupted: ${judged} before it, ${count(error, 'violation')}, ${also}. What was not reached says nothing about the target.`,
  }
  const told = report.audit?.summary ?? sentences[code]
  return told + partial + (report.compared === undefined ? '' : ` ${comparedSentence(report.compared)}`)
}

const advice: Readonly<Partial<Record<ReasonCode, string>>> = {
  unreachable: 'Check the address, DNS, TLS and proxy: kyx-conformance doctor with the same options says which.',
  unauthorised: 'Set KYX_TOKEN, or KYX_CLIENT_ID and KYX_CLIENT_SECRET, of a tenant of this target; check --region and --token-url.',
  'not-enabled': 'Ask the account manager of the tenant to enable the workflow, or leave it out with --workflow.',
  budget: 'Raise --max-transactions, or select less with --workflow and --scenario.',
  'max-failures': 'Mend what failed first, or run without --bail and --max-failures to see the rest.',
  'journey-timeout': 'Raise --journey-timeout, or look which answers are slow: -v shows the time of each journey.',
  'run-timeout':
    'Raise --run-timeout, select less with --workflow and --scenario, split with --shard, or lower --timeout and --poll-timeout.',
  'rate-limited': 'Wait, send fewer with --rate-limit and -j, or ask for a higher limit; the target let no more requests through.',
  deadline: 'Raise --poll-timeout, or look why the target does not finish.',
  interrupted: 'Run again; what was not reached says nothing about the target.',
  'control-failed': 'The valid request beside the probe was refused too, so the probe proves nothing: look at the control first.',
  'needs-second-tenant': 'Give the token of a second tenant.',
}

/** What to do next when the run is not green; empty when it is. */
export function nextSteps(report: Report, failOn: FailOn = 'error'): readonly string[] {
  const code = exitCode(report, { failOn })
  if (code === 0) return []
  if (code === 2) return ['See what a selection holds: kyx-conformance list with the same options.']
  if (code === 130) return ['Run again without interrupting; the reports and the evidence written so far are kept.']
  const steps: string[] = []
  if (code === 4) steps.push('Please report the fault with the message above and the evidence; the verdicts beside it stand.')
  const red = [...violationGroups(report, 'error'), ...(failOn === 'warning' ? violationGroups(report, 'warning') : [])]
  const first = red[0]?.first
  if (first !== undefined) {
    const workflows = [...new Set(red.flatMap(({ verdicts }) => verdicts.map(({ workflow }) => workflow)))]
    const isPact = first.journey.endsWith('/pact')
    steps.push(
      isPact
        ? `Read what an interaction asks for: kyx-conformance export pact --output pacts/, then pacts/pact/${oneLine(first.workflow)}.json.`
        : `Read what a check asks for: kyx-conformance explain ${oneLine(first.check)}`,
    )
    const ids = [...new Set(red.map(({ first: { check } }) => oneLine(check)))]
    const isRecorded = report.transcripts.some(({ journey }) => journey.isRecorded)
    steps.push(
      isRecorded
        ? 'Mend what the client sends, or what the provider answers, and record it again with kyx-conformance proxy.'
        : red.length > 1 && red.some(({ blocked }) => blocked.length > 0)
          ? 'Start with the first violation, which blocks most: what it blocks is judged only when it is gone.'
          : isPact
            ? `Verify only what is red: kyx-conformance verify-pact --workflow ${workflows.map(oneLine).join(',')}, with the same target.`
            : `Run only what is red: kyx-conformance run --workflow ${workflows.map(oneLine).join(',')} --grep '^(${ids.slice(0, 8).join('|')})$', with the same target.`,
    )
  }
  const codes = new Set(inconclusiveGroups(report).map(({ first: { reason } }) => reason?.code))
  for (const reason of codes) {
    const text = reason === undefined ? undefined : advice[reason]
    if (text !== undefined) steps.push(text)
  }
  return steps
}

/** `http://127.0.0.1:8080 (local)`; each target once. */
export function targetsOf(report: Report): readonly string[] {
  return report.targets.map(({ region, origins }) => `${oneLine(origins.account)} (${oneLine(region)})`)
}

/** Tool, target, mode, edition and time in one line. */
export function headline(report: Report): string {
  const { tool, mode, edition, ms } = report
  const targets = targetsOf(report)
  return `${tool.name} ${oneLine(tool.version)} · ${targets.length === 0 ? 'no target' : listed(targets, 3)} · mode ${mode} · edition ${edition.id} · ${duration(ms)}`
}

export interface RunFault {
  readonly name: string
  readonly type: 'interrupted' | 'partial' | 'nothing-judged' | 'baseline'
}

/** What must keep a run that did not end, or judged nothing, from looking green to a reader of its cases alone. */
export function runFaults(report: Report): readonly RunFault[] {
  const ended = report.interrupted ? 'interrupted' : report.partial ? 'partial' : undefined
  const counts = countsOf(report.verdicts)
  const nothing = counts.judged === 0 && counts.outcome.inconclusive === 0 && counts.outcome['harness-error'] === 0
  return [
    ...(ended === undefined ? [] : [{ name: 'RUN-ENDED The run came to its end.', type: ended } as const]),
    ...(report.faults ?? []).map((fault) => ({ name: `RUN-BASELINE ${oneLine(fault)}`, type: 'baseline' }) as const),
    ...(nothing ? [{ name: 'RUN-JUDGED The run judged at least one check.', type: 'nothing-judged' } as const] : []),
  ]
}
