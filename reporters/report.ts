import type { edition } from '../contracts/source.ts'
import type { Selected } from '../suites/evidence-format.ts'
import type { Mode, TargetFacts } from '../suites/target.ts'
import type { Exchange, Transcript } from '../suites/transcript.ts'
import type { Level, Outcome, Severity, Verdict } from '../suites/verdict.ts'
import type { Audit } from './audit.ts'
import type { Compared } from './compared.ts'
import { oneLine } from './text.ts'

export { type Blame, blameOf, type Cause } from './causes.ts'
export { curlOf } from './curl.ts'
export { type Matrix, matrixOf } from './matrix.ts'

/** Everything that a run has to tell. Renderers read this and nothing else. */
export interface Report {
  readonly tool: { readonly name: 'kyx-conformance'; readonly version: string }
  readonly edition: typeof edition
  readonly mode: Mode
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly ms: number
  readonly targets: readonly TargetFacts[]
  readonly selection: Selected
  readonly verdicts: readonly Verdict[]
  /** Already masked. */
  readonly transcripts: readonly Transcript[]
  /** What a reader must know beside the verdicts: what was not judged and why, what was left behind. */
  readonly notes: readonly string[]
  readonly interrupted?: boolean
  /** What fails the run beside its verdicts, such as an entry of a baseline that expired. */
  readonly faults?: readonly string[]
  /** Made from evidence without a footer: the run did not end. */
  readonly partial?: boolean
  /** How it stands beside an earlier report, where one was given. */
  readonly compared?: Compared
  /** What its targets have in common, and what sets them apart, where that was asked. */
  readonly audit?: Audit
}

export type FailOn = 'error' | 'warning'

export interface Counts {
  readonly total: number
  /** Conforms or violates. */
  readonly judged: number
  readonly outcome: Readonly<Record<Outcome, number>>
  /** Violating verdicts by severity. */
  readonly severity: Readonly<Record<Severity, number>>
  readonly level: Readonly<Record<Level, number>>
  /** Inconclusive because of another verdict or an earlier step. */
  readonly blocked: number
}

/** Counts verdicts by outcome, severity and level. */
export function countsOf(verdicts: readonly Verdict[]): Counts {
  const outcome = { conforms: 0, violates: 0, inconclusive: 0, 'not-applicable': 0, 'harness-error': 0 }
  const severity = { error: 0, warning: 0, info: 0 }
  const level = { MUST: 0, SHOULD: 0, MAY: 0 }
  let blocked = 0
  for (const verdict of verdicts) {
    outcome[verdict.outcome] += 1
    level[verdict.level] += 1
    const gravest = severityOf(verdict)
    if (gravest !== undefined) severity[gravest] += 1
    if (verdict.outcome === 'inconclusive' && verdict.reason?.code === 'blocked') blocked += 1
  }
  return { total: verdicts.length, judged: outcome.conforms + outcome.violates, outcome, severity, level, blocked }
}

/** The gravest severity of a violating verdict; undefined for every other outcome. */
export function severityOf(verdict: Pick<Verdict, 'outcome' | 'severity' | 'level'>): Severity | undefined {
  if (verdict.outcome !== 'violates') return undefined
  if (verdict.severity !== undefined) return verdict.severity
  return verdict.level === 'MUST' ? 'error' : verdict.level === 'SHOULD' ? 'warning' : 'info'
}

/** True where a verdict makes the run red under the gate. */
export function isFailure(verdict: Verdict, failOn: FailOn = 'error'): boolean {
  if (verdict.suppressed !== undefined) return false
  const severity = severityOf(verdict)
  return severity === 'error' || (severity === 'warning' && failOn === 'warning')
}

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130

/** Exit code of a run: interrupted, then 4 before 1 before 3; nothing judged is 2. What did not end is never 0. */
export function exitCode(
  report: Pick<Report, 'verdicts' | 'interrupted' | 'faults' | 'partial'> & { readonly audit?: Pick<Audit, 'apart'> },
  { failOn = 'error' }: { readonly failOn?: FailOn } = {},
): ExitCode {
  if (report.interrupted) return 130
  const counts = countsOf(report.verdicts)
  if (counts.outcome['harness-error'] > 0) return 4
  if (report.verdicts.some((verdict) => isFailure(verdict, failOn)) || (report.faults?.length ?? 0) > 0 || report.audit?.apart) return 1
  if (counts.outcome.inconclusive > 0) return 3
  if (report.partial) return 3
  return counts.judged === 0 ? 2 : 0
}

