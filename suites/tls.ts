import { X509Certificate } from 'node:crypto'
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls'
import { type Role, roles } from '../contracts/endpoints.ts'
import { oddOf } from './comparison.ts'
import type { Target } from './target.ts'
import { openConnection, plainWire } from './wire.ts'

/** What a host shows of itself before anything is sent to it. */
export interface TlsFacts {
  readonly target: string
  /** Roles that share the host. */
  readonly roles: readonly Role[]
  readonly host: string
  /** `TLSv1.3`; `none` for plain http. */
  readonly protocol: string
  readonly cipher: string
  /** The application protocol that the host chose where it was offered HTTP/1.1 and HTTP/2. */
  readonly alpn: string
  /** `ec prime256v1`, `rsa 2048`. */
  readonly key: string
  readonly subject: string
  /** Subject alternative names. */
  readonly names: readonly string[]
  readonly issuer: string
  /** Subjects from the host's own certificate up to the last that is known. */
  readonly chain: readonly string[]
  /** ISO 8601 instants, UTC. */
  readonly from: string
  readonly until: string
  /** Whole days until it expires; negative where it has expired. */
  readonly days: number
  /** `yes`, or why the certificate is not trusted here. */
  readonly trusted: string
  /** Why nothing is known. */
  readonly failure?: string
}

/** TLS of each host of a target: one connection per origin, on which nothing is sent. */
export async function tlsFactsOf(target: Target): Promise<readonly TlsFacts[]> {
  const origins = [...new Set(roles.map((role) => new URL(target.origins[role]).origin))]
  return Promise.all(origins.map((origin) => factsOf(target, new URL(origin))))
}

async function factsOf(target: Target, url: URL): Promise<TlsFacts> {
  const frame = {
    target: target.region,
    roles: roles.filter((role) => new URL(target.origins[role]).origin === url.origin),
    host: url.host,
  }
  if (url.protocol === 'http:') return { ...frame, ...nothing, protocol: 'none' }
  // An untrusted certificate is looked at too; it is only a look, and no request goes that way.
  const wire = { ...(target.wire ?? plainWire), insecure: true }
  const socket = await openConnection(url, wire, Math.min(target.timeoutMs, 10_000), true)
  if (socket instanceof Error) return { ...frame, ...nothing, failure: `${socket.message || (socket as NodeJS.ErrnoException).code}` }
  try {
    return socket instanceof TLSSocket ? { ...frame, ...readTls(socket) } : { ...frame, ...nothing, failure: 'no TLS' }
  } finally {
    socket.destroy()
  }
}

const nothing = {
  protocol: 'unknown',
  cipher: '',
  alpn: '',
  key: '',
  subject: '',
  names: [],
  issuer: '',
  chain: [],
  from: '',
  until: '',
  days: 0,
  trusted: '',
} as const

const dayMs = 86_400_000

function readTls(socket: TLSSocket): Omit<TlsFacts, 'target' | 'roles' | 'host'> {
  const peer = socket.getPeerCertificate(true)
  const { publicKey, subject, issuer, subjectAltName, validFrom, validTo } = new X509Certificate(peer.raw)
  const { namedCurve, modulusLength } = publicKey.asymmetricKeyDetails ?? {}
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    alpn: socket.alpnProtocol || 'none',
    key: `${publicKey.asymmetricKeyType ?? 'unknown'} ${namedCurve ?? modulusLength ?? ''}`.trim(),
    subject: flat(subject),
    names: (subjectAltName ?? '').split(', ').filter((name) => name !== ''),
    issuer: flat(issuer),
    chain: chainOf(peer),
    from: new Date(validFrom).toISOString(),
    until: new Date(validTo).toISOString(),
    days: Math.floor((new Date(validTo).getTime() - Date.now()) / dayMs),
    trusted: socket.authorized ? 'yes' : String((socket.authorizationError as Error | string | undefined) ?? 'no'),
  }
}

const flat = (name: string): string => name.split('\n').join(', ')

function chainOf(peer: DetailedPeerCertificate): readonly string[] {
  const chain: string[] = []
  const seen = new Set<string>()
  for (let each: DetailedPeerCertificate | undefined = peer; each !== undefined && !seen.has(each.fingerprint256); ) {
    seen.add(each.fingerprint256)
    chain.push(flat(new X509Certificate(each.raw).subject))
    each = each.issuerCertificate
  }
  return chain
}

/** A role whose hosts are not alike. */
export interface TlsDifference {
  readonly role: Role
  readonly at: string
  readonly seen: Readonly<Record<string, string>>
  readonly odd: readonly string[]
  /** It changes what a client gets; what is only another certificate does not count against a target. */
  readonly counts: boolean
}

type Reading = (facts: TlsFacts) => string

/** What a client negotiates. */
const negotiated: Readonly<Record<string, Reading>> = {
  protocol: ({ protocol }) => protocol,
  cipher: ({ cipher }) => cipher,
  ALPN: ({ alpn }) => alpn,
  'kind of key': ({ key }) => key,
  trusted: ({ trusted }) => trusted,
  reachable: ({ failure }) => failure ?? 'yes',
}

/** What certificates may well differ in, and an auditor wants to know. */
const certified: Readonly<Record<string, Reading>> = {
  issuer: ({ issuer }) => issuer,
  'length of the chain': ({ chain }) => String(chain.length),
  names: ({ names, host, protocol }) =>
    protocol === 'none' ? '' : names.map((name) => withoutRegion(name)).join(', ') || withoutRegion(host),
  'last day': ({ until }) => until.slice(0, 10),
}

/** The names of two regions are alike where only the region in them differs. */
const withoutRegion = (name: string): string => name.replace(/\b(amer|emea|apac)-1\b/g, 'REGION')

/** Where the hosts of a role are not alike at all targets. */
export function tlsDifferencesOf(facts: readonly TlsFacts[]): readonly TlsDifference[] {
  const labels = [...new Set(facts.map(({ target }) => target))]
  return roles.flatMap((role) => {
    const hosts = labels.flatMap((label) => facts.find((each) => each.target === label && each.roles.includes(role)) ?? [])
    const isOpen = hosts.every(({ failure }) => failure === undefined)
    return [negotiated, certified].flatMap((readings) =>
      Object.entries(readings).flatMap(([at, read]) => {
        // A host that cannot be reached differs in nothing else.
        if (!isOpen && at !== 'reachable') return []
        const seen = Object.fromEntries(hosts.map((host) => [host.target, read(host)]))
        return new Set(Object.values(seen)).size > 1 ? [{ role, at, seen, odd: oddOf(seen), counts: readings === negotiated }] : []
      }),
    )
  })
}
