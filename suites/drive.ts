import { type AddressedPart, isFinalizedByApi, workflowParts } from '../contracts/workflow.ts'
import { workflowOf, workflows } from '../contracts/workflows/index.ts'
import type { Client, Draft, Sent } from './client.ts'
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
import type { Journey } from './journey.ts'
import type { Listener } from './listener.ts'
import type { Mask } from './mask.ts'
import type { Materials } from './materials.ts'
import { pollStatus } from './poll.ts'
import { closedDrafts, probeDrafts } from './probes/index.ts'
import type { Target, TargetFacts } from './target.ts'
import type { TokenSource } from './token.ts'
import { type Exchange, isObject, type Json, type Stop, type Transcript } from './transcript.ts'

export interface DriveTools {
  readonly client: Client
  readonly token: TokenSource
  readonly materials: Materials
  readonly mask: Mask
  readonly runId: string
  readonly listener?: Listener
  readonly signal?: AbortSignal
  /** Told of each exchange as it is recorded. */
  readonly onExchange?: (journey: Journey, exchange: Exchange) => void
}

/** Thrown inside `drive` only, to leave the plan: it never leaves the function. */
class Halt extends Error {
  readonly stop: Stop
  constructor(stop: Stop) {
    super(stop.detail)
    this.stop = stop
  }
}

/** Carries out a journey and records it. Never throws: what went wrong is in the transcript. */
export async function drive(journey: Journey, target: Target, tools: DriveTools): Promise<Transcript> {
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  const exchanges: Exchange[] = []
  const callbackId = journey.id.replace(/[^\w.-]+/g, '-')
  let stopped: Stop | undefined
  let world: World | undefined
  const workflow = workflowOf(journey.workflow)
  const record = (exchange: Exchange) => {
    exchanges.push(exchange)
    tools.onExchange?.(journey, exchange)
  }
  const send = async (draft: Draft): Promise<Sent> => {
    const sent = await tools.client.send(draft)
    record(sent.exchange)
    return sent
  }
  const asksCallback = tools.listener !== undefined && target.callbacks
  try {
    if (workflow === undefined) throw new Halt({ cause: 'refused', at: 'plan', detail: `no workflow ${journey.workflow} in the contract` })
    const token = await tools.token.get()
    for (const exchange of token.exchanges) record(exchange)
    if (token.value === undefined) throw new Halt({ cause: token.cause, at: 'token', detail: token.detail })
    world = {
      workflow,
      journey,
      target,
      materials: tools.materials,
      runId: tools.runId,
      token: token.value,
      credentials: new Map(),
      ...(asksCallback ? { callbackUrl: tools.listener.urlFor(callbackId) } : {}),
    }
    if (workflow.start === 'update') await prepareAccount(world, send, tools)
    const run = { world, send, tools, exchanges }
    await runProbes(run, workflow.start)
    await start(run)
    for (const address of journey.uploads) {
      const part = workflowParts(workflow).find((each) => each.address === address)
      if (part === undefined) continue
      await runProbes(run, 'upload', part)
      await upload(run, part)
    }
    if (isFinalizedByApi(workflow)) {
      await runProbes(run, 'finalize')
      await finalize(run)
    }
    await retrieve(run)
  } catch (error) {
    stopped =
      error instanceof Halt
        ? error.stop
        : { cause: 'interrupted', at: exchanges.at(-1)?.name ?? 'plan', detail: `the harness failed: ${String(error)}` }
    if (tools.signal?.aborted) stopped = { cause: 'interrupted', at: exchanges.at(-1)?.name ?? 'plan', detail: 'the run was interrupted' }
  }
  const callbacks = asksCallback && world?.callbackUrl !== undefined ? await awaitCallback(exchanges, target, tools, callbackId) : undefined
  if (world?.account !== undefined && target.cleanup && world.account !== target.facemapAccount) {
    const removed = await tools.client.send(deleteDraft('delete-account', world, 'cleanup'))
    exchanges.push(removed.exchange)
  }
  return {
    journey,
    target: factsOf(target),
    exchanges,
    ...(callbacks === undefined ? {} : { callbacks }),
    ...(stopped === undefined ? {} : { stopped }),
    startedAt,
    ms: Math.round(performance.now() - begun),
  }
}

