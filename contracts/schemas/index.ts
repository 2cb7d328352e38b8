import type { Workflow } from '../workflow.ts'
import { workflowParts } from '../workflow.ts'
import { workflows } from '../workflows/index.ts'
import { callbackSchema } from './callback.ts'
import { anyDetailsId, anyDetailsSchema, detailsSchema } from './details.ts'
import { errorSchema } from './error.ts'
import { finalizeSchema } from './finalize.ts'
import { healthSchema } from './health.ts'
import { preparedDataSchema } from './prepared-data.ts'
import type { JsonSchema } from './schema.ts'
import { strengths } from './schema.ts'
import { sharedSchema } from './shared.ts'
import { startSchema } from './start.ts'
import { startRequestSchema } from './start-request.ts'
import { statusSchema } from './status.ts'
import { anyStepsId, anyStepsSchema, stepsSchema } from './steps.ts'
import { tokenSchema } from './token.ts'
import { uploadSchema } from './upload.ts'

type SchemaSource = readonly [id: string, make: () => JsonSchema]

/** Schemas that others refer to; each id of `schemaIds` may stand on them. */
export const referredSchemas: readonly JsonSchema[] = [sharedSchema, anyDetailsSchema(), anyStepsSchema()]

/**
 * Ids of the schemas of a list of workflows:
 * `token|finalize|status|callback|health/<strength>`, `error`, `start|details|steps/<key>/<strength>`,
 * `upload/<key>/<part address>/<strength>`, `request/start/<key>`, `request/prepared-data[/<key>]`.
 */
export function schemaSources(list: readonly Workflow[]): readonly SchemaSource[] {
  return [
    ...strengths.flatMap((strength): readonly SchemaSource[] => [
      [`token/${strength}`, () => tokenSchema(strength)],
      [`finalize/${strength}`, () => finalizeSchema(strength)],
      [`status/${strength}`, () => statusSchema(strength)],
      [`callback/${strength}`, () => callbackSchema(strength)],
      [`health/${strength}`, () => healthSchema(strength)],
    ]),
    [anyDetailsId, anyDetailsSchema],
    [anyStepsId, anyStepsSchema],
    ['error', errorSchema],
    ['request/prepared-data', () => preparedDataSchema()],
    ...list.flatMap(workflowSources),
  ]
}

function workflowSources(workflow: Workflow): readonly SchemaSource[] {
  const { key } = workflow
  const hasData = workflowParts(workflow).some(({ content }) => content === 'data')
  return [
    [`request/start/${key}`, () => startRequestSchema(workflow)],
    ...(hasData ? [[`request/prepared-data/${key}`, () => preparedDataSchema(workflow)] as const] : []),
    ...strengths.flatMap((strength): readonly SchemaSource[] => [
      [`start/${key}/${strength}`, () => startSchema(workflow, strength)],
      ...workflowParts(workflow).map(
        (part): SchemaSource => [`upload/${key}/${part.address}/${strength}`, () => uploadSchema(workflow, part, strength)],
      ),
      [`details/${key}/${strength}`, () => detailsSchema(workflow, strength)],
      [`steps/${key}/${strength}`, () => stepsSchema(workflow, strength)],
    ]),
  ]
}

const sources = new Map(schemaSources(workflows))

export const schemaIds: readonly string[] = [...sources.keys()]

/** The schema of an id, as plain data. */
export function schemaOf(id: string): JsonSchema {
  const make = sources.get(id)
  if (make === undefined) throw new RangeError(`no schema has the id ${id}`)
  return make()
}
