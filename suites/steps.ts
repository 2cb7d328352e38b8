import { type AddressedPart, isFinalizedByApi, workflowParts } from '../contracts/workflow.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { isUnread } from './body.ts'
import { bounds } from './bounds.ts'
import type { Draft, Sent } from './client.ts'
import {
  deleteDraft,
  finalizeDraft,
  fullFinalizeDraft,
  healthDraft,
  imageDraft,
  readDraft,
  startDraft,
  uploadDraft,
  type World,
} from './drafts.ts'
import type { DriveTools } from './drive.ts'
import { stopBy } from './ended.ts'
import type { Journey } from './journey.ts'
import { pollStatus } from './poll.ts'
import { closedDrafts, type ProbeKind, probeDrafts } from './probes/index.ts'
import { answered, needsEndUser, permittedStop, stopAfter } from './stops.ts'
import { tokenDraft } from './token.ts'
import { type Exchange, isObject, type Json, type Stop } from './transcript.ts'

/** Thrown by a step to leave the plan: `drive` catches it, and nobody else sees it. */
export class Halt extends Error {
  readonly stop: Stop
  constructor(stop: Stop) {
    super(stop.detail)
    this.stop = stop
  }
}

/** What the steps of a journey share. */
export interface Run {
  readonly world: World
  readonly send: (draft: Draft) => Promise<Sent>
  readonly tools: DriveTools
  readonly exchanges: Exchange[]
}

export async function start({ world, send, exchanges }: Run): Promise<void> {
  const name = world.workflow.start
  let sent = await send(startDraft(world))
  const status = sent.exchange.response?.status ?? 0
  if (world.callbackUrl !== undefined && [400, 403, 422].includes(status)) {
    // A target may refuse a callback URL on loopback; the documents do not say. Try without, and judge that.
    const without: World = { ...world }
    delete without.callbackUrl
    const again = await send({ ...startDraft(without), name })
    if (again.exchange.response !== undefined && again.exchange.response.status < 300) {
      rename(exchanges, sent.exchange, `${name}/with-callback`)
      delete world.callbackUrl
      sent = again
    } else rename(exchanges, again.exchange, `${name}/without-callback`)
  }
  const body = expectJson(sent, world)
  learnStart(world, body)
  if (world.account === undefined || world.execution === undefined)
    throw new Halt({
      cause: 'malformed',
      at: name,
      detail: `the answer names no account.id or no workflowExecution.id of up to ${bounds.id} characters that fits into an address`,
    })
}

export function learnStart(world: World, body: Json): void {
  const execution = isObject(body) ? body.workflowExecution : undefined
  const account = isObject(body) && isObject(body.account) ? body.account.id : undefined
  if (isUsableId(account)) world.account = account
  if (!isObject(execution)) return
  if (isUsableId(execution.id)) world.execution = execution.id
  const listed = Array.isArray(execution.credentials) ? execution.credentials.slice(0, bounds.credentials) : []
  for (const credential of listed) {
    if (!isObject(credential) || !isUsableId(credential.id) || typeof credential.category !== 'string') continue
    const api = isObject(credential.api) ? credential.api : {}
    world.executionLink ??= api.workflowExecution
    world.credentials.set(credential.category, {
      id: credential.id,
      ...(typeof api.token === 'string' ? { token: api.token } : {}),
      parts: new Map(Object.entries(isObject(api.parts) ? api.parts : {}).slice(0, bounds.parts)),
    })
  }
}

/** An id goes into addresses: one that is longer than any server takes is none, nor is a step up, which no escape makes harmless. */
export function isUsableId(id: Json | undefined): id is string {
  return typeof id === 'string' && id.length <= bounds.id && !/^\.{0,2}$/.test(id)
}

export async function upload({ world, send, exchanges }: Run, part: AddressedPart): Promise<void> {
  if (!world.credentials.has(part.category))
    throw new Halt({ cause: 'malformed', at: world.workflow.start, detail: `the answer lists no credential of category ${part.category}` })
  const draft = uploadDraft(world, part)
  const sent = await withTransactionToken(draft, await send(draft), world, send, exchanges, part.category)
  expectJson(sent, world)
}

/** Finalize as the example prints it and, where that is refused, with all that the companion lists. ERR-112 */
export async function sendFinalize({ send, exchanges }: Pick<Run, 'send' | 'exchanges'>, world: World, name = 'finalize'): Promise<Sent> {
  const sent = await send({ ...finalizeDraft(world), name })
  if (![400, 403, 411, 415, 422].includes(sent.exchange.response?.status ?? 0)) return sent
  const full = await send({ ...fullFinalizeDraft(world), name })
  const isBetter = full.exchange.response !== undefined && full.exchange.response.status < 300
  rename(exchanges, isBetter ? sent.exchange : full.exchange, `${name}/${isBetter ? 'minimal' : 'full'}`)
  return isBetter ? full : sent
}

