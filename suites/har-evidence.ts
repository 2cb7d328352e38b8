import type { Evidence } from './evidence-reader.ts'
import { type ForeignEntry, readForeignHar } from './recording/foreign-har.ts'
import type { Body, Exchange, Headers, Json, Transcript } from './transcript.ts'
import { UsageError } from './usage.ts'

/** What a HAR of ours carries beside the standard: what a transcript knows and a HAR has no member for. */
export interface HarRun extends Omit<Evidence, 'name' | 'transcripts' | 'verdicts'> {}

/** An exchange without what the standard members of its entry hold. */
export interface HarExchange extends Omit<Exchange, 'name' | 'at' | 'ms' | 'request' | 'response'> {
  readonly url: string
  readonly request: KeptBody
  readonly response?: { readonly body: KeptBody; readonly notJson?: string; readonly truncated?: boolean }
}

/** A body whose text stands in the entry. */
export type KeptBody = Exclude<Body, { kind: 'json' | 'text' }> | { readonly kind: 'json' | 'text'; readonly size: number }

interface HarEntry {
  readonly pageref: string
  readonly comment: string
  readonly startedDateTime: string
  readonly time: number
  readonly request: { readonly method: string; readonly headers: readonly HarHeader[]; readonly postData?: { readonly text?: string } }
  readonly response: { readonly status: number; readonly headers: readonly HarHeader[]; readonly content: { readonly text?: string } }
  readonly _kyx?: HarExchange
}

interface HarHeader {
  readonly name: string
  readonly value: string
}

interface OurHar {
  readonly log: {
    readonly _kyx?: HarRun
    readonly pages?: readonly { readonly id: string; readonly _kyx?: Omit<Transcript, 'exchanges'> }[]
    readonly entries: readonly HarEntry[]
  }
}

/** Reads evidence back from a HAR: whole from one that this tool wrote, as a recording from any other. */
export function readHar(text: string, name: string): Evidence {
  let har: Partial<OurHar> | null
  try {
    har = JSON.parse(text) as Partial<OurHar> | null
  } catch (error) {
    throw new UsageError(`${name}: it is no HAR: ${(error as Error).message}`)
  }
  const { _kyx: run, pages = [], entries } = har?.log ?? {}
  if (!Array.isArray(entries)) throw new UsageError(`${name}: it is no HAR 1.2: expected a list in log.entries`)
  if (run === undefined) return readForeignHar(entries as readonly ForeignEntry[], name)
  return {
    ...run,
    name,
    verdicts: [],
    transcripts: pages.flatMap(({ id, _kyx: page }) =>
      page === undefined
        ? []
        : [{ ...page, exchanges: entries.filter(({ pageref }) => pageref === id).map((entry) => exchangeOf(entry, name)) }],
    ),
  }
}

function exchangeOf(entry: HarEntry, file: string): Exchange {
  const { _kyx: kept, request, response } = entry
  if (kept === undefined) throw new UsageError(`${file}: entry ${entry.comment} was not written by this tool`)
  const { url, request: sent, response: got, ...rest } = kept
  return {
    ...rest,
    name: entry.comment,
    at: entry.startedDateTime,
    ms: entry.time,
    request: { method: request.method, url, headers: headersOf(request.headers), body: bodyOf(sent, request.postData?.text) },
    ...(got === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: headersOf(response.headers),
            body: bodyOf(got.body, response.content.text),
            ...(got.notJson === undefined ? {} : { notJson: got.notJson }),
            ...(got.truncated === undefined ? {} : { truncated: got.truncated }),
          },
        }),
  }
}

function headersOf(headers: readonly HarHeader[]): Headers {
  return headers.map(({ name, value }) => [name, value] as const)
}

function bodyOf(kept: KeptBody, text = ''): Body {
  if (kept.kind === 'json') return { kind: 'json', value: JSON.parse(text) as Json, size: kept.size }
  if (kept.kind === 'text') return { kind: 'text', text, size: kept.size }
  return kept as Body
}
