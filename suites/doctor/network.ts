import { lookup } from 'node:dns/promises'
import { type PeerCertificate, TLSSocket } from 'node:tls'
import { isTlsCode, tlsText } from '../failure.ts'
import { mappingOf, portOf } from '../mapping.ts'
import { proxyFor } from '../proxy.ts'
import type { Target } from '../target.ts'
import { withoutLogin } from '../usage.ts'
import { openConnection, plainWire, type Wire } from '../wire.ts'
import { type Diagnosis, type Draft, diagnose } from './diagnosis.ts'

const soonDays = 14

/** Name, connection and certificate of every host of a target. */
export async function lookAtHosts(target: Target): Promise<readonly Diagnosis[]> {
  const origins = [...new Set([...Object.values(target.origins), target.tokenUrl].map((text) => new URL(text).origin))]
  const wire = target.wire ?? plainWire
  const found = await Promise.all(origins.map((origin) => lookAtHost(new URL(origin), wire, Math.min(target.timeoutMs, 10_000))))
  const insecure: readonly Draft[] = wire.insecure
    ? [
        {
          id: 'insecure',
          grade: 'warning',
          subject: '--insecure',
          seen: 'certificates are not verified',
          why: 'Whoever stands on the way can answer and read the token.',
          advice: 'Trust the right authority with --cacert instead.',
        },
      ]
    : []
  return [...found.flat(), ...insecure].map(diagnose)
}

async function lookAtHost(url: URL, wire: Wire, timeoutMs: number): Promise<readonly Draft[]> {
  const port = portOf(url)
  const mapping = mappingOf(wire.mappings, url.hostname, port)
  const address = mapping?.address ?? url.hostname
  const proxy = proxyFor(wire.proxies, { protocol: url.protocol, hostname: url.hostname, port, address })
  if (mapping === undefined && proxy === undefined) {
    const missing = await resolve(url.hostname.replace(/^\[|\]$/g, ''))
    if (missing !== undefined) return [missing]
  }
  const opened = await openConnection(url, wire, timeoutMs)
  if (opened instanceof Error) return [await failureOf(opened, url, wire, timeoutMs, mapping?.toPort ?? port, proxy)]
  try {
    return opened instanceof TLSSocket
      ? certificateOf(opened, url)
      : [{ id: 'connection', grade: 'ok', subject: url.host, seen: proxy === undefined ? 'open' : `open, through ${withoutLogin(proxy)}` }]
  } finally {
    opened.destroy()
  }
}

async function resolve(hostname: string): Promise<Draft | undefined> {
  try {
    await lookup(hostname)
    return undefined
  } catch (error) {
    return {
      id: 'dns',
      grade: 'error',
      subject: hostname,
      seen: `the name does not resolve (${(error as NodeJS.ErrnoException).code ?? 'failed'})`,
      why: 'Without an address nothing can be sent.',
      advice: 'Check the spelling and the region, then the resolver of this machine; --resolve host:port:address gives an address by hand.',
    }
  }
}