/** Name of a verdict, stable from run to run: `<id> <statement>`, with the subject, and the scenario where it is not the documented one. */
export function verdictTitle(verdict: Verdict): string {
  const subject = verdict.subject === '' ? '' : ` [${verdict.subject}]`
  const tail = journeyTail(verdict)
  return oneLine(`${verdict.check} ${verdict.statement}${subject}${tail === '' ? '' : ` (${tail})`}`)
}

/** `kyx.<workflow>.<region>.<step>`: dots make the tree in Jenkins and the suite in GitLab. */
export function className(verdict: Verdict): string {
  return ['kyx', verdict.workflow, verdict.region, verdict.step].map(segment).join('.')
}

/** What sets a journey apart within its workflow and region; empty for the documented one. */
export function journeyTail(verdict: Pick<Verdict, 'workflow' | 'region' | 'journey'>): string {
  const lead = `${verdict.workflow}/${verdict.region}/`
  const tail = verdict.journey.startsWith(lead) ? verdict.journey.slice(lead.length) : verdict.journey
  return tail === 'documented' ? '' : tail.replaceAll('/', ' ')
}

/** How a verdict stands in one word: its severity where it violates, otherwise its outcome. */
export type State = Severity | Exclude<Outcome, 'violates'>

/** States, the gravest first. */
export const gravity: readonly State[] = ['harness-error', 'error', 'inconclusive', 'warning', 'info', 'conforms', 'not-applicable']

/** The one word by which people and machines sort a verdict. */
export function stateOf(verdict: Pick<Verdict, 'outcome' | 'severity' | 'level'>): State {
  return severityOf(verdict) ?? (verdict.outcome === 'violates' ? 'error' : verdict.outcome)
}

/** Finds the exchanges that verdicts rest on. */
export interface EvidenceIndex {
  transcriptOf(verdict: Verdict): Transcript | undefined
  /** The exchange that shows the verdict best: the probe, else the one of its step, else the last. */
  exchangeOf(verdict: Verdict): Exchange | undefined
  /** Authorization values that the journey itself uses, so that a curl can tell the token of a probe from it. */
  ownTokens(verdict: Verdict): ReadonlySet<string>
  /** The same, by the id of the journey. */
  tokensOf(journey: string): ReadonlySet<string>
}

/** Indexes the transcripts of a report. */
export function indexEvidence(report: Report): EvidenceIndex {
  const transcripts = new Map(report.transcripts.map((transcript) => [transcript.journey.id, transcript]))
  const tokens = new Map<string, ReadonlySet<string>>()
  const byName = new Map<string, ReadonlyMap<string, Exchange>>()
  const exchangesOf = (journey: string) => {
    const known = byName.get(journey)
    if (known) return known
    const made = new Map(transcripts.get(journey)?.exchanges.map((exchange) => [exchange.name, exchange]))
    byName.set(journey, made)
    return made
  }
  const tokensOf = (journey: string) => {
    const known = tokens.get(journey)
    if (known) return known
    const made = new Set(
      (transcripts.get(journey)?.exchanges ?? [])
        .filter(({ name }) => !name.startsWith('probe:'))
        .flatMap(({ request }) => request.headers.filter(([name]) => name.toLowerCase() === 'authorization').map(([, value]) => value)),
    )
    tokens.set(journey, made)
    return made
  }
  return {
    transcriptOf: (verdict) => transcripts.get(verdict.journey),
    exchangeOf(verdict) {
      const named = exchangesOf(verdict.journey)
      const found = verdict.evidence.flatMap((name) => named.get(name) ?? [])
      return found.find(({ name }) => name.startsWith('probe:')) ?? found.find(({ step }) => step === verdict.step) ?? found.at(-1)
    },
    ownTokens: ({ journey }) => tokensOf(journey),
    tokensOf,
  }
}

function segment(text: string): string {
  const safe = text.replace(/[^\w-]+/g, '-')
  return safe === '' ? '-' : safe
}
