import { workflowOf } from '../contracts/workflows/index.ts'
import type { Transcript } from './transcript.ts'

/**
 * Tells a workflow that is not enabled for the tenant from a defect: the start is refused with 403, the documents name
 * something that must be activated for it, and the same credentials opened another workflow in the same region.
 */
export function markNotEnabled(transcripts: readonly Transcript[]): readonly Transcript[] {
  const opened = new Set(transcripts.filter((each) => startStatus(each) === 200).map((each) => each.journey.region))
  return transcripts.map((transcript) => {
    const workflow = workflowOf(transcript.journey.workflow)
    const features = workflow?.prerequisites ?? []
    const isRefused =
      startStatus(transcript) === 403 &&
      transcript.stopped?.cause !== 'no-facemap' &&
      transcript.stopped !== undefined &&
      ['create', 'update'].includes(transcript.stopped.at)
    if (!isRefused || features.length === 0 || !opened.has(transcript.journey.region) || workflow === undefined) return transcript
    const ask = features.map(({ name, source }) => `${name} (${source.join(', ')})`).join('; ')
    return {
      ...transcript,
      stopped: {
        cause: 'not-enabled',
        at: transcript.stopped?.at ?? workflow.start,
        detail: `workflow ${workflow.key} was refused with 403 while others were opened: it is not enabled for this tenant. Ask for the activation of: ${ask}`,
      },
    }
  })
}

function startStatus(transcript: Transcript): number | undefined {
  return transcript.exchanges.findLast(({ name }) => name === 'create' || name === 'update')?.response?.status
}
