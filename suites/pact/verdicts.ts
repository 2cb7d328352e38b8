import type { Interaction } from '../../contracts/pact/interactions.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import { excusing, stopCodes } from '../judge.ts'
import { gravest, judgeFinding } from '../outcome.ts'
import type { Mode, Target } from '../target.ts'
import type { StepName, Stop } from '../transcript.ts'
import type { Finding, Reason, Verdict } from '../verdict.ts'
import type { Happening } from './gateway.ts'
import type { VerifierError, VerifierMismatch } from './verifier.ts'

/** What became of one interaction. */
export interface Verified {
  readonly workflow: Workflow
  readonly interaction: Interaction
  /** `OK`, or whatever else the verifier says; undefined where it said nothing, or was not asked. */
  readonly result: string | undefined
  readonly errors: readonly VerifierError[]
  readonly happening: Happening
  /** Why the verifier was not asked. */
  readonly unasked?: Reason
}

/** Verdicts of a verification, in the order of the pacts. Pure. */
export function pactVerdicts(list: readonly Verified[], target: Target, mode: Mode): readonly Verdict[] {
  return nameCauses(list.map((each) => ({ ...each, verdict: verdictOf(each, target, mode) })))
}

type Judged = Verified & { readonly verdict: Verdict }

function verdictOf(verified: Verified, target: Target, mode: Mode): Verdict {
  const { workflow, interaction, result, happening, unasked } = verified
  const { comments, pending, description } = interaction
  const check = `PACT-${comments.step.toUpperCase()}${pending ? '-SHOWN' : ''}`
  const level = pending ? 'SHOULD' : 'MUST'
  const frame = {
    key: `${journeyId(workflow, target)} ${check}${comments.part === undefined ? '' : ` ${comments.part}`}`,
    check,
    level,
    statement: `The Pact interaction "${description}" verifies.`,
    source: comments.source,
    workflow: workflow.key,
    region: target.region,
    scenario: 'documented',
    journey: journeyId(workflow, target),
    step: stepOf(comments.step),
    subject: comments.part ?? '',
    evidence: happening.exchange === undefined ? [] : [happening.exchange.name],
    findings: [],
  } as const
  const reason = unasked ?? reasonOf(verified)
  if (reason !== undefined)
    return { ...frame, outcome: reason.code === 'threw' ? 'harness-error' : isExcuse(reason) ? 'not-applicable' : 'inconclusive', reason }
  if (result === 'OK') return { ...frame, outcome: 'conforms' }
  const findings = findingsOf(verified).map((finding) => judgeFinding(finding, level, mode))
  const severity = gravest(findings.map((finding) => finding.severity))
  return { ...frame, outcome: 'violates', ...(severity === undefined ? {} : { severity }), findings }
}

export function journeyId(workflow: Workflow, target: Pick<Target, 'region'>): string {
  return `${workflow.key}/${target.region}/pact`
}

const stepOf = (step: string): StepName => (step.startsWith('delete-') ? 'delete' : (step as StepName))

const excuses: readonly string[] = [...excusing].map((cause) => stopCodes[cause])
const isExcuse = ({ code }: Reason): boolean => excuses.includes(code) || code === 'no-callback-asked' || code === 'token-given'

