import { named } from './budget.ts'
import { settle } from './settle.ts'
import type { Stop, Transcript } from './transcript.ts'
import type { Verdict } from './verdict.ts'

/** A bound on failing verdicts, after which no further journey is begun. */
export interface FailureLimit {
  /** Judges what was driven so far; how many journeys and sessions there are does not matter. */
  note(transcript: Transcript, judgeAll: (transcript: Transcript) => readonly Verdict[]): void
  /** Why a journey is not begun; undefined while there is room. */
  stop(): Stop | undefined
}

/** @param option as the user gave it: `--bail`, `--max-failures 3` */
export function createFailureLimit(limit: number, option: string, countFailures: (verdicts: readonly Verdict[]) => number): FailureLimit {
  const driven: Transcript[] = []
  const counts = new WeakMap<Transcript, number>()
  let isReached = false
  return {
    note(transcript, judgeAll) {
      if (isReached) return
      driven.push(transcript)
      // Settled with what came before, as the run will be: a refusal alone is not yet told from a workflow that is not enabled.
      let failures = 0
      for (const settled of settle(driven)) {
        const count = counts.get(settled) ?? countFailures(judgeAll(settled))
        counts.set(settled, count)
        failures += count
      }
      isReached = failures >= limit
    },
    stop() {
      const detail = `not driven: ${limit === 1 ? 'a check had failed' : `${limit} checks had failed`} (${option})`
      return isReached ? { cause: 'max-failures', at: 'plan', detail } : undefined
    },
  }
}

/** What a bound on failures kept from being driven, by name; undefined where it kept nothing. */
export function failuresNote(transcripts: readonly Transcript[]): string | undefined {
  const without = transcripts.filter(({ stopped }) => stopped?.cause === 'max-failures')
  const first = without[0]?.stopped
  return first === undefined ? undefined : `${first.detail}: ${named(without)}`
}
