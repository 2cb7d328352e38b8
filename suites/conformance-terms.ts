import type { Mode } from './mode.ts'
import type { Verdict } from './verdict.ts'

/** Steps whose answers can be judged one by one. */
export const judgedSteps = [
  'token',
  'create',
  'update',
  'upload',
  'finalize',
  'status',
  'details',
  'steps',
  'image',
  'health',
  'callback',
] as const
export type JudgedStep = (typeof judgedSteps)[number]

/** Where answers came from, and how they are to be read. */
export interface ForeignOptions {
  /** Definition key, 10011 or '10011'. Not asked for where the answer is the same for all: token and health. */
  readonly workflow?: number | string
  /** One origin for all roles, as in `run --base-url`. Absent: taken from the address of the answer, where that is known. */
  readonly baseUrl?: string
  /** A documented region, as in `run --region`. */
  readonly region?: string
}

/** How answers of another client are to be judged. */
export interface ConformanceOptions extends ForeignOptions {
  /** documented, literal or observed, as in `run --mode`; documented where absent. */
  readonly mode?: Mode
  /** Only checks of these levels: 'must', 'must,should'. */
  readonly level?: string
  /** Only checks whose id matches. */
  readonly grep?: string
}

/** A check that the given exchanges cannot answer, and what it would take. */
export interface Unjudged {
  readonly check: string
  readonly subject: string
  /** `start`, `details`, `the request`, `the base URL`. */
  readonly needs: readonly string[]
}

/** What the checks of `run` say of exchanges that another client made. */
export interface Conformance {
  readonly workflow: string
  readonly steps: readonly string[]
  readonly mode: Mode
  readonly verdicts: readonly Verdict[]
  readonly unjudged: readonly Unjudged[]
}

/** A step of a journey that another client drove, with its answer. */
export interface GivenStep {
  readonly step: JudgedStep
  readonly part?: string
  readonly response: unknown
}