interface Run {
  readonly world: World
  readonly send: (draft: Draft) => Promise<Sent>
  readonly tools: DriveTools
  readonly exchanges: Exchange[]
}

async function start({ world, send, exchanges }: Run): Promise<void> {
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
    throw new Halt({ cause: 'malformed', at: name, detail: 'the answer names no account.id or no workflowExecution.id' })
}

function learnStart(world: World, body: Json): void {
  const execution = isObject(body) ? body.workflowExecution : undefined
  const account = isObject(body) && isObject(body.account) ? body.account.id : undefined
  if (typeof account === 'string' && account !== '') world.account = account
  if (!isObject(execution)) return
  if (typeof execution.id === 'string' && execution.id !== '') world.execution = execution.id
  for (const credential of Array.isArray(execution.credentials) ? execution.credentials : []) {
    if (!isObject(credential) || typeof credential.id !== 'string' || typeof credential.category !== 'string') continue
    const api = isObject(credential.api) ? credential.api : {}
    world.executionLink ??= api.workflowExecution
    world.credentials.set(credential.category, {
      id: credential.id,
      ...(typeof api.token === 'string' ? { token: api.token } : {}),
      parts: new Map(Object.entries(isObject(api.parts) ? api.parts : {})),
    })
  }
}

async function upload({ world, send, exchanges }: Run, part: AddressedPart): Promise<void> {
  if (!world.credentials.has(part.category))
    throw new Halt({ cause: 'malformed', at: world.workflow.start, detail: `the answer lists no credential of category ${part.category}` })
  const draft = uploadDraft(world, part)
  const sent = await withTransactionToken(draft, await send(draft), world, send, exchanges, part.category)
  expectJson(sent, world)
}

