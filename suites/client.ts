import { setMaxListeners } from 'node:events'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Role } from '../contracts/endpoints.ts'
import { type EncodedForm, readBody } from './body.ts'
import { bounds } from './bounds.ts'
import { call } from './call.ts'
import { endText } from './ended.ts'
import { failureOf } from './failure.ts'
import type { Mask } from './mask.ts'
import { createPace, type Pace } from './pace.ts'
import { pause } from './pause.ts'
import { intakeOf } from './receive.ts'
import { maskBody, recordRead } from './recorded-response.ts'
import { retryText, retryWait } from './retry.ts'
import type { Body, Exchange, Headers, Json, StepName, TransportFailure } from './transcript.ts'
import { createAgent, plainWire, type Wire } from './wire.ts'

/** A request before it is sent: exactly the headers that go out, besides Host and Connection. */
export interface Draft {
  readonly name: string
  readonly step: StepName
  readonly part?: string
  readonly role: Role
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body?: DraftBody
  /** Send with chunked coding and no Content-Length. */
  readonly chunked?: boolean
  readonly linkIgnored?: string
}

export type DraftBody =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'form'; readonly form: EncodedForm }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly type: string }

/** What came of a draft: the masked record, and the JSON as it came for the one who drives. */
export interface Sent {
  readonly exchange: Exchange
  readonly json?: Json
  /** The body of the answer as it came, where the client keeps it. */
  readonly bytes?: Uint8Array
}

/** The only sender. */
export interface Client extends Sender {
  /** The same client with a signal of its own, which must be given where that of the client is. */
  within(signal: AbortSignal): Sender
  close(): Promise<void>
}

export interface Sender {
  send(draft: Draft): Promise<Sent>
}

export interface ClientOptions {
  readonly mask: Mask
  readonly timeoutMs: number
  /** Bound on the body of an answer. */
  readonly maxBodyBytes?: number
  /** Give each body as it came along with its record. */
  readonly keepsBytes?: boolean
  readonly dispatcher?: Dispatcher
  readonly wire?: Wire
  readonly pace?: Pace
  readonly now?: () => number
  /** Origins that may receive a request; anything else is a fault of the harness. */
  readonly origins: readonly string[]
  readonly signal?: AbortSignal
  /** How long an interrupt waits for the answer to a start request, so that what it made can be cleaned up. */
  readonly graceMs?: number
}

const muteText = 'no answer came at all: a server that asks for a client certificate (--cert, --key) may close like that'

