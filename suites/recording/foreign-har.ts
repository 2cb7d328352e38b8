import { endpoints, type Role, readDocumentedHost, roles } from '../../contracts/endpoints.ts'
import { edition } from '../../contracts/source.ts'
import type { Evidence } from '../evidence-reader.ts'
import { createMask, type Mask } from '../mask.ts'
import { recordResponse } from '../recorded-response.ts'
import type { TargetFacts } from '../target.ts'
import { type FormPart, type Headers, header } from '../transcript.ts'
import { UsageError } from '../usage.ts'
import { recogniseOperation } from './operation.ts'
import { type Observed, readRecording } from './recording.ts'
import { readPlainBody } from './request-body.ts'

/** What is read of an entry of a HAR 1.2 that browsers, proxies and HTTP clients save. */
export interface ForeignEntry {
  readonly startedDateTime?: string
  readonly time?: number
  readonly request?: {
    readonly method?: string
    readonly url?: string
    readonly headers?: readonly { readonly name?: string; readonly value?: string }[]
    readonly postData?: {
      readonly mimeType?: string
      readonly text?: string
      readonly params?: readonly {
        readonly name?: string
        readonly value?: string
        readonly fileName?: string
        readonly contentType?: string
      }[]
    }
  }
  readonly response?: {
    readonly status?: number
    readonly headers?: readonly { readonly name?: string; readonly value?: string }[]
    readonly content?: { readonly mimeType?: string; readonly text?: string; readonly encoding?: string }
  }
}

/** Evidence made of a HAR that another tool saved: requests of the documented API, sorted into journeys. */
export function readForeignHar(entries: readonly ForeignEntry[], name: string): Evidence {
  const known = entries.filter(({ request }) => recogniseOperation(request?.method ?? '', pathnameOf(request?.url)) !== undefined)
  const first = known[0]
  if (first === undefined)
    throw new UsageError(
      `${name}: none of its ${entries.length} entries is a request of the documented API: is it the recording of another service?`,
    )
  const mask = createMask(first.startedDateTime ?? name)
  const target = targetOf(known, mask)
  const observed = known.map((entry) => observedOf(entry, mask))
  const { transcripts } = readRecording(observed, target)
  if (transcripts.length === 0)
    throw new UsageError(
      `${name}: it holds no start request (POST or PUT on accounts) that names a workflow of the contract, so nothing can be judged`,
    )
  const times = observed.map(({ at, ms }) => Date.parse(at) + ms)
  const startedAt = observed.map(({ at }) => at).sort()[0] ?? new Date(0).toISOString()
  return {
    name,
    header: {
      runId: 'har',
      tool: { name: 'kyx-conformance', version: 'har' },
      edition,
      mode: 'documented',
      startedAt,
      targets: [target],
      selection: { workflows: [...new Set(transcripts.map(({ journey }) => journey.workflow))], scenarios: ['documented'] },
      journeys: transcripts.map(({ journey }) => journey.id),
    },
    transcripts,
    verdicts: [],
    ms: Math.max(0, Math.max(...times) - Date.parse(startedAt)),
    interrupted: false,
    partial: false,
  }
}

function pathnameOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : ''
}

/** The origins that the requests of each role went to; a role that was not asked takes the account's. */
function targetOf(entries: readonly ForeignEntry[], mask: Mask): TargetFacts {
  const found = new Map<Role, string>()
  for (const { request } of entries) {
    const operation = recogniseOperation(request?.method ?? '', pathnameOf(request?.url))?.operation
    if (operation !== undefined && !found.has(endpoints[operation].role))
      found.set(endpoints[operation].role, new URL(request?.url ?? '').origin)
  }
  const usual = found.get('account') ?? [...found.values()][0] ?? ''
  const documented = readDocumentedHost(new URL(usual).hostname)
  const agent = entries.map(({ request }) => header(headersOf(request?.headers), 'user-agent')).find((each) => each !== undefined)
  return {
    region: documented?.region ?? 'recorded',
    ...(documented === undefined ? {} : { documentedRegion: documented.region as NonNullable<TargetFacts['documentedRegion']> }),
    origins: Object.fromEntries(roles.map((role) => [role, found.get(role) ?? usual])) as Record<Role, string>,
    userAgent: mask.text(agent ?? ''),
    tokenSource: 'given',
  }
}

function observedOf({ startedDateTime, time, request, response }: ForeignEntry, mask: Mask): Observed {
  const sent = headersOf(request?.headers)
  const type = header(sent, 'content-type') ?? request?.postData?.mimeType ?? ''
  const instant = Date.parse(startedDateTime ?? '')
  const record = {
    at: new Date(Number.isNaN(instant) ? 0 : instant).toISOString(),
    ms: typeof time === 'number' && time > 0 ? time : 0,
    request: {
      method: request?.method ?? '',
      url: mask.text(request?.url ?? ''),
      headers: mask.headers(sent),
      body: requestBodyOf(request?.postData, type, mask),
    },
  }
  const status = response?.status ?? 0
  if (status === 0) return { ...record, failure: { kind: 'other', message: 'the HAR holds no answer' } }
  const { text = '', encoding, mimeType = '' } = response?.content ?? {}
  const given = headersOf(response?.headers)
  const headers = header(given, 'content-type') === undefined && mimeType !== '' ? [...given, ['Content-Type', mimeType] as const] : given
  const bytes = Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8')
  return { ...record, response: recordResponse({ status, headers, bytes }, mask).response }
}

type PostData = NonNullable<ForeignEntry['request']>['postData']

function requestBodyOf(postData: PostData, type: string, mask: Mask): Observed['request']['body'] {
  const { params = [], text = '' } = postData ?? {}
  if (!/^multipart\//i.test(type)) return readPlainBody(Buffer.from(text), type, mask)
  const parts = params.length > 0 ? params.map(({ name, fileName, contentType }) => partOf(name, fileName, contentType)) : partsOfText(text)
  return { kind: 'form', parts, size: Buffer.byteLength(text) }
}

/** Of a file that went through a HAR no more is known than its name: the bytes are left out, or spoilt by being text. */
function partOf(name = '', filename = '', type = ''): FormPart {
  return { name, filename, type, size: 0, sha256: '' }
}

/** Parts by the lines of their headers; whatever else stands in the text is content. */
function partsOfText(text: string): readonly FormPart[] {
  const rows = text.split(/\r?\n/)
  return rows.flatMap((row, index) => {
    if (!/^content-disposition:/i.test(row)) return []
    const type = rows.slice(index + 1, index + 4).find((each) => /^content-type:/i.test(each))
    return [partOf(/[; ]name="([^"]*)"/.exec(row)?.[1], /filename="([^"]*)"/.exec(row)?.[1], type?.slice(13).trim())]
  })
}

function headersOf(headers: readonly { readonly name?: string; readonly value?: string }[] = []): Headers {
  // HTTP/2 has names that begin with a colon, which are no headers.
  return headers
    .filter(({ name }) => name !== undefined && !name.startsWith(':'))
    .map(({ name = '', value = '' }) => [name, value] as const)
}
