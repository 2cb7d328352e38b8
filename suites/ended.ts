import type { Stop } from './transcript.ts'

/** A bound on the time of a whole; each has the name of its option. */
export type TimeBound = 'journey-timeout' | 'run-timeout'

/** The reason of a signal that was given because time was up, or because the harness failed. One without a reason interrupts. */
export class Ended extends Error {
  readonly stop: TimeBound | 'harness'
  constructor(message: string, stop: TimeBound | 'harness') {
    super(message)
    this.stop = stop
  }
}

/** What a signal that was given says. */
export function endText(signal: AbortSignal): string {
  return signal.reason instanceof Ended ? signal.reason.message : 'the run was interrupted'
}

/** Why a journey stops where its signal was given. */
export function stopBy(signal: AbortSignal, at: string): Stop {
  const cause = signal.reason instanceof Ended ? signal.reason.stop : 'interrupted'
  return { cause, at, detail: endText(signal) }
}
