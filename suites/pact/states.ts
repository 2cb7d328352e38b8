import { credentialValue, type StateKind, type StateValues, stateKinds } from '../../contracts/pact/states.ts'
import { isFinalizedByApi, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { cleanUp } from '../cleanup.ts'
import type { Client } from '../client.ts'
import { readDraft, type World } from '../drafts.ts'
import type { Mask } from '../mask.ts'
import type { Materials } from '../materials.ts'
import { plan } from '../plan.ts'
import { pollStatus } from '../poll.ts'
import { createSender } from '../sender.ts'
import { finalize, Halt, prepareAccount, type Run, start, upload } from '../steps.ts'
import type { Target } from '../target.ts'
import { type TokenSource, tokenDraft } from '../token.ts'
import type { Exchange } from '../transcript.ts'

/** What is asked for: a state of a workflow, and where its execution is to call back, if anywhere. */
export interface StateRequest {
  readonly kind: StateKind
  readonly workflow?: Workflow
  readonly callbackUrl?: string
}

/** Brings a target into states. */
export interface States {
  /** Sets a state up and tells its ids. Throws a Halt where that cannot be done. */
  readonly setUp: (request: StateRequest) => Promise<StateValues>
  /** Everything that was sent for it. */
  readonly exchanges: readonly Exchange[]
}

export interface ApiStates {
  readonly target: Target
  readonly client: Client
  readonly token: TokenSource
  readonly materials: Materials
  readonly mask: Mask
  readonly runId: string
  /** Told of each account that is made. */
  readonly onAccount: (account: string) => void
  readonly signal?: AbortSignal
}

/** Sets states up by the API itself, as a client would: nothing is asked of the target that is not documented. */
export function apiStates(tools: ApiStates): States {
  const exchanges: Exchange[] = []
  // What only reads, or uploads once more, may share an execution: each is a transaction.
  const shared = new Map<string, Promise<StateValues>>()
  // Where a step of a workflow stopped, no later state is reached: it is not tried again, as that may cost once more.
  const stopped = new Map<string, Halt>()
  const attempt = async (request: StateRequest): Promise<StateValues> => {
    const key = request.workflow?.key ?? ''
    const before = stopped.get(key)
    if (before !== undefined && reachOf(before) <= stateKinds.indexOf(request.kind)) throw before
    try {
      return await setUp(tools, request, exchanges)
    } catch (error) {
      if (error instanceof Halt) stopped.set(key, error)
      throw error
    }
  }
  return {
    exchanges,
    setUp(request) {
      const { kind, workflow, callbackUrl } = request
      if (callbackUrl !== undefined || kind === 'uploaded' || kind === 'obsolete') return attempt(request)
      const key = `${kind}/${workflow?.key ?? ''}`
      const pending = shared.get(key) ?? attempt(request)
      shared.set(key, pending)
      return pending
    },
  }
}

/** The first state that a stop keeps from being reached, as its place in the order of the states. */
function reachOf({ stop: { at } }: Halt): number {
  if (at.startsWith('upload')) return stateKinds.indexOf('uploaded')
  return stateKinds.indexOf(
    at === 'finalize' || at === 'status' ? 'processed' : at === 'token' ? 'token' : at.startsWith('prepare') ? 'facemap' : 'opened',
  )
}

async function setUp(tools: ApiStates, { kind, workflow, callbackUrl }: StateRequest, exchanges: Exchange[]): Promise<StateValues> {
  const { target } = tools
  if (kind === 'client') return { basic: basicOf(target) }
  if (workflow === undefined) throw new Halt({ cause: 'refused', at: 'state', detail: 'the state names no workflow' })
  const run = await runOf(tools, workflow, callbackUrl, exchanges)
  const { world } = run
  if (kind === 'token') return { token: world.token }
  if (workflow.start === 'update') await prepareAccount(run)
  if (kind === 'facemap') return valuesOf(world)
  await start(run)
  if (kind === 'opened') return valuesOf(world)
  for (const part of workflowParts(workflow)) await upload(run, part)
  if (kind === 'uploaded') return valuesOf(world)
  if (isFinalizedByApi(workflow)) await finalize(run)
  await awaitProcessed(run)
  return valuesOf(world)
}

async function runOf(tools: ApiStates, workflow: Workflow, callbackUrl: string | undefined, all: Exchange[]): Promise<Run> {
  const { client, token, onAccount } = tools
  const exchanges: Exchange[] = []
  const record = (exchange: Exchange) => {
    exchanges.push(exchange)
    all.push(exchange)
  }
  const { begin, send } = createSender({ client, token, record, onAccount })
  const world = { ...worldOf(tools, workflow, await begin()), ...(callbackUrl === undefined ? {} : { callbackUrl }) }
  return { world, send, tools, exchanges }
}

function worldOf({ target, materials, runId }: ApiStates, workflow: Workflow, token: string): World {
  const [journey] = plan({ workflows: [workflow], regions: [target.region], scenarios: ['documented'] })
  if (journey === undefined) throw new RangeError(`no documented journey of workflow ${workflow.key} is planned`)
  return { workflow, journey, target, materials, runId, token, credentials: new Map() }
}

/** Deletes what a verification made. */
export async function deleteAccounts(tools: ApiStates, workflow: Workflow, accounts: readonly string[]): Promise<readonly Exchange[]> {
  const { value } = await tools.token.get()
  const exchanges: Exchange[] = []
  if (value === undefined) return exchanges
  await cleanUp(accounts, worldOf(tools, workflow, value), tools.client, tools.client, (exchange) => exchanges.push(exchange))
  return exchanges
}

async function awaitProcessed({ world, send, tools }: Run): Promise<void> {
  const { target, workflow } = world
  const byApi = isFinalizedByApi(workflow)
  const { status, outcome } = await pollStatus({
    deadlineMs: byApi ? target.pollTimeoutMs : Math.min(target.pollTimeoutMs, 4000),
    isLocal: target.callbacks,
    send: (name) => send(readDraft('status', world, name)),
    ...(tools.signal ? { signal: tools.signal } : {}),
  })
  if (outcome === 'final' && status === 'PROCESSED') return
  const detail = `the execution is ${status ?? 'in no known state'}, not PROCESSED`
  if (!byApi)
    throw new Halt({ cause: 'end-user', at: 'status', detail: `${detail}; the SDK or WEB journey of an end user ends this workflow` })
  throw new Halt({ cause: 'deadline', at: 'status', detail })
}

function valuesOf({ token, account, execution, credentials }: World): StateValues {
  return {
    token,
    ...(account === undefined ? {} : { account }),
    ...(execution === undefined ? {} : { execution }),
    ...Object.fromEntries([...credentials].map(([category, { id }]) => [credentialValue(category), id])),
  }
}

function basicOf(target: Target): string {
  const { clientId, clientSecret } = target.secrets
  if (clientId === undefined || clientSecret === undefined)
    throw new Halt({ cause: 'unauthorised', at: 'token', detail: 'an access token was given, and no client id and secret' })
  const [, value = ''] = tokenDraft(target).headers.find(([name]) => name === 'Authorization') ?? []
  return value.replace(/^Basic /, '')
}