async function failureOf(error: Error, url: URL, wire: Wire, timeoutMs: number, port: number, proxy: string | undefined): Promise<Draft> {
  const { code = '', message } = error as NodeJS.ErrnoException
  const subject = url.host
  if (code === 'ERR_PROXY')
    return {
      id: 'proxy',
      grade: 'error',
      subject: withoutLogin(proxy ?? 'proxy'),
      seen: message,
      why: 'The proxy stands between this machine and the target.',
      advice: 'Check --proxy, HTTPS_PROXY and its credentials, or name the host in NO_PROXY.',
    }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const peer = await openConnection(url, { ...wire, insecure: true }, timeoutMs)
    const certificate = peer instanceof TLSSocket ? peer.getPeerCertificate() : undefined
    if (!(peer instanceof Error)) peer.destroy()
    const isPast = code === 'CERT_HAS_EXPIRED'
    const dates = certificate === undefined ? '' : isPast ? `, on ${certificate.valid_to}` : `, from ${certificate.valid_from} on`
    return {
      id: isPast ? 'tls-expired' : 'tls-not-yet',
      grade: 'error',
      subject,
      seen: isPast ? `the certificate has expired${dates}` : `the certificate is not valid yet${dates}`,
      why: 'No client will talk to it.',
      advice: 'Ask the owner of the host for a new certificate; if it looks right, check the clock of this machine.',
    }
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      id: 'tls-name',
      grade: 'error',
      subject,
      seen: `the certificate is for ${namesOf(error)}`,
      why: 'The host that answers is not the one that was asked for.',
      advice: 'Check the host name and --resolve; a proxy may answer in its place.',
    }
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return {
      id: 'tls-self-signed',
      grade: 'error',
      subject,
      seen: 'the certificate vouches for itself, and nobody here trusts it',
      why: 'A server that nobody set up has one like that, and so has somebody who stands on the way.',
      advice: 'If it is yours, trust it with --cacert FILE; otherwise ask the owner of the host for one of an authority.',
    }
  if (/SELF_SIGNED|UNABLE_TO|ISSUER|UNTRUSTED/.test(code))
    return {
      id: 'tls-authority',
      grade: 'error',
      subject,
      seen: `the certificate is from an authority that is not trusted here (${code})`,
      why: 'It may be a private authority, a proxy that opens TLS, or somebody else.',
      advice: 'If it is yours, trust it with --cacert FILE; do not use -k.',
    }
  if (isTlsCode(code)) return { ...tlsFailure(code, message, url), grade: 'error', subject }
  if (code === 'ECONNREFUSED')
    return {
      id: 'closed-port',
      grade: 'error',
      subject,
      seen: `nothing listens on port ${port}`,
      why: 'The host is there, the service is not.',
      advice: 'Start the service, or correct the port in the URL or in --resolve.',
    }
  return {
    id: 'unreachable',
    grade: 'error',
    subject,
    seen: message || code,
    why: 'No connection came about.',
    advice: 'Check the network, the firewall, and whether a proxy is needed (--proxy).',
  }
}

function tlsFailure(code: string, message: string, url: URL): Pick<Draft, 'id' | 'seen' | 'why' | 'advice'> {
  const text = tlsText(code) ?? message.slice(0, 160)
  if (/client certificate/.test(text))
    return {
      id: 'client-certificate',
      seen: text,
      why: 'It knows its clients by their certificates.',
      advice: 'Give the certificate with --cert and --key.',
    }
  if (/plain http/.test(text))
    return {
      id: 'tls-none',
      seen: `the port does not speak TLS, and the URL says https (${code})`,
      why: 'It may speak plain http, or something else.',
      advice: `Check the port, or use http://${url.host}.`,
    }
  if (/TLS 1\.2/.test(text))
    return {
      id: 'tls-version',
      seen: `${text} (${code})`,
      why: 'Older versions are broken, and clients refuse them.',
      advice: 'Ask the owner of the host for TLS 1.2 or 1.3.',
    }
  return {
    id: 'tls',
    seen: `no TLS: ${text} (${code})`,
    why: 'No connection came about.',
    advice: 'Check the scheme, the port and --cert; then ask the owner of the host.',
  }
}

function namesOf(error: Error): string {
  const { subject, subjectaltname } = (error as Error & { readonly cert?: Partial<PeerCertificate> }).cert ?? {}
  const names = subjectaltname ?? (subject?.CN === undefined ? '' : `CN:${subject.CN}`)
  return names === '' ? 'no name' : names.slice(0, 200)
}

function certificateOf(socket: TLSSocket, url: URL): readonly Draft[] {
  const certificate = socket.getPeerCertificate()
  const days = Math.floor((new Date(certificate.valid_to).getTime() - Date.now()) / 86_400_000)
  const version = socket.getProtocol() ?? 'TLS'
  if (days < soonDays)
    return [
      {
        id: 'tls-expiry',
        grade: 'warning',
        subject: url.host,
        seen: `the certificate expires in ${days} days`,
        why: 'A run after that will fail.',
        advice: 'Ask the owner of the host for a new one.',
      },
    ]
  const old = version === 'TLSv1' || version === 'TLSv1.1'
  return [
    {
      id: 'tls',
      grade: old ? 'warning' : 'ok',
      subject: url.host,
      seen: `${version}, the certificate is good for ${days} days`,
      ...(old ? { why: 'It is out of date.', advice: 'Ask for TLS 1.2 or later.' } : {}),
    },
  ]
}
