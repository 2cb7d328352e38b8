import type { Difference, Divergence, Latency } from '../suites/comparison.ts'
import type { TlsDifference } from '../suites/tls.ts'
import type { Verdict } from '../suites/verdict.ts'
import type { Audit } from './audit.ts'
import { bucketsOf } from './buckets.ts'
import { gravity, type State, stateOf } from './report.ts'
import { listed } from './text.ts'

const marks: Readonly<Record<State, string>> = {
  'harness-error': 'ERROR',
  error: 'FAIL',
  inconclusive: '?',
  warning: 'warn',
  info: 'note',
  conforms: 'ok',
  'not-applicable': '-',
}

/** The worst state of a workflow at a target; undefined where nothing was judged. */
export function worstOf(verdicts: readonly Verdict[], workflow: string, target: string): State | undefined {
  const states = statesOf(verdicts, workflow, target)
  return gravity.find((state) => states.includes(state))
}

/** The worst state in a word, and how often; where nothing is wrong, how many checks conform. */
export function cellOf(verdicts: readonly Verdict[], workflow: string, target: string): string {
  const worst = worstOf(verdicts, workflow, target)
  if (worst === undefined) return '-'
  const states = statesOf(verdicts, workflow, target)
  const counted = worst === 'not-applicable' ? 'conforms' : worst
  return `${marks[worst]} ${states.filter((state) => state === counted).length}`
}

function statesOf(verdicts: readonly Verdict[], workflow: string, target: string): readonly State[] {
  return verdicts.filter((verdict) => verdict.workflow === workflow && verdict.region === target).map(stateOf)
}

/** Checks that are violated at some targets only, those alike in several workflows or at several parts as one. */
export interface DivergenceGroup {
  readonly first: Divergence
  readonly workflows: readonly string[]
  /** Where it is violated. */
  readonly where: readonly string[]
}

export function divergenceGroups({ divergences, targets }: Pick<Audit, 'divergences' | 'targets'>): readonly DivergenceGroup[] {
  const failing = divergences.filter(({ seen }) => Object.values(seen).includes('violates'))
  return grouped(failing, ({ check, seen }) => [check, seen]).map(([first, group]) => ({
    first,
    workflows: [...new Set(group.map(({ workflow }) => workflow))],
    where: targets.filter((target) => first.seen[target] === 'violates'),
  }))
}

/** One line for each group. */
export function divergenceLines(audit: Pick<Audit, 'divergences' | 'targets'>): readonly string[] {
  return divergenceGroups(audit).map(
    ({ first, workflows, where }) =>
      `${where.join(', ')}: ${first.check} is violated (${workflows.join(', ')}), elsewhere not: ${first.statement}`,
  )
}

/** Answers that differ in the same way in several workflows, or at several parts. */
export interface DifferenceGroup {
  readonly first: Difference
  /** `10005 finalize`. */
  readonly places: readonly string[]
  readonly workflows: readonly string[]
  /** `finalize`, `probe:create`. */
  readonly step: string
}

export function differenceGroups({ differences }: Pick<Audit, 'differences'>): readonly DifferenceGroup[] {
  return grouped(differences, ({ exchange, at, seen }) => [stepIn(exchange), at, seen]).map(([first, group]) => ({
    first,
    places: [...new Set(group.map(({ workflow, exchange }) => (workflow === '*' ? exchange : `${workflow} ${exchange}`)))],
    workflows: [...new Set(group.map(({ workflow }) => workflow))],
    step: stepIn(first.exchange),
  }))
}

/** `prepare:upload:ID.FRONT` is an upload, `probe:create/NAME` a probe of create. */
function stepIn(exchange: string): string {
  return exchange.replace(/^prepare:/, '').replace(/^(probe:)?(\w[\w-]*).*$/, '$1$2')
}

/** One line for each group of structural differences. */
export function differenceLines(audit: Pick<Audit, 'differences' | 'targets'>): readonly string[] {
  return differenceGroups(audit).map(
    ({ first, places }) => `${lead(first.odd)}${listed(places, 2)} ${first.at}: ${valuesOf(first.seen, audit.targets, 'absent')}`,
  )
}

/** What hosts of several roles do not have in common in the same way. */
export interface TlsGroup {
  readonly first: TlsDifference
  readonly roles: readonly string[]
}

/** Differences of connections: what counts, or what does not. */
export function tlsGroups({ tlsDifferences }: Pick<Audit, 'tlsDifferences'>, counts: boolean): readonly TlsGroup[] {
  const own = tlsDifferences.filter((each) => each.counts === counts)
  return grouped(own, ({ at, seen }) => [at, seen]).map(([first, group]) => ({ first, roles: group.map(({ role }) => role) }))
}

/** One line for each of them. */
export function tlsDifferenceLines(audit: Pick<Audit, 'tlsDifferences' | 'targets'>, counts: boolean): readonly string[] {
  return tlsGroups(audit, counts).map(
    ({ first, roles }) => `${lead(first.odd)}TLS ${first.at} of ${roles.join(', ')}: ${valuesOf(first.seen, audit.targets, '-')}`,
  )
}

const lead = (odd: readonly string[]): string => (odd.length > 0 ? `${odd.join(', ')}: ` : '')

function valuesOf(seen: Readonly<Record<string, string>>, targets: readonly string[], none: string): string {
  return targets.map((target) => `${target} ${seen[target] ?? none}`).join(', ')
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => unknown): readonly (readonly [first: T, group: readonly T[]])[] {
  return [...bucketsOf(list, (each) => JSON.stringify(keyOf(each))).values()].flatMap((group) =>
    group[0] === undefined ? [] : [[group[0], group] as const],
  )
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
