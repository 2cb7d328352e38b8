import type { AnyCheck } from '../check.ts'
import { checks } from '../checks/index.ts'
import { type JudgeOptions, judge } from '../judge.ts'
import type { Exchange, Stop, Transcript } from '../transcript.ts'
import type { Verdict } from '../verdict.ts'
import { clientChecks } from './client-checks.ts'

/** What can be judged of a recording: the provider and the client. */
export const everyCheck: readonly AnyCheck[] = [...clientChecks, ...checks]

const duties = new Set(clientChecks.map(({ id }) => id))

/**
 * Judges a transcript, whoever went the way. In a recording the client is judged first, by its own duties; a request
 * that broke one and was refused says nothing of the provider, and neither does a refusal that has no control.
 */
export function judgeAny(transcript: Transcript, selected: readonly AnyCheck[], options: JudgeOptions): readonly Verdict[] {
  const provider = selected.filter(({ id }) => !duties.has(id))
  if (transcript.journey.isRecorded !== true) return judge(transcript, provider, options)
  const client = judge(
    transcript,
    selected.filter(({ id }) => duties.has(id)),
    options,
  )
  // The blame rests on all duties, whatever was selected.
  const excused = excuse(transcript, judge(transcript, clientChecks, options))
  return [...client, ...judge(excused, provider, options)]
}

const refusals = new Set([400, 401, 403, 404, 405, 409, 411, 413, 415, 422, 429])

/** Why the first refusal is not held against the provider. */
function excuse(transcript: Transcript, client: readonly Verdict[]): Transcript {
  const grave = client.filter(({ severity }) => severity === 'error' || severity === 'warning')
  const faultOf = (name: string) => grave.find(({ findings }) => findings.some(({ at }) => at.split(' ')[0] === name))?.check
  const refused = transcript.exchanges.filter(isRefusedPlain)
  const stops = refused.map(({ name, request, response }): Stop => {
    const said = `${request.method} ${request.url} answered ${response?.status}`
    const fault = faultOf(name)
    return fault === undefined
      ? {
          cause: 'unattributed',
          at: name,
          detail: `${said}; a recording has no control beside it, so who is at fault cannot be told: send the request with kyx-conformance run`,
        }
      : { cause: 'client-fault', at: name, detail: `${said} to a request that broke a duty of the client (${fault})` }
  })
  const stopped = stops.find(({ cause }) => cause === 'unattributed') ?? stops[0]
  if (stopped === undefined) return transcript
  const forgiven = new Set(stops.filter((stop) => stop !== stopped).map(({ at }) => at))
  return {
    ...transcript,
    stopped,
    exchanges: transcript.exchanges.map((each) => (forgiven.has(each.name) ? { ...each, name: `${each.name}/refused` } : each)),
  }
}

/** True of a refused request that counts: one that was repeated with success does not. */
function isRefusedPlain({ name, response }: Exchange): boolean {
  return response !== undefined && refusals.has(response.status) && !/[#/]/.test(name)
}
