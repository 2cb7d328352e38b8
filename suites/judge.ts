import { type AddressedPart, type Workflow, workflowParts } from '../contracts/workflow.ts'
import { workflowOf } from '../contracts/workflows/index.ts'
import type { AnyCheck, JudgeContext } from './check.ts'
import { type Gatherer, gatherer, type Missing } from './evidence.ts'
import type { Journey } from './journey.ts'
import { excusedOutcome, gravest, judgeFinding } from './outcome.ts'
import type { Mode } from './target.ts'
import type { StepName, Stop, Transcript } from './transcript.ts'
import type { Finding, Reason, ReasonCode, Verdict } from './verdict.ts'

export interface JudgeOptions {
  readonly mode: Mode
}

/** One check on one subject of a journey, before it is judged: what a plan promises to tell. */
export interface PlannedVerdict {
  readonly key: string
  readonly check: AnyCheck
  readonly journey: Journey
  readonly workflow: Workflow
  readonly subject: string
  readonly step: StepName
}

/** Every verdict that a journey will give, known before it is driven. */
export function plannedVerdicts(journey: Journey, checks: readonly AnyCheck[]): readonly PlannedVerdict[] {
  return aimsOf(journey, checks).map(({ check, workflow, subject, step }) => ({
    key: keyOf(journey, check, subject),
    check,
    journey,
    workflow,
    subject,
    step,
  }))
}

function keyOf(journey: Journey, check: AnyCheck, subject: string): string {
  return subject === '' ? `${journey.id} ${check.id}` : `${journey.id} ${check.id} ${subject}`
}

/** One check on one subject, in every journey of a kind. */
type Aim = Omit<PlannedVerdict, 'key' | 'journey'>

const known = new WeakMap<readonly AnyCheck[], Map<string, readonly Aim[]>>()

/** Which checks look at what follows from the kind of a journey: it is found once for all that are alike. */
function aimsOf(journey: Journey, checks: readonly AnyCheck[]): readonly Aim[] {
  const { workflow, scenario, variant = '', variation = '', probes, uploads } = journey
  const kind = [workflow, scenario, variant, variation, probes.join(','), uploads.join(',')].join('\n')
  const kinds = known.get(checks) ?? new Map<string, readonly Aim[]>()
  known.set(checks, kinds)
  const aims = kinds.get(kind) ?? findAims(journey, checks)
  kinds.set(kind, aims)
  return aims
}

function findAims(journey: Journey, checks: readonly AnyCheck[]): readonly Aim[] {
  const workflow = workflowOf(journey.workflow)
  if (workflow === undefined) return []
  const place: Place = {
    workflow,
    probes: new Set(journey.probes),
    parts: workflowParts(workflow).filter((part) => journey.uploads.includes(part.address)),
  }
  return checks.flatMap((check) => {
    if (check.scenarios === undefined ? journey.scenario !== 'documented' : !check.scenarios.includes(journey.scenario)) return []
    if (check.variant !== undefined && check.variant !== journey.variant) return []
    if (check.variation !== undefined && check.variation !== journey.variation) return []
    if (check.appliesTo !== undefined && !check.appliesTo(workflow)) return []
    const step = check.step === 'start' ? workflow.start : check.step
    return subjectsOf(check, place).map((subject) => ({ check, workflow, subject, step }))
  })
}

/** What the subjects of all checks of a journey follow from. */
interface Place {
  readonly workflow: Workflow
  readonly probes: ReadonlySet<string>
  readonly parts: readonly AddressedPart[]
}

const one: readonly string[] = ['']

function subjectsOf(check: AnyCheck, { workflow, probes, parts }: Place): readonly string[] {
  if (check.needs.includes('probe')) return probes.has(check.id) ? [check.id] : []
  if (check.subjects !== undefined) return check.subjects(workflow)
  const isAbout = (name: string) => check.needs.some((need) => need === name || need.endsWith(`:${name}`))
  if (isAbout('upload')) return parts.map((part) => part.address)
  if (isAbout('image')) return parts.filter((part) => part.content === 'image').map((part) => part.address)
  return one
}

/** Judges a transcript. Pure: the same transcript and checks give the same verdicts, also offline and years later. */
export function judge(transcript: Transcript, checks: readonly AnyCheck[], options: JudgeOptions): readonly Verdict[] {
  const aims = aimsOf(transcript.journey, checks)
  const gather = aims[0] === undefined ? undefined : gatherer(transcript, aims[0].workflow)
  if (gather === undefined) return []
  return nameCauses(
    aims.map((aim) => judgeOne(aim, transcript, gather, options)),
    transcript,
  )
}

