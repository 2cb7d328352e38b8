import { endpoints, readDocumentedHost, regions } from '../contracts/endpoints.ts'
import type { Workflow } from '../contracts/workflow.ts'
import { workflowParts } from '../contracts/workflow.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { type Place, readBase, sameOrigin } from './aim.ts'
import { type ForeignOptions, type JudgedStep, judgedSteps } from './conformance-terms.ts'
import { exchangeName } from './evidence.ts'
import { createMask, type Mask } from './mask.ts'
import { recordResponse } from './recorded-response.ts'
import type { Received, ReceivedCallback } from './response-reader.ts'
import { permittedStop, stopAfter } from './stops.ts'
import { modes, type TargetFacts } from './target.ts'
import { readRegions, regionPlace } from './targets.ts'
import type { Callback, Exchange, Stop, Transcript } from './transcript.ts'
import { hint, UsageError } from './usage.ts'

/** One answer of a workflow that another client drove. */
export interface ForeignExchange {
  readonly step: JudgedStep
  /** Address of a part, `ID.FRONT`; of uploads and images only. */
  readonly part?: string
  readonly received: Received | ReceivedCallback
}

/** What is asked of an exchange and is not known: noted when a judge reads it, so that it is not judged by a guess. */
export type Unknown = 'the base URL' | 'the request' | 'the time of the request'

export interface ForeignTranscript {
  readonly transcript: Transcript
  /** What judges read of it although it is not known, since the last call. */
  readonly takeUnknown: () => readonly Unknown[]
}

/** A workflow by its key; only where every workflow is answered alike may it be left out. */
export function readWorkflow(given: number | string | undefined, steps: readonly JudgedStep[]): Workflow {
  const keys = workflows.map(({ key }) => key)
  if (given === undefined && steps.every((step) => step === 'token' || step === 'health') && workflows[0] !== undefined) return workflows[0]
  if (given === undefined) throw new UsageError(`workflow: expected one of ${keys.join(', ')}, got nothing`)
  const found = workflows.find(({ key }) => key === String(given))
  if (found === undefined) throw new UsageError(`workflow: no workflow ${JSON.stringify(String(given))}${hint(String(given), keys)}`)
  return found
}

export function readStep(given: unknown): JudgedStep {
  const found = judgedSteps.find((step) => step === given)
  if (found === undefined) throw new UsageError(`no step ${JSON.stringify(given)}${hint(String(given), judgedSteps)}`)
  return found
}

/** A part by its address; the only one of a workflow may be left out. */
export function readPart(given: string | undefined, step: JudgedStep, workflow: Workflow): string | undefined {
  if (step !== 'upload' && step !== 'image') {
    if (given !== undefined) throw new UsageError(`part: ${step} has no parts, got ${JSON.stringify(given)}`)
    return undefined
  }
  const addresses: readonly string[] = workflowParts(workflow)
    .filter(({ content }) => step === 'upload' || content === 'image')
    .map(({ address }) => address)
  const part = given ?? (addresses.length === 1 ? addresses[0] : undefined)
  if (addresses.length === 0) throw new UsageError(`workflow ${workflow.key} has no ${step} by API`)
  if (part === undefined) throw new UsageError(`part: expected one of ${addresses.join(', ')} of workflow ${workflow.key}, got nothing`)
  if (!addresses.includes(part))
    throw new UsageError(`part: workflow ${workflow.key} has no ${step} of ${JSON.stringify(part)}${hint(part, addresses)}`)
  return part
}

export function readModeName(given: string): (typeof modes)[number] {
  const found = modes.find((mode) => mode === given)
  if (found === undefined) throw new UsageError(`mode: no mode ${JSON.stringify(given)}${hint(given, modes)}`)
  return found
}

/** The transcript of exchanges that another client made, in the order in which they are given. */
export function foreignTranscript(given: readonly ForeignExchange[], workflow: Workflow, options: ForeignOptions): ForeignTranscript {
  const unknown = new Set<Unknown>()
  const place = placeOf(options, given)
  const mask = createMask(String(Math.random()))
  const target = factsOf(place, () => void unknown.add('the base URL'))
  const names = namesOf(given, workflow)
  const exchanges = given.flatMap((each, index) =>
    'status' in each.received
      ? [exchangeOf(names[index] ?? each.step, each, each.received, { workflow, mask, note: (what) => void unknown.add(what) })]
      : [],
  )
  const callbacks = given.flatMap(({ received }) => ('status' in received ? [] : [callbackOf(received, mask)]))
  const stopped = exchanges.map((exchange) => stopOf(exchange, workflow)).find((stop) => stop !== undefined)
  const uploads = [...new Set(given.flatMap(({ part }) => part ?? []))]
  const startedAt = new Date().toISOString()
  const region = target.region
  return {
    transcript: {
      journey: {
        id: `${workflow.key}/${region}/documented`,
        workflow: workflow.key,
        region,
        scenario: 'documented',
        probes: [],
        uploads,
        cost: { transactions: 0, requests: 0 },
      },
      target,
      exchanges,
      ...(callbacks.length === 0 ? {} : { callbacks }),
      ...(stopped === undefined ? {} : { stopped }),
      startedAt,
      ms: 0,
    },
    takeUnknown: () => {
      const taken = [...unknown]
      unknown.clear()
      return taken
    },
  }
}

interface Recording {
  readonly workflow: Workflow
  readonly mask: Mask
  readonly note: (what: Unknown) => void
}

