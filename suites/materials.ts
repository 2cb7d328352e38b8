import type { AddressedPart, Workflow } from '../contracts/workflow.ts'
import type { FormFile } from './body.ts'
import type { JsonObject } from './transcript.ts'

/** What a run sends: the fixtures supply it, so that the suites need not know where it comes from. */
export interface Materials {
  /** Prepared data of the documented example: an invented person. */
  preparedData(workflow: Workflow): JsonObject
  /** A valid image for a part. */
  image(part: AddressedPart): FormFile
  /** Odd images by name, for the probes of the image rules; undefined for a name it does not know. */
  sample(name: string): FormFile | undefined
}
