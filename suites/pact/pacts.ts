import { type Pact, pactOf } from '../../contracts/pact/pact.ts'
import type { SampleObject } from '../../contracts/pact/schema-walk.ts'
import { stateKindOf } from '../../contracts/pact/states.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import { encodeForm } from '../body.ts'
import type { Materials } from '../materials.ts'

/** A boundary of its own for each form would make the files differ each time. */
const boundary = 'kyx-pact-form'

/** The pact of a workflow, with the images and the invented person that a run sends. */
export function workflowPact(workflow: Workflow, materials: Materials): Pact {
  return pactOf(workflow, {
    preparedData: (each) => materials.preparedData(each) as SampleObject,
    form: (part) => {
      const image = materials.image(part)
      const { contentType, bytes } = encodeForm([image], boundary)
      return { contentType, base64: Buffer.from(bytes).toString('base64'), imageType: image.type }
    },
  })
}

/** Transactions that a verification starts at least: those of the interactions, and those of their states that are set up by API. */
export function transactionsOf({ interactions }: Pact): number {
  const kinds = interactions.map(({ providerStates }) => stateKindOf(providerStates[0]?.name ?? ''))
  const starts = interactions.filter(({ comments: { step } }) => step === 'create' || step === 'update').length
  const spent = kinds.filter((kind) => kind === 'uploaded' || kind === 'obsolete').length
  const shared = new Set(kinds.filter((kind) => kind === 'facemap' || kind === 'opened' || kind === 'processed')).size
  return starts + spent + shared
}
