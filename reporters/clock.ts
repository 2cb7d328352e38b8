import type { Exchange } from '../suites/transcript.ts'
import type { Verdict } from '../suites/verdict.ts'
import type { Report } from './report.ts'

export type Clock = (verdict: Verdict) => { readonly ms: number; readonly retried: readonly string[] }

/**
 * Gives the time and the retries of each exchange to the first verdict that rests on it, so that the cases of a report add up to the
 * time on the wire. A clock is used once, in the order of the verdicts.
 */
export function clockOf(report: Report): Clock {
  const exchanges = new Map<string, Exchange>()
  for (const { journey, exchanges: all } of report.transcripts)
    for (const exchange of all) exchanges.set(`${journey.id}\n${exchange.name}`, exchange)
  return (verdict) => {
    let ms = 0
    const retried: string[] = []
    for (const name of verdict.evidence) {
      const key = `${verdict.journey}\n${name}`
      const exchange = exchanges.get(key)
      if (exchange === undefined) continue
      exchanges.delete(key)
      if (Number.isFinite(exchange.ms) && exchange.ms > 0) ms += Math.round(exchange.ms)
      retried.push(...(exchange.retried ?? []))
    }
    return { ms, retried }
  }
}
