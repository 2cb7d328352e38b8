import type { Limits } from './pace.ts'
import type { TargetFacts } from './target-facts.ts'
import type { Wire } from './wire.ts'

export { type Mode, modes } from './mode.ts'
export type { TargetFacts }

/** A target with what it takes to reach it. Secrets stay in here: nothing of `secrets` is ever recorded. */
export interface Target extends TargetFacts {
  readonly secrets: {
    readonly token?: string
    readonly clientId?: string
    readonly clientSecret?: string
    /** Token of a second tenant, for the probes that cross tenants. */
    readonly otherToken?: string
    /** Sent where the token endpoint does not exist and the user gave no credentials. */
    readonly fallbackToken?: string
  }
  readonly tokenUrl: string
  readonly headers: readonly (readonly [string, string])[]
  readonly timeoutMs: number
  readonly pollTimeoutMs: number
  /** Bound on the body of an answer; that of suites/bounds.ts where absent. */
  readonly maxBodyBytes?: number
  readonly callbackTimeoutMs: number
  /** An account with a facemap on file, for workflows that need one and cannot make one by API. */
  readonly facemapAccount?: string
  /** Ask the target to call back on loopback: only where the target itself is on loopback. */
  readonly callbacks: boolean
  /** How it is reached, where it is not simply by its name. */
  readonly wire?: Wire
  /** Requests per second that it may get. */
  readonly limits?: Limits
  /** Delete what the run created. */
  readonly cleanup: boolean
}