export async function finalize({ world, send, exchanges }: Run): Promise<void> {
  const sent = await withTransactionToken(finalizeDraft(world), await sendFinalize({ send, exchanges }, world), world, send, exchanges)
  const status = sent.exchange.response?.status ?? 0
  const wasAcceptedByProbe = exchanges.some(
    (each) => each.name.startsWith('probe:finalize') && (each.response?.status ?? 0) < 300 && each.response,
  )
  if (wasAcceptedByProbe && status >= 400 && status < 500) return
  const permitted = permittedStop(sent.exchange, world.workflow)
  if (permitted !== undefined) throw new Halt(permitted)
  expectJson(sent, world)
}

/** ERR-019: where the access token is refused, the transaction token of the credential may be the one that is meant. */
async function withTransactionToken(
  draft: Draft,
  sent: Sent,
  world: World,
  send: Run['send'],
  exchanges: Exchange[],
  category?: string,
): Promise<Sent> {
  const status = sent.exchange.response?.status
  const token = (category === undefined ? [...world.credentials.values()] : [world.credentials.get(category)]).find(
    (each) => each?.token,
  )?.token
  if ((status !== 401 && status !== 403) || token === undefined) return sent
  const again = await send({
    ...draft,
    headers: draft.headers.map(([name, value]) =>
      name === 'Authorization' ? ([name, `Bearer ${token}`] as const) : ([name, value] as const),
    ),
  })
  const isBetter = again.exchange.response !== undefined && again.exchange.response.status < 300
  rename(exchanges, isBetter ? sent.exchange : again.exchange, `${draft.name}/${isBetter ? 'access-token' : 'transaction-token'}`)
  return isBetter ? again : sent
}

export async function retrieve(run: Run): Promise<void> {
  const { world, send, tools, exchanges } = run
  const isByApi = isFinalizedByApi(world.workflow)
  const deadlineMs = isByApi ? world.target.pollTimeoutMs : Math.min(world.target.pollTimeoutMs, 4000)
  const poll = await pollStatus({
    deadlineMs,
    isLocal: world.target.callbacks,
    send: (name) => send(readDraft('status', world, name)),
    ...(tools.signal ? { signal: tools.signal } : {}),
  })
  // The last status that was read before an end is not the one that the target came to.
  if (tools.signal?.aborted) throw new Halt(stopBy(tools.signal, 'status'))
  if (poll.last !== undefined) rename(exchanges, poll.last.exchange, 'status')
  if (poll.outcome === 'failed' && poll.last !== undefined) expectJson(poll.last, world)
  if (poll.outcome === 'deadline') {
    const detail = `no final status within ${deadlineMs} ms; last seen: ${poll.status ?? 'none'}`
    if (!isByApi)
      throw new Halt({ cause: 'end-user', at: 'status', detail: `${detail}; the SDK or WEB journey of an end user ends this workflow` })
    if (needsEndUser(world.workflow) && poll.status !== undefined)
      throw new Halt({
        cause: 'permitted',
        at: 'status',
        detail: `${detail}; it may wait for a credential that API cannot supply`,
        erratum: 'ERR-066',
      })
    throw new Halt({ cause: 'deadline', at: 'status', detail })
  }
  await runProbes(run, 'status')
  for (const step of ['details', 'steps'] as const) {
    await runProbes(run, step)
    await send(readDraft(step, world))
  }
  if (world.journey.scenario === 'documented' || world.journey.scenario === 'probes')
    for (const part of workflowParts(world.workflow))
      if (part.content === 'image') {
        await runProbes(run, 'image', part)
        await send(imageDraft(world, part))
      }
  if (world.journey.scenario === 'probes') for (const draft of closedDrafts(world)) await send(draft)
  if (world.journey.scenario === 'outcome') return
  await runProbes(run, 'health')
  await send(healthDraft(world))
  if (world.journey.scenario !== 'probes') return
  if (world.target.tokenSource === 'client-credentials') {
    const { exchange } = await send(tokenDraft(world.target))
    if ((exchange.response?.status ?? 500) < 300) await runProbes(run, 'token')
  }
  // Last, since it takes away what the others ask for; `closed` probes rode before.
  await probeBothSides(run, 'delete')
  await send(deleteDraft('delete-execution', world))
  // An account that was given stays.
  if (world.account === world.target.facemapAccount) return
  await runProbes(run, 'delete-account')
  await send(deleteDraft('delete-account', world))
}

