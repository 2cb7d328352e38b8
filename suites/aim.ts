import { type RegionName, type Role, roles } from '../contracts/endpoints.ts'
import { endsOnLoopback, isLoopback } from './mapping.ts'
import { type Limits, liveLimits } from './pace.ts'
import type { Target } from './target.ts'
import { quoted, UsageError } from './usage.ts'
import type { Wire } from './wire.ts'

export { isLoopback }

export const defaultUserAgent = 'kyx-conformance/0.1 (contract test harness)'

/** Credentials that the sandbox knows: tried on a loopback target where the user gives none. They are no secret. */
export const demo = {
  clientId: 'kyx-sandbox',
  clientSecret: 'kyx-sandbox-secret',
  token: 'kyx-sandbox-token',
  otherToken: 'kyx-other-token',
} as const

export type Environment = Readonly<Record<string, string | undefined>>

/** What holds for every target of a run. */
export interface CommonOptions {
  readonly userAgent: string
  readonly headers: readonly (readonly [string, string])[]
  readonly timeoutMs: number
  readonly pollTimeoutMs: number
  readonly maxBodyBytes?: number
  readonly callbackTimeoutMs: number
  readonly cleanup: boolean
  readonly live: boolean
  readonly facemapAccount?: string
  readonly tokenUrl?: string
  readonly wire?: Wire
  readonly limits?: Limits
  readonly env: Environment
}

export interface TargetOptions extends CommonOptions {
  readonly baseUrl: string
}

/** Where a target is: its label, and the origin of each role. */
export interface Place {
  readonly region: string
  readonly documentedRegion?: RegionName
  readonly origins: Readonly<Record<Role, string>>
}

/** One origin for all roles. */
export function baseUrlTarget(options: TargetOptions): Target {
  return placeTarget({ region: 'local', origins: sameOrigin(readBase(options.baseUrl, '--base-url')) }, options)
}

export function sameOrigin(origin: string): Readonly<Record<Role, string>> {
  return Object.fromEntries(roles.map((role) => [role, origin])) as Record<Role, string>
}

/** A target at a place, with what a run brings along. */
export function placeTarget(place: Place, options: CommonOptions): Target {
  const { env, wire } = options
  const tokenUrl = options.tokenUrl ?? `${place.origins.auth}/oauth2/token`
  const urls = [...Object.values(place.origins), tokenUrl].map((text) => new URL(text))
  const away = urls.filter((url) => !endsOnLoopback(url, wire?.mappings ?? []))
  const isLocal = away.length === 0
  guardLive(
    away.map(({ hostname }) => hostname),
    options.live,
  )
  const limits = { ...(away.some(({ hostname }) => isLiveHost(hostname)) ? liveLimits : {}), ...options.limits }
  return {
    ...place,
    userAgent: options.userAgent,
    ...credentialsOf(place.region, env, isLocal),
    tokenUrl,
    headers: options.headers,
    timeoutMs: options.timeoutMs,
    pollTimeoutMs: options.pollTimeoutMs,
    ...(options.maxBodyBytes === undefined ? {} : { maxBodyBytes: options.maxBodyBytes }),
    callbackTimeoutMs: options.callbackTimeoutMs,
    ...(options.facemapAccount === undefined ? {} : { facemapAccount: options.facemapAccount }),
    ...(wire === undefined ? {} : { wire }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    callbacks: isLocal,
    cleanup: options.cleanup,
  }
}

/** `KYX_TOKEN_EMEA_1` goes before `KYX_TOKEN`: a tenant lives in one region. */
function credentialsOf(label: string, env: Environment, isLocal: boolean): Pick<Target, 'secrets' | 'tokenSource'> {
  const suffix = label.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  const read = (name: string) => env[`${name}_${suffix}`] || env[name] || undefined
  const [clientId, clientSecret, otherToken] = [read('KYX_CLIENT_ID'), read('KYX_CLIENT_SECRET'), read('KYX_OTHER_TOKEN')]
  const token = read('KYX_TOKEN')
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
    tokenSource: token === undefined ? 'client-credentials' : 'given',
    secrets: {
      ...(token === undefined ? { clientId: clientId ?? demo.clientId, clientSecret: clientSecret ?? demo.clientSecret } : { token }),
      ...(otherToken !== undefined ? { otherToken } : isDemo ? { otherToken: demo.otherToken } : {}),
      // A provider on loopback may have no token endpoint: then any bearer token may do.
      ...(isDemo ? { fallbackToken: demo.token } : {}),
    },
  }
}

/** A base URL without its trailing slash. */
export function readBase(text: string, option: string): string {
  const url = readOrigin(text, option)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

export function readOrigin(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`${option}: expected an http or https URL such as http://127.0.0.1:8080, got ${quoted(text)}${urlAdvice(text)}`)
  if (url.username !== '' || url.password !== '')
    throw new UsageError(`${option}: expected a URL without credentials; set KYX_TOKEN instead`)
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`${option}: expected a URL without query and fragment, got ${quoted(text)}`)
  return url
}

function urlAdvice(text: string): string {
  if (/^["'].*["']$/.test(text)) return '; there are quotes around it: take them off'
  const full = `https://${text}`
  return /^[\w.-]+\.\w+(:\d+)?(\/|$)/.test(text) && URL.canParse(full) ? `; did you mean ${full}?` : ''
}

/** True for jumio.ai and what is below it, and for no look-alike. */
export function isLiveHost(host: string): boolean {
  return /(^|\.)jumio\.ai$/i.test(host.replace(/\.$/, ''))
}

/** Hosts of the live service cost money: they need an explicit word. */
export function guardLive(hosts: readonly string[], live: boolean): void {
  const real = hosts.find(isLiveHost)
  if (real !== undefined && !live)
    throw new UsageError(
      `${real} is the live service, where each workflow execution is a billed transaction: add --live to go there, or map it to a server on this machine with --resolve; nothing was sent`,
    )
}

const seconds = 1000

/** The target of a mocha run: everything but the base URL by its default or from the environment. */
export function environmentTarget(baseUrl: string, env: Environment): Target {
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
