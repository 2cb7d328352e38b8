import { endpoints, fillPath, type Operation, type PathIds, type Role, readDocumentedHost, roles } from '../contracts/endpoints.ts'
import { portOf } from './mapping.ts'
import type { TargetFacts } from './target.ts'

/** A link as a target gave it, placed among the hosts that the documents know. */
export interface LinkReading {
  readonly link: string
  readonly scheme: string
  readonly host: string
  /** Path without the prefix of the base URL. */
  readonly path: string
  /** Roles whose origin it belongs to; several where one origin serves all. */
  readonly roles: readonly string[]
  /** Documented region that the host names. */
  readonly region?: string
  /** It leads to the target itself: by its own origin, or by a documented name that stands for it. */
  readonly isOwn: boolean
  /** It uses an origin that the user gave, so that its scheme is the user's choice. */
  readonly isMapped: boolean
}

/** Reads a link; undefined where it is no absolute URL. */
export function readLink(link: unknown, target: TargetFacts): LinkReading | undefined {
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined
  const url = byOwnName(new URL(link), target)
  if (url.username !== '' || url.password !== '')
    return { link, scheme: url.protocol, host: url.host, path: url.pathname, roles: [], isOwn: false, isMapped: false }
  const documented = url.port === '' ? readDocumentedHost(url.hostname) : undefined
  const own = basesOf(target)
  const matching = roles.filter((role) => isUnder(url, own[role]))
  const first = matching[0]
  if (first !== undefined) {
    const { prefix } = own[first]
    return {
      link: url.href,
      scheme: url.protocol,
      host: url.host,
      path: url.pathname.slice(prefix.length) || '/',
      roles: documented ? [documented.role] : matching,
      ...(documented ? { region: documented.region } : {}),
      isOwn: true,
      isMapped: documented === undefined,
    }
  }
  const isStandIn = documented !== undefined && (target.documentedRegion === undefined || target.documentedRegion === documented.region)
  return {
    link,
    scheme: url.protocol,
    host: url.host,
    path: url.pathname,
    roles: documented ? [documented.role] : [],
    ...(documented ? { region: documented.region } : {}),
    isOwn: isStandIn && documented.role !== 'web',
    isMapped: false,
  }
}

interface Base {
  readonly origin: string
  /** Path of the base URL without a slash at its end. */
  readonly prefix: string
}

const bases = new WeakMap<TargetFacts['origins'], Readonly<Record<Role, Base>>>()

/** The origins of a target, read once: each of its answers has a dozen links. */
function basesOf({ origins }: TargetFacts): Readonly<Record<Role, Base>> {
  const known = bases.get(origins)
  if (known !== undefined) return known
  const read = (role: Role): readonly [Role, Base] => {
    const { origin, pathname } = new URL(origins[role])
    return [role, { origin, prefix: pathname.replace(/\/$/, '') }]
  }
  const made = Object.fromEntries(roles.map(read)) as Record<Role, Base>
  bases.set(origins, made)
  return made
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** A server on this machine may call itself localhost where the user said 127.0.0.1: the name that the user gave is put in its place. */
function byOwnName(url: URL, target: TargetFacts): URL {
  if (!loopbackNames.includes(url.hostname)) return url
  const own = Object.values(basesOf(target)).map(({ origin }) => new URL(origin))
  const twins = own.filter(
    (each) => each.protocol === url.protocol && loopbackNames.includes(each.hostname) && portOf(each) === portOf(url),
  )
  const twin = twins.find(({ hostname }) => hostname === url.hostname) ?? twins[0]
  if (twin === undefined || twin.hostname === url.hostname) return url
  const renamed = new URL(url)
  renamed.hostname = twin.hostname
  return renamed
}

function isUnder({ origin, pathname }: URL, base: Base): boolean {
  return origin === base.origin && (base.prefix === '' || pathname === base.prefix || pathname.startsWith(`${base.prefix}/`))
}

/** The address of an operation at the target, filled from the documented template. */
export function addressOf(operation: Operation, ids: PathIds, target: TargetFacts, role: Role = endpoints[operation].role): string {
  return `${target.origins[role]}${fillPath(endpoints[operation].path, ids)}`
}

/**
 * The address to send to for a link: the link itself where it leads to the target and has the documented path for
 * these ids, otherwise undefined, so that the caller fills the template instead.
 */
export function followLink(link: unknown, operation: Operation, ids: PathIds, target: TargetFacts): string | undefined {
  const reading = readLink(link, target)
  if (!reading?.isOwn || reading.path !== fillPath(endpoints[operation].path, ids)) return undefined
  const role = endpoints[operation].role
  return reading.isMapped ? reading.link : `${target.origins[role]}${reading.path}`
}

/** Link of a part as a string: seen live as a string and as an object of numbered links. */
export function linkText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  const first = Object.values(value)[0]
  return typeof first === 'string' ? first : undefined
}
