import { type Role, roles } from '../contracts/endpoints.ts'
import type { Target } from './target.ts'
import { UsageError } from './usage.ts'

export const defaultUserAgent = 'kyx-conformance/0.1 (contract test harness)'

/** Credentials that the sandbox knows: tried on a loopback target where the user gives none. They are no secret. */
export const demo = { clientId: 'kyx-sandbox', clientSecret: 'kyx-sandbox-secret', otherToken: 'kyx-other-token' } as const

export interface TargetOptions {
  readonly baseUrl: string
  readonly userAgent: string
  readonly headers: readonly (readonly [string, string])[]
  readonly timeoutMs: number
  readonly pollTimeoutMs: number
  readonly callbackTimeoutMs: number
  readonly cleanup: boolean
  readonly live: boolean
  readonly facemapAccount?: string
  readonly tokenUrl?: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** One origin for all roles. */
export function baseUrlTarget(options: TargetOptions): Target {
  const url = readOrigin(options.baseUrl, '--base-url')
  const origin = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  const origins = Object.fromEntries(roles.map((role) => [role, origin])) as Record<Role, string>
  const isLocal = isLoopback(url.hostname)
  guardLive([url.hostname], options.live)
  const { token, clientId, clientSecret, otherToken } = {
    token: options.env.KYX_TOKEN,
    clientId: options.env.KYX_CLIENT_ID,
    clientSecret: options.env.KYX_CLIENT_SECRET,
    otherToken: options.env.KYX_OTHER_TOKEN,
  }
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw new UsageError(
      `KYX_CLIENT_ID and KYX_CLIENT_SECRET go together: ${clientId === undefined ? 'KYX_CLIENT_ID' : 'KYX_CLIENT_SECRET'} is not set`,
    )
  const isDemo = token === undefined && clientId === undefined
  if (isDemo && !isLocal)
    throw new UsageError(
      'no credentials: set KYX_TOKEN to an access token, or KYX_CLIENT_ID and KYX_CLIENT_SECRET to those of your API client',
    )
  return {
    region: 'local',
    origins,
    userAgent: options.userAgent,
    tokenSource: token === undefined ? 'client-credentials' : 'given',
    secrets: {
      ...(token === undefined ? { clientId: clientId ?? demo.clientId, clientSecret: clientSecret ?? demo.clientSecret } : { token }),
      ...(otherToken !== undefined ? { otherToken } : isDemo ? { otherToken: demo.otherToken } : {}),
    },
    tokenUrl: options.tokenUrl ?? `${origin}/oauth2/token`,
    headers: options.headers,
    timeoutMs: options.timeoutMs,
    pollTimeoutMs: options.pollTimeoutMs,
    callbackTimeoutMs: options.callbackTimeoutMs,
    ...(options.facemapAccount === undefined ? {} : { facemapAccount: options.facemapAccount }),
    callbacks: isLocal,
    cleanup: options.cleanup,
  }
}

export function readOrigin(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`${option}: expected an http or https URL such as http://127.0.0.1:8080, got ${JSON.stringify(text)}`)
  if (url.username !== '' || url.password !== '')
    throw new UsageError(`${option}: expected a URL without credentials; set KYX_TOKEN instead`)
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`${option}: expected a URL without query and fragment, got ${JSON.stringify(text)}`)
  return url
}

/** Hosts of the live service cost money: they need an explicit word. */
export function guardLive(hosts: readonly string[], live: boolean): void {
  const real = hosts.find((host) => /(^|\.)jumio\.ai$/i.test(host.replace(/\.$/, '')))
  if (real !== undefined && !live)
    throw new UsageError(
      `${real} is the live service, where each workflow execution is a billed transaction: add --live to go there; nothing was sent`,
    )
}

const seconds = 1000

/** The target of a mocha run: everything but the base URL by its default or from the environment. */
export function environmentTarget(baseUrl: string, env: Readonly<Record<string, string | undefined>>): Target {
  return baseUrlTarget({
    baseUrl,
    userAgent: env.KYX_USER_AGENT ?? defaultUserAgent,
    headers: [],
    timeoutMs: 30 * seconds,
    pollTimeoutMs: 60 * seconds,
    callbackTimeoutMs: 10 * seconds,
    cleanup: true,
    live: env.KYX_LIVE === 'true',
    ...(env.KYX_FACEMAP_ACCOUNT === undefined ? {} : { facemapAccount: env.KYX_FACEMAP_ACCOUNT }),
    env,
  })
}
