import type { Budget } from './budget.ts'
import type { Draft, Sender, Sent } from './client.ts'
import { stopBy } from './ended.ts'
import { rateLimitText } from './retry.ts'
import { Halt, isUsableId } from './steps.ts'
import type { TokenSource } from './token.ts'
import { type Exchange, isObject } from './transcript.ts'

export interface SenderOptions {
  readonly client: Sender
  readonly token: TokenSource
  readonly budget?: Budget
  readonly record: (exchange: Exchange) => void
  /** Told of each account that an answer says was made. */
  readonly onAccount: (account: string) => void
  /** Ends the journey before its next request. */
  readonly signal?: AbortSignal
}

/**
 * Sends the drafts of one journey. A draft that carries the access token goes out with the newest one, and once more
 * with a renewed one where it is answered 401: a token that runs out in the middle is no fault of the target.
 */
export function createSender({ client, token, budget, record, onAccount, signal }: SenderOptions): {
  /** The access token of the journey; fetches it where there is none. */
  readonly begin: () => Promise<string>
  readonly send: (draft: Draft) => Promise<Sent>
} {
  const own = new Set<string>()
  const begin = async (): Promise<string> => {
    const result = await unless(signal, 'token', token.get())
    for (const exchange of result.exchanges) record(exchange)
    if (result.value === undefined) throw new Halt({ cause: result.cause, at: 'token', detail: result.detail })
    own.add(result.value)
    return result.value
  }
  const carried = (draft: Draft): string | undefined =>
    draft.headers
      .flatMap(([name, value]) => (name === 'Authorization' && value.startsWith('Bearer ') ? [value.slice('Bearer '.length)] : []))
      .find((value) => own.has(value))
  const withToken = (draft: Draft, from: string, to: string): Draft => ({
    ...draft,
    headers: draft.headers.map(
      ([name, value]) => [name, name === 'Authorization' && value === `Bearer ${from}` ? `Bearer ${to}` : value] as const,
    ),
  })

  async function sendOnce(draft: Draft): Promise<Sent> {
    if (signal?.aborted) throw new Halt(stopBy(signal, draft.name))
    const isStart = draft.step === 'create' || draft.step === 'update'
    if (isStart && budget?.begin() === false)
      throw new Halt({ cause: 'budget', at: draft.name, detail: `the budget of ${budget.limit} transactions is used up` })
    const sent = await client.send(draft)
    const status = sent.exchange.response?.status ?? 0
    const isAccepted = status >= 200 && status < 300
    // Without an answer the request may have been carried out.
    if (isStart) budget?.end(isAccepted || sent.exchange.failure !== undefined)
    const { json } = sent
    const account = draft.step === 'create' && isAccepted && isObject(json) && isObject(json.account) ? json.account.id : undefined
    if (isUsableId(account)) onAccount(account)
    if (status === 429) {
      // What comes of a request that was never let through says nothing of the promise it stands for.
      record(sent.exchange)
      throw new Halt({ cause: 'rate-limited', at: draft.name, detail: rateLimitText(sent.exchange) })
    }
    return sent
  }

  return {
    begin,
    async send(draft) {
      const stale = carried(draft)
      if (stale === undefined) {
        const sent = await sendOnce(draft)
        record(sent.exchange)
        return sent
      }
      const current = await begin()
      const first = await sendOnce(withToken(draft, stale, current))
      if (first.exchange.response?.status !== 401) {
        record(first.exchange)
        return first
      }
      const renewed = await unless(signal, draft.name, token.renew(current))
      for (const exchange of renewed.exchanges) record(exchange)
      if (renewed.value === undefined || renewed.value === current) {
        record(first.exchange)
        return first
      }
      own.add(renewed.value)
      const again = await sendOnce(withToken(draft, stale, renewed.value))
      const isBetter = again.exchange.response?.status !== 401
      if (!isBetter) token.giveUp()
      record({ ...first.exchange, name: `${draft.name}/${isBetter ? 'expired-token' : 'first-token'}` })
      record(again.exchange)
      return again
    },
  }
}

/** What is shared with other journeys goes on without one whose time is up. */
async function unless<T>(signal: AbortSignal | undefined, at: string, shared: Promise<T>): Promise<T> {
  if (signal === undefined) return shared
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(new Halt(stopBy(signal, at)))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
