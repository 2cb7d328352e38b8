import { createHash } from 'node:crypto'
import { createFinder, shortest } from './finder.ts'
import { createCover } from './leaks.ts'
import { isPersonal, personalMembers, redacted, redactText } from './person.ts'
import type { Headers, Json } from './transcript.ts'
import { isObject } from './transcript.ts'

/** What a masked secret still tells: enough to judge it, too little to use it. */
export interface MaskedSecret {
  readonly kind: 'jwt' | 'opaque'
  readonly length: number
  /** Eight hex digits of a salted digest: equal secrets look equal within a run. */
  readonly digest: string
  /** exp - iat in seconds, where a JWT says both. */
  readonly lifetime?: number
}

const secretMembers = new Set(['token', 'access_token', 'refresh_token', 'id_token', 'client_secret', 'authorizationToken'])
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key'])
const marker = /^masked:(jwt|opaque):(\d+):([0-9a-f]{8})(?::(-?\d+))?$/

/** Reads a marker back; undefined where the value is no marker. */
export function readMasked(value: unknown): MaskedSecret | undefined {
  const match = typeof value === 'string' ? marker.exec(value) : null
  if (!match) return undefined
  return {
    kind: match[1] as 'jwt' | 'opaque',
    length: Number(match[2]),
    digest: match[3] as string,
    ...(match[4] === undefined ? {} : { lifetime: Number(match[4]) }),
  }
}

/** A value that was kept out of the record: whose it is, and the value as it was. */
export interface Hidden {
  readonly rule: 'secret' | 'person'
  readonly value: string
  /** A target brought it up: it may be any word at all. */
  readonly isForeign?: true
}

/** Replaces secrets and what tells of a person before anything is recorded: by member, by header, and by value wherever it turns up. */
export interface Mask {
  secret(value: string): string
  text(value: string): string
  json(value: Json): Json
  headers(value: Headers): Headers
  /** From now on, this value is masked wherever it turns up. */
  learn(value: string | undefined): void
  /** Everything that was masked so far, as it was. */
  hidden(): readonly Hidden[]
}

export function createMask(salt: string, known: readonly (string | undefined)[] = []): Mask {
  const values = new Map<string, string>()
  const people = new Set<string>()
  const cover = createCover()
  // Each journey brings a handful of tokens: a run of a thousand would look for thousands of values in each text.
  const finder = createFinder()
  const keep = (value: string, rule: Hidden['rule'], replacement: string) => {
    if (!values.has(value)) cover.add({ rule, value }, replacement)
    values.set(value, replacement)
    finder.add(value)
  }
  const person = (value: string): string => {
    if (isPersonal(value)) {
      people.add(value)
      keep(value, 'person', redacted(value, salt))
    }
    return redacted(value, salt)
  }
  const personal = (value: Json): Json => {
    if (typeof value === 'string') return person(value)
    if (typeof value === 'number') return redactNumber(value)
    if (Array.isArray(value)) return value.map(personal)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, personal(inner)])) : value
  }
  /** A number stays a number, since its type is judged; one that is long enough to tell of a person loses its digits. */
  const redactNumber = (value: number): number => {
    const text = String(value)
    if (!/^-?\d{5,15}$/.test(text)) return value
    if (isPersonal(text)) person(text)
    return Number(text.replaceAll(/\d/g, '9'))
  }
  const mask: Mask = {
    secret(value) {
      if (value === '' || marker.test(value)) return value
      mask.learn(value)
      return values.get(value) ?? markerOf(value, salt)
    },
    text(value) {
      let text = value
      for (const secret of finder.within(text)) text = text.replaceAll(secret, values.get(secret) ?? '')
      text = cover.text(redactText(text, person))
      if (!text.includes('authorizationToken')) return text
      return text.replace(/([?&]authorizationToken=?)([^&#"'\s]+)/g, (_, lead: string, token: string) => lead + mask.secret(token))
    },
    json(value) {
      if (typeof value === 'string') return mask.text(value)
      if (typeof value === 'number') return people.has(String(value)) ? redactNumber(value) : value
      if (Array.isArray(value)) return value.map(mask.json)
      if (!isObject(value)) return value
      return Object.fromEntries(
        Object.entries(value).map(([member, inner]) => [
          mask.text(member),
          typeof inner === 'string' && secretMembers.has(member)
            ? mask.secret(inner)
            : personalMembers.has(member) && !(isObject(inner) && member === 'address')
              ? personal(inner)
              : mask.json(inner),
        ]),
      )
    },
    headers(value) {
      return value.map(([name, text]) => {
        if (!secretHeaders.has(name.toLowerCase())) return [name, mask.text(text)] as const
        // Only an authorization begins with a scheme; a cookie begins with its secret.
        const [scheme, ...rest] = /authorization$/i.test(name) ? text.split(' ') : []
        return [name, rest.length > 0 ? `${scheme} ${mask.secret(rest.join(' '))}` : mask.secret(text)] as const
      })
    },
    learn(value) {
      // Short values are words of the documentation ("xxx"): masking them everywhere would spoil the evidence.
      if (value !== undefined && value.length >= shortest && !values.has(value) && !marker.test(value))
        keep(value, 'secret', markerOf(value, salt))
    },
    hidden: () => [...values.keys()].map((value) => ({ rule: people.has(value) ? 'person' : 'secret', value })),
  }
  for (const value of known) mask.learn(value)
  return mask
}

function markerOf(value: string, salt: string): string {
  const digest = createHash('sha256').update(salt).update(value).digest('hex').slice(0, 8)
  const parts = value.split('.')
  // Signed ones have three parts; encrypted ones five, of which some may be empty. RFC 7519
  const isCompact =
    (parts.length === 3 && parts.every((part) => /^[\w-]+$/.test(part))) ||
    (parts.length === 5 && parts.every((part) => /^[\w-]*$/.test(part)))
  const kind = isCompact && isJwtHeader(parts[0]) ? 'jwt' : 'opaque'
  const lifetime = kind === 'jwt' && parts.length === 3 ? lifetimeOf(parts[1]) : undefined
  return `masked:${kind}:${value.length}:${digest}${lifetime === undefined ? '' : `:${lifetime}`}`
}

function isJwtHeader(part: string | undefined): boolean {
  const header = decode(part)
  return isObject(header) && typeof header.alg === 'string'
}

function lifetimeOf(part: string | undefined): number | undefined {
  const claims = decode(part)
  return isObject(claims) && typeof claims.exp === 'number' && typeof claims.iat === 'number'
    ? Math.round(claims.exp - claims.iat)
    : undefined
}

function decode(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
