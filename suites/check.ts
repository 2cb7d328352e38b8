import type { SourceLine } from '../contracts/source.ts'
import type { Workflow } from '../contracts/workflow.ts'
import type { Scenario } from './journey.ts'
import type { TargetFacts } from './target.ts'
import type { Callback, Exchange, JsonObject, RecordedResponse, StepName, Transcript } from './transcript.ts'
import type { Finding, Level } from './verdict.ts'

/** An exchange that was answered. */
export interface Reply extends Exchange {
  readonly response: RecordedResponse
}

/** A 2xx answer whose body is a JSON object. */
export interface Answer {
  readonly exchange: Reply
  readonly body: JsonObject
}

/** A probe with the valid exchange that it differs from by one fault. */
export interface ProbePair {
  readonly probe: Reply
  readonly control: Reply
}

/** Steps whose answers a check may ask for. `start` is create or update, whichever opens the workflow. */
export type Subject = 'start' | 'upload' | 'finalize' | 'status' | 'details' | 'steps' | 'image' | 'token' | 'health' | 'delete'

/**
 * Evidence by name. `reply:x` is any HTTP answer, `success:x` any 2xx, `x` a 2xx with a JSON object.
 * What is not there makes the verdict blocked: a judge never meets a missing answer.
 */
export type EvidenceMap = { readonly [S in Subject as `reply:${S}` | `success:${S}`]: Reply } & { readonly [S in Subject]: Answer } & {
  /** Every answer to an upload that succeeded, in order. */
  readonly uploads: readonly Answer[]
  /** Every poll of the status that was answered 2xx with JSON, in order. */
  readonly polls: readonly Answer[]
  /** Callbacks that came to the listener. */
  readonly callbacks: readonly Callback[]
  /** The first callback that came, with a JSON object. */
  readonly callback: { readonly callback: Callback; readonly body: JsonObject }
  readonly probe: ProbePair
  readonly transcript: Transcript
}
export type EvidenceName = keyof EvidenceMap

export interface JudgeContext {
  readonly workflow: Workflow
  readonly target: TargetFacts
  readonly transcript: Transcript
  /** The subject of this verdict: a part address, an edge, a probe id; empty where the check has one subject only. */
  readonly subject: string
}

/** `false` where the check does not concern the workflow at all. */
export interface Check<N extends EvidenceName = EvidenceName> {
  readonly id: string
  readonly level: Level
  readonly source: readonly SourceLine[]
  readonly statement: string
  readonly step: StepName | 'start'
  readonly needs: readonly N[]
  /** Scenarios in which it is judged; documented where absent. */
  readonly scenarios?: readonly Scenario[]
  /** The one variant of its scenario in which it is judged. */
  readonly variant?: string
  /** The one variation of journeys in which it is judged. */
  readonly variation?: 'modest' | 'largest'
  /** Register entries that it covers; `*` stands for the workflow key. */
  readonly covers: readonly string[]
  readonly errata?: readonly string[]
  readonly appliesTo?: (workflow: Workflow) => boolean
  /** Subjects beyond one: parts, edges, members. Absent: the parts where it needs an upload, otherwise one. */
  readonly subjects?: (workflow: Workflow) => readonly string[]
  /** A reason why this run cannot show it (tenant, channel), or undefined to judge. */
  readonly unless?: (context: JudgeContext) =>
    | {
        readonly code: 'token-given' | 'absent' | 'not-steered' | 'end-user' | 'control-failed' | 'deadline' | 'needs-second-tenant'
        readonly text: string
      }
    | undefined
  /** It looks at what only a replay of the harness leaves, such as its second tries: answers that another client got cannot show it. */
  readonly replayOnly?: true
  readonly judge: (evidence: Pick<EvidenceMap, N>, context: JudgeContext) => readonly Finding[]
  readonly file?: string
  readonly line?: number
}

/** A check whose evidence type is forgotten, as lists hold it. */
export type AnyCheck = Omit<Check, 'judge' | 'needs'> & {
  readonly needs: readonly EvidenceName[]
  readonly judge: (evidence: never, context: JudgeContext) => readonly Finding[]
}

/** Declares a check; its judge may read only what `needs` names. */
export function defineCheck<const N extends EvidenceName>(check: Check<N>): AnyCheck {
  // The bundle has the place written in: asking the stack for it, hundreds of times, is a good part of a start.
  return (check.file === undefined ? { ...placeOf(new Error().stack), ...check } : check) as AnyCheck
}

/** File and line of the caller, relative to the top folder; nothing where the stack does not tell. */
function placeOf(stack: string | undefined): { readonly file?: string; readonly line?: number } {
  const match = /[/\\](suites[/\\]checks[/\\][\w./\\-]+\.ts):(\d+)/.exec(stack?.split('\n').slice(2).join('\n') ?? '')
  return match?.[1] !== undefined ? { file: match[1].replaceAll('\\', '/'), line: Number(match[2]) } : {}
}