/** Sends the probes of a step. True where one of them was accepted that ends the execution. */
export async function runProbes(
  { world, send }: Pick<Run, 'world' | 'send'>,
  step: string,
  part?: AddressedPart,
  kind?: ProbeKind,
): Promise<boolean> {
  for (const draft of probeDrafts(world, step, part, kind)) {
    const { json, exchange } = await send(draft)
    const account = step === 'create' && isObject(json) && isObject(json.account) ? json.account.id : undefined
    if (typeof account === 'string') world.strays?.add(account)
    // What was accepted has ended the execution: from here on a probe would find that, and not its own fault.
    if ((step === 'finalize' || step.startsWith('delete')) && exchange.response !== undefined && exchange.response.status < 300) return true
  }
  return false
}

/** Causes that say nothing of the workflow that leaves a facemap. */
const elsewhere = new Set<Stop['cause']>([
  'unreachable',
  'unauthorised',
  'budget',
  'rate-limited',
  'interrupted',
  'journey-timeout',
  'run-timeout',
])

/**
 * Probes a step that ends the execution, and reads the status after what no reading permits to pass: a refusal that is
 * carried out all the same is none.
 */
export async function probeBothSides(run: Run, step: 'finalize' | 'delete'): Promise<void> {
  if (await runProbes(run, step, undefined, 'strict')) return
  if (run.world.journey.scenario === 'probes') await run.send(readDraft('status', run.world, `refused:${step}`))
  await runProbes(run, step, undefined, 'lenient')
}

/** Opens and completes a workflow that leaves a facemap on file, where the account is not given. */
export async function prepareAccount({ world, send, tools, exchanges }: Run): Promise<void> {
  if (world.target.facemapAccount !== undefined) {
    world.account = world.target.facemapAccount
    return
  }
  const earlier = workflows.find((each) => isFinalizedByApi(each) && each.credentials.some(({ category }) => category === 'FACEMAP'))
  if (earlier === undefined) throw new Halt({ cause: 'no-facemap', at: 'plan', detail: 'no workflow of the contract leaves a facemap' })
  const before: World = {
    ...world,
    workflow: earlier,
    credentials: new Map(),
    journey: { ...world.journey, workflow: earlier.key, probes: [] },
  }
  delete before.callbackUrl
  const named = (draft: Draft): Promise<Sent> => send({ ...draft, name: `prepare:${draft.name}` })
  try {
    learnStart(before, expectJson(await named(startDraft({ ...before, journey: withoutSteer(before.journey) })), before))
    await runProbes({ world: { ...world, ...(before.account === undefined ? {} : { account: before.account }) }, send }, 'prepared')
    for (const part of workflowParts(earlier)) expectJson(await named(uploadDraft(before, part)), before)
    expectJson(await sendFinalize({ send, exchanges }, before, 'prepare:finalize'), before)
    const poll = await pollStatus({
      deadlineMs: world.target.pollTimeoutMs,
      isLocal: world.target.callbacks,
      send: (name) => named(readDraft('status', before, name)),
      ...(tools.signal ? { signal: tools.signal } : {}),
    })
    if (poll.status !== 'PROCESSED')
      throw new Halt({ cause: 'no-facemap', at: 'prepare:status', detail: `the earlier workflow ended as ${poll.status ?? 'nothing'}` })
    if (before.account !== undefined) world.account = before.account
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    if (elsewhere.has(error.stop.cause)) throw error
    throw new Halt({
      cause: 'no-facemap',
      at: error.stop.at,
      detail: `an account with a facemap could not be prepared through workflow ${earlier.key}: ${error.stop.detail}`,
    })
  }
}

export function withoutSteer(journey: Journey): Journey {
  const { steer: _, ...rest } = journey
  return rest
}

/** The JSON of a 2xx answer; otherwise the journey stops here. */
export function expectJson(sent: Sent, world: World): Json {
  const { exchange } = sent
  const stop = stopAfter(exchange, { workflow: world.workflow, givenAccount: world.target.facemapAccount !== undefined })
  if (stop !== undefined) throw new Halt(stop)
  if (sent.json !== undefined) return sent.json
  const { response } = exchange
  const what = response !== undefined && isUnread(response) ? response.notJson : 'not JSON'
  throw new Halt({ cause: 'malformed', at: exchange.name, detail: `${answered(exchange)} with a body that is ${what}` })
}

/** Gives a recorded exchange another name, so that the one that counts has the plain name. */
function rename(exchanges: Exchange[], exchange: Exchange, name: string): void {
  const index = exchanges.indexOf(exchange)
  if (index >= 0) exchanges[index] = { ...exchange, name }
}
