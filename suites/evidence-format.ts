import { createHash } from 'node:crypto'
import type { edition } from '../contracts/source.ts'
import type { Journey, Scenario } from './journey.ts'
import type { Mode, TargetFacts } from './target.ts'
import type { TlsFacts } from './tls.ts'
import type { Exchange, Transcript } from './transcript.ts'
import type { Level, Outcome, Verdict } from './verdict.ts'

/** Rises when a reader of the older form would misread the newer one. */
export const evidenceFormat = 'kyx-evidence/1'

/** What of a selection a report tells. */
export interface Selected {
  readonly workflows: readonly string[]
  readonly scenarios: readonly Scenario[]
  readonly grep?: string
  readonly levels?: readonly Level[]
}

/** Which part of a plan a run was: part `index` of `total`, or a rerun of what failed. */
export interface Part {
  readonly index: number
  readonly total: number
}

export interface HeaderLine {
  readonly type: 'header'
  readonly format: typeof evidenceFormat
  readonly runId: string
  readonly tool: { readonly name: 'kyx-conformance'; readonly version: string }
  readonly edition: typeof edition
  readonly mode: Mode
  readonly startedAt: string
  readonly targets: readonly TargetFacts[]
  readonly selection: Selected
  /** Ids of the journeys that this run set out to drive. */
  readonly journeys: readonly string[]
  readonly shard?: Part
  /** The whole plan, where this run drives only a part of it. */
  readonly plan?: readonly string[]
  /** This run repeats what an earlier one left red or open. */
  readonly rerun?: boolean
  /** Its targets were set side by side: what their hosts negotiated, which is not in the exchanges. */
  readonly audit?: { readonly tls: readonly TlsFacts[] }
}

export interface JourneyLine {
  readonly type: 'journey'
  readonly journey: Journey
  readonly startedAt: string
}

export interface ExchangeLine {
  readonly type: 'exchange'
  readonly journey: string
  /** Number of the exchange in its journey, as it was recorded. */
  readonly n: number
  readonly exchange: Exchange
}

export interface TranscriptLine extends Omit<Transcript, 'exchanges'> {
  readonly type: 'transcript'
  /** Numbers of the exchange lines in order, with the names that they have at the end. */
  readonly exchanges: readonly (readonly [n: number, name: string])[]
}

/** A verdict without what its check says of itself. */
export type RecordedVerdict = Omit<Verdict, 'statement' | 'source' | 'file' | 'line'>

export interface VerdictLine extends RecordedVerdict {
  readonly type: 'verdict'
}

export interface FooterLine {
  readonly type: 'footer'
  readonly endedAt: string
  readonly ms: number
  readonly interrupted: boolean
  readonly counts: { readonly exchanges: number; readonly transcripts: number; readonly verdicts: Readonly<Record<Outcome, number>> }
  /** SHA-256 over every byte before this line. */
  readonly digest: string
}

export type EvidenceLine = HeaderLine | JourneyLine | ExchangeLine | TranscriptLine | VerdictLine | FooterLine

/** Seal of the line before the first. */
export const firstSeal = '0000000000000000'

const sealed = /^(.*),"seal":"([0-9a-f]{16})"\}$/s

/** A line as it is written: its number and, last, a seal that rests on its text and on the seal of the line before. */
export function sealLine(line: EvidenceLine, number: number, before: string): { readonly text: string; readonly seal: string } {
  const open = JSON.stringify({ line: number, ...line }).slice(0, -1)
  const seal = sealOf(before, open)
  return { text: `${open},"seal":"${seal}"}\n`, seal }
}

/** Splits a written line into its text and its seal; undefined where it has none. */
export function openLine(text: string): { readonly open: string; readonly seal: string } | undefined {
  const [, open, seal] = sealed.exec(text) ?? []
  return open === undefined || seal === undefined ? undefined : { open, seal }
}

export function sealOf(before: string, open: string): string {
  return createHash('sha256').update(before).update(open).digest('hex').slice(0, 16)
}

export function recordedVerdict({ statement: _, source: __, file: ___, line: ____, ...rest }: Verdict): RecordedVerdict {
  return rest
}