/** Why an interaction could not be judged; undefined where it was. */
function reasonOf({ workflow, interaction, result, happening, errors }: Verified): Reason | undefined {
  const { stop, exchange, silentMs } = happening
  if (stop !== undefined) return { code: stopCodes[stop.cause], text: textOf(stop) }
  if (exchange?.failure !== undefined && exchange.failure.kind !== 'protocol')
    return { code: 'unreachable', text: `${exchange.request.method} ${exchange.request.url}: ${exchange.failure.message}` }
  const status = exchange?.response?.status
  if (status === 401) return { code: 'unauthorised', text: `${exchange?.request.method} ${exchange?.request.url} answered 401` }
  if (status === 429)
    return { code: 'rate-limited', text: `${exchange?.request.method} ${exchange?.request.url} answered 429 although the harness waited` }
  const needsEndUser = workflow.credentials.some(({ channels }) => !channels.includes('API'))
  if (
    interaction.comments.step === 'finalize' &&
    needsEndUser &&
    status !== undefined &&
    status > 401 &&
    status < 500 &&
    ![404, 405].includes(status)
  )
    return { code: 'permitted-reading', text: `finalize answered ${status}: a credential that API cannot supply is missing (ERR-066)` }
  if (result === undefined) return { code: 'threw', text: 'the verifier told nothing of this interaction' }
  if (result !== 'OK' && errors.length === 0) return { code: 'threw', text: `the verifier says ${result} and not why` }
  if (result !== 'OK' && exchange === undefined && silentMs === undefined && interaction.type === 'Synchronous/HTTP')
    return { code: 'threw', text: `the verifier sent no request: ${errors.map(errorText).join('; ')}` }
  return undefined
}

const textOf = ({ detail, erratum }: Stop): string => (erratum === undefined ? detail : `${detail} (${erratum})`)

function findingsOf({ interaction, errors, happening }: Verified): readonly Finding[] {
  const { step, part, requirements } = interaction.comments
  const at = `${step} response${part === undefined ? '' : ` of ${part}`}`
  const shows = ` (${requirements.join(', ')})`
  if (happening.silentMs !== undefined)
    return [{ at: 'callback', expected: `a callback${shows}`, actual: `none within ${happening.silentMs} ms` }]
  const found = errors.flatMap(({ mismatch }): readonly Finding[] =>
    mismatch.type === 'mismatches'
      ? mismatch.mismatches.map((each) => findingOf(each, at))
      : [{ at, expected: 'an answer that verifies', actual: mismatch.message }],
  )
  return found.map((finding, index) => (index === 0 ? { ...finding, expected: `${finding.expected}${shows}` } : finding))
}

/** A mismatch says in words what it is; values stand beside it where there are any. */
function findingOf({ type, mismatch = '', path, key, expected = '', actual = '' }: VerifierMismatch, at: string): Finding {
  const place = path ?? (key === undefined ? '' : `header ${key}`)
  if (type === 'StatusMismatch') return { at: `${at} status`, expected, actual }
  return { at: `${at} ${place}`.trim(), expected: mismatch === '' ? expected : mismatch, actual: actual === '' ? 'nothing' : actual }
}

function errorText({ mismatch }: VerifierError): string {
  return mismatch.type === 'error' ? mismatch.message : mismatch.mismatches.map((each) => each.mismatch ?? each.type).join(', ')
}

/**
 * One cause is one red row: a state that could not be set up is the fault of the interaction that shows the same, or of
 * the first that met it; the others are blocked by that one.
 */
function nameCauses(judged: readonly Judged[]): readonly Verdict[] {
  const first = new Map<string, string>()
  return judged.map(({ verdict, happening: { stop }, workflow }) => {
    if (verdict.outcome !== 'inconclusive' || verdict.reason === undefined) return verdict
    const shown = stop === undefined ? undefined : judged.find((each) => each.workflow === workflow && shows(each, stop))
    const code = verdict.reason.code
    const group = shown?.verdict.key ?? `${code} ${['unreachable', 'unauthorised'].includes(code) ? '' : `${workflow.key} ${stop?.at}`}`
    const cause = shown?.verdict.key ?? first.get(group)
    if (cause !== undefined) return { ...verdict, reason: { code: 'blocked', text: verdict.reason.text, cause } }
    first.set(group, verdict.key)
    return code === 'blocked' ? { ...verdict, reason: { code: 'absent', text: verdict.reason.text } } : verdict
  })
}

/** True of an interaction that is broken at the very step where a state stopped: `upload:ID.FRONT`. */
function shows({ verdict, interaction: { comments } }: Judged, { at }: Stop): boolean {
  const name = comments.part === undefined ? comments.step : `${comments.step}:${comments.part}`
  return verdict.outcome === 'violates' && verdict.severity === 'error' && (at === name || at === `prepare:${name}`)
}
