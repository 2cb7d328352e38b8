import type { Difference, Divergence, Latency } from '../suites/comparison.ts'
import type { TlsDifference } from '../suites/tls.ts'
import type { Verdict } from '../suites/verdict.ts'
import { type Audit, gravity } from './audit.ts'
import { stateOf } from './report.ts'
import { listed } from './text.ts'

const marks = {
  'harness-error': 'ERROR',
  error: 'FAIL',
  inconclusive: '?',
  warning: 'warn',
  info: 'note',
  conforms: 'ok',
  'not-applicable': '-',
} as const

/** The worst state of a workflow at a target, and how often; where nothing is wrong, how many checks conform. */
export function cellOf(verdicts: readonly Verdict[], workflow: string, target: string): string {
  const own = verdicts.filter((verdict) => verdict.workflow === workflow && verdict.region === target)
  const states = own.map(stateOf)
  const worst = gravity.find((state) => states.includes(state))
  if (worst === undefined) return '-'
  const times = states.filter((state) => state === worst).length
  return worst === 'conforms' || worst === 'not-applicable'
    ? `${marks[worst]} ${states.filter((state) => state === 'conforms').length}`
    : `${marks[worst]} ${times}`
}

/** One line for each check that fails at some targets only: what is checked in several workflows, or at several parts, is one line. */
export function divergenceLines(list: readonly Divergence[], targets: readonly string[]): readonly string[] {
  const failing = list.filter(({ seen }) => Object.values(seen).includes('violates'))
  return grouped(failing, ({ check, seen }) => [check, seen]).map(([first, group]) => {
    const where = targets.filter((target) => first.seen[target] === 'violates')
    const places = [...new Set(group.map(({ workflow }) => workflow))]
    return `${where.join(', ')}: ${first.check} is violated (${places.join(', ')}), elsewhere not: ${first.statement}`
  })
}

/** One line for each structural difference. */
export function differenceLines(list: readonly Difference[], targets: readonly string[]): readonly string[] {
  const stepOf = (exchange: string) => exchange.replace(/^prepare:/, '').replace(/^(probe:)?(\w[\w-]*).*$/, '$1$2')
  return grouped(list, ({ exchange, at, seen }) => [stepOf(exchange), at, seen]).map(([first, group]) => {
    const places = [...new Set(group.map(({ workflow, exchange }) => (workflow === '*' ? exchange : `${workflow} ${exchange}`)))]
    return `${lead(first.odd)}${listed(places, 2)} ${first.at}: ${valuesOf(first.seen, targets, 'absent')}`
  })
}

/** One line for each thing that hosts do not have in common. */
export function tlsDifferenceLines(list: readonly TlsDifference[], targets: readonly string[]): readonly string[] {
  return grouped(list, ({ at, seen }) => [at, seen]).map(
    ([first, group]) =>
      `${lead(first.odd)}TLS ${first.at} of ${group.map(({ role }) => role).join(', ')}: ${valuesOf(first.seen, targets, '-')}`,
  )
}

const lead = (odd: readonly string[]): string => (odd.length > 0 ? `${odd.join(', ')}: ` : '')

function valuesOf(seen: Readonly<Record<string, string>>, targets: readonly string[], none: string): string {
  return targets.map((target) => `${target} ${seen[target] ?? none}`).join(', ')
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => unknown): readonly (readonly [first: T, group: readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const key = JSON.stringify(keyOf(each))
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap((group) => (group[0] === undefined ? [] : [[group[0], group] as const]))
}

/** The weakest protocol and the nearest last day of the hosts of a target. */
export function tlsCell({ tls }: Audit, target: string): string {
  const own = tls.filter((each) => each.target === target)
  const closed = own.find(({ failure }) => failure !== undefined)
  if (closed !== undefined) return 'closed'
  const protocol = own.map((each) => each.protocol).sort()[0] ?? '-'
  const days = own.filter((each) => each.protocol !== 'none').map((each) => each.days)
  return days.length === 0 ? 'plain http' : `${protocol} ${Math.min(...days)} d`
}

/** From this number on, one answer in twenty is an answer, and not just the slowest. */
const enough = 20

export function latencyCell(latency: Latency | undefined): string {
  if (latency === undefined) return '-'
  const { p50, p95, max, count: answers } = latency
  return `${[p50, p95, max].map(Math.round).join('/')} (${answers})`
}

/** What a reader must know of percentiles of a few answers. */
export function latencyNote({ latencies }: Pick<Audit, 'latencies'>): string | undefined {
  const few = latencies.filter(({ count: answers }) => answers < enough)
  if (few.length === 0) return undefined
  const which = few.length === latencies.length ? 'All figures rest' : `${few.length} of ${latencies.length} figures rest`
  return `${which} on fewer than ${enough} answers: p95 is the slowest of them, and no tendency.`
}
