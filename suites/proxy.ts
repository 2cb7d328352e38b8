import { type ClientRequest, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type Socket } from 'node:net'
import { isLoopback } from './mapping.ts'
import { quoted, readAll, UsageError } from './usage.ts'

export interface Proxies {
  readonly http?: string
  readonly https?: string
  /** Entries of NO_PROXY. */
  readonly bypass: readonly string[]
  /** Asked for by flag: then loopback goes through it too. */
  readonly isAsked: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** The proxies of a flag, or of the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, in either case. */
export function readProxies(flag: string | undefined, env: Environment): Proxies | undefined {
  const nameOf = (...names: readonly string[]) => names.flatMap((name) => [name.toLowerCase(), name]).find((name) => env[name])
  const bypass = (env[nameOf('NO_PROXY') ?? ''] ?? '').split(/[,\s]+/).filter((entry) => entry !== '')
  if (flag !== undefined) {
    const url = readProxy(flag, '--proxy')
    return { http: url, https: url, bypass, isAsked: true }
  }
  const fromVariable = (name: string | undefined) => (name === undefined ? undefined : readProxy(env[name] ?? '', name))
  // Upper-case HTTP_PROXY may be a request header in CGI; curl reads the lower-case name only, most tools read both.
  const { http, https } = readAll({
    http: () => fromVariable(nameOf('HTTP_PROXY', 'ALL_PROXY')),
    https: () => fromVariable(nameOf('HTTPS_PROXY', 'ALL_PROXY')),
  })
  if (http === undefined && https === undefined) return undefined
  return { ...(http === undefined ? {} : { http }), ...(https === undefined ? {} : { https }), bypass, isAsked: false }
}

function readProxy(text: string, option: string): string {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
    throw new UsageError(`${option}: expected the URL of an http or https proxy such as http://proxy.example.com:3128, got ${quoted(full)}`)
  try {
    decodeURIComponent(url.username + url.password)
  } catch {
    throw new UsageError(`${option}: the name or password in the URL of the proxy is not well encoded: write % as %25 and @ as %40`)
  }
  return url.href
}

/** The proxy for a destination; undefined where it is reached directly. `address` is where a mapping leads. */
export function proxyFor(
  proxies: Proxies | undefined,
  to: { readonly protocol: string; readonly hostname: string; readonly port: number; readonly address: string },
): string | undefined {
  if (proxies === undefined) return undefined
  if (!proxies.isAsked && (isLoopback(to.hostname) || isLoopback(to.address))) return undefined
  if (proxies.bypass.some((entry) => isBypassed(entry, to.hostname.toLowerCase(), to.port))) return undefined
  return to.protocol === 'https:' ? proxies.https : proxies.http
}

/** `example.com` and `.example.com` with all below them, `host:port`, an address, a block of addresses, `*`. */
function isBypassed(entry: string, hostname: string, port: number): boolean {
  if (entry === '*') return true
  const host = hostname.replace(/^\[|\]$/g, '')
  const [, network = '', bits] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? []
  if (bits !== undefined) return isInBlock(network, Number(bits), host)
  if (isIP(entry) === 6) return entry.toLowerCase() === host
  const [, name = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  if (only !== undefined && Number(only) !== port) return false
  const bare = name.replace(/^\*?\./, '')
  return bare !== '' && (host === bare || host.endsWith(`.${bare}`))
}

function isInBlock(network: string, bits: number, host: string): boolean {
  const kinds = [isIP(network), isIP(host)]
  if (kinds[0] === 0 || kinds[0] !== kinds[1] || bits > (kinds[0] === 4 ? 32 : 128)) return false
  const block = new BlockList()
  const kind = kinds[0] === 4 ? 'ipv4' : 'ipv6'
  block.addSubnet(network, bits, kind)
  return block.check(host, kind)
}

export interface TunnelOptions {
  readonly timeoutMs: number
  /** PEM of the authorities that a proxy over https is trusted by. */
  readonly ca?: string
}

/** Opens a tunnel by CONNECT; the socket that comes back ends at the destination. */
export function openTunnel(proxy: string, host: string, port: number, { timeoutMs, ca }: TunnelOptions): Promise<Socket> {
  const url = new URL(proxy)
  const shown = `the proxy ${url.protocol}//${url.host}`
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return new Promise((resolve, reject) => {
    const fail = (text: string, code = 'ERR_PROXY') => reject(Object.assign(new Error(text), { code }))
    const refusal = (status: number) => {
      const hasLogin = url.username !== ''
      const login = hasLogin
        ? ': it refuses the name and password in its URL'
        : ': it asks for a name and password, which go into its URL as http://name:password@host:port'
      return `${shown} answered ${status} to CONNECT ${authority}${status === 407 ? login : status === 403 ? ': it does not allow that host or port' : ''}`
    }
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    const isSecure = url.protocol === 'https:'
    const call: ClientRequest = (isSecure ? httpsRequest : httpRequest)({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      ...(isSecure && ca !== undefined ? { ca } : {}),
      method: 'CONNECT',
      path: authority,
      agent: false,
      headers: {
        host: authority,
        ...(url.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
      },
    })
    call.setTimeout(timeoutMs, () => {
      fail(`${shown} did not answer within ${timeoutMs} ms`)
      call.destroy()
    })
    call.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket as Socket)
      socket.destroy()
      fail(refusal(response.statusCode ?? 0))
    })
    call.once('response', (response) => {
      response.resume()
      fail(refusal(response.statusCode ?? 0))
    })
    call.once('error', (error: NodeJS.ErrnoException) => fail(`${shown} cannot be reached: ${reasonOf(error, isSecure)}`))
    call.end()
  })
}

function reasonOf({ code = '', message }: NodeJS.ErrnoException, isSecure: boolean): string {
  if (isSecure && /^(ERR_SSL|EPROTO)/.test(code)) return `it does not speak TLS; is it an http proxy? (${code})`
  if (isSecure && /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code))
    return `its certificate is not trusted (${code}); --cacert FILE trusts its authority`
  return message || code
}
