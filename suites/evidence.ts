import { type Workflow, workflowParts } from '../contracts/workflow.ts'
import { isUnread } from './body.ts'
import type { Answer, AnyCheck, EvidenceMap, EvidenceName, Reply } from './check.ts'
import { controlOf, probes } from './probes/index.ts'
import { probeName } from './probes/probe.ts'
import { type Exchange, isObject, type Json, type JsonObject, type Transcript } from './transcript.ts'

/** What a verdict lacks: the exchange that should be there, and whether it is missing or cannot be used. */
export interface Missing {
  readonly exchange: string
  readonly why: 'absent' | 'no-answer' | 'not-2xx' | 'not-json' | 'control-failed' | 'no-callback'
  readonly text: string
}

export type Gathered = { readonly evidence: Partial<EvidenceMap>; readonly names: readonly string[] } | { readonly missing: Missing }

/** Finds what a check needs in a transcript, or says what is missing first. */
export type Gatherer = (check: AnyCheck, subject: string) => Gathered

/** Finds evidence in one transcript, and each piece once: a hundred checks ask for the same dozen. */
export function gatherer(transcript: Transcript, workflow: Workflow): Gatherer {
  const shared = new Map<EvidenceName, Found>()
  const findOnce = (need: EvidenceName, subject: string): Found => {
    if (isAboutSubject(need)) return find(need, subject, transcript, workflow)
    const known = shared.get(need)
    if (known !== undefined) return known
    const found = find(need, subject, transcript, workflow)
    const made = 'missing' in found ? found : { value: found.value, names: [...new Set(found.names)] }
    shared.set(need, made)
    return made
  }
  return (check, subject) => {
    const evidence: Record<string, unknown> = {}
    let names: readonly string[] = []
    for (const need of check.needs) {
      const found = findOnce(need, subject)
      if ('missing' in found) return found
      evidence[need] = found.value
      names = names.length === 0 ? found.names : [...new Set([...names, ...found.names])]
    }
    return { evidence: evidence as Partial<EvidenceMap>, names }
  }
}

function isAboutSubject(need: EvidenceName): boolean {
  return need === 'probe' || need.endsWith('upload') || need.endsWith('image')
}

type Found = { readonly value: unknown; readonly names: readonly string[] } | { readonly missing: Missing }

function find(need: EvidenceName, subject: string, transcript: Transcript, workflow: Workflow): Found {
  switch (need) {
    case 'transcript':
      return { value: transcript, names: transcript.exchanges.map((each) => each.name) }
    case 'uploads':
      return all(
        workflowParts(workflow)
          .filter((part) => transcript.journey.uploads.includes(part.address))
          .map((part) => `upload:${part.address}`),
        transcript,
      )
    case 'polls': {
      const answers = transcript.exchanges
        .filter((each) => each.step === 'status' && /^status(#\d+)?$/.test(each.name))
        .flatMap((each) => asAnswer(each) ?? [])
      return answers.length > 0
        ? { value: answers, names: answers.map((each) => each.exchange.name) }
        : missing('status', 'absent', transcript)
    }
    case 'callbacks':
      if (transcript.stopped?.at === 'callback') return missing('callback', 'absent', transcript)
      return transcript.callbacks === undefined
        ? { missing: { exchange: 'callback', why: 'no-callback', text: 'no callback was asked for: the target cannot reach this machine' } }
        : { value: transcript.callbacks, names: [] }
    case 'callback': {
      const first = transcript.callbacks?.[0]
      if (first === undefined && transcript.callbacks !== undefined && transcript.stopped !== undefined)
        return missing('callback', 'absent', transcript)
      if (first === undefined || first.body.kind !== 'json' || !isObject(first.body.value))
        return {
          missing: {
            exchange: 'callback',
            why: transcript.callbacks === undefined ? 'no-callback' : 'absent',
            text:
              transcript.callbacks === undefined
                ? 'no callback was asked for'
                : first === undefined
                  ? 'no callback came'
                  : 'the callback is not a JSON object',
          },
        }
      return { value: { callback: first, body: withoutNulls(first.body.value) }, names: [] }
    }
    case 'probe':
      return findProbe(subject, transcript, workflow)
    default: {
      const [grade, name] = need.includes(':') ? (need.split(':') as ['reply' | 'success', string]) : (['answer', need] as const)
      return one(grade, exchangeName(name, subject, workflow), transcript)
    }
  }
}

/** Name of the exchange that a need stands for. */
export function exchangeName(need: string, subject: string, workflow: Workflow): string {
  if (need === 'start') return workflow.start
  if (need === 'delete') return 'delete-execution'
  return need === 'upload' || need === 'image' ? `${need}:${subject}` : need
}

function one(grade: 'reply' | 'success' | 'answer', name: string, transcript: Transcript): Found {
  const exchange = transcript.exchanges.findLast((each) => each.name === name)
  if (exchange?.response === undefined) return missing(name, exchange === undefined ? 'absent' : 'no-answer', transcript, exchange)
  if (grade === 'reply') return { value: exchange as Reply, names: [name] }
  if (exchange.response.status < 200 || exchange.response.status > 299) return missing(name, 'not-2xx', transcript, exchange)
  if (grade === 'success') return { value: exchange as Reply, names: [name] }
  const answer = asAnswer(exchange)
  return answer === undefined ? missing(name, 'not-json', transcript, exchange) : { value: answer, names: [name] }
}

function all(wanted: readonly string[], transcript: Transcript): Found {
  const answers: Answer[] = []
  for (const name of wanted) {
    const found = one('answer', name, transcript)
    if ('missing' in found) return found
    answers.push(found.value as Answer)
  }
  return { value: answers, names: wanted }
}

/** The exchange of a name, where it was answered. */
export function replyOf(transcript: Transcript, name: string): Reply | undefined {
  const exchange = transcript.exchanges.findLast((each) => each.name === name)
  return exchange?.response === undefined ? undefined : (exchange as Reply)
}

export function asAnswer(exchange: Exchange | undefined): Answer | undefined {
  const { response } = exchange ?? {}
  if (exchange === undefined || response === undefined || response.status < 200 || response.status > 299) return undefined
  return response.body.kind === 'json' && isObject(response.body.value)
    ? { exchange: exchange as Reply, body: withoutNulls(response.body.value) }
    : undefined
}

/** The documents know no null: a member that is null says as little as one that is not there. */
function withoutNulls(body: JsonObject, depth = 0): JsonObject {
  const clean = (value: Json): Json => (Array.isArray(value) ? value.map(clean) : isObject(value) ? withoutNulls(value, depth + 1) : value)
  // No documented answer is as deep: what a hostile one nests without end stays as it is.
  if (depth > 30) return body
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, clean(value)]),
  )
}

