import type { SessionEvent } from '../suites/session.ts'
import { count, cut, duration, oneLine } from './text.ts'

/** Where a run stands. Times are in milliseconds since it began. */
export interface Progress {
  readonly planned: number
  readonly done: number
  readonly stopped: number
  readonly exchanges: number
  /** How far each region is, where there are several. */
  readonly regions: ReadonlyMap<string, { readonly planned: number; readonly done: number }>
  /** How often each reason to stop was told. */
  readonly reasons: ReadonlyMap<string, number>
  /** Journeys under way, with their last exchange. */
  readonly running: ReadonlyMap<string, Running>
}

interface Running {
  readonly since: number
  readonly last?: string
}

/** The state before anything was sent; `planned` has the region of each journey. */
export function startProgress(planned: readonly string[]): Progress {
  const regions = [...new Set(planned)].map(
    (region) => [region, { planned: planned.filter((each) => each === region).length, done: 0 }] as const,
  )
  return {
    planned: planned.length,
    done: 0,
    stopped: 0,
    exchanges: 0,
    regions: new Map(regions.length > 1 ? regions : []),
    reasons: new Map(),
    running: new Map(),
  }
}

/** The state after an event of the session. */
export function advance(state: Progress, event: SessionEvent, at: number): Progress {
  const running = new Map(state.running)
  const { id } = event.journey
  const { since } = running.get(id) ?? { since: at }
  if (event.type === 'journey-end') {
    running.delete(id)
    const { region } = event.journey
    const own = state.regions.get(region)
    const why = event.transcript.stopped?.detail
    return {
      ...state,
      done: state.done + 1,
      stopped: state.stopped + (event.transcript.stopped === undefined ? 0 : 1),
      regions: own === undefined ? state.regions : new Map(state.regions).set(region, { ...own, done: own.done + 1 }),
      reasons: why === undefined ? state.reasons : new Map(state.reasons).set(why, (state.reasons.get(why) ?? 0) + 1),
      running,
    }
  }
  if (event.type === 'journey-start') return { ...state, running: running.set(id, { since }) }
  return { ...state, exchanges: state.exchanges + 1, running: running.set(id, { since, last: event.exchange.name }) }
}

/** The live line of a terminal: shorter than it is wide, never empty. The caller overwrites it. */
export function liveLine(state: Progress, { columns = 80, at }: { readonly columns?: number; readonly at: number }): string {
  const regions = [...state.regions].map(([region, { done, planned }]) => `${oneLine(region)} ${done}/${planned}`)
  const lead = `${state.done}/${state.planned} journeys${regions.length === 0 ? '' : ` (${regions.join(', ')})`} · ${count(state.exchanges, 'exchange')} · ${duration(at)}`
  const running = [...state.running].map(([journey, { last }]) => oneLine(last === undefined ? journey : `${journey} ${last}`))
  const text = [lead, ...running].join(' · ')
  // A line as wide as the terminal wraps in some of them.
  const width = Math.max(20, columns - 1)
  const points = [...text]
  return points.length <= width ? text : `${points.slice(0, width - 1).join('')}…`
}

/** The plain line that an event is worth in a log, or nothing. `after` is the state that it led to. */
export function plainLine(after: Progress, event: SessionEvent): string | undefined {
  if (event.type !== 'journey-end') return undefined
  const { exchanges, ms, stopped } = event.transcript
  const isKnown = (after.reasons.get(stopped?.detail ?? '') ?? 0) > 1
  const why =
    stopped === undefined ? '' : `, stopped (${stopped.cause})${isKnown ? ' as before' : `: ${cut(oneLine(stopped.detail), 300)}`}`
  const own = after.regions.get(event.journey.region)
  const part = own === undefined ? '' : `, ${oneLine(event.journey.region)} ${own.done}/${own.planned}`
  return `[${after.done}/${after.planned}${part}] ${oneLine(event.journey.id)}: ${count(exchanges.length, 'exchange')} in ${duration(ms)}${why}`
}
