import { TLSSocket } from 'node:tls'
import type { Target } from '../target.ts'
import { type Exchange, header } from '../transcript.ts'
import { openConnection, plainWire } from '../wire.ts'
import type { Draft } from './diagnosis.ts'

/** An answer that no API gives: a redirect, a page, a fault of the server. Undefined where the answer may be one of the API. */
export function strangerSeen({ request, response }: Exchange): Draft | undefined {
  if (response === undefined) return undefined
  const { status, headers, body } = response
  const frame = { grade: 'error' as const, subject: new URL(request.url).host }
  const to = header(headers, 'location')
  if (status >= 300 && status < 400 && to !== undefined) {
    const where = URL.canParse(to, request.url) ? new URL(to, request.url).origin : to.slice(0, 120)
    return {
      ...frame,
      id: 'redirect',
      seen: `${request.method} ${request.url} answers ${status} and leads to ${where}`,
      why: 'Redirects are not followed, so that the token stays with the target.',
      advice: `Aim at where it leads, if that is the service: ${where}.`,
    }
  }
  const page = pageOf(body, header(headers, 'content-type') ?? '', header(headers, 'content-encoding'))
  if (status >= 500)
    return {
      ...frame,
      id: 'server-error',
      seen: `${request.method} ${request.url} answers ${status}${page === undefined ? '' : ` with ${page}`}`,
      why: 'The service fails, is down for maintenance, or a gateway does not reach it.',
      advice: 'Try again later, or ask its owner.',
    }
  if (page === undefined) return undefined
  if (status === 403)
    return {
      ...frame,
      id: 'user-agent',
      seen: `calls are answered 403 with ${page}, as an edge does that dislikes the User-Agent or the address`,
    }
  if (status < 300)
    return {
      ...frame,
      id: 'not-the-api',
      seen: `${request.method} ${request.url} answers ${status} with ${page}`,
      why: 'Something answers in place of the API: a sign-in page, a portal of the network, a proxy, another site.',
      advice: 'Open the address in a browser, sign in to the network if it asks for that, then check the URL and --proxy.',
    }
  return undefined
}

/** The title of a page comes early. */
const mostRead = 16_384

function pageOf(body: NonNullable<Exchange['response']>['body'], type: string, encoding: string | undefined): string | undefined {
  const isHtml = /html/i.test(type) || (body.kind === 'text' && /^\s*</.test(body.text))
  if (!isHtml) return undefined
  if (body.kind !== 'text') return encoding === undefined ? 'an HTML page' : `an HTML page, packed as ${encoding.slice(0, 20)}`
  const title = body.text
    .slice(0, mostRead)
    // Every other piece is a script or a style.
    .split(/<\/?(?:script|style)\b[^<>]*>/i)
    .filter((_, index) => index % 2 === 0)
    .join(' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return title === '' ? 'an HTML page' : `an HTML page that says ${JSON.stringify(title.slice(0, 60))}`
}

/** What a missing answer comes from, on a connection that could be opened. */
export async function silenceSeen({ request, failure }: Exchange, target: Target): Promise<Draft> {
  const url = new URL(request.url)
  const message = failure?.message ?? 'none'
  const frame = { grade: 'error' as const, subject: url.host }
  if (failure?.kind === 'timeout')
    return {
      ...frame,
      id: 'silent',
      seen: `${request.method} ${request.url} gets ${message}`,
      why: 'The service takes the connection and does not answer.',
      advice: 'Look why it hangs, or raise --timeout.',
    }
  const isCut = failure?.kind === 'reset' || failure?.kind === 'protocol'
  if (isCut && url.protocol === 'http:' && (await speaksTls(url, target)))
    return {
      ...frame,
      id: 'tls-wanted',
      seen: 'this port speaks TLS, and the URL says http',
      why: 'Plain http gets no answer there.',
      advice: `Use https://${url.host}.`,
    }
  if (failure?.kind === 'tls' || (isCut && url.protocol === 'https:' && target.wire?.cert === undefined))
    return {
      ...frame,
      id: 'client-certificate',
      seen: `after the TLS handshake there is no answer: ${message.replace(/;.*/, '')}`,
      why: 'A server that asks for a client certificate, and gets none that it takes, closes like that.',
      advice: 'Give the certificate with --cert and --key; if none is asked for, look into the log of the server.',
    }
  return {
    ...frame,
    id: 'cut-off',
    seen: `${request.method} ${request.url} gets no answer: ${message}`,
    why: 'The service, or something before it, closes the connection.',
    advice: 'Look into the log of the service, and at firewalls and proxies on the way.',
  }
}

async function speaksTls(url: URL, target: Target): Promise<boolean> {
  const secure = new URL(`https://${url.hostname}:${url.port || 80}`)
  const socket = await openConnection(secure, { ...(target.wire ?? plainWire), insecure: true }, Math.min(target.timeoutMs, 3000))
  if (socket instanceof Error) return false
  socket.destroy()
  return socket instanceof TLSSocket
}
