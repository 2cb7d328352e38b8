import { count, cut, duration, oneLine } from './text.ts'

/** What the driver tells while a run goes on. `at` is in milliseconds since the run began. */
export type ProgressEvent =
  | { readonly type: 'journey-start'; readonly journey: string; readonly at: number }
  | { readonly type: 'exchange'; readonly journey: string; readonly name: string; readonly at: number; readonly status?: number }
  | { readonly type: 'journey-end'; readonly journey: string; readonly at: number; readonly stopped?: string }

export interface Progress {
  readonly planned: number
  readonly done: number
  readonly stopped: number
  readonly exchanges: number
  /** Journeys under way, with their last exchange. */
  readonly running: ReadonlyMap<string, Running>
}

interface Running {
  readonly since: number
  readonly exchanges: number
  readonly last?: string
}

/** The state before anything was sent. */
export function startProgress(planned: number): Progress {
  return { planned, done: 0, stopped: 0, exchanges: 0, running: new Map() }
}

/** The state after an event. */
export function advance(state: Progress, event: ProgressEvent): Progress {
  const running = new Map(state.running)
  const before = running.get(event.journey) ?? { since: event.at, exchanges: 0 }
  if (event.type === 'journey-start') {
    running.set(event.journey, before)
    return { ...state, running }
  }
  if (event.type === 'exchange') {
    running.set(event.journey, { ...before, exchanges: before.exchanges + 1, last: event.name })
    return { ...state, exchanges: state.exchanges + 1, running }
  }
  running.delete(event.journey)
  return { ...state, done: state.done + 1, stopped: state.stopped + (event.stopped === undefined ? 0 : 1), running }
}

/** The live line of a terminal: no longer than it is wide, never empty. The caller overwrites it. */
export function liveLine(state: Progress, { columns = 80, at }: { readonly columns?: number; readonly at: number }): string {
  const lead = `${state.done}/${state.planned} journeys · ${count(state.exchanges, 'exchange')} · ${duration(at)}`
  const running = [...state.running].map(([journey, { last }]) => oneLine(last === undefined ? journey : `${journey} ${last}`))
  const text = running.length === 0 ? lead : `${lead} · ${running.join(' · ')}`
  // A line as wide as the terminal wraps in some of them.
  const width = Math.max(20, columns - 1)
  const points = [...text]
  return points.length <= width ? text : `${points.slice(0, width - 1).join('')}…`
}

/** The plain line that an event is worth in a log, or nothing. `before` is the state before the event. */
export function plainLine(before: Progress, event: ProgressEvent): string | undefined {
  if (event.type !== 'journey-end') return undefined
  const { since, exchanges } = before.running.get(event.journey) ?? { since: event.at, exchanges: 0 }
  const stopped = event.stopped === undefined ? '' : `, stopped: ${cut(oneLine(event.stopped), 300)}`
  return `[${before.done + 1}/${before.planned}] ${oneLine(event.journey)}: ${count(exchanges, 'exchange')} in ${duration(event.at - since)}${stopped}`
}
