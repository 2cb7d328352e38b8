import { named } from './budget.ts'
import { Ended, type TimeBound } from './ended.ts'
import { estimate } from './estimate.ts'
import type { Journey } from './journey.ts'
import type { Target } from './target.ts'
import type { Transcript } from './transcript.ts'

/** What a bound says that was reached. */
export function overtimeOf(bound: TimeBound, ms: number): Ended {
  const what = bound === 'run-timeout' ? 'run' : 'journey'
  return new Ended(`the ${what} had not ended within ${told(ms)}; raise it with --${bound}`, bound)
}

/** Deletions have no option: they end with what they clean up after. */
export function cleanupOvertime(ms: number): Ended {
  return new Ended(`deleting what was made was given up after ${told(ms)}`, 'journey-timeout')
}

/** Ends what it bounds; it keeps no process alive. */
export interface Clock {
  readonly signal: AbortSignal
  stop(): void
}

/** @param whole what bounds the whole bounds each part: its signal is passed on, with its reason. */
export function startClock(ms: number, reason: Ended, whole?: AbortSignal): Clock {
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

/** What the bounds on time kept from being driven to its end, by name; empty where they kept nothing. */
export function overtimeNotes(transcripts: readonly Transcript[]): readonly string[] {
  return (['run-timeout', 'journey-timeout'] as const).flatMap((bound) => {
    const cut = transcripts.filter(({ stopped }) => stopped?.cause === bound)
    return cut.length === 0 ? [] : [`${cut[0]?.stopped?.detail}; not driven to the end: ${named(cut)}`]
  })
}

/** An hour at least; at most what timers bear. */
const [leastRunMs, mostRunMs] = [60 * 60_000, 2 ** 31 - 1]

/**
 * How long a run may take where nobody said, in milliseconds: an hour, or twice what its plan takes where every execution
 * uses up its whole --poll-timeout. A gate ends, and a tenant that is only slow is not cut.
 */
export function usualRunMs(journeys: readonly Journey[], targets: readonly Target[], concurrency: number): number {
  const { seconds } = estimate(journeys, targets, concurrency, ({ pollTimeoutMs }) => pollTimeoutMs / 1000)
  return Math.min(Math.max(leastRunMs, 2 * seconds * 1000), mostRunMs)
}

function told(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  return ms < 120_000 ? `${ms / 1000} s` : `${Math.round(ms / 6000) / 10} min`
}
