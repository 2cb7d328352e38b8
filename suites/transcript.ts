import type { Role } from '../contracts/hosts.ts'
import type { Journey } from './journey.ts'
import type { TargetFacts } from './target-facts.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [member: string]: Json
}

/** A body as it is kept: text up to a bound, otherwise its size, media type and digest. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json; readonly size: number }
  | { readonly kind: 'text'; readonly text: string; readonly size: number }
  | { readonly kind: 'binary'; readonly type: string; readonly size: number; readonly sha256: string; readonly head: string }
  | { readonly kind: 'form'; readonly parts: readonly FormPart[]; readonly size: number }

export interface FormPart {
  readonly name: string
  readonly filename: string
  readonly type: string
  readonly size: number
  readonly sha256: string
}

export type Headers = readonly (readonly [name: string, value: string])[]

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Body
}

export interface RecordedResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  /** Why the body is not JSON although it is text: what the parser said. */
  readonly notJson?: string
  /** The body was cut at the bound. */
  readonly truncated?: boolean
}

/** Why no response came. `protocol` is an answer that is not HTTP, or a body that broke off. */
export const failureKinds = ['refused', 'unresolved', 'tls', 'timeout', 'reset', 'protocol', 'too-large', 'aborted', 'other'] as const
export type FailureKind = (typeof failureKinds)[number]

export interface TransportFailure {
  readonly kind: FailureKind
  readonly message: string
}

/** One request with its response or the failure to get one. Secrets are already masked. */
export interface Exchange {
  /** Unique in its journey: `create`, `upload:ID.FRONT`, `status#3`, `probe:finalize/user-agent-absent`. */
  readonly name: string
  readonly step: StepName
  readonly part?: string
  readonly role: Role
  /** ISO 8601 instant of the request, UTC. */
  readonly at: string
  readonly ms: number
  readonly request: RecordedRequest
  readonly response?: RecordedResponse
  readonly failure?: TransportFailure
  /** A link of the target was not used; the URL was filled from the documented template. */
  readonly linkIgnored?: string
  /** Tries before this one that were not answered, or answered 429, each as text. */
  readonly retried?: readonly string[]
}

/** A callback that reached the listener. */
export interface Callback {
  readonly at: string
  readonly method: string
  readonly headers: Headers
  readonly body: Body
  readonly notJson?: string
}

export const stepNames = [
  'token',
  'create',
  'update',
  'upload',
  'finalize',
  'status',
  'details',
  'steps',
  'image',
  'callback',
  'delete',
  'health',
] as const
export type StepName = (typeof stepNames)[number]

/** Why a journey did not go on. `permitted`: the target took a reading that an erratum permits. */
export interface Stop {
  readonly cause:
    | 'unreachable'
    | 'unauthorised'
    | 'refused'
    | 'malformed'
    | 'budget'
    | 'max-failures'
    | 'journey-timeout'
    | 'run-timeout'
    | 'rate-limited'
    | 'deadline'
    | 'permitted'
    | 'no-facemap'
    | 'end-user'
    | 'not-steered'
    | 'not-enabled'
    | 'interrupted'
    | 'not-recorded'
    | 'client-fault'
    | 'unattributed'
    /** A fault of the harness itself. */
    | 'harness'
  /** Name of the exchange at which it stopped. */
  readonly at: string
  readonly detail: string
  readonly erratum?: string
}

/** Everything that a journey left: the one hand-over from driving to judging. */
export interface Transcript {
  readonly journey: Journey
  readonly target: TargetFacts
  readonly exchanges: readonly Exchange[]
  /** Callbacks that came, in order; undefined where none was asked for. */
  readonly callbacks?: readonly Callback[]
  readonly stopped?: Stop
  readonly startedAt: string
  readonly ms: number
}

/** First value of a header, whatever the case of its name. */
export function header(headers: Headers, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
