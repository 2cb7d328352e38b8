import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { workflows } from '../contracts/workflows/index.ts'
import { bounds } from './bounds.ts'
import { createBudget } from './budget.ts'
import type { AnyCheck } from './check.ts'
import { type Client, createClient, type Sender } from './client.ts'
import { drive, factsOf } from './drive.ts'
import { stopBy } from './ended.ts'
import type { FailureLimit } from './failures.ts'
import type { Journey } from './journey.ts'
import { judge } from './judge.ts'
import { openListener } from './listener.ts'
import { createMask, type Hidden } from './mask.ts'
import type { Materials } from './materials.ts'
import { cleanupOvertime, overtimeOf, startClock } from './overtime.ts'
import { createPace } from './pace.ts'
import { settle } from './settle.ts'
import { takesSteers } from './steering.ts'
import type { Mode, Target } from './target.ts'
import { createTokenSource } from './token.ts'
import type { Exchange, Stop, Transcript } from './transcript.ts'
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
  /** Bound on the transactions that are started. */
  readonly maxTransactions?: number
  /** Ends the driving of further journeys; several sessions may share it. */
  readonly failures?: FailureLimit
  /** Interrupts the run. */
  readonly signal?: AbortSignal
  /** Given when the time of the run is up; several sessions may share it. */
  readonly overtime?: AbortSignal
  /** Bound on each journey, in milliseconds. */
  readonly journeyTimeoutMs?: number
  /** Moves the clock of the target on. */
  readonly advance?: (ms: number) => void
  readonly onEvent?: (event: SessionEvent) => void
  /** Marks what this run makes on the target; new where absent. */
  readonly runId?: string
}

/** A fresh mark for a run. */
export function newRunId(): string {
  return randomBytes(4).toString('hex')
}

export interface SessionResult {
  readonly runId: string
  readonly transcripts: readonly Transcript[]
  readonly verdicts: readonly Verdict[]
  readonly startedAt: string
  readonly ms: number
  readonly interrupted: boolean
  /** What was masked, as it was: to search what was written for it, never to be written. */
  readonly hidden: readonly Hidden[]
}

