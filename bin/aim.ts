import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { type CommonOptions, defaultUserAgent, type Environment } from '../suites/aim.ts'
import { readHeaders } from '../suites/header.ts'
import { endsOnLoopback, readMappings } from '../suites/mapping.ts'
import { readLimits } from '../suites/pace.ts'
import { readProxies } from '../suites/proxy.ts'
import type { Target } from '../suites/target.ts'
import { targetsOf } from '../suites/targets.ts'
import { readDuration, UsageError } from '../suites/usage.ts'
import type { Wire } from '../suites/wire.ts'

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
  const wire = readWire(options, env)
  return {
    userAgent: readUserAgent(options.userAgent ?? defaultUserAgent),
    headers: readHeaders(options.header ?? []),
    timeoutMs: readDuration(options.timeout, '--timeout'),
    pollTimeoutMs: readDuration(options.pollTimeout, '--poll-timeout'),
    callbackTimeoutMs: readDuration(options.callbackTimeout, '--callback-timeout'),
    cleanup: options.cleanup,
    live: options.live ?? false,
    ...(options.facemapAccount === undefined ? {} : { facemapAccount: options.facemapAccount }),
    ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
    ...(options.rateLimit === undefined ? {} : { limits: readLimits(options.rateLimit) }),
    ...(wire === undefined ? {} : { wire }),
    env,
  }
}

function readWire(options: AimOptions, env: Environment): Wire | undefined {
  const proxies = readProxies(options.proxy, env)
  const { cacert, cert, key, insecure, resolve = [] } = options
  if (key !== undefined && cert === undefined) throw new UsageError('--key: a key alone is no use; give its certificate with --cert')
  const pems = {
    ...(cacert === undefined ? {} : { ca: readPem(cacert, '--cacert', 'CERTIFICATE') }),
    // A file may hold both, as curl has it.
    ...(cert === undefined
      ? {}
      : { cert: readPem(cert, '--cert', 'CERTIFICATE'), key: readPem(key ?? cert, key === undefined ? '--cert' : '--key', 'PRIVATE KEY') }),
  }
  if (Object.keys(pems).length > 0) checkPems(pems, key === undefined ? '--cert' : '--key')
  if (proxies === undefined && resolve.length === 0 && cacert === undefined && cert === undefined && !insecure) return undefined
  return {
    mappings: readMappings(resolve),
    ...(proxies === undefined ? {} : { proxies }),
    ...pems,
    ...(insecure ? { insecure } : {}),
  }
}

/** What OpenSSL cannot use is told before anything is sent. */
function checkPems(pems: Pick<Wire, 'ca' | 'cert' | 'key'>, option: string): void {
  try {
    createSecureContext(pems)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (/MISMATCH/.test(code)) throw new UsageError(`${option}: the key does not belong to the certificate of --cert`)
    if (/PASSWORD|BAD_DECRYPT|INTERRUPTED_OR_CANCELLED/.test(code))
      throw new UsageError(`${option}: the key is encrypted; give one that is not: openssl pkey -in key.pem -out open.pem`)
    throw new UsageError(`${option}: expected PEM that OpenSSL reads, got: ${code || message}`)
  }
}

function readPem(path: string, option: string, kind: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${option}: ${path} cannot be read: ${(error as Error).message}`)
  }
  if (!text.includes(`${kind}-----`)) throw new UsageError(`${option}: expected PEM with a ${kind} in ${path}`)
  // OpenSSL passes over an authority that it cannot read, and then trusts none.
  for (const [block] of text.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g))
    try {
      new X509Certificate(block)
    } catch {
      throw new UsageError(`${option}: ${path} holds a certificate that cannot be read: ${block.slice(28, 68).trim()}...`)
    }
  return text
}

function readUserAgent(text: string): string {
  if (text.trim() === '' || /[^\x20-\x7e]/.test(text)) throw new UsageError('--user-agent: expected printable ASCII that is not empty')
  return text
}