const none: readonly never[] = []

/** What a verdict says whatever its outcome. */
function frameOf({ check, workflow, subject, step }: Aim, journey: Journey) {
  const frame: Omit<Verdict, 'outcome' | 'findings' | 'evidence' | 'file' | 'line'> & { file?: string; line?: number } = {
    key: keyOf(journey, check, subject),
    check: check.id,
    level: check.level,
    statement: check.statement,
    source: check.source,
    workflow: workflow.key,
    region: journey.region,
    scenario: journey.scenario,
    journey: journey.id,
    step,
    subject: check.needs.includes('probe') ? '' : subject,
  }
  if (check.file !== undefined) frame.file = check.file
  if (check.line !== undefined) frame.line = check.line
  return frame
}

function judgeOne(aim: Aim, transcript: Transcript, gather: Gatherer, options: JudgeOptions): Verdict {
  const { check, workflow, subject } = aim
  const context: JudgeContext = { workflow, target: transcript.target, transcript, subject }
  const frame = frameOf(aim, transcript.journey)
  try {
    const excuse = check.unless?.(context)
    // What an earlier stop kept from being sent is blocked, not inapplicable.
    if (excuse?.code === 'absent' && transcript.stopped !== undefined && !excusing.has(transcript.stopped.cause))
      return { ...frame, outcome: 'inconclusive', findings: [], evidence: [], reason: { code: 'blocked', text: transcript.stopped.detail } }
    if (excuse !== undefined)
      return {
        ...frame,
        outcome: excusedOutcome(excuse.code),
        findings: [],
        reason: excuse,
        evidence: [],
      }
    const gathered = gather(check, subject)
    if ('missing' in gathered) return { ...frame, findings: [], evidence: [], ...excused(gathered.missing, transcript) }
    const { stopped } = transcript
    if (
      stopped !== undefined &&
      blameless.has(stopped.cause) &&
      gathered.names.includes(stopped.at) &&
      !isAnsweredWell(transcript, stopped.at)
    )
      return {
        ...frame,
        outcome: excusing.has(stopped.cause) ? 'not-applicable' : 'inconclusive',
        findings: [],
        evidence: gathered.names,
        reason: { code: stopCodes[stopped.cause], text: stopTextOf(stopped) },
      }
    const found = check.judge(gathered.evidence as never, context)
    if (found.length === 0) return { ...frame, outcome: 'conforms', findings: none, evidence: gathered.names }
    const findings = found.map((finding) => judgeFinding(bounded(finding), check.level, options.mode))
    const severity = gravest(findings.map((finding) => finding.severity))
    return {
      ...frame,
      outcome: 'violates',
      ...(severity === undefined ? {} : { severity }),
      findings,
      evidence: gathered.names,
    }
  } catch (error) {
    return {
      ...frame,
      outcome: 'harness-error',
      findings: [],
      evidence: [],
      reason: { code: 'threw', text: `the judge of ${check.id} threw: ${String(error).slice(0, 300)}` },
    }
  }
}

export const stopCodes: Readonly<Record<Stop['cause'], ReasonCode>> = {
  unreachable: 'unreachable',
  unauthorised: 'unauthorised',
  refused: 'blocked',
  malformed: 'blocked',
  budget: 'budget',
  'max-failures': 'max-failures',
  'journey-timeout': 'journey-timeout',
  'run-timeout': 'run-timeout',
  'rate-limited': 'rate-limited',
  deadline: 'deadline',
  permitted: 'permitted-reading',
  'no-facemap': 'no-facemap',
  'end-user': 'end-user',
  'not-steered': 'not-steered',
  'not-enabled': 'not-enabled',
  interrupted: 'interrupted',
  'not-recorded': 'not-recorded',
  'client-fault': 'client-fault',
  unattributed: 'control-failed',
  harness: 'threw',
}

/** Causes that lie outside what can be asked of a target: what they block does not apply, and does not fail a gate. */
export const excusing = new Set<Stop['cause']>(['permitted', 'no-facemap', 'end-user', 'not-steered', 'not-recorded', 'client-fault'])

/** Causes that are no fault of the step at which they showed. */
const blameless = new Set<Stop['cause']>([
  ...excusing,
  'unauthorised',
  'budget',
  'max-failures',
  'rate-limited',
  'not-enabled',
  'unattributed',
])

