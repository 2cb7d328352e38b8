import { type Role, roles } from '../contracts/endpoints.ts'
import { pause } from './pause.ts'
import { hint, quoted, readEach, UsageError } from './usage.ts'

/** Requests per second that a target may get: in all, and by role. */
export type Limits = Readonly<Partial<Record<Role | 'all', number>>>

/** What the live service allows a tenant. */
export const liveLimits: Limits = { account: 1, auth: 10, retrieval: 15 }

/** `5/s`, `account=1/s,retrieval=900/m`. */
export function readLimits(text: string, option = '--rate-limit'): Limits {
  const entries = text.split(',').filter((each) => each.trim() !== '')
  if (entries.length === 0) throw new UsageError(`${option}: expected a rate such as 5/s, got an empty text`)
  const rates = readEach(entries, (entry) => readRate(entry, option))
  const twice = rates.find(([role], index) => rates.findIndex(([other]) => other === role) !== index)
  if (twice !== undefined) throw new UsageError(`${option}: there are two rates for ${twice[0] === 'all' ? 'all requests' : twice[0]}`)
  return Object.fromEntries(rates)
}

function readRate(entry: string, option: string): readonly [Role | 'all', number] {
  const [, role = 'all', count = '', unit = 's'] = /^\s*(?:([\w-]+)=)?(\d+(?:\.\d+)?)(?:\/(s|m))?\s*$/.exec(entry) ?? []
  const perSecond = Number(count) / (unit === 'm' ? 60 : 1)
  if (!(perSecond > 0)) throw new UsageError(`${option}: expected a rate such as 5/s, 30/m or account=1/s, got ${quoted(entry)}`)
  const known = [...roles, 'all'] as const
  const found = known.find((each) => each === role)
  if (found === undefined) throw new UsageError(`${option}: no role ${quoted(role)}${hint(role, known)}`)
  return [found, perSecond]
}

/** Spaces requests out. */
export interface Pace {
  /** Waits for the turn of a request. */
  turn(role: Role, signal?: AbortSignal): Promise<void>
  /** The target said that it was too much: nothing for a while, and fewer from then on. */
  slow(role: Role, ms: number): void
}

const margin = 1.02
const leastLearntMs = 200
const mostLearntMs = 1000

export function createPace(limits: Limits = {}, now: () => number = () => performance.now(), wait: typeof pause = pause): Pace {
  const gap = (rate: number | undefined) => (rate === undefined ? 0 : (1000 / rate) * margin)
  const gaps = new Map<Role | 'all', number>([...roles, 'all' as const].map((role) => [role, gap(limits[role])]))
  const next = new Map<Role | 'all', number>()
  const take = async (role: Role | 'all', signal: AbortSignal | undefined) => {
    const at = Math.max(now(), next.get(role) ?? 0)
    next.set(role, at + (gaps.get(role) ?? 0))
    const ms = at - now()
    if (ms > 0) await wait(Math.ceil(ms), signal)
  }
  return {
    async turn(role, signal) {
      await take(role, signal)
      // Only now, so that what waits for its role holds up no other.
      await take('all', signal)
    },
    slow(role, ms) {
      // A limit per second is what is documented: a longer wait is a hold, and no measure of the rate.
      gaps.set(role, Math.max(gaps.get(role) ?? 0, Math.min(Math.max(ms, leastLearntMs), mostLearntMs)))
      next.set(role, Math.max(next.get(role) ?? 0, now() + ms))
    },
  }
}
