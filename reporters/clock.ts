import type { Exchange } from '../suites/transcript.ts'
import type { Verdict } from '../suites/verdict.ts'
import type { Report } from './report.ts'

export type Clock = (verdict: Verdict) => { readonly ms: number; readonly retried: readonly string[] }

/**
 * Gives the time and the retries of each exchange to the first verdict that rests on it, so that the cases of a report add up to the
 * time on the wire. A clock is used once, in the order of the verdicts.
 */
export function clockOf(report: Report): Clock {
  const journeys = new Map<string, Map<string, Exchange>>()
  for (const { journey, exchanges } of report.transcripts)
    for (const exchange of exchanges) {
      const left = journeys.get(journey.id) ?? new Map<string, Exchange>()
      journeys.set(journey.id, left.set(exchange.name, exchange))
    }
  return ({ journey, evidence }) => {
    const left = journeys.get(journey)
    // Most verdicts rest on exchanges that an earlier one has taken.
    if (left === undefined || left.size === 0) return nothing
    let ms = 0
    const retried: string[] = []
    for (const name of evidence) {
      const exchange = left.get(name)
      if (exchange === undefined) continue
      left.delete(name)
      if (Number.isFinite(exchange.ms) && exchange.ms > 0) ms += Math.round(exchange.ms)
      retried.push(...(exchange.retried ?? []))
    }
    return { ms, retried }
  }
}

const nothing = { ms: 0, retried: [] } as const
