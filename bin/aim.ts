import { type CommonOptions, defaultUserAgent, type Environment } from '../suites/aim.ts'
import { checkAscii, readHeaders } from '../suites/header.ts'
import { endsOnLoopback, readMappings } from '../suites/mapping.ts'
import { readLimits } from '../suites/pace.ts'
import { readProxies } from '../suites/proxy.ts'
import type { Target } from '../suites/target.ts'
import { targetsOf } from '../suites/targets.ts'
import { readAll, readCount, readDuration, UsageError } from '../suites/usage.ts'
import type { Wire } from '../suites/wire.ts'
import { readAuthorities, readIdentity } from './certificate-file.ts'
import { checkSecrets } from './secret.ts'

/** Options that say where to aim and how to get there, as the command line gives them. */
export interface AimOptions {
  readonly baseUrl?: string
  readonly region?: string
  readonly origin?: readonly string[]
  readonly target?: readonly string[]
  readonly resolve?: readonly string[]
  readonly cacert?: string
  readonly cert?: string
  readonly key?: string
  readonly insecure?: boolean
  readonly proxy?: string
  readonly rateLimit?: string
  readonly userAgent?: string
  readonly header?: readonly string[]
  readonly timeout: string
  readonly pollTimeout: string
  readonly maxBody: string
  readonly callbackTimeout: string
  readonly facemapAccount?: string
  readonly tokenUrl?: string
  readonly live?: boolean
  readonly cleanup: boolean
}

/** True where the options name a target; otherwise the embedded sandbox is meant. */
export function isAimed({ baseUrl, region, origin = [], target = [] }: AimOptions): boolean {
  return baseUrl !== undefined || region !== undefined || origin.length > 0 || target.length > 0
}

export interface Aim {
  readonly targets: readonly Target[]
  /** What a reader of the report must know of the way. */
  readonly notes: readonly string[]
  /** Some target is off this machine and is the live service. */
  readonly isLive: boolean
}

/** The targets that the options name. */
export function aim(options: AimOptions, env: Environment): Aim {
  const common = commonOptions(options, env)
  const targets = targetsOf(
    {
      ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
      ...(options.region === undefined ? {} : { region: options.region }),
      origins: options.origin ?? [],
      named: options.target ?? [],
    },
    common,
  )
  const mappings = common.wire?.mappings ?? []
  const isLive =
    (options.live ?? false) &&
    targets.some(({ origins }) => Object.values(origins).some((origin) => !endsOnLoopback(new URL(origin), mappings)))
  return {
    targets,
    isLive,
    notes: common.wire?.insecure
      ? ['TLS CERTIFICATES WERE NOT VERIFIED (--insecure): whoever stood on the way could have answered, and has the token']
      : [],
  }
}

/** What holds for every target. */
export function commonOptions(options: AimOptions, env: Environment): CommonOptions {
  const read = readAll({
    userAgent: () => readUserAgent(options.userAgent ?? defaultUserAgent),
    headers: () => readHeaders(options.header ?? []),
    timeoutMs: () => readDuration(options.timeout, '--timeout'),
    pollTimeoutMs: () => readDuration(options.pollTimeout, '--poll-timeout'),
    maxBodyBytes: () => readCount(options.maxBody, '--max-body', 1, 256) * 1024 * 1024,
    callbackTimeoutMs: () => readDuration(options.callbackTimeout, '--callback-timeout'),
    limits: () => (options.rateLimit === undefined ? undefined : readLimits(options.rateLimit)),
    wire: () => readWire(options, env),
    secrets: () => checkSecrets(env),
  })
  const { limits, wire, secrets, ...common } = read
  return {
    ...common,
    cleanup: options.cleanup,
    live: options.live ?? false,
    ...(options.facemapAccount === undefined ? {} : { facemapAccount: options.facemapAccount }),
    ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
    ...(limits === undefined ? {} : { limits }),
    ...(wire === undefined ? {} : { wire }),
    env,
  }
}

function readWire(options: AimOptions, env: Environment): Wire | undefined {
  const { cacert, cert, key, insecure, resolve = [] } = options
  const { proxies, mappings, ca, identity } = readAll({
    proxies: () => readProxies(options.proxy, env),
    mappings: () => readMappings(resolve),
    ca: () => (cacert === undefined ? undefined : readAuthorities(cacert, '--cacert')),
    identity: () => readIdentity(cert, key),
  })
  if (proxies === undefined && resolve.length === 0 && ca === undefined && identity === undefined && !insecure) return undefined
  return {
    mappings,
    ...(proxies === undefined ? {} : { proxies }),
    ...(ca === undefined ? {} : { ca }),
    ...identity,
    ...(insecure ? { insecure } : {}),
  }
}

function readUserAgent(text: string): string {
  if (text.trim() === '') throw new UsageError('--user-agent: it is empty; expected a text that names your business')
  checkAscii(text, '--user-agent')
  return text
}
