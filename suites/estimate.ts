import type { Journey } from './journey.ts'
import { probeKey, probes } from './probes/index.ts'
import type { Target } from './target.ts'

/** What a plan will take. */
export interface Estimate {
  readonly journeys: number
  readonly transactions: number
  readonly requests: number
  readonly seconds: number
}

/** Roughly how long one execution takes to be processed on the live service, and how long an answer takes. */
const processSeconds = 20
const answerSeconds = 0.4

/** Costs of a plan; targets are driven side by side, so the slowest decides the time. */
export function estimate(
  journeys: readonly Journey[],
  targets: readonly Target[],
  concurrency: number,
  processTime: (target: Target) => number = () => processSeconds,
): Estimate {
  const sum = (list: readonly Journey[], of: (journey: Journey) => number) => list.reduce((total, each) => total + of(each), 0)
  const seconds = targets.map((target) => {
    const own = journeys.filter(({ region }) => region === target.region)
    const starts = sum(own, startsOf)
    const requests = sum(own, ({ cost }) => cost.requests)
    const { account, retrieval, all } = target.limits ?? {}
    const paced = [
      account === undefined ? 0 : starts / account,
      retrieval === undefined ? 0 : requests / retrieval,
      all === undefined ? 0 : requests / all,
    ]
    const time = ({ cost }: Journey) => cost.requests * answerSeconds + processTime(target)
    const driven = sum(own, time) / Math.max(1, concurrency / targets.length)
    // Outcomes that are asked for come one after the other in each workflow.
    const steered = own.filter(({ steer }) => steer !== undefined)
    const chains = [...new Set(steered.map(({ workflow }) => workflow))].map((key) =>
      sum(
        steered.filter(({ workflow }) => workflow === key),
        time,
      ),
    )
    return Math.max(driven, ...chains, ...paced)
  })
  return {
    journeys: journeys.length,
    transactions: sum(journeys, ({ cost }) => cost.transactions),
    requests: sum(journeys, ({ cost }) => cost.requests),
    seconds: Math.ceil(Math.max(0, ...seconds)),
  }
}

/** Start requests of a journey, refused ones too: they count against the rate of the account host. */
function startsOf({ cost, probes: planned }: Journey): number {
  return cost.transactions + probes.filter((probe) => probe.step === 'start' && planned.includes(probeKey(probe))).length
}

/** The plan in one line, told before anything is sent. */
export function planLine(plan: Estimate, hosts: readonly string[], limit: number | undefined): string {
  const minutes = plan.seconds < 120 ? `${plan.seconds} s` : `${Math.ceil(plan.seconds / 60)} min`
  const bound = limit === undefined ? 'no --max-transactions is set' : `at most ${limit} (--max-transactions)`
  return `live: ${plan.transactions} transactions (${bound}), about ${plan.requests} requests, about ${minutes}, to ${hosts.join(', ')}`
}