function exchangeOf(
  name: string,
  { step, part }: ForeignExchange,
  { status, headers, bytes, method, url, sent, at }: Received,
  { workflow, mask, note }: Recording,
): Exchange {
  const operation = step === 'callback' ? 'create' : step
  const { role, method: usual } = endpoints[operation]
  // A secret is known by its member, which may come after another that repeats it: the first reading learns, the second masks.
  recordResponse({ status, headers, bytes }, mask)
  const { response } = recordResponse({ status, headers, bytes }, mask)
  const noted = <T>(what: Unknown, value: T | undefined, instead: T): T => {
    if (value === undefined) note(what)
    return value ?? instead
  }
  return {
    name,
    step: step === 'create' || step === 'update' ? workflow.start : step,
    ...(part === undefined ? {} : { part }),
    role,
    get at() {
      return noted('the time of the request', at, new Date().toISOString())
    },
    ms: 0,
    request: {
      method: method ?? usual,
      get url() {
        return noted('the request', url === undefined ? undefined : mask.text(url), 'http://unknown.invalid/')
      },
      headers: [],
      get body() {
        return noted('the request', sent === undefined || sent.kind !== 'json' ? sent : { ...sent, value: mask.json(sent.value) }, {
          kind: 'none',
        } as const)
      },
    },
    response,
  }
}

/** Name of the exchange that a step of a workflow leaves in a transcript. */
export function nameOf(step: JudgedStep, part: string | undefined, workflow: Workflow): string {
  return exchangeName(step === 'create' || step === 'update' ? 'start' : step, part ?? '', workflow)
}

/** Names in the order given; of several polls the last has the plain name, those before it are numbered. */
function namesOf(given: readonly ForeignExchange[], workflow: Workflow): readonly string[] {
  const last = given.findLastIndex(({ step }) => step === 'status')
  return given.map(({ step, part }, index) => (step === 'status' && index < last ? `status#${index + 1}` : nameOf(step, part, workflow)))
}

function callbackOf({ method, headers, bytes }: ReceivedCallback, mask: Mask): Callback {
  const { response } = recordResponse({ status: 200, headers, bytes }, mask)
  return {
    at: new Date().toISOString(),
    method,
    headers: response.headers,
    body: response.body,
    ...(response.notJson === undefined ? {} : { notJson: response.notJson }),
  }
}

const deciding = new Set(['create', 'update', 'upload', 'finalize', 'status'])

/** Why a run would not have gone on after an exchange, in words that suit a test that is not a run. */
function stopOf(exchange: Exchange, workflow: Workflow): Stop | undefined {
  if (!deciding.has(exchange.step)) return undefined
  const seen = `${exchange.name} answered ${exchange.response?.status}`
  if (exchange.response?.status === 429) return { cause: 'rate-limited', at: exchange.name, detail: `${seen}: the rate limit was hit` }
  const stop = (exchange.step === 'finalize' ? permittedStop(exchange, workflow) : undefined) ?? stopAfter(exchange, { workflow })
  if (stop?.cause === 'unauthorised') return { ...stop, detail: `${seen}: the token of this request was refused` }
  if (stop?.cause === 'no-facemap')
    return { ...stop, detail: `${seen}: the account may have no facemap on file, which workflow ${workflow.key} needs` }
  return stop === undefined || stop.erratum !== undefined ? stop : { ...stop, detail: seen }
}

/** Where the answers came from: as the user says, or as their address tells. */
function placeOf({ baseUrl, region }: ForeignOptions, given: readonly ForeignExchange[]): Place | undefined {
  if (baseUrl !== undefined && region !== undefined) throw new UsageError('baseUrl and region exclude each other')
  if (baseUrl !== undefined) return { region: 'local', origins: sameOrigin(readBase(baseUrl, 'baseUrl')) }
  if (region !== undefined) {
    const [first, ...others] = readRegions(region, 'region')
    if (first === undefined || others.length > 0) throw new UsageError(`region: expected one region, got ${JSON.stringify(region)}`)
    return regionPlace(first)
  }
  for (const { step, received } of given) {
    const url = 'status' in received && received.url !== undefined && URL.canParse(received.url) ? new URL(received.url) : undefined
    const base = url === undefined || step === 'callback' ? undefined : baseOf(url, endpoints[step].path)
    if (url === undefined || base === undefined) continue
    const documented = readDocumentedHost(url.hostname)?.region
    const known = regions.find((each) => each === documented)
    return known === undefined ? { region: 'local', origins: sameOrigin(base) } : regionPlace(known)
  }
  return undefined
}

/** What stands before the documented path of an operation. */
function baseOf(url: URL, template: string): string | undefined {
  const path = template.replace(/\/$/, '').replace(/\{\w+\}/g, '[^/]+')
  const match = new RegExp(`^(.*?)${path}/?$`).exec(url.pathname)
  return match === null ? undefined : `${url.origin}${(match[1] ?? '').replace(/\/+$/, '')}`
}

function factsOf(place: Place | undefined, note: () => void): TargetFacts {
  const origins = place?.origins
  return {
    region: place?.region ?? 'local',
    ...(place?.documentedRegion === undefined ? {} : { documentedRegion: place.documentedRegion }),
    get origins() {
      if (origins === undefined) note()
      return origins ?? sameOrigin('http://unknown.invalid')
    },
    userAgent: '',
    tokenSource: 'given',
  }
}