function excused(missing: Missing, transcript: Transcript): { readonly outcome: Verdict['outcome']; readonly reason: Reason } {
  const { stopped } = transcript
  if (missing.why === 'no-callback') return { outcome: 'not-applicable', reason: { code: 'no-callback-asked', text: missing.text } }
  // Where the journey stopped at the control itself, the stop tells more than the pair.
  if (missing.why === 'control-failed' && stopped?.at !== missing.exchange)
    return { outcome: 'inconclusive', reason: { code: 'control-failed', text: missing.text } }
  if (
    missing.exchange.startsWith('probe:') &&
    missing.why === 'absent' &&
    (stopped === undefined || stopped.at !== 'token') &&
    wasReached(missing, transcript)
  )
    return {
      outcome: 'not-applicable',
      reason: {
        code: 'absent',
        text: 'the probe was not sent: this run cannot make its fault, or an accepted probe before it had ended the execution',
      },
    }
  if (missing.exchange === 'token' && missing.why === 'absent')
    return {
      outcome: 'not-applicable',
      reason: {
        code: 'token-given',
        text: 'this journey did not call the token endpoint: the token was given, or fetched for another journey',
      },
    }
  if (stopped !== undefined && excusing.has(stopped.cause) && missing.why !== 'not-json')
    return {
      outcome: 'not-applicable',
      reason: { code: stopCodes[stopped.cause], text: stopTextOf(stopped) },
    }
  return { outcome: 'inconclusive', reason: { code: 'blocked', text: missing.text } }
}

/**
 * One cause is one red row. The verdict that broke the journey is the cause; where no verdict tells of it (nobody
 * answered, the token was refused), the first blocked verdict becomes the cause and takes its code.
 */
function nameCauses(verdicts: readonly Verdict[], transcript: Transcript): readonly Verdict[] {
  const { stopped } = transcript
  const blocked = verdicts.filter((verdict) => verdict.reason?.code === 'blocked')
  if (blocked.length === 0) return stopped?.cause === 'harness' ? withCrash(verdicts, stopped) : verdicts
  const culprit = (verdict: Verdict) =>
    verdict.outcome === 'violates' && verdict.severity === 'error' && (stopped === undefined || verdict.evidence.includes(stopped.at))
  const broken = verdicts.find(culprit) ?? verdicts.find((verdict) => verdict.outcome === 'violates' && verdict.severity === 'error')
  const needsOwnCause = broken === undefined || (stopped !== undefined && stopCodes[stopped.cause] !== 'blocked')
  const told = verdicts.find(
    (verdict) => verdict.outcome === 'inconclusive' && verdict.reason?.code !== 'blocked' && verdict.reason?.code !== 'control-failed',
  )
  const first = needsOwnCause && told === undefined ? blocked[0] : undefined
  const cause = first?.key ?? (needsOwnCause ? told?.key : undefined) ?? broken?.key
  return verdicts.map((verdict) => {
    if (verdict.reason?.code !== 'blocked') return verdict
    if (verdict === first && stopped !== undefined)
      return {
        ...verdict,
        ...(stopped.cause === 'harness' ? ({ outcome: 'harness-error' } as const) : {}),
        reason: { code: stopCodes[stopped.cause] === 'blocked' ? 'absent' : stopCodes[stopped.cause], text: stopped.detail },
      }
    return cause === undefined || verdict.key === cause ? verdict : { ...verdict, reason: { ...verdict.reason, cause } }
  })
}

/** A crash after all was judged still shows in one verdict. */
function withCrash(verdicts: readonly Verdict[], { detail }: Stop): readonly Verdict[] {
  const place = verdicts.findIndex(({ outcome }) => outcome !== 'violates')
  return verdicts.map((verdict, index) =>
    index === place ? { ...verdict, outcome: 'harness-error', findings: [], reason: { code: 'threw', text: detail } } : verdict,
  )
}

/** True where the journey came to the step of a probe: its control was sent, or another probe of the step. */
function wasReached({ exchange }: Missing, { exchanges }: Transcript): boolean {
  const control = exchange.slice('probe:'.length, exchange.lastIndexOf('/'))
  return exchanges.some(({ name }) => name === control || name.startsWith(`probe:${control}/`)) || control === 'token'
}

function isAnsweredWell(transcript: Transcript, name: string): boolean {
  const status = transcript.exchanges.findLast((each) => each.name === name)?.response?.status ?? 0
  return status >= 200 && status < 300
}

function stopTextOf({ detail, erratum }: Stop): string {
  return erratum === undefined ? detail : `${detail} (${erratum})`
}

const maxText = 2000

function bounded(finding: Finding): Finding {
  const { actual } = finding
  return actual.length <= maxText
    ? finding
    : { ...finding, actual: `${actual.slice(0, maxText)}… (${actual.length - maxText} more characters)` }
}
