import { isIP, type Socket } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { bounds } from './bounds.ts'
import { type Mapping, mappingOf, portOf } from './mapping.ts'
import { openTunnel, type Proxies, proxyFor } from './proxy.ts'

/** How a target is reached, where it is not simply by its name. */
export interface Wire {
  readonly mappings: readonly Mapping[]
  readonly proxies?: Proxies
  /** PEM of the authorities that are trusted, in place of the usual ones. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Take any certificate. */
  readonly insecure?: boolean
}

export const plainWire: Wire = { mappings: [] }

/** A pool of kept connections per origin, opened as the wire says. */
export function createAgent(wire: Wire, timeoutMs: number): Agent {
  return new Agent({ connections: bounds.connections, pipelining: 1, maxHeaderSize: bounds.head, connect: connectorOf(wire, timeoutMs) })
}

/** Opens connections: to where a mapping leads, through the proxy where one stands between, with SNI and name check of the origin. */
export function connectorOf(wire: Wire, timeoutMs: number, allowH2 = false): buildConnector.connector {
  const { ca, cert, key, insecure } = wire
  const base = buildConnector({
    timeout: timeoutMs,
    allowH2,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(insecure ? { rejectUnauthorized: false } : {}),
  })
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    const mapping = mappingOf(wire.mappings, options.hostname, port)
    const [address, toPort] = [mapping?.address ?? options.hostname, mapping?.toPort ?? port]
    const named = { ...options, ...(isIP(options.hostname) ? {} : { servername: options.servername || options.hostname }) }
    const proxy = proxyFor(wire.proxies, { protocol: options.protocol, hostname: options.hostname, port, address })
    if (proxy === undefined) return base({ ...named, hostname: address, port: String(toPort) }, callback)
    openTunnel(proxy, address, toPort, { timeoutMs, ...(ca === undefined ? {} : { ca }) }).then(
      (socket) => {
        if (options.protocol === 'https:') base({ ...named, httpSocket: socket }, callback)
        else callback(null, socket)
      },
      (error: Error) => callback(error, null),
    )
  }
}

/** One connection on which nothing is sent, to look at it; gives the error where there is none. `allowH2` also offers HTTP/2. */
export function openConnection(url: URL, wire: Wire, timeoutMs: number, allowH2 = false): Promise<Socket | Error> {
  return new Promise((done) => {
    connectorOf(
      wire,
      timeoutMs,
      allowH2,
    )(
      { hostname: url.hostname.replace(/^\[|\]$/g, ''), host: url.host, protocol: url.protocol, port: String(portOf(url)) },
      (error, socket) => done(error ?? (socket as Socket)),
    )
  })
}
