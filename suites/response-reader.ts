import type { Body, Headers } from './transcript.ts'
import { UsageError } from './usage.ts'

/** An answer that another client received, with what that client tells of the request. */
export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
  readonly method?: string
  /** Absolute address of the request. */
  readonly url?: string
  /** Body of the request; undefined where the client does not tell it. */
  readonly sent?: Body
  /** ISO 8601 instant of the request. */
  readonly at?: string
}

/** Headers as clients hold them: an object, pairs, or anything that yields pairs. */
export type GivenHeaders = Readonly<Record<string, string | readonly string[] | number | undefined>> | Iterable<readonly [string, string]>

/** An answer in plain members, whatever client it came from. */
export interface PlainResponse {
  readonly status: number
  readonly headers?: GivenHeaders
  /** Bytes, text, or JSON that was parsed. */
  readonly body?: unknown
  readonly url?: string
  /** What was sent: a check that compares the answer with it is not judged without. */
  readonly request?: { readonly method?: string; readonly url?: string; readonly body?: unknown }
  /** ISO 8601 instant of the request. */
  readonly at?: string
}

interface Readable {
  arrayBuffer(): Promise<ArrayBuffer>
}

const expected = 'a response of supertest, superagent, fetch or undici, or { status, headers, body }'

/**
 * Reads the answer of another client. What holds its body unread (fetch, undici) gives a promise: a clone of a fetch
 * response is read, so that the test can read it too; the body of undici can be read only once, and is read here.
 */
export function readResponse(given: unknown): Received | Promise<Received> {
  if (typeof given !== 'object' || given === null)
    throw new UsageError(`expected ${expected}, got ${given === null ? 'null' : typeof given}`)
  if (given instanceof Promise) throw new UsageError(`expected ${expected}, got a promise: await it first`)
  if (isFetchResponse(given)) return readFetch(given)
  if (isUndiciResponse(given)) return readUndici(given)
  if (isSuperagentResponse(given)) return readSuperagent(given)
  return readPlain(given)
}

interface FetchResponse extends Readable {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  readonly url: string
  readonly bodyUsed: boolean
  clone(): FetchResponse
}

function isFetchResponse(given: object): given is FetchResponse {
  return 'clone' in given && typeof given.clone === 'function' && isReadable(given)
}

async function readFetch(response: FetchResponse): Promise<Received> {
  if (response.bodyUsed)
    throw new UsageError('the body of this fetch response was read already: assert before it is read, or pass { status, headers, body }')
  const bytes = new Uint8Array(await response.clone().arrayBuffer())
  return { status: response.status, headers: [...response.headers], bytes, ...known({ url: response.url || undefined }), at: now() }
}

interface UndiciResponse {
  readonly statusCode: number
  readonly headers: GivenHeaders
  readonly body: Readable & { readonly bodyUsed?: boolean }
}

function isUndiciResponse(given: object): given is UndiciResponse {
  return 'statusCode' in given && 'body' in given && typeof given.body === 'object' && given.body !== null && isReadable(given.body)
}

async function readUndici({ statusCode, headers, body }: UndiciResponse): Promise<Received> {
  if (body.bodyUsed === true)
    throw new UsageError('the body of this undici response was read already: pass { status: statusCode, headers, body } with what was read')
  return { status: statusCode, headers: readHeaders(headers), bytes: new Uint8Array(await body.arrayBuffer()), at: now() }
}

interface SuperagentResponse {
  readonly status: number
  readonly headers: GivenHeaders
  readonly text?: string
  readonly body?: unknown
  readonly request: { toJSON(): { readonly method?: string; readonly url?: string; readonly data?: unknown } }
}

function isSuperagentResponse(given: object): given is SuperagentResponse {
  const request = 'request' in given ? given.request : undefined
  return typeof request === 'object' && request !== null && 'toJSON' in request && typeof request.toJSON === 'function'
}

function readSuperagent({ status, headers, text, body, request }: SuperagentResponse): Received {
  const { method, url, data } = request.toJSON()
  return {
    status,
    headers: readHeaders(headers),
    bytes: bytesOf(text === undefined ? body : text),
    ...known({ method, url, sent: data === undefined ? undefined : sentBody(data) }),
    at: now(),
  }
}

function readPlain(given: object): Received {
  const { status, headers, body, url, request, at } = given as Partial<PlainResponse>
  if (!Number.isInteger(status)) throw new UsageError(`expected ${expected}, got an object ${membersOf(given)}`)
  return {
    status: Number(status),
    headers: readHeaders(headers ?? {}),
    bytes: bytesOf(body),
    ...known({
      method: request?.method,
      url: url ?? request?.url,
      sent: request === undefined || !('body' in request) ? undefined : sentBody(request.body),
      at,
    }),
  }
}

/** A callback, as the server of a test received it. */
export interface ReceivedCallback {
  readonly method: string
  readonly headers: Headers
  readonly bytes: Uint8Array
}

export function readCallback(given: unknown): ReceivedCallback {
  const { method, headers, body } = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>
  if (typeof method !== 'string') throw new UsageError('expected a callback as { method, headers, body }, as your server received it')
  return { method, headers: readHeaders((headers ?? {}) as GivenHeaders), bytes: bytesOf(body) }
}

function isReadable(given: object): given is Readable {
  return 'arrayBuffer' in given && typeof given.arrayBuffer === 'function'
}

function readHeaders(given: GivenHeaders): Headers {
  if (Symbol.iterator in given) return [...given].map(([name, value]) => [name, value] as const)
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)] as const),
  )
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array()
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

/** What was sent, where it is JSON: checks compare answers with nothing else of it. */
function sentBody(data: unknown): Body {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  const size = Buffer.byteLength(text ?? '')
  try {
    return text === undefined ? { kind: 'none' } : { kind: 'json', value: JSON.parse(text), size }
  } catch {
    return { kind: 'text', text: text ?? '', size }
  }
}

/** Only the members that have a value. */
function known<T extends object>(members: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}

function membersOf(given: object): string {
  const names = Object.keys(given).slice(0, 6)
  return names.length === 0 ? 'without members' : `with ${names.join(', ')}`
}

function now(): string {
  return new Date().toISOString()
}
