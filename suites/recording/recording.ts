import { endpoints, type Role } from '../../contracts/endpoints.ts'
import { type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { workflowOf } from '../../contracts/workflows/index.ts'
import type { Journey } from '../journey.ts'
import { finalStatuses } from '../poll.ts'
import type { TargetFacts } from '../target.ts'
import { type Exchange, isObject, type Json, type JsonObject, type Transcript } from '../transcript.ts'
import { pathOf, type Recognised, recogniseOperation } from './operation.ts'

/** An exchange that somebody else planned: it has no name yet. Already masked. */
export type Observed = Omit<Exchange, 'name' | 'step' | 'part' | 'role'>

/** What was heard between a client and a provider, sorted into journeys. */
export interface Recording {
  readonly transcripts: readonly Transcript[]
  /** What belongs to no journey, each with the reason. */
  readonly strays: readonly { readonly observed: Observed; readonly why: string }[]
}

interface Named extends Exchange {
  /** The name that it has where it is the one that counts. */
  readonly plain: string
}

interface Session {
  readonly workflow: Workflow
  readonly account: string
  readonly execution: string
  /** Categories of credentials by id. */
  readonly credentials: ReadonlyMap<string, string>
  readonly exchanges: Named[]
}

/**
 * Sorts exchanges into journeys, one for each execution that was opened, and names them as a run would, so that the
 * same checks judge them. A recording ends where the client ended: what it did not ask for is not applicable.
 */
export function readRecording(observed: readonly Observed[], target: TargetFacts): Recording {
  const sessions: Session[] = []
  const strays: Recording['strays'][number][] = []
  let waiting: { readonly named: Named; readonly key?: string }[] = []
  for (const each of [...observed].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const stray = (why: string) => void strays.push({ observed: each, why })
    const found = recogniseOperation(each.request.method, pathOf(each.request.url, target))
    if (found === undefined) stray('its method and path are those of no documented operation')
    else if (found.step === 'token') waiting.push({ named: nameOf(each, found, 'token') })
    else if (found.step === 'create' || found.step === 'update') {
      const key = keyOf(each)
      const workflow = workflowOf(key)
      const opened = openedBy(each)
      const named = nameOf(each, found, found.step)
      if (workflow === undefined) stray(`it opens ${key === '' ? 'no workflow' : `workflow ${key}`}, which is not one of the contract`)
      else if (opened === undefined) waiting.push({ named, key })
      else {
        const before = waiting.filter((one) => one.key === undefined || one.key === key)
        waiting = waiting.filter((one) => !before.includes(one))
        sessions.push({ workflow, ...opened, exchanges: [...before.map((one) => one.named), named] })
      }
    } else {
      const session = sessionOf(found, sessions)
      if (session === undefined) stray('it belongs to no execution that this recording saw begin')
      else session.exchanges.push(nameOf(each, found, plainName(found, session)))
    }
  }
  // What was refused opens no execution, and is a journey of its own with the tokens that were asked for it.
  for (const key of new Set(waiting.flatMap((one) => one.key ?? []))) {
    const workflow = workflowOf(key)
    if (workflow === undefined) continue
    const exchanges = waiting.filter((one) => one.key === undefined || one.key === key).map(({ named }) => named)
    sessions.push({ workflow, account: '', execution: '', credentials: new Map(), exchanges })
    waiting = waiting.filter((one) => one.key !== undefined && one.key !== key)
  }
  for (const { named } of waiting) {
    const last = sessions.at(-1)
    if (last !== undefined) last.exchanges.push(named)
    else strays.push({ observed: named, why: `it was answered ${named.response?.status ?? 'nothing'}, and no start request came after it` })
  }
  return { transcripts: sessions.map((session, index) => transcriptOf(session, index + 1, target)), strays }
}

function nameOf(observed: Observed, { operation, step }: Recognised, plain: string): Named {
  const role: Role = endpoints[operation].role
  const part = /^(?:upload|image):(.+)$/.exec(plain)?.[1]
  return { ...observed, plain, name: plain, step, role, ...(part === undefined ? {} : { part }) }
}

function plainName({ operation, step, ids }: Recognised, { credentials }: Session): string {
  if (step !== 'upload' && step !== 'image') return operation
  return `${step}:${credentials.get(ids.credential ?? '') ?? 'unknown'}.${ids.classifier ?? ''}`
}

function sessionOf({ step, ids }: Recognised, sessions: readonly Session[]): Session | undefined {
  if (step === 'health') return sessions.at(-1)
  return sessions.findLast(
    ({ account, execution, credentials }) =>
      account === ids.account &&
      (ids.execution === undefined || execution === ids.execution) &&
      (step !== 'image' || credentials.has(ids.credential ?? '')),
  )
}

/** The workflow key that a start request asks for; empty where it names none. */
function keyOf({ request: { body } }: Observed): string {
  const definition = body.kind === 'json' && isObject(body.value) ? body.value.workflowDefinition : undefined
  const key = isObject(definition) ? definition.key : undefined
  return typeof key === 'number' || typeof key === 'string' ? String(key) : ''
}

function openedBy({ response }: Observed): Pick<Session, 'account' | 'execution' | 'credentials'> | undefined {
  const body: Json = response?.body.kind === 'json' && response.status < 300 ? response.body.value : null
  if (!isObject(body) || !isObject(body.account) || !isObject(body.workflowExecution)) return undefined
  const { credentials } = body.workflowExecution
  const [account, execution] = [body.account.id, body.workflowExecution.id]
  if (typeof account !== 'string' || typeof execution !== 'string') return undefined
  const listed = Array.isArray(credentials) ? (credentials as readonly Json[]).filter((each): each is JsonObject => isObject(each)) : []
  return { account, execution, credentials: new Map(listed.map(({ id, category }) => [String(id), String(category)])) }
}

/** Of several requests of one name the last that succeeded counts; the others keep a name that tells them apart. */
function transcriptOf({ workflow, execution, exchanges }: Session, number: number, target: TargetFacts): Transcript {
  const final = exchanges.findLast((each) => each.plain === 'status' && isFinal(each))
  const isPicked = (each: Named) => {
    if (each.plain === 'status') return each === final
    const rivals = exchanges.filter(({ plain }) => plain === each.plain)
    if (each.plain === 'details' || each.plain === 'steps') {
      // Before the end they tell of a result that is not there yet, and are judged as nothing.
      const late = final === undefined ? [] : rivals.filter(({ at }) => at >= final.at)
      return each === (late.findLast(succeeded) ?? late.at(-1))
    }
    return each === (rivals.findLast(succeeded) ?? rivals.at(-1))
  }
  const seen = new Map<string, number>()
  const named = exchanges.map((each): Exchange => {
    const { plain, ...exchange } = each
    if (isPicked(each)) return exchange
    const count = (seen.get(plain) ?? 0) + 1
    seen.set(plain, count)
    return { ...exchange, name: plain === 'status' ? `status#${count}` : `${plain}/earlier-${count}` }
  })
  const uploads = workflowParts(workflow).filter(({ address }) => named.some(({ name }) => name === `upload:${address}`))
  const journey: Journey = {
    id: `${workflow.key}/${target.region}/recorded/${number}`,
    workflow: workflow.key,
    region: target.region,
    scenario: 'documented',
    variant: `recorded-${number}`,
    isRecorded: true,
    probes: [],
    uploads: uploads.map(({ address }) => address),
    cost: { transactions: execution === '' ? 0 : 1, requests: named.length },
  }
  const last = named.at(-1)
  return {
    journey,
    target: { ...target, ...(named.some(({ step }) => step === 'token') ? { tokenSource: 'client-credentials' as const } : {}) },
    exchanges: named,
    stopped: { cause: 'not-recorded', at: 'recording', detail: 'the client that was recorded did not ask for it' },
    startedAt: named[0]?.at ?? new Date(0).toISOString(),
    ms: last === undefined ? 0 : Date.parse(last.at) - Date.parse(named[0]?.at ?? last.at) + last.ms,
  }
}

function succeeded({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300
}

function isFinal({ response }: Exchange): boolean {
  const body = response?.body.kind === 'json' ? response.body.value : null
  const status = isObject(body) && isObject(body.workflowExecution) ? body.workflowExecution.status : undefined
  return response?.status === 200 && finalStatuses.some((each) => each === status)
}
