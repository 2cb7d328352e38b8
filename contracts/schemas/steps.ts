import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { list, named, object, schemaBase, strengthened, word } from './schema.ts'
import { decisionLabels, decisionTypes, shared } from './shared.ts'

const source = lines('G:L2010-L2025', 'G:L2038-L2101')
const shownNames = ['ADDRESS_VERIFICATION', 'DL_VERIFICATION', 'ID_IV', 'SCREENING', 'BRA_CPF_VALIDATION'] as const

/** Steps of an execution. What is stated is the same for every workflow. */
export function stepsSchema(workflow: Workflow, strength: Strength): JsonSchema {
  const head = { id: `steps/${workflow.key}`, title: `Steps of ${workflow.key}`, source }
  return strengthened(head, strength, { type: 'object', $ref: schemaBase + anyStepsId }, exampleSteps(workflow))
}

export const anyStepsId = 'steps/stated'

/** What is stated of the steps of any workflow. ERR-114: step names are open, as long as they are upper-case words. */
export function anyStepsSchema(): JsonSchema {
  const decision = object(
    {
      type: word(decisionTypes),
      details: object({ label: word(decisionLabels, 'TOL-LABEL-UNLISTED') }, ['label']),
      risk: shared('risk'),
    },
    ['type', 'details'],
  )
  const name = { title: 'a name of capitals and underscores', $comment: 'TOL-STEP-NAME', type: 'string', pattern: '^[A-Z_]+$' }
  const step = object({ id: shared('companionUuid'), name, capabilityIds: list(shared('text')), decision }, ['id', 'name', 'decision'])
  return named({ id: anyStepsId, title: 'Steps of an execution', source }, object({ steps: list(step) }, ['steps']))
}

function exampleSteps(workflow: Workflow): JsonSchema {
  const step = {
    type: 'object',
    properties: {
      id: shared('companionUuid'),
      name: word(shownNames, 'TOL-STEP-NAME'),
      capabilityIds: { type: 'array', items: shared('companionUuid') },
    },
    required: ['capabilityIds'],
  }
  const shown = workflow.stepNames.map((name) => ({
    contains: { title: `a step of name ${name}`, type: 'object', properties: { name: { const: name } }, required: ['name'] },
  }))
  return { properties: { steps: { type: 'array', items: step, ...(shown.length > 0 ? { allOf: shown } : {}) } } }
}
