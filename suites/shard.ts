import type { Part } from './evidence-format.ts'
import type { Journey } from './journey.ts'
import { quoted, UsageError } from './usage.ts'

/** Where CI systems say which part of a parallel job this is, and whether they count from 0 or 1. */
const systems = [
  { index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1 },
  { index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', first: 0 },
  { index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  // Kubernetes gives the index of an indexed job; the number of completions must be passed on.
  { index: 'JOB_COMPLETION_INDEX', total: 'KYX_SHARD_TOTAL', first: 0 },
] as const

/** The part of the plan that this run is to drive; undefined where it drives all of it. */
export function readShard(text: string | undefined, env: Readonly<Record<string, string | undefined>>): Part | undefined {
  if (text !== undefined) {
    const [, index, total] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? []
    return partOf(Number(index), Number(total), `--shard: expected a part such as 2/7, which is the second of seven, got ${quoted(text)}`)
  }
  const system = systems.find(({ index, total }) => env[index] !== undefined && env[total] !== undefined)
  if (system === undefined) return undefined
  const [index, total] = [Number(env[system.index]) - system.first + 1, Number(env[system.total])]
  return partOf(
    index,
    total,
    `${system.index} and ${system.total}: expected the part of a parallel job, got ${env[system.index]} of ${env[system.total]}`,
  )
}

function partOf(index: number, total: number, message: string): Part | undefined {
  if (!Number.isInteger(index) || !Number.isInteger(total) || total < 1 || index < 1 || index > total) throw new UsageError(message)
  return total === 1 ? undefined : { index, total }
}

// A transaction takes as long as several requests: the target works on it.
const transactionWeight = 4

/**
 * The journeys of a part, in the order of the plan: the same in every run of the same plan, and as even in cost as can be.
 * Steered journeys of a workflow stay together, since the first of them tells whether the others make sense.
 */
export function shardOf(journeys: readonly Journey[], { index, total }: Part): readonly Journey[] {
  const groups = new Map<string, Journey[]>()
  for (const journey of journeys) {
    const name = journey.steer === undefined ? journey.id : `${journey.workflow}/${journey.region}/steered`
    groups.set(name, [...(groups.get(name) ?? []), journey])
  }
  const weighed = [...groups].map(([name, members]) => ({
    name,
    members,
    cost: members.reduce((sum, { cost }) => sum + cost.requests + transactionWeight * cost.transactions, 0),
  }))
  weighed.sort((a, b) => b.cost - a.cost || (a.name < b.name ? -1 : 1))
  const loads = Array.from({ length: total }, () => 0)
  const own = new Set<Journey>()
  for (const { members, cost } of weighed) {
    const lightest = loads.indexOf(Math.min(...loads))
    loads[lightest] = (loads[lightest] ?? 0) + cost
    if (lightest === index - 1) for (const member of members) own.add(member)
  }
  return journeys.filter((journey) => own.has(journey))
}
