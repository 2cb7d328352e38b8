import { markNotEnabled } from './entitlement.ts'
import type { Transcript } from './transcript.ts'

/**
 * What the transcripts of a run tell only together, settled before each is judged alone: by the run itself, by a later
 * judgement of its evidence, and by a merge of its parts, so that all three come to the same verdicts.
 */
export function settle(transcripts: readonly Transcript[]): readonly Transcript[] {
  return showTokenOnce(markNotEnabled(transcripts))
}

/** Journeys share tokens, and shards fetch their own: the call that gave one is judged once in a region, where it was first made. */
function showTokenOnce(transcripts: readonly Transcript[]): readonly Transcript[] {
  const shown = new Set<string>()
  return transcripts.map((transcript) => {
    const { region, scenario, isRecorded } = transcript.journey
    // Whoever was recorded asked for each token on his own account.
    if (isRecorded === true) return transcript
    const isAnswered = (status = 0) => status >= 200 && status < 300
    const calls = transcript.exchanges.filter(({ name, response }) => name === 'token' && isAnswered(response?.status))
    if (calls.length === 0 || transcript.stopped?.at === 'token') return transcript
    if (scenario !== 'documented') return transcript
    if (!shown.has(region)) {
      shown.add(region)
      return transcript
    }
    return { ...transcript, exchanges: transcript.exchanges.filter((exchange) => !calls.includes(exchange)) }
  })
}