function findProbe(subject: string, transcript: Transcript, workflow: Workflow): Found {
  const probe = probes.find((each) => each.check === subject)
  const control = probe === undefined ? undefined : controlOf(probe, workflow)
  if (probe === undefined || control === undefined) return { missing: { exchange: subject, why: 'absent', text: `no probe ${subject}` } }
  const name = probeName(probe, control)
  const found = one('reply', name, transcript)
  if ('missing' in found) return found
  const answered = found.value as Reply
  const valid = acceptedControl(control, transcript)
  // Acceptance speaks for itself; only a refusal needs a control to be attributed.
  const isAccepted = answered.response.status >= 200 && answered.response.status < 300
  if ('missing' in valid) {
    if (isAccepted || answered.response.status >= 500) return { value: { probe: answered, control: answered }, names: [name] }
    // A control that the journey did not come to proves nothing, and its stop says why.
    if (valid.missing.why === 'absent' && transcript.stopped !== undefined) return valid
    return {
      missing: {
        exchange: control,
        why: 'control-failed',
        text: `the identical request without the fault (${control}) did not succeed either, so the answer ${answered.response.status} cannot be attributed`,
      },
    }
  }
  return { value: { probe: answered, control: valid.value as Reply }, names: [name, control] }
}

/**
 * The valid exchange beside a probe. Where a probe of the same step was accepted, as some readings permit, the step may
 * be done and the valid request come too late: then the accepted one is the control, since it lacks another fault.
 */
function acceptedControl(control: string, transcript: Transcript): Found {
  const valid = one('success', control, transcript)
  if (!('missing' in valid)) return valid
  const sibling = transcript.exchanges.find(
    ({ name, response }) =>
      name.startsWith(`probe:${control}/`) && response !== undefined && response.status >= 200 && response.status < 300,
  )
  return sibling === undefined ? valid : { value: sibling, names: [sibling.name] }
}

function missing(name: string, why: Missing['why'], transcript: Transcript, exchange?: Exchange): Found {
  const { response, failure } = exchange ?? {}
  const text =
    failure !== undefined
      ? `${name} was not answered: ${failure.message}`
      : why === 'not-2xx'
        ? `${name} answered ${response?.status}`
        : why === 'not-json'
          ? `${name} answered ${response?.status} with a body that is ${response !== undefined && isUnread(response) ? response.notJson : 'not a JSON object'}`
          : transcript.stopped !== undefined
            ? `the journey stopped before ${name}: ${transcript.stopped.detail}`
            : `${name} was not sent`
  return { missing: { exchange: name, why, text } }
}
