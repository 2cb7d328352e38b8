import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpoints, type Operation } from '../../contracts/endpoints.ts'
import { type StateValues, stateKindOf } from '../../contracts/pact/states.ts'
import { workflowOf } from '../../contracts/workflows/index.ts'
import type { Client } from '../client.ts'
import type { Listener } from '../listener.ts'
import { Halt } from '../steps.ts'
import type { Target } from '../target.ts'
import { type Exchange, type Headers, isObject, type Json, type StepName, type Stop } from '../transcript.ts'
import type { States } from './states.ts'

/** Names the interaction that a request of the verifier belongs to; it goes no further than the gateway. */
export const interactionHeader = 'x-kyx-interaction'
/** The same, as a parameter of a provider state. */
export const interactionParameter = 'kyxInteraction'

/** What happened for an interaction. */
export interface Happening {
  /** The state before it could not be set up. */
  stop?: Stop
  /** The request that the verifier sent. */
  exchange?: Exchange
  /** No callback came within these milliseconds. */
  silentMs?: number
}

/** A door on loopback between the verifier and the target, so that one client sends, with all that a run knows of the way. */
export interface Gateway {
  readonly url: string
  readonly statesUrl: string
  /** Where the verifier asks for messages. */
  readonly messagesUrl: string
  readonly happenings: ReadonlyMap<string, Happening>
  readonly close: () => Promise<void>
}

export interface GatewayOptions {
  readonly target: Target
  readonly client: Client
  readonly states: States
  readonly listener: Listener | undefined
  readonly onAccount: (account: string) => void
}

const maxBody = 16 * 1024 * 1024

export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const happenings = new Map<string, Happening>()
  const happeningOf = (key: string): Happening => {
    const found = happenings.get(key) ?? {}
    happenings.set(key, found)
    return found
  }
  // States hand out tokens: who does not know this word gets none.
  const secret = randomUUID()
  const server = createServer((request, response) => {
    void read(request)
      .then((body) => {
        if (request.url === `/${secret}/states`) return answerState(body, options, happeningOf)
        if (request.url?.startsWith(`/${secret}/messages`)) return answerMessage(body, options, happeningOf)
        return relay(request, body, options, happeningOf)
      })
      // The verifier tries a state again that was answered 5xx.
      .catch((error: unknown): Answer => ({ status: 422, headers: [], body: Buffer.from(String(error)) }))
      .then((answer) => send(response, answer))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    statesUrl: `${url}/${secret}/states`,
    messagesUrl: `${url}/${secret}/messages`,
    happenings,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

type HappeningOf = (key: string) => Happening

async function answerState(body: Uint8Array, options: GatewayOptions, happeningOf: HappeningOf): Promise<Answer> {
  const { state, params, action } = readObject(body)
  if (action === 'teardown') return json(200, {})
  const { [interactionParameter]: key, workflow } = isObject(params) ? params : {}
  return json(200, await setUp(String(key), String(state), String(workflow), options, happeningOf))
}

/** The callback of a run that was set up to call back here: what the service sent, as it came. */
async function answerMessage(body: Uint8Array, options: GatewayOptions, happeningOf: HappeningOf): Promise<Answer> {
  const { providerStates } = readObject(body)
  const [state] = Array.isArray(providerStates) ? (providerStates as readonly Json[]) : []
  const { name, params } = isObject(state) ? state : {}
  const { [interactionParameter]: key, workflow } = isObject(params) ? params : {}
  const { listener, target } = options
  if (listener === undefined) throw new Error('no callback can come here')
  const id = `pact-${String(key).replace(/[^\w.-]+/g, '-')}`
  await setUp(String(key), String(name), String(workflow), options, happeningOf, listener.urlFor(id))
  const [callback] = await listener.wait(id, target.callbackTimeoutMs)
  if (callback === undefined) {
    happeningOf(String(key)).silentMs = target.callbackTimeoutMs
    throw new Error(`no callback came within ${target.callbackTimeoutMs} ms`)
  }
  return callback.body.kind === 'json' ? json(200, callback.body.value) : { status: 200, headers: [], body: Buffer.from('not JSON') }
}

async function setUp(
  key: string,
  state: string,
  workflow: string,
  { states }: GatewayOptions,
  happeningOf: HappeningOf,
  callbackUrl?: string,
): Promise<StateValues> {
  try {
    const kind = stateKindOf(state)
    if (kind === undefined) throw new Halt({ cause: 'refused', at: 'state', detail: `no state is called ${JSON.stringify(state)}` })
    const known = workflowOf(workflow)
    return await states.setUp({
      kind,
      ...(known === undefined ? {} : { workflow: known }),
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    })
  } catch (error) {
    happeningOf(key).stop =
      error instanceof Halt ? error.stop : { cause: 'interrupted', at: 'state', detail: `the harness failed: ${String(error)}` }
    throw error
  }
}

const hop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'accept-encoding', interactionHeader])

/** Passes a request on to the origin of its role, and the answer back. */
async function relay(request: IncomingMessage, body: Uint8Array, options: GatewayOptions, happeningOf: HappeningOf): Promise<Answer> {
  const { target, client, onAccount } = options
  const key = String(request.headers[interactionHeader] ?? '')
  const method = request.method ?? ''
  const operation = operationOf(method, request.url ?? '')
  if (operation === undefined || key === '') throw new Error(`${method} ${request.url} belongs to no interaction`)
  const { role } = endpoints[operation]
  const headers = pairs(request.rawHeaders).filter(([name]) => !hop.has(name.toLowerCase()))
  const url = operation === 'token' ? target.tokenUrl : `${target.origins[role]}${request.url}`
  const {
    exchange,
    json: answered,
    bytes,
  } = await client.send({
    name: `pact:${key}`,
    step: operation.startsWith('delete-') ? 'delete' : (operation as StepName),
    role,
    method,
    url,
    headers: [...headers, ...target.headers],
    ...(body.byteLength === 0 ? {} : { body: { kind: 'bytes', bytes: body, type: request.headers['content-type'] ?? '' } as const }),
  })
  happeningOf(key).exchange = exchange
  if (exchange.response === undefined) throw new Error(exchange.failure?.message ?? 'no answer')
  const account = operation === 'create' && isObject(answered) && isObject(answered.account) ? answered.account.id : undefined
  if (typeof account === 'string') onAccount(account)
  const { status, headers: received } = exchange.response
  return { status, headers: received.filter(([name]) => !hop.has(name.toLowerCase())), body: bytes ?? Buffer.alloc(0) }
}

/** The documented operation of a path, whose role says which host serves it. */
function operationOf(method: string, url: string): Operation | undefined {
  return (Object.keys(endpoints) as Operation[]).find((operation) => {
    const endpoint = endpoints[operation]
    return endpoint.method === method && new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(url)
  })
}

function pairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []))
}

async function read(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).byteLength
    if (size > maxBody) throw new Error(`a request of more than ${maxBody} bytes`)
  }
  return Buffer.concat(chunks)
}

function readObject(body: Uint8Array): { readonly [member: string]: Json } {
  const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
  if (!isObject(value)) throw new Error('expected a JSON object')
  return value
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(value)),
})

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, [...headers.flat(), 'content-length', String(body.byteLength)])
  response.end(body)
}
