import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { documentedHost, endpoints, regions, roles } from '../../contracts/endpoints.ts'
import { bounds } from '../bounds.ts'
import { readRawHeaders } from '../call.ts'
import { failureOf } from '../failure.ts'
import type { Mask } from '../mask.ts'
import { recordResponse } from '../recorded-response.ts'
import type { TargetFacts } from '../target.ts'
import { type Body, type Headers, header } from '../transcript.ts'
import { createAgent, plainWire, type Wire } from '../wire.ts'
import { recogniseOperation } from './operation.ts'
import type { Observed } from './recording.ts'
import { readRequestBody } from './request-body.ts'

export interface RelayOptions {
  readonly target: TargetFacts
  readonly tokenUrl: string
  readonly wire?: Wire
  readonly timeoutMs: number
  readonly mask: Mask
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly onObserved?: (observed: Observed) => void
}

/** Stands between a client and a provider, and writes down what each says. */
export interface Relay {
  readonly url: string
  readonly observed: () => readonly Observed[]
  /** Exchanges that went by after the bound, and were not written down. */
  readonly missed: () => number
  close(): Promise<void>
}

/** Most exchanges that are written down, and most characters of their bodies: what is kept is kept in memory until the end. */
const maxObserved = 20_000
const maxKept = 32 * 1024 * 1024
const maxBytes = bounds.image
/** What belongs to one connection and not to the message; a compressed answer could not be read, so none is asked for. */
const ownToHop = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'host', 'expect', 'accept-encoding'],
])

/** Opens the relay on loopback. */
export async function openRelay(options: RelayOptions): Promise<Relay> {
  const agent = createAgent(options.wire ?? plainWire, options.timeoutMs)
  const heard: Observed[] = []
  let missed = 0
  let kept = 0
  // A client may be hostile too: a head has a time and a size, and connections have a number.
  const server = createServer({ maxHeaderSize: 65_536, headersTimeout: 10_000, connectionsCheckingInterval: 5000 }, (request, response) => {
    relay(request, response, options, agent, () => selfOf(request))
      .then((observed) => {
        if (observed === undefined) return
        const weight = weightOf(observed.request.body) + weightOf(observed.response?.body)
        if (heard.length >= maxObserved || kept + weight > maxKept) missed++
        else {
          kept += weight
          heard.push(observed)
        }
        options.onObserved?.(observed)
      })
      .catch(() => response.destroy())
  })
  server.maxConnections = 4096
  server.on('clientError', (_, socket) => void socket.destroy())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    observed: () => heard,
    missed: () => missed,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await agent.destroy()
    },
  }
}

/** How much of a body stays in memory: of files only size and digest are kept, of long texts their beginning. */
function weightOf(body: Body | undefined): number {
  if (body?.kind === 'json') return body.size
  return body?.kind === 'text' ? body.text.length : 0
}

/** The address by which the client knows the relay. */
function selfOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host ?? ''
  return `http://${/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? host : `127.0.0.1:${socket.localPort}`}`
}

async function relay(
  request: IncomingMessage,
  response: ServerResponse,
  { target, tokenUrl, timeoutMs, mask }: RelayOptions,
  agent: Dispatcher,
  self: () => string,
): Promise<Observed | undefined> {
  const at = new Date().toISOString()
  const begun = performance.now()
  const body = await collect(request)
  if (body === undefined) {
    refuse(response, 413, `the body is larger than the ${maxBytes} bytes that the proxy takes`)
    return undefined
  }
  const method = request.method ?? 'GET'
  const sent = pairsOf(request.rawHeaders)
  const url = upstreamOf(method, request.url ?? '/', target, tokenUrl)
  const record = {
    at,
    request: {
      method,
      url: mask.text(url.href),
      headers: mask.headers(sent.filter(([name]) => !['host', 'connection'].includes(name.toLowerCase()))),
      body: await readRequestBody(body, header(sent, 'content-type') ?? '', mask),
    },
  }
  const spent = () => Math.round((performance.now() - begun) * 1000) / 1000
  try {
    const isChunked = header(sent, 'transfer-encoding') !== undefined
    const reply = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method as Dispatcher.HttpMethod,
      headers: sent.filter(([name]) => !ownToHop.has(name.toLowerCase())).flat() as string[],
      body: isChunked ? Readable.from([body], { objectMode: false }) : body.byteLength > 0 ? body : null,
      signal: AbortSignal.timeout(timeoutMs),
      responseHeaders: 'raw',
    })
    const headers = readRawHeaders(reply.headers)
    const bytes = await collect(reply.body)
    if (bytes === undefined) throw new Error(`the answer is larger than ${maxBytes} bytes`)
    answer(response, reply.statusCode, headers, bytes, rewriterOf(target, self()))
    return { ...record, ms: spent(), response: recordResponse({ status: reply.statusCode, headers, bytes }, mask).response }
  } catch (error) {
    const failure = failureOf(error, timeoutMs, undefined)
    refuse(response, 502, `${url.origin} did not answer: ${failure.message}`)
    return { ...record, ms: spent(), failure: { ...failure } }
  }
}

/** Where a request goes: to the host of its role; what nobody knows goes to the account host. */
function upstreamOf(method: string, path: string, { origins }: TargetFacts, tokenUrl: string): URL {
  // Joined and not resolved: `//name/x` is a path here, not the host it would be as a reference.
  const asked = new URL(path.startsWith('/') ? `http://relay.invalid${path}` : path, 'http://relay.invalid')
  const found = recogniseOperation(method, asked.pathname)
  const base = found === undefined ? origins.account : origins[endpoints[found.operation].role]
  const url = new URL(found?.operation === 'token' ? tokenUrl : `${base}${asked.pathname}`)
  url.search = asked.search
  return url
}

function answer(response: ServerResponse, status: number, headers: Headers, bytes: Buffer, rewrite: (text: string) => string): void {
  const isText = /json|text|xml/i.test(header(headers, 'content-type') ?? '')
  const body = isText ? Buffer.from(rewrite(bytes.toString('utf8'))) : bytes
  const kept = headers.filter(([name]) => !ownToHop.has(name.toLowerCase()) && name.toLowerCase() !== 'content-length')
  const flat = kept.flatMap(([name, value]) => [name, rewrite(value)])
  response.writeHead(status, [...flat, ...(status === 204 || status === 304 ? [] : ['Content-Length', String(body.byteLength)])])
  response.end(body)
}

/** Leads links of the provider back through the relay, so that the client does not go around it. */
function rewriterOf({ origins, documentedRegion }: TargetFacts, self: string): (text: string) => string {
  const documented = (documentedRegion === undefined ? regions : [documentedRegion]).flatMap((region) =>
    roles.map((role) => `https://${documentedHost(role, region)}`),
  )
  const known = [...new Set([...Object.values(origins), ...documented])].sort((a, b) => b.length - a.length)
  return (text) => {
    let rewritten = text
    for (const origin of known)
      for (const [from, to] of [
        [origin, self],
        [origin.replaceAll('/', '\\/'), self.replaceAll('/', '\\/')],
      ] as const)
        rewritten = rewritten.replaceAll(from, to)
    return rewritten
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ error: `kyx-conformance proxy: ${message}` }))
}

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).byteLength
    if (size > maxBytes) return undefined
  }
  return Buffer.concat(chunks)
}

function pairsOf(raw: readonly string[]): Headers {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []))
}
