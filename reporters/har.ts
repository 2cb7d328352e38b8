import type { Content, Entry, Har, Header, PostData } from 'har-format'
import type { HarExchange, HarRun, KeptBody } from '../suites/har-evidence.ts'
import type { Body, Exchange, Headers } from '../suites/transcript.ts'
import { header } from '../suites/transcript.ts'
import type { Report } from './report.ts'
import { instant } from './text.ts'

/** HAR 1.2 of every exchange, a page for each journey: opens in the network view of a browser. Secrets are masked already. */
export function renderHar(report: Report): string {
  const har: Har = {
    log: {
      ...({ _kyx: runOf(report) } as object),
      version: '1.2',
      creator: { name: report.tool.name, version: report.tool.version },
      comment: 'Secrets are masked, large and binary bodies are kept as size and digest.',
      pages: report.transcripts.map(({ exchanges: _, ...page }) => ({
        id: page.journey.id,
        title: page.journey.id,
        startedDateTime: instant(page.startedAt),
        pageTimings: { onContentLoad: -1, onLoad: -1 },
        _kyx: page,
      })),
      entries: report.transcripts.flatMap(({ journey, exchanges }) => exchanges.map((exchange) => entryOf(exchange, journey.id))),
    },
  }
  return `${JSON.stringify(har, undefined, 2)}\n`
}

function entryOf(exchange: Exchange, pageref: string): Entry {
  const { request, response, failure } = exchange
  const time = Number.isFinite(exchange.ms) && exchange.ms > 0 ? exchange.ms : 0
  const url = uriOf(request.url)
  return {
    pageref,
    startedDateTime: instant(exchange.at),
    time,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(request.body.kind === 'none' ? {} : { postData: postDataOf(request.body, request.headers) }),
      headersSize: -1,
      bodySize: sizeOf(request.body),
    },
    response: {
      status: response?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(response?.headers ?? []),
      content: contentOf(response?.body ?? { kind: 'none' }, response?.headers ?? []),
      redirectURL: response === undefined ? '' : (header(response.headers, 'location') ?? ''),
      headersSize: -1,
      bodySize: response === undefined ? -1 : sizeOf(response.body),
      ...(failure === undefined ? {} : { _error: `${failure.kind}: ${failure.message}` }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: exchange.name,
    ...({ _kyx: keptOf(exchange) } as object),
  }
}

/** What reading the file back needs, and the standard has no member for. */
function runOf({ tool, edition, mode, startedAt, ms, targets, selection, transcripts, interrupted, partial }: Report): HarRun {
  const journeys = transcripts.map(({ journey }) => journey.id)
  return {
    header: { runId: '', tool, edition, mode, startedAt, targets, selection, journeys },
    ms,
    interrupted: interrupted ?? false,
    partial: partial ?? false,
  }
}

function keptOf({ name: _, at: __, ms: ___, request, response, ...rest }: Exchange): HarExchange {
  return {
    ...rest,
    url: request.url,
    request: kindOf(request.body),
    ...(response === undefined
      ? {}
      : {
          response: {
            body: kindOf(response.body),
            ...(response.notJson === undefined ? {} : { notJson: response.notJson }),
            ...(response.truncated === undefined ? {} : { truncated: response.truncated }),
          },
        }),
  }
}

function kindOf(body: Body): KeptBody {
  return body.kind === 'json' || body.kind === 'text' ? { kind: body.kind, size: body.size } : body
}

function headersOf(headers: Headers): Header[] {
  return headers.map(([name, value]) => ({ name, value }))
}

function postDataOf(body: Body, headers: Headers): PostData {
  const mimeType = header(headers, 'content-type') ?? ''
  if (body.kind === 'form')
    return {
      mimeType,
      params: body.parts.map(({ name, filename, type, size, sha256 }) => ({
        name,
        fileName: filename,
        contentType: type,
        comment: `${size} bytes, sha256 ${sha256}`,
      })),
    }
  return { mimeType, text: textOf(body) }
}

function contentOf(body: Body, headers: Headers): Content {
  const mimeType = header(headers, 'content-type') ?? ''
  if (body.kind === 'none') return { size: 0, mimeType }
  if (body.kind === 'binary') return { size: body.size, mimeType, comment: `${body.size} bytes, sha256 ${body.sha256}` }
  return { size: body.size, mimeType, text: textOf(body) }
}

function textOf(body: Body): string {
  if (body.kind === 'json') return JSON.stringify(body.value)
  if (body.kind === 'text') return body.text
  return body.kind === 'binary' ? `${body.size} bytes, sha256 ${body.sha256}` : ''
}

function sizeOf(body: Body): number {
  return body.kind === 'none' ? 0 : body.size
}

/** The URL with every character escaped that RFC 3986 does not allow, which browsers let stand. */
function uriOf(url: string): string {
  if (!URL.canParse(url)) return 'about:blank#not-a-url'
  const { href, origin } = new URL(url)
  const lead = href.startsWith(origin) ? origin : ''
  return (
    lead +
    href
      .slice(lead.length)
      .replace(/%(?![0-9a-f]{2})/gi, '%25')
      .replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, encodeURIComponent)
  )
}