/** Drives every journey of a plan, several at once, and judges what they left. */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { journeys, targets, failures, signal, overtime, journeyTimeoutMs, onEvent } = options
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  const stop = AbortSignal.any([signal ?? [], overtime ?? []].flat())
  setMaxListeners(0, ...[stop, signal ?? [], overtime ?? []].flat())
  const runId = options.runId ?? newRunId()
  const mask = createMask(
    runId,
    targets.flatMap(({ secrets }) => [secrets.token, secrets.clientSecret, secrets.otherToken]),
  )
  // What is going to be sent is known as personal before it turns up in an answer that is no JSON.
  for (const workflow of workflows) mask.json(options.materials.preparedData(workflow))
  const own = new Set(mask.hidden().map(({ value }) => value))
  const listener = targets.some(({ callbacks }) => callbacks) ? await openListener(mask) : undefined
  const late = new AbortController()
  const { interruptMs, overtimeMs } = bounds.cleanup
  const endLate = (ms: number) => void setTimeout(() => late.abort(cleanupOvertime(ms)), ms).unref()
  signal?.addEventListener('abort', () => endLate(interruptMs), { once: true })
  overtime?.addEventListener('abort', () => endLate(overtimeMs), { once: true })
  const budget = options.maxTransactions === undefined ? undefined : createBudget(options.maxTransactions)
  const tools = new Map(
    targets.map((target) => {
      const origins = [...Object.values(target.origins), target.tokenUrl]
      const common = {
        mask,
        origins,
        ...(target.maxBodyBytes === undefined ? {} : { maxBodyBytes: target.maxBodyBytes }),
        ...(target.wire === undefined ? {} : { wire: target.wire }),
      }
      const client = createClient({
        ...common,
        timeoutMs: target.timeoutMs,
        pace: createPace(target.limits),
        graceMs: bounds.graceMs,
        signal: stop,
      })
      const lateClient = createClient({
        ...common,
        timeoutMs: Math.min(target.timeoutMs, interruptMs),
        pace: createPace(target.limits),
        signal: late.signal,
      })
      return [target.region, { target, client, lateClient, token: createTokenSource(target, client) }] as const
    }),
  )
  const judgeOne = (transcript: Transcript) => judge(transcript, options.checks, { mode: options.mode })
  const steered = new Set<string>()
  const unsteered = new Set<string>()
  const unsent = (journey: Journey, target: Target, stopped: Stop): Transcript => {
    const transcript = unsentTranscript(journey, target, stopped)
    onEvent?.({ type: 'journey-start', journey })
    onEvent?.({ type: 'journey-end', journey, transcript })
    return transcript
  }
  const driveOne = async (journey: Journey): Promise<Transcript | undefined> => {
    const tool = tools.get(journey.region)
    if (tool === undefined || signal?.aborted) return undefined
    const kept = overtime?.aborted ? stopBy(overtime, 'plan') : failures?.stop()
    if (kept !== undefined) return unsent(journey, tool.target, kept)
    const group = `${journey.workflow}/${journey.region}`
    if (journey.steer !== undefined && unsteered.has(group)) return unsent(journey, tool.target, notSteered)
    if (budget?.reserve(journey.cost.transactions) === false) return unsent(journey, tool.target, overBudget(budget.limit))
    onEvent?.({ type: 'journey-start', journey })
    const clock =
      journeyTimeoutMs === undefined ? undefined : startClock(journeyTimeoutMs, overtimeOf('journey-timeout', journeyTimeoutMs), stop)
    const transcript = await drive(journey, tool.target, {
      client: clock === undefined ? tool.client : tool.client.within(clock.signal),
      lateClient: cleanerOf(tool, stop),
      signal: clock?.signal ?? stop,
      ...(budget === undefined ? {} : { budget }),
      token: tool.token,
      materials: options.materials,
      mask,
      runId,
      ...(listener === undefined ? {} : { listener }),
      ...(options.advance === undefined ? {} : { advance: options.advance }),
      ...(onEvent === undefined ? {} : { onExchange: (of, exchange) => onEvent({ type: 'exchange', journey: of, exchange }) }),
    })
    clock?.stop()
    failures?.note(transcript, judgeOne)
    if (journey.steer !== undefined) {
      if (takesSteers(transcript)) steered.add(group)
      else if (!steered.has(group)) unsteered.add(group)
    }
    onEvent?.({ type: 'journey-end', journey, transcript })
    return transcript
  }
  try {
    const driven = await inGroups(journeys, options.concurrency, driveOne)
    const transcripts = settle(driven)
    const verdicts = transcripts.flatMap(judgeOne)
    return {
      runId,
      transcripts,
      verdicts,
      startedAt,
      ms: Math.round(performance.now() - begun),
      interrupted: signal?.aborted ?? false,
      hidden: mask.hidden().map((each) => (own.has(each.value) ? each : { ...each, isForeign: true })),
    }
  } finally {
    await Promise.all([...tools.values()].flatMap(({ client, lateClient }) => [client.close(), lateClient.close()]))
    await listener?.close()
  }
}

/** Cleans up after a journey whose time was up, or after the end of the run. */
function cleanerOf({ client, lateClient }: { readonly client: Client; readonly lateClient: Client }, stop: AbortSignal): Sender {
  const { overtimeMs } = bounds.cleanup
  let own: Sender | undefined
  return {
    async send(draft) {
      if (!stop.aborted) {
        own ??= client.within(startClock(overtimeMs, cleanupOvertime(overtimeMs), stop).signal)
        const sent = await own.send(draft)
        if (sent.exchange.failure?.kind !== 'aborted' || !stop.aborted) return sent
      }
      return lateClient.send(draft)
    },
  }
}

/** A target that did not honour one steer of a workflow is not asked for the others: each would cost a transaction. */
const notSteered: Stop = {
  cause: 'not-steered',
  at: 'plan',
  detail: 'the target does not take outcomes by customerInternalReference, so this one was not asked for',
}

function overBudget(limit: number): Stop {
  return { cause: 'budget', at: 'plan', detail: `not driven: it would go beyond the budget of ${limit} transactions (--max-transactions)` }
}

function unsentTranscript(journey: Journey, target: Target, stopped: Stop): Transcript {
  return { journey, target: factsOf(target), exchanges: [], startedAt: new Date().toISOString(), ms: 0, stopped }
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
