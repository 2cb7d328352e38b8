import { isIP } from 'node:net'
import { quoted, readEach, UsageError } from './usage.ts'

/** Where connections to a host and port really go; name, SNI and Host stay those of the host. */
export interface Mapping {
  /** A host name, `*.suffix`, or `*`. */
  readonly host: string
  readonly port: number
  readonly address: string
  readonly toPort: number
}

/**
 * `host:port:address` as curl has it; the address may carry a port of its own, so that documented names reach a local
 * server without the right to listen on 443. A host may be `*.suffix`.
 */
export function readMappings(texts: readonly string[], option = '--resolve'): readonly Mapping[] {
  const entries = texts.flatMap((text) => text.split(',')).map((text) => text.trim())
  return readEach(entries, (text) => {
    const match =
      /^(\*|(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*)):(\d{1,5}):(\[[0-9a-f:.]+\]|[0-9a-f:]*::[0-9a-f:.]*|[0-9.]+)(?::(\d{1,5}))?$/i.exec(text)
    const [, host = '', port = '', literal = '', toPort] = match ?? []
    const address = literal.replace(/^\[|\]$/g, '')
    const ports = [Number(port), Number(toPort ?? port)]
    if (match === null || isIP(address) === 0 || ports.some((each) => each < 1 || each > 65_535))
      throw new UsageError(
        `${option}: expected host:port:address such as account.amer-1.jumio.ai:443:127.0.0.1 (a port may follow the address), got ${quoted(text)}`,
      )
    return { host: host.toLowerCase(), port: ports[0] ?? 0, address, toPort: ports[1] ?? 0 }
  })
}

/** The mapping of a host and port: an exact name before a wildcard. */
export function mappingOf(mappings: readonly Mapping[], hostname: string, port: number): Mapping | undefined {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  const fitting = mappings.filter((each) => each.port === port && (each.host === name || isUnder(each.host, name)))
  return fitting.find((each) => each.host === name) ?? fitting.sort((one, other) => other.host.length - one.host.length)[0]
}

function isUnder(pattern: string, name: string): boolean {
  return pattern === '*' || (pattern.startsWith('*.') && name.endsWith(pattern.slice(1)))
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname)
}

/** Port of a URL, the default of its scheme where it says none. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
}

/** True where connections for this URL end on this machine. */
export function endsOnLoopback(url: URL, mappings: readonly Mapping[]): boolean {
  return isLoopback(mappingOf(mappings, url.hostname, portOf(url))?.address ?? url.hostname)
}
