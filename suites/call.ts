import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Headers } from './transcript.ts'

/** Takes in an answer while it comes. What it throws ends the request. */
export interface Intake<T> {
  take(chunk: Uint8Array): void
  end(): T
}

/** What ends a call before its answer is whole. */
export interface CallLimits {
  readonly timeoutMs: number
  readonly signals: readonly AbortSignal[]
}

export interface Answered<T> {
  readonly status: number
  readonly headers: Headers
  readonly read: T
}

/**
 * Sends one request, and takes its answer in as it comes. Straight from the dispatcher: a stream, a signal and an iterator for
 * each answer would cost as much as everything else that is done with it.
 */
export function call<T>(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { timeoutMs, signals }: CallLimits,
  intakeOf: (headers: Headers) => Intake<T>,
): Promise<Answered<T>> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let reason: Error | undefined
    let head: Omit<Answered<T>, 'read'> | undefined
    let intake: Intake<T> | undefined
    const end = (why: Error) => {
      reason ??= why
      controller?.abort(reason)
    }
    const timer = setTimeout(() => end(new DOMException('no complete answer in time', 'TimeoutError')), timeoutMs)
    const endBySignal = ({ target }: Event) => end((target as AbortSignal).reason)
    for (const signal of signals)
      if (signal.aborted) reason ??= signal.reason
      else signal.addEventListener('abort', endBySignal, { once: true })
    const release = () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', endBySignal)
    }
    const fail = (error: unknown) => {
      release()
      if (isStream(request.body)) request.body.on('error', () => {}).destroy()
      reject(error)
    }
    dispatcher.dispatch(request, {
      onRequestStart(given) {
        controller = given
        if (reason !== undefined) given.abort(reason)
      },
      onResponseStart({ rawHeaders }, status) {
        if (status < 200) return
        const headers = readRawHeaders(rawHeaders ?? [])
        head = { status, headers }
        intake = intakeOf(headers)
      },
      onResponseData(_, chunk) {
        try {
          intake?.take(chunk)
        } catch (error) {
          end(error as Error)
        }
      },
      onResponseEnd() {
        try {
          if (head === undefined || intake === undefined) throw new Error('the answer ended before it began')
          const answered = { ...head, read: intake.end() }
          release()
          resolve(answered)
        } catch (error) {
          fail(error)
        }
      },
      onResponseError(_, error) {
        fail(reason ?? error)
      },
    })
  })
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'destroy' in body
}

/** Raw headers of undici as pairs, in order and in their case. */
export function readRawHeaders(raw: readonly (Uint8Array | string)[] | object): Headers {
  const flat = raw as readonly (Buffer | string)[]
  const headers: (readonly [string, string])[] = []
  for (let at = 0; at < flat.length; at += 2) headers.push([latin1(flat[at]), latin1(flat[at + 1])])
  return headers
}

function latin1(item: Buffer | string | undefined): string {
  return item === undefined ? '' : typeof item === 'string' ? item : item.toString('latin1')
}
