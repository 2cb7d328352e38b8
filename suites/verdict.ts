import type { SourceLine } from '../contracts/source.ts'
import type { Scenario } from './journey.ts'
import type { StepName } from './transcript.ts'

export type Level = 'MUST' | 'SHOULD' | 'MAY'

export const outcomes = ['conforms', 'violates', 'inconclusive', 'not-applicable', 'harness-error'] as const
export type Outcome = (typeof outcomes)[number]

export const severities = ['error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** How a value differs from a schema: a member that must be there or must not, another type, another value. */
export type Difference = 'missing' | 'unexpected' | 'type' | 'value'

/** What a judge found: where, what the document promises, what was seen. */
export interface Finding {
  /** Place in the evidence: `create response $.account.id`. */
  readonly at: string
  readonly expected: string
  readonly actual: string
  /** Only the strict reading of this erratum is broken: it weighs one grade less, save in literal mode. */
  readonly contested?: string
  /** A deviation that the live service is known for: a warning in observed mode. */
  readonly tolerance?: string
  /** Where a schema was broken. */
  readonly difference?: Difference
}

export const reasonCodes = [
  'blocked',
  'control-failed',
  'unreachable',
  'unauthorised',
  'not-enabled',
  'budget',
  'max-failures',
  'journey-timeout',
  'run-timeout',
  'rate-limited',
  'deadline',
  'interrupted',
  'token-given',
  'no-facemap',
  'end-user',
  'permitted-reading',
  'not-steered',
  'no-callback-asked',
  'absent',
  'needs-second-tenant',
  'not-recorded',
  'client-fault',
  'threw',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  readonly text: string
  /** Key of the verdict that is the first cause, where one is. */
  readonly cause?: string
}

export interface JudgedFinding extends Finding {
  readonly severity: Severity
}

/** Who answers for a violation that a baseline covers, why, and until when. */
export interface Suppression {
  readonly reason: string
  readonly owner: string
  readonly ticket: string
  /** The last day, `2026-01-31`. */
  readonly expires: string
}

/** One check on one subject. */
export interface Verdict {
  /** Unique in a run: journey, check, subject. */
  readonly key: string
  readonly check: string
  readonly level: Level
  readonly statement: string
  readonly source: readonly SourceLine[]
  readonly workflow: string
  readonly region: string
  readonly scenario: Scenario
  readonly journey: string
  readonly step: StepName
  /** Part, edge or member that the check looked at; empty where there is only one. */
  readonly subject: string
  readonly outcome: Outcome
  /** The gravest severity of the findings, where it violates. */
  readonly severity?: Severity
  readonly findings: readonly JudgedFinding[]
  /** It violates, and a baseline covers it: it is shown, and does not fail the run. */
  readonly suppressed?: Suppression
  /** Why it was not judged. */
  readonly reason?: Reason
  /** Names of the exchanges it rests on. */
  readonly evidence: readonly string[]
  /** File and line of the check, from the top folder. */
  readonly file?: string
  readonly line?: number
}
