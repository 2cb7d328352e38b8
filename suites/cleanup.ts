import { endpoints } from '../contracts/endpoints.ts'
import type { Sender } from './client.ts'
import { deleteDraft, type World } from './drafts.ts'
import { type Exchange, type FailureKind, isObject, type Transcript } from './transcript.ts'

/** Deletes the accounts that a journey made; the end of the run does not stop it, it only goes on with the client that is kept for that. */
export async function cleanUp(
  accounts: readonly string[],
  world: World,
  client: Sender,
  late: Sender,
  record: (exchange: Exchange) => void,
): Promise<void> {
  for (const account of accounts) {
    const draft = deleteDraft('delete-account', { ...world, account }, account === world.account ? 'cleanup' : `cleanup:${account}`)
    const first = await client.send(draft)
    const sent = first.exchange.failure?.kind === 'aborted' ? await late.send(draft) : first
    record(sent.exchange)
  }
}

export interface Leftover {
  readonly region: string
  readonly journey: string
  /** Where the account is deleted, with `{account}` in its place, and the User-Agent that it takes. */
  readonly url: string
  readonly userAgent: string
  /** Undefined where the answer to the start request was lost. */
  readonly account?: string
  readonly why: string
}

/** Failures before anything of a request could have arrived. */
const unsent = new Set<FailureKind>(['refused', 'unresolved', 'tls'])

/** What transcripts show to be left behind: accounts that were made and not deleted. */
export function leftoversOf(transcripts: readonly Pick<Transcript, 'journey' | 'target' | 'exchanges'>[]): readonly Leftover[] {
  const { role, path } = endpoints['delete-account']
  return transcripts.flatMap(({ journey, target, exchanges }) => {
    const frame = { region: journey.region, journey: journey.id, url: `${target.origins[role]}${path}`, userAgent: target.userAgent }
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