export function createClient(options: ClientOptions): Client {
  const dispatcher = options.dispatcher ?? createAgent(options.wire ?? plainWire, options.timeoutMs)
  const now = options.now ?? Date.now
  const pace = options.pace ?? createPace()
  const allowed = new Set(options.origins.map((origin) => new URL(origin).origin))

  const answered = new Set<string>()
  // In TLS 1.3 the handshake is over before a server looks for the certificate of the client: it just closes.
  const isMute = ({ kind }: TransportFailure, url: string) =>
    kind === 'reset' && url.startsWith('https:') && options.wire?.cert === undefined && !answered.has(new URL(url).origin)

  async function attempt(draft: Draft, { signal, of }: Stops): Promise<Sent> {
    const at = new Date(now()).toISOString()
    const begun = performance.now()
    const { bytes, kept } = encode(draft.body, options.mask)
    const record = {
      name: draft.name,
      step: draft.step,
      ...(draft.part === undefined ? {} : { part: draft.part }),
      role: draft.role,
      at,
      request: { method: draft.method, url: options.mask.text(draft.url), headers: options.mask.headers(draft.headers), body: kept },
      ...(draft.linkIgnored === undefined ? {} : { linkIgnored: options.mask.text(draft.linkIgnored) }),
    }
    const spent = () => Math.round((performance.now() - begun) * 1000) / 1000
    try {
      const url = new URL(draft.url)
      if (!allowed.has(url.origin)) throw new Error(`the harness does not send to ${url.origin}: it is not an origin of the target`)
      const { status, headers, read } = await call(
        dispatcher,
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: draft.method as Dispatcher.HttpMethod,
          headers: draft.headers.flat() as string[],
          body: bytes === undefined ? null : draft.chunked ? Readable.from(chunks(bytes), { objectMode: false }) : bytes,
        },
        { timeoutMs: options.timeoutMs, signals: of(draft) },
        (received) => intakeOf(received, { maxBody: options.maxBodyBytes ?? bounds.body, isKept: options.keepsBytes ?? false }),
      )
      const ms = spent()
      answered.add(url.origin)
      const { response, json } = recordRead({ status, headers }, read, options.mask)
      const { bytes: body } = read
      return {
        exchange: { ...record, ms, response },
        ...(json === undefined ? {} : { json }),
        ...(body === undefined ? {} : { bytes: body }),
      }
    } catch (error) {
      const failure = failureOf(error, options.timeoutMs, signal)
      return {
        exchange: {
          ...record,
          ms: spent(),
          failure: isMute(failure, draft.url) ? { ...failure, message: `${failure.message}; ${muteText}` } : failure,
        },
      }
    }
  }

  const senderOf = (stops: Stops): Sender => ({
    async send(draft) {
      const { signal } = stops
      const retried: string[] = []
      const waited: number[] = []
      for (;;) {
        await pace.turn(draft.role, signal)
        const { exchange, ...rest } = signal?.aborted ? unsent(draft, options, now(), signal) : await attempt(draft, stops)
        const wait = retryWait(draft, exchange, waited)
        if (wait === undefined || signal?.aborted) return { ...rest, exchange: retried.length > 0 ? { ...exchange, retried } : exchange }
        retried.push(retryText(exchange, wait))
        waited.push(wait)
        if (exchange.response) pace.slow(draft.role, wait)
        else await pause(wait, signal)
      }
    },
  })
  return {
    ...senderOf(stopsOf(options.signal, options.graceMs)),
    within: (signal) => senderOf(stopsOf(signal, options.graceMs)),
    async close() {
      await dispatcher.destroy()
    },
  }
}

/** What ends a request early. */
interface Stops {
  readonly signal: AbortSignal | undefined
  readonly of: (draft: Draft) => readonly AbortSignal[]
}

/** An answer to a start request names what was made: it is waited for a little. */
function stopsOf(signal: AbortSignal | undefined, graceMs = 0): Stops {
  if (signal === undefined) return { signal, of: () => [] }
  const late = new AbortController()
  // Each request that is under way listens.
  setMaxListeners(0, signal, late.signal)
  const abort = () => void setTimeout(() => late.abort(), graceMs).unref()
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return { signal, of: (draft) => [graceMs > 0 && (draft.step === 'create' || draft.step === 'update') ? late.signal : signal] }
}

/** The record of a request that a signal kept from being sent. */
function unsent(draft: Draft, { mask }: ClientOptions, at: number, signal: AbortSignal): Sent {
  const { name, step, part, role } = draft
  const request = { method: draft.method, url: mask.text(draft.url), headers: mask.headers(draft.headers), body: { kind: 'none' as const } }
  const failure = { kind: 'aborted' as const, message: endText(signal) }
  return {
    exchange: { name, step, ...(part === undefined ? {} : { part }), role, at: new Date(at).toISOString(), ms: 0, request, failure },
  }
}

function encode(body: DraftBody | undefined, mask: Mask): { readonly bytes?: Uint8Array; readonly kept: Body } {
  if (body === undefined) return { kept: { kind: 'none' } }
  if (body.kind === 'form')
    return { bytes: body.form.bytes, kept: { kind: 'form', parts: body.form.parts, size: body.form.bytes.byteLength } }
  if (body.kind === 'bytes') {
    const read = readBody(body.bytes, body.type)
    return { bytes: body.bytes, kept: maskBody(read.body, mask, read.text) }
  }
  const text = body.kind === 'json' ? JSON.stringify(body.value) : body.text
  const bytes = Buffer.from(text)
  return {
    bytes,
    kept:
      body.kind === 'json'
        ? { kind: 'json', value: mask.json(body.value, text), size: bytes.byteLength }
        : { kind: 'text', text: mask.text(text), size: bytes.byteLength },
  }
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 16_384) yield bytes.subarray(at, at + 16_384)
}
