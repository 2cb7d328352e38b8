import type { Client } from './client.ts'
import { deleteDraft, type World } from './drafts.ts'
import { type Exchange, type FailureKind, isObject, type Transcript } from './transcript.ts'

/** Deletes the accounts that a journey made; an interrupt does not stop it, it only goes on with the client that is kept for that. */
export async function cleanUp(accounts: readonly string[], world: World, client: Client, late: Client): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = []
  for (const account of accounts) {
    const draft = deleteDraft('delete-account', { ...world, account }, account === world.account ? 'cleanup' : `cleanup:${account}`)
    const first = await client.send(draft)
    const sent = first.exchange.failure?.kind === 'aborted' ? await late.send(draft) : first
    exchanges.push(sent.exchange)
  }
  return exchanges
}

export interface Leftover {
  readonly region: string
  readonly journey: string
  /** Undefined where the answer to the start request was lost. */
  readonly account?: string
  readonly why: string
}

/** Failures before anything of a request could have arrived. */
const unsent = new Set<FailureKind>(['refused', 'unresolved', 'tls'])

/** What transcripts show to be left behind: accounts that were made and not deleted. */
export function leftoversOf(transcripts: readonly Transcript[]): readonly Leftover[] {
  return transcripts.flatMap(({ journey, exchanges }) => {
    const frame = { region: journey.region, journey: journey.id }
    const gone = new Set<string>()
    const failed = new Map<string, string>()
    for (const exchange of exchanges) {
      if (exchange.request.method !== 'DELETE') continue
      const account = /\/accounts\/([^/?#]+)$/.exec(exchange.request.url)?.[1]
      const status = exchange.response?.status ?? 0
      if (account === undefined) continue
      if ((status >= 200 && status < 300) || status === 404) gone.add(account)
      else failed.set(account, exchange.failure?.message ?? `answered ${status}`)
    }
    const made = [...new Set(exchanges.flatMap((exchange) => madeBy(exchange) ?? []))]
    const lost = exchanges.filter(({ step, failure }) => step === 'create' && failure !== undefined && !unsent.has(failure.kind))
    return [
      ...made
        .filter((account) => !gone.has(account))
        .map((account) => ({ ...frame, account, why: failed.get(account) ?? 'no deletion was sent' })),
      ...lost.filter(({ ms }) => ms > 0).map(({ name, failure }) => ({ ...frame, why: `${name}: ${failure?.message ?? 'no answer'}` })),
    ]
  })
}

function madeBy({ step, response }: Exchange): string | undefined {
  if (step !== 'create' || response === undefined || response.status > 299 || response.body.kind !== 'json') return undefined
  const { value } = response.body
  const account = isObject(value) && isObject(value.account) ? value.account.id : undefined
  return typeof account === 'string' && account !== '' ? account : undefined
}

const shown = 50

/** One note per reason, with the ids. */
export function leftoverNotes(leftovers: readonly Leftover[], cleanup: boolean): readonly string[] {
  const known = leftovers.flatMap(({ account, region, why }) => (account === undefined ? [] : [{ account, region, why }]))
  const lost = leftovers.filter(({ account }) => account === undefined)
  const list = known.slice(0, shown).map(({ account, region, why }) => `${account} (${region}${cleanup ? `: ${why}` : ''})`)
  const more = known.length > shown ? ` and ${known.length - shown} more` : ''
  return [
    ...(known.length === 0
      ? []
      : [`${cleanup ? 'accounts that could not be deleted' : 'accounts left behind, as asked for'}: ${list.join(', ')}${more}`]),
    ...(lost.length === 0
      ? []
      : [
          `start requests without an answer, which may have made an account: ${lost.map(({ journey, why }) => `${journey} ${why}`).join('; ')}`,
        ]),
  ]
}
