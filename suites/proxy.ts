import { type ClientRequest, request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopback } from './mapping.ts'
import { UsageError } from './usage.ts'

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
  const value = (name: string) => env[name.toLowerCase()] || env[name] || undefined
  const bypass = (value('NO_PROXY') ?? '').split(/[,\s]+/).filter((entry) => entry !== '')
  if (flag !== undefined) {
    const url = readProxy(flag, '--proxy')
    return { http: url, https: url, bypass, isAsked: true }
  }
  const all = value('ALL_PROXY')
  // Upper-case HTTP_PROXY may be a request header in CGI; curl reads the lower-case name only, most tools read both.
  const [http, https] = [value('HTTP_PROXY') ?? all, value('HTTPS_PROXY') ?? all]
  if (http === undefined && https === undefined) return undefined
  return {
    ...(http === undefined ? {} : { http: readProxy(http, 'HTTP_PROXY') }),
    ...(https === undefined ? {} : { https: readProxy(https, 'HTTPS_PROXY') }),
    bypass,
    isAsked: false,
  }
}

function readProxy(text: string, option: string): string {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  if (url?.protocol !== 'http:' || url.hostname === '')
    throw new UsageError(
      `${option}: expected the URL of an http proxy such as http://proxy.example.com:3128, got ${JSON.stringify(hide(text))}`,
    )
  return url.href
}

/** A proxy URL without its password. */
export function hide(text: string): string {
  return text.replace(/\/\/[^@/]*@/, '//')
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

function isBypassed(entry: string, hostname: string, port: number): boolean {
  if (entry === '*') return true
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  if (only !== undefined && Number(only) !== port) return false
  const bare = name.replace(/^\*?\./, '')
  return bare !== '' && (hostname === bare || hostname.endsWith(`.${bare}`))
}

/** Opens a tunnel by CONNECT; the socket that comes back ends at the destination. */
export function openTunnel(proxy: string, host: string, port: number, timeoutMs: number): Promise<Socket> {
  const url = new URL(proxy)
  const shown = `the proxy ${url.protocol}//${url.host}`
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return new Promise((resolve, reject) => {
    const fail = (text: string, code = 'ERR_PROXY') => reject(Object.assign(new Error(text), { code }))
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    const call: ClientRequest = httpRequest({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? 80 : Number(url.port),
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
      fail(`${shown} answered ${response.statusCode} to CONNECT ${authority}`)
    })
    call.once('response', (response) => {
      response.resume()
      fail(`${shown} answered ${response.statusCode} to CONNECT ${authority}`)
    })
    call.once('error', (error: NodeJS.ErrnoException) => fail(`${shown} cannot be reached: ${error.message || error.code}`))
    call.end()
  })
}
