import type { Client, Sent } from './client.ts'
import { rateLimitText } from './retry.ts'
import type { Target } from './target.ts'
import type { Exchange, Stop } from './transcript.ts'
import { isObject } from './transcript.ts'

export interface TokenResult {
  readonly value?: string
  /** Exchanges that this call made; empty where the token was cached or given. */
  readonly exchanges: readonly Exchange[]
  readonly cause: Stop['cause']
  readonly detail: string
}

/** Hands out the access token, and fetches it anew before it expires. */
export interface TokenSource {
  get(): Promise<TokenResult>
  /** Another token in place of one that was answered 401; the same where there is no other. */
  renew(refused: string): Promise<TokenResult>
  /** A renewed token was refused too: what answers 401 does not mean the token. */
  giveUp(): void
}

const refreshAheadMs = 60_000
const silenceMs = 5000

/** OAuth2 client credentials (RFC 6749 section 4.4) with the client authenticated by Basic. G:L80-L116 */
export function createTokenSource(target: Target, client: Client, now: () => number = Date.now): TokenSource {
  let cached: { readonly value: string; readonly until: number } | undefined
  let pending: Promise<TokenResult> | undefined
  let failed: { readonly result: TokenResult; readonly until: number } | undefined
  let isFutile = false
  const given = target.secrets.token
  const held = (value: string): TokenResult => ({ value, exchanges: [], cause: 'unauthorised', detail: '' })
  if (given !== undefined) return { get: async () => held(given), renew: async () => held(given), giveUp: () => {} }
  async function fetchToken(): Promise<TokenResult> {
    const sent = await client.send(tokenDraft(target))
    const { exchange, json } = sent
    const value = isObject(json) && typeof json.access_token === 'string' ? json.access_token : undefined
    if (exchange.failure !== undefined)
      return keep(
        { exchanges: [exchange], cause: 'unreachable', detail: `POST ${exchange.request.url}: ${exchange.failure.message}` },
        silenceMs,
      )
    if (exchange.response?.status === 429)
      return keep({ exchanges: [exchange], cause: 'rate-limited', detail: rateLimitText(exchange) }, silenceMs)
    const { fallbackToken } = target.secrets
    if (fallbackToken !== undefined && [404, 405, 501].includes(exchange.response?.status ?? 0))
      return keep({ value: fallbackToken, exchanges: [], cause: 'unauthorised', detail: '' }, Number.POSITIVE_INFINITY)
    // Asking again with refused credentials may lock a client out.
    if (value === undefined || value === '') return keep({ exchanges: [exchange], ...refusal(sent) }, Number.POSITIVE_INFINITY)
    const seconds = isObject(json) && typeof json.expires_in === 'number' ? json.expires_in : 3600
    // A short-lived token is renewed at half its life, so that it does not run out under a request.
    cached = { value, until: now() + Math.max(seconds * 500, seconds * 1000 - refreshAheadMs) }
    return { value, exchanges: [exchange], cause: 'unauthorised', detail: '' }
  }
  function keep(result: TokenResult, ms: number): TokenResult {
    failed = { result: { ...result, exchanges: [] }, until: now() + ms }
    return result
  }
  function fetchOnce(): Promise<TokenResult> {
    if (failed !== undefined && now() < failed.until) return Promise.resolve(failed.result)
    pending ??= fetchToken().finally(() => {
      pending = undefined
    })
    // Journeys that wait for the same request share its record.
    return pending
  }
  return {
    async get() {
      if (cached !== undefined && now() < cached.until) return held(cached.value)
      isFutile = false
      return fetchOnce()
    },
    async renew(refused) {
      if (cached !== undefined && (isFutile || cached.value !== refused)) return held(cached.value)
      return fetchOnce()
    },
    giveUp() {
      isFutile = true
    },
  }
}

function refusal(sent: Sent): { readonly cause: Stop['cause']; readonly detail: string } {
  const status = sent.exchange.response?.status ?? 0
  const error = isObject(sent.json) && typeof sent.json.error === 'string' ? ` (${sent.json.error})` : ''
  const isRefused = [400, 401, 403].includes(status)
  return {
    cause: isRefused ? 'unauthorised' : 'refused',
    detail: isRefused
      ? `the token endpoint ${sent.exchange.request.url} refused the client credentials with ${status}${error}: check KYX_CLIENT_ID and KYX_CLIENT_SECRET`
      : `the token endpoint ${sent.exchange.request.url} answered ${status} without an access_token`,
  }
}

export function tokenDraft(target: Target) {
  const { clientId = '', clientSecret = '' } = target.secrets
  return {
    name: 'token',
    step: 'token',
    role: 'auth',
    method: 'POST',
    url: target.tokenUrl,
    headers: [
      ['Accept', 'application/json'],
      ['User-Agent', target.userAgent],
      ['Authorization', `Basic ${Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString('base64')}`],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ...target.headers,
    ],
    body: { kind: 'text', text: 'grant_type=client_credentials' },
  } as const
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined. */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