async function finalize({ world, send, exchanges }: Run): Promise<void> {
  let sent = await send(finalizeDraft(world))
  if ([400, 403, 411, 415, 422].includes(sent.exchange.response?.status ?? 0)) {
    const full = await send({ ...fullFinalizeDraft(world), name: 'finalize' })
    const isBetter = full.exchange.response !== undefined && full.exchange.response.status < 300
    rename(exchanges, isBetter ? sent.exchange : full.exchange, isBetter ? 'finalize/minimal' : 'finalize/full')
    if (isBetter) sent = full
  }
  sent = await withTransactionToken(finalizeDraft(world), sent, world, send, exchanges)
  const status = sent.exchange.response?.status ?? 0
  const needsEndUser = world.workflow.credentials.some((credential) => !credential.channels.includes('API'))
  const wasAcceptedByProbe = exchanges.some(
    (each) => each.name.startsWith('probe:finalize') && (each.response?.status ?? 0) < 300 && each.response,
  )
  if (wasAcceptedByProbe && status >= 400 && status < 500) return
  if (needsEndUser && status >= 400 && status < 500 && status !== 401 && status !== 404 && status !== 405 && status !== 429)
    throw new Halt({
      cause: 'permitted',
      at: 'finalize',
      detail: `finalize answered ${status}: a credential that API cannot supply is missing`,
      erratum: 'ERR-066',
    })
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

async function retrieve(run: Run): Promise<void> {
  const { world, send, tools, exchanges } = run
  const isByApi = isFinalizedByApi(world.workflow)
  const needsEndUser = world.workflow.credentials.some((credential) => !credential.channels.includes('API'))
  const deadlineMs = isByApi ? world.target.pollTimeoutMs : Math.min(world.target.pollTimeoutMs, 4000)
  const poll = await pollStatus({
    deadlineMs,
    isLocal: world.target.callbacks,
    send: (name) => send(readDraft('status', world, name)),
    ...(tools.signal ? { signal: tools.signal } : {}),
  })
  if (poll.last !== undefined) rename(exchanges, poll.last.exchange, 'status')
  if (poll.outcome === 'failed' && poll.last !== undefined) expectJson(poll.last, world)
  if (poll.outcome === 'deadline') {
    const detail = `no final status within ${deadlineMs} ms; last seen: ${poll.status ?? 'none'}`
    if (!isByApi)
      throw new Halt({ cause: 'end-user', at: 'status', detail: `${detail}; the SDK or WEB journey of an end user ends this workflow` })
    if (needsEndUser && poll.status !== undefined)
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
}

async function awaitCallback(
  exchanges: readonly Exchange[],
  target: Target,
  tools: DriveTools,
  id: string,
): Promise<Transcript['callbacks']> {
  const wasFinal = exchanges.some((each) => each.step === 'details')
  if (wasFinal && (await tools.listener?.wait(id, target.callbackTimeoutMs, tools.signal))?.length === 1)
    // A second one would follow closely.
    await new Promise((resolve) => setTimeout(resolve, 60))
  return tools.listener?.received(id)
}

async function runProbes({ world, send }: Run, step: string, part?: AddressedPart): Promise<void> {
  for (const draft of probeDrafts(world, step, part)) await send(draft)
}

/** Opens and completes a workflow that leaves a facemap on file, where the account is not given. */
async function prepareAccount(world: World, send: Run['send'], tools: DriveTools): Promise<void> {
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
    for (const part of workflowParts(earlier)) expectJson(await named(uploadDraft(before, part)), before)
    expectJson(await named(finalizeDraft(before)), before)
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
    if (error.stop.cause === 'unreachable' || error.stop.cause === 'unauthorised') throw error
    throw new Halt({
      cause: 'no-facemap',
      at: error.stop.at,
      detail: `an account with a facemap could not be prepared through workflow ${earlier.key}: ${error.stop.detail}`,
    })
  }
}

function withoutSteer(journey: Journey): Journey {
  const { steer: _, ...rest } = journey
  return rest
}

/** The JSON of a 2xx answer; otherwise the journey stops here. */
function expectJson(sent: Sent, world: World): Json {
  const { exchange } = sent
  const at = exchange.name
  if (exchange.failure !== undefined) {
    const { kind, message } = exchange.failure
    if (kind === 'aborted') throw new Halt({ cause: 'interrupted', at, detail: message })
    const isSilent =
      kind === 'refused' || kind === 'unresolved' || kind === 'tls' || kind === 'timeout' || kind === 'reset' || kind === 'other'
    throw new Halt({
      cause: isSilent ? 'unreachable' : 'malformed',
      at,
      detail: `${exchange.request.method} ${exchange.request.url}: ${message}`,
    })
  }
  const status = exchange.response?.status ?? 0
  const seen = `${exchange.request.method} ${exchange.request.url} answered ${status}`
  if (status === 401) throw new Halt({ cause: 'unauthorised', at, detail: seen })
  if (status === 429) throw new Halt({ cause: 'budget', at, detail: `${seen} although the harness waited` })
  const isFacemapRefusal = exchange.step === 'update' && world.workflow.needsFacemap && world.target.facemapAccount === undefined
  if (isFacemapRefusal && [400, 403, 404, 409, 422].includes(status)) throw new Halt({ cause: 'no-facemap', at, detail: seen })
  if (status < 200 || status > 299) throw new Halt({ cause: 'refused', at, detail: seen })
  if (sent.json === undefined) throw new Halt({ cause: 'malformed', at, detail: `${seen} with a body that is not JSON` })
  return sent.json
}

/** Gives a recorded exchange another name, so that the one that counts has the plain name. */
function rename(exchanges: Exchange[], exchange: Exchange, name: string): void {
  const index = exchanges.indexOf(exchange)
  if (index >= 0) exchanges[index] = { ...exchange, name }
}

/** What of a target may be recorded. */
export function factsOf(target: Target): TargetFacts {
  const { region, documentedRegion, origins, userAgent, tokenSource } = target
  return { region, origins, userAgent, tokenSource, ...(documentedRegion === undefined ? {} : { documentedRegion }) }
}
