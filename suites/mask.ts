import { createHash } from 'node:crypto'
import { createFinder, reach, shortest } from './finder.ts'
import { createCover } from './leaks.ts'
import { isPersonal, personalMembers, redacted, redactText } from './person.ts'
import type { Headers, Json, JsonObject } from './transcript.ts'
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
// What stands for itself as a secret in text that no parser could read: a JWT, and what follows the name of a secret member.
const jwt = /\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g
const keyed =
  /\b(access_token|refresh_token|id_token|client_secret|authorizationToken|(?<=["'])token)(\\*["']\s*[:,]\s*\[?\s*\\*["']|=|>)(?=[\w.~+/=%-]*\d)([\w.~+/=%-]{8,})/g
const marker = /^masked:(jwt|opaque):(\d+):([0-9a-f]{8})(?::(-?\d+))?$/

/** True of text in which a secret may stand for itself. */
function hasToken(text: string): boolean {
  return text.includes('oken') || text.includes('eyJ') || text.includes('client_secret')
}

function isPersonalMember(member: string, inner: Json): boolean {
  return personalMembers.has(member) && !(member === 'address' && isObject(inner))
}

/** A member that may need masking, in the text of JSON. */
const named = new RegExp(`"(?:${[...secretMembers, ...personalMembers].join('|')})"\\s*:`)
/** A number that JSON may write in another way than `String` does. */
const oddNumber = /[:[,]\s*-?(?:[\d.]{16,}|0\.000000|\d+\.\d*0\s*[,\]}]|[\d.]+[eE])/

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
  /** @param source the text that the value was read from, or is sent as: a look at it as a whole spares one at each string. */
  json(value: Json, source?: string): Json
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
    if (values.has(value)) return
    cover.add({ rule, value }, replacement)
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
    return isObject(value) ? membersOf(value, personal) : value
  }
  /** A number stays a number, since its type is judged; one that is long enough to tell of a person loses its digits. */
  const redactNumber = (value: number): number => {
    const text = String(value)
    if (!/^-?\d{5,15}$/.test(text)) return value
    if (isPersonal(text)) person(text)
    return Number(text.replaceAll(/\d/g, '9'))
  }
  const count = (text: string) => finder.count(text) + cover.count(text)
  /** True of text that masking leaves as it is. */
  const isClear = (text: string) => text.length < reach || (!text.includes('"') && !hasToken(text) && count(text) === 0)
  const maskMember = (member: string, inner: Json): Json | undefined => {
    if (secretMembers.has(member)) return secretly(inner)
    return isPersonalMember(member, inner) ? personal(inner) : undefined
  }
  const maskEach = (value: Json): Json => {
    if (typeof value === 'string') return mask.text(value)
    if (typeof value === 'number') return people.has(String(value)) ? redactNumber(value) : value
    if (Array.isArray(value)) return value.map(maskEach)
    if (!isObject(value)) return value
    return membersOf(value, (inner, member) => maskMember(member, inner) ?? maskEach(inner))
  }
  /** Masks what its member tells and links with a token, and nothing else. */
  const maskMembers = (value: Json): Json => {
    if (typeof value === 'string') return hasToken(value) ? mask.text(value) : value
    if (Array.isArray(value)) return value.map(maskMembers)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, maskMember(member, inner) ?? maskMembers(inner)]))
  }
  /** Values under members that are masked: each stands in the text once more than it would elsewhere. */
  const countMembers = (value: Json, isTold = false): number => {
    if (typeof value === 'string') return isTold ? Number(values.has(value)) : hasToken(value) ? count(value) : 0
    if (typeof value === 'number') return isTold && values.has(String(value)) ? 1 : 0
    if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + countMembers(inner, isTold), 0)
    if (!isObject(value)) return 0
    let sum = 0
    for (const member in value) {
      const inner = value[member] as Json
      const isMasked = secretMembers.has(member) || isPersonalMember(member, inner)
      sum += countMembers(inner, isTold || isMasked)
    }
    return sum
  }
  /** JSON of which only members that tell themselves need masking, or none; undefined where each string must be looked at. */
  const maskWhole = (value: Json, source: string): Json | undefined => {
    if (typeof value !== 'object' || value === null) return undefined
    // What is escaped, or written as a number need not be, stands in the text in another way than in the value.
    if (source.includes('\\') || oddNumber.test(source)) return undefined
    if (!named.test(source) && !hasToken(source)) return count(source) === 0 ? value : undefined
    const masked = maskMembers(value)
    return count(source) === countMembers(value) ? masked : undefined
  }
  const membersOf = (value: JsonObject, within: (inner: Json, member: string) => Json): Json =>
    Object.fromEntries(Object.entries(value).map(([member, inner]) => [mask.text(member), within(inner, member)]))
  /** What is secret by its member, in whatever shape. */
  const secretly = (value: Json): Json => {
    if (typeof value === 'string') return mask.secret(value)
    if (typeof value === 'number') return Number(String(value).replaceAll(/\d{5,}/g, (digits) => '9'.repeat(digits.length)))
    if (Array.isArray(value)) return value.map(secretly)
    return isObject(value) ? membersOf(value, secretly) : value
  }
  const maskText = (value: string): string => {
    let text = value
    for (const secret of finder.within(text)) text = text.replaceAll(secret, values.get(secret) ?? '')
    text = cover.text(redactText(text, person))
    if (!hasToken(text)) return text
    text = text.replace(jwt, (token) => mask.secret(token))
    text = text.replace(keyed, (_, name: string, lead: string, token: string) => name + lead + mask.secret(token))
    return text.replace(/([?&]authorizationToken=?)([^&#"'\s]+)/g, (_, lead: string, token: string) => lead + mask.secret(token))
  }
  /** What comes to be known as secret by its place may have stood in the open before it. */
  const twice = <T>(once: (value: T) => T, value: T): T => {
    const known = values.size
    const masked = once(value)
    return values.size === known ? masked : once(value)
  }
  const mask: Mask = {
    secret(value) {
      if (value === '' || marker.test(value)) return value
      mask.learn(value)
      return values.get(value) ?? markerOf(value, salt)
    },
    text: (value) => (isClear(value) ? value : twice(maskText, value)),
    json: (value, source) => (source === undefined ? undefined : maskWhole(value, source)) ?? twice(maskEach, value),
    headers(value) {
      const isSecret = (name: string) => secretHeaders.has(name.toLowerCase())
      const open = value.filter(([name]) => !isSecret(name))
      const areClear = isClear(open.map(([name, text]) => `${name}\n${text}`).join('\n'))
      return value.map((field) => {
        const [name, text] = field
        if (!isSecret(name)) return areClear ? field : ([name, mask.text(text)] as const)
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
