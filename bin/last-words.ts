import { deletions } from '../reporters/leftovers.ts'
import { oneLine } from '../reporters/text.ts'
import { leftoversOf } from '../suites/cleanup.ts'
import { factsOf } from '../suites/drive.ts'
import type { SessionEvent } from '../suites/session.ts'
import type { Target } from '../suites/target.ts'
import type { Exchange } from '../suites/transcript.ts'

export interface Witness {
  note(event: SessionEvent): void
  /** What a run that is stopped at once leaves behind, for the one who stops it. */
  say(): string
}

/** Keeps in mind what a run made, for the case that it is not let clean up. */
export function createWitness(targets: readonly Target[]): Witness {
  const seen = new Map<string, { readonly journey: SessionEvent['journey']; readonly exchanges: Exchange[] }>()
  return {
    note(event) {
      if (event.type !== 'exchange' || (event.exchange.step !== 'create' && event.exchange.step !== 'delete')) return
      const { journey, exchange } = event
      const kept = seen.get(journey.id) ?? { journey, exchanges: [] }
      kept.exchanges.push(exchange)
      seen.set(journey.id, kept)
    },
    say() {
      const left = leftoversOf(
        [...seen.values()].flatMap(({ journey, exchanges }) => {
          const target = targets.find(({ region }) => region === journey.region)
          return target === undefined ? [] : [{ journey, target: factsOf(target), exchanges }]
        }),
      )
      const ids = left.flatMap(({ account, region }) => (account === undefined ? [] : [`${account} (${region})`]))
      const words = ['stopped at once: no report was written']
      if (ids.length > 0) words.push(`accounts left behind: ${ids.join(', ')}`)
      words.push(...deletions(left.filter(({ account }) => account !== undefined)).map((command) => `to delete them: ${command}`))
      return `${words.map(oneLine).join('\n')}\n`
    },
  }
}
