import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { AnyCheck } from './check.ts'
import { createClient } from './client.ts'
import { drive, factsOf } from './drive.ts'
import { markNotEnabled } from './entitlement.ts'
import type { Journey } from './journey.ts'
import { judge } from './judge.ts'
import { openListener } from './listener.ts'
import { createMask } from './mask.ts'
import type { Materials } from './materials.ts'
import { takesSteers } from './steering.ts'
import type { Mode, Target } from './target.ts'
import { createTokenSource } from './token.ts'
import type { Exchange, Transcript } from './transcript.ts'
import type { Verdict } from './verdict.ts'

export type SessionEvent =
  | { readonly type: 'journey-start'; readonly journey: Journey }
  | { readonly type: 'exchange'; readonly journey: Journey; readonly exchange: Exchange }
  | { readonly type: 'journey-end'; readonly journey: Journey; readonly transcript: Transcript }

export interface SessionOptions {
  readonly journeys: readonly Journey[]
  readonly targets: readonly Target[]
  readonly checks: readonly AnyCheck[]
  readonly mode: Mode
  readonly materials: Materials
  /** Journeys that are driven at once. */
  readonly concurrency: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: SessionEvent) => void
}

export interface SessionResult {
  readonly runId: string
  readonly transcripts: readonly Transcript[]
  readonly verdicts: readonly Verdict[]
  readonly startedAt: string
  readonly ms: number
  readonly interrupted: boolean
}

/** Drives every journey of a plan, several at once, and judges what they left. */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { journeys, targets, signal, onEvent } = options
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  if (signal !== undefined) setMaxListeners(0, signal)
  const runId = randomBytes(4).toString('hex')
  const mask = createMask(
    runId,
    targets.flatMap(({ secrets }) => [secrets.token, secrets.clientSecret, secrets.otherToken]),
  )
  const listener = targets.some(({ callbacks }) => callbacks) ? await openListener(mask) : undefined
  const tools = new Map(
    targets.map((target) => {
      const origins = [...Object.values(target.origins), target.tokenUrl]
      const client = createClient({ mask, timeoutMs: target.timeoutMs, origins, ...(signal === undefined ? {} : { signal }) })
      return [target.region, { target, client, token: createTokenSource(target, client) }] as const
    }),
  )
  const steered = new Set<string>()
  const unsteered = new Set<string>()
  const driveOne = async (journey: Journey): Promise<Transcript | undefined> => {
    const tool = tools.get(journey.region)
    if (tool === undefined || signal?.aborted) return undefined
    const group = `${journey.workflow}/${journey.region}`
    if (journey.steer !== undefined && unsteered.has(group)) return unsteeredTranscript(journey, tool.target)
    onEvent?.({ type: 'journey-start', journey })
    const transcript = await drive(journey, tool.target, {
      client: tool.client,
      token: tool.token,
      materials: options.materials,
      mask,
      runId,
      ...(listener === undefined ? {} : { listener }),
      ...(signal === undefined ? {} : { signal }),
      ...(onEvent === undefined ? {} : { onExchange: (of, exchange) => onEvent({ type: 'exchange', journey: of, exchange }) }),
    })
    if (journey.steer !== undefined) {
      if (takesSteers(transcript)) steered.add(group)
      else if (!steered.has(group)) unsteered.add(group)
    }
    onEvent?.({ type: 'journey-end', journey, transcript })
    return transcript
  }
  try {
    const driven = await inGroups(journeys, options.concurrency, driveOne)
    const transcripts = markNotEnabled(driven)
    const verdicts = transcripts.flatMap((transcript) => judge(transcript, options.checks, { mode: options.mode }))
    return { runId, transcripts, verdicts, startedAt, ms: Math.round(performance.now() - begun), interrupted: signal?.aborted ?? false }
  } finally {
    await Promise.all([...tools.values()].map(({ client }) => client.close()))
    await listener?.close()
  }
}

/** A target that did not honour one steer of a workflow is not asked for the others: each would cost a transaction. */
function unsteeredTranscript(journey: Journey, target: Target): Transcript {
  return {
    journey,
    target: factsOf(target),
    exchanges: [],
    startedAt: new Date().toISOString(),
    ms: 0,
    stopped: {
      cause: 'not-steered',
      at: 'plan',
      detail: 'the target does not take outcomes by customerInternalReference, so this one was not asked for',
    },
  }
}

/** Runs the steered journeys of one workflow one after the other, and everything else side by side, up to a bound. */
async function inGroups(
  journeys: readonly Journey[],
  concurrency: number,
  driveOne: (journey: Journey) => Promise<Transcript | undefined>,
): Promise<readonly Transcript[]> {
  const groups = new Map<string, Journey[]>()
  for (const journey of journeys) {
    const name = journey.steer === undefined ? journey.id : `${journey.workflow}/${journey.region}/steered`
    groups.set(name, [...(groups.get(name) ?? []), journey])
  }
  const queue = [...groups.values()]
  const done = new Map<string, Transcript>()
  const worker = async () => {
    for (let group = queue.shift(); group !== undefined; group = queue.shift())
      for (const journey of group) {
        const transcript = await driveOne(journey)
        if (transcript !== undefined) done.set(journey.id, transcript)
      }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker))
  return journeys.flatMap((journey) => done.get(journey.id) ?? [])
}
