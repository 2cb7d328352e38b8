import { bounds } from './bounds.ts'
import type { Draft } from './client.ts'
import { type Exchange, header, type Transcript } from './transcript.ts'

const { busyWaitMs: mostWaitMs, busyTries: mostWaits } = bounds

/** Milliseconds that a 429 asks to wait: `Retry-After` in seconds, or as an HTTP date by the clock of the one who sent it. */
export function askedWaitMs({ response, at, ms }: Exchange): number | undefined {
  const text = header(response?.headers ?? [], 'retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const until = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(until)) return undefined
  const sent = Date.parse(header(response?.headers ?? [], 'date') ?? '')
  return Math.max(0, until - (Number.isNaN(sent) ? Date.parse(at) + ms : sent))
}

/** Milliseconds to wait before the same request goes out again; undefined where it does not. `waited` lists the waits before. */
export function retryWait(draft: Draft, exchange: Exchange, waited: readonly number[]): number | undefined {
  const tries = waited.length
  if (exchange.response?.status === 429) {
    const asked = askedWaitMs(exchange)
    const backOff = Math.min(250 * 2 ** tries, 5000)
    // Who asks for no wait and means it is answered at once; who does not is asked ever more slowly.
    const wait = asked === undefined ? backOff : Math.max(asked, tries === 0 ? 0 : backOff)
    const spent = waited.reduce((sum, each) => sum + each, 0)
    return tries < mostWaits && spent + wait <= mostWaitMs ? wait : undefined
  }
  // A connection that the server had already given up on says nothing of the service; a POST may have been carried out,
  // save a probe, which is to be refused: servers that refuse early often close the connection while the body comes.
  const isIdempotent = (draft.method !== 'POST' && draft.method !== 'PATCH') || draft.name.startsWith('probe:')
  return exchange.failure?.kind === 'reset' && isIdempotent && tries === 0 ? 20 : undefined
}

/** How a try that is not the last is told. */
export function retryText(exchange: Exchange, wait: number): string {
  return exchange.response === undefined ? `${exchange.failure?.message ?? 'failed'}, sent again` : `answered 429, waited ${wait} ms`
}

/** What a 429 that no wait gets over says, with the bound. */
export function rateLimitText(exchange: Exchange): string {
  const asked = askedWaitMs(exchange)
  const { request, retried = [] } = exchange
  const bound = `${mostWaitMs / 1000} s that a run waits for one request`
  const why =
    asked !== undefined && asked > mostWaitMs
      ? `, and asks to wait ${Math.ceil(asked / 1000)} s, longer than the ${bound}`
      : ` ${retried.length + 1} times, which is all that fits in the ${bound}`
  return `${request.method} ${request.url} answered 429${why}`
}

/** What a reader of a report must know: requests that were sent more than once. */
export function retryNotes(transcripts: readonly Transcript[]): readonly string[] {
  const again = transcripts.flatMap(({ journey, exchanges }) =>
    exchanges.flatMap(({ role, retried = [] }) => retried.map((text) => ({ place: `${journey.region} ${role}`, text }))),
  )
  const [slow, broken] = [again.filter(({ text }) => isWait(text)), again.filter(({ text }) => !isWait(text))]
  return [
    ...(slow.length === 0 ? [] : [`answered 429, and sent again after a wait: ${timesOf(slow)}; --rate-limit spaces requests out`]),
    ...(broken.length === 0 ? [] : [`sent again after a connection that broke: ${timesOf(broken)}, the first: ${broken[0]?.text}`]),
  ]
}

const isWait = (text: string): boolean => text.startsWith('answered 429')

function timesOf(list: readonly { readonly place: string }[]): string {
  const places = [...new Set(list.map(({ place }) => place))]
  return places.map((name) => `${name} host ${list.filter(({ place }) => place === name).length}`).join(', ')
}
