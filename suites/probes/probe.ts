import type { SourceLine } from '../../contracts/source.ts'
import type { AddressedPart, Workflow } from '../../contracts/workflow.ts'
import type { Draft } from '../client.ts'
import type { World } from '../drafts.ts'
import type { Level } from '../verdict.ts'

/**
 * Steps that a probe may ride on; `start` is create or update. A probe is sent just before its step. `closed` probes
 * ride after the execution has ended: an upload or a finalize that comes too late (see `closes`). `opened` probes ride
 * just after the start of a workflow that has no upload and no finalize of its own. `prepared` probes ride where the
 * account for such a workflow exists and lacks what an earlier workflow is to leave on it.
 */
export type ProbeStep =
  | 'start'
  | 'upload'
  | 'finalize'
  | 'status'
  | 'details'
  | 'steps'
  | 'health'
  | 'delete'
  | 'delete-account'
  | 'token'
  | 'image'
  | 'closed'
  | 'opened'
  | 'prepared'

/** What the documents say of the answer to a request with this one fault. */
export interface Expectation {
  /** `refused`: one of `statuses`. `accepted`: any 2xx. `clean`: anything but 5xx, and where it is 2xx nothing else is claimed. */
  readonly answer: 'refused' | 'accepted' | 'clean'
  readonly statuses?: readonly number[]
  /** Readings that an erratum permits: further statuses, or acceptance. */
  readonly lenient?: { readonly erratum: string; readonly statuses?: readonly number[]; readonly accepted?: boolean }
}

/** One fault on one step: the draft differs from the valid one by that fault alone. */
export interface Probe {
  /** Word for the fault: `user-agent-absent`. */
  readonly id: string
  /** Id of the check that judges it. */
  readonly check: string
  readonly step: ProbeStep
  /** In an upload: the content of the part that it rides on. */
  readonly content?: 'data' | 'image'
  /** In `closed`: the step that is repeated after the end. */
  readonly closes?: 'upload' | 'finalize'
  readonly level: Level
  readonly source: readonly SourceLine[]
  readonly statement: string
  readonly covers: readonly string[]
  readonly errata?: readonly string[]
  readonly expect: Expectation
  readonly appliesTo?: (workflow: Workflow, part?: AddressedPart) => boolean
  /** Why a run may be unable to make it, where it may. */
  readonly excuse?: { readonly code: 'absent' | 'needs-second-tenant'; readonly text: string }
  /** Makes the one fault; undefined where this run cannot make it. */
  readonly edit: (draft: Draft, world: World) => Draft | undefined
}

/** Name of the exchange of a probe; the control is the exchange that follows the slash-free step name. */
export function probeName(probe: Probe, control: string): string {
  return `probe:${control}/${probe.id}`
}

export function withoutHeader(draft: Draft, name: string): Draft {
  return { ...draft, headers: draft.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase()) }
}

export function withHeader(draft: Draft, name: string, value: string): Draft {
  const bare = withoutHeader(draft, name)
  return { ...bare, headers: [...bare.headers, [name, value]] }
}

/** The JSON body changed by a function; a draft with another body stays as it is. */
export function withBody(draft: Draft, change: (body: Record<string, unknown>) => unknown): Draft {
  if (draft.body?.kind !== 'json') return draft
  const copy = structuredClone(draft.body.value) as Record<string, unknown>
  const changed = change(copy)
  return { ...draft, body: { kind: 'json', value: (changed === undefined ? copy : changed) as never } }
}
