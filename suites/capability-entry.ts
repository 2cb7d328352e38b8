import type { Workflow } from '../contracts/workflow.ts'
import { objectsAt, valueAt } from './expect.ts'
import type { Json, JsonObject } from './transcript.ts'

/** True where the source document itself lists the capabilities of the workflow. */
export const hasStatedChains = (workflow: Workflow): boolean => workflow.capabilities.stated
export const typeOf = (entry: JsonObject): Json | undefined => valueAt(entry, 'decision.type')
export const labelOf = (entry: JsonObject): Json | undefined => valueAt(entry, 'decision.details.label')
/** The entries of a capability in a details response. */
export const entriesOf = (details: JsonObject, name: string): readonly JsonObject[] => objectsAt(details, `capabilities.${name}`)
