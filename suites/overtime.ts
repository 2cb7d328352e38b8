import { named } from './budget.ts'
import { estimate } from './estimate.ts'
import type { Journey } from './journey.ts'
import type { Target } from './target.ts'
import type { Stop, Transcript } from './transcript.ts'

/** A bound on the time of a whole; each has the name of its option. */
export type TimeBound = 'journey-timeout' | 'run-timeout'

/** The reason of a signal that was given because time was up. */
export class Overtime extends Error {
  readonly bound: TimeBound | undefined
  constructor(message: string, bound?: TimeBound) {
    super(message)
    this.bound = bound
  }
}

export function overtimeOf(bound: TimeBound, ms: number): Overtime {
  const what = bound === 'run-timeout' ? 'run' : 'journey'
  return new Overtime(`the ${what} had not ended within ${told(ms)}; raise it with --${bound}`, bound)
}

/** Deletions have no option: they end with what they clean up after. */
export function cleanupOvertime(ms: number): Overtime {
  return new Overtime(`deleting what was made was given up after ${told(ms)}`)
}

/** Ends what it bounds; it keeps no process alive. */
export interface Clock {
  readonly signal: AbortSignal
  stop(): void
}

/** @param whole what bounds the whole bounds each part: its signal is passed on, with its reason. */
export function startClock(ms: number, reason: Overtime, whole?: AbortSignal): Clock {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(reason), ms).unref()
  const passOn = () => controller.abort(whole?.reason)
  if (whole?.aborted) passOn()
  else whole?.addEventListener('abort', passOn, { once: true })
  return {
    signal: controller.signal,
    stop() {
      clearTimeout(timer)
      whole?.removeEventListener('abort', passOn)
    },
  }
}

/** What a signal that was given says: a bound that was reached, or an interrupt. */
export function endText(signal: AbortSignal): string {
  return signal.reason instanceof Overtime ? signal.reason.message : 'the run was interrupted'
}

/** Why a journey stops where its signal was given. */
export function stopBy(signal: AbortSignal, at: string): Stop {
  const bound = signal.reason instanceof Overtime ? signal.reason.bound : undefined
  return { cause: bound ?? 'interrupted', at, detail: endText(signal) }
}

/** What the bounds on time kept from being driven to its end, by name; empty where they kept nothing. */
export function overtimeNotes(transcripts: readonly Transcript[]): readonly string[] {
  return (['run-timeout', 'journey-timeout'] as const).flatMap((bound) => {
    const cut = transcripts.filter(({ stopped }) => stopped?.cause === bound)
    return cut.length === 0 ? [] : [`${cut[0]?.stopped?.detail}; not driven to the end: ${named(cut)}`]
  })
}

const leastRunMs = 60 * 60_000

/**
 * How long a run may take where nobody said, in milliseconds: an hour, or twice what its plan takes where every execution
 * uses up its whole --poll-timeout. A gate ends, and a tenant that is only slow is not cut.
 */
export function usualRunMs(journeys: readonly Journey[], targets: readonly Target[], concurrency: number): number {
  const { seconds } = estimate(journeys, targets, concurrency, ({ pollTimeoutMs }) => pollTimeoutMs / 1000)
  return Math.max(leastRunMs, 2 * seconds * 1000)
}

function told(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  return ms < 120_000 ? `${ms / 1000} s` : `${Math.round(ms / 6000) / 10} min`
}
