import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'
import { chainedCapabilities } from '../workflow.ts'
import { capabilitiesSchema } from './capability.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { all, each, list, named, object, present, schemaBase, strengthened, when, word } from './schema.ts'
import { allCategories, decisionLabels, decisionTypes, executionStatuses, shared } from './shared.ts'

const source = lines('G:L1363-L1402', 'G:L1419-L1433', 'G:L1731-L1960')
const partClassifiers = ['FRONT', 'BACK', 'FACE', 'FACEMAP', 'PREPARED_DATA'] as const

/** Details of an execution. What is stated is the same for every workflow. */
export function detailsSchema(workflow: Workflow, strength: Strength): JsonSchema {
  const head = { id: `details/${workflow.key}`, title: `Details of ${workflow.key}`, source }
  return strengthened(head, strength, { type: 'object', $ref: schemaBase + anyDetailsId }, exampleDetails(workflow))
}

export const anyDetailsId = 'details/stated'

const part = {
  type: 'object',
  properties: { classifier: word(partClassifiers, 'TOL-DETAILS-CLASSIFIER'), href: shared('text') },
  required: ['classifier'],
  allOf: [present('TOL-DETAILS-CLASSIFIER', 'href')],
}

/** ERR-139: the tables call `parts` and `credentials` objects, the examples show lists. ERR-140: every category may occur. */
const credential = object({ id: shared('hexId'), category: word(allCategories, 'TOL-DETAILS-CATEGORY'), parts: list(part) }, [
  'id',
  'category',
])

const decision = object(
  {
    type: word(decisionTypes),
    details: object({ label: word(decisionLabels, 'TOL-OVERALL-LABEL-OK') }, ['label']),
    risk: shared('risk'),
  },
  ['type', 'details'],
)

/** What is stated of the details of any workflow. */
export function anyDetailsSchema(): JsonSchema {
  const workflow = object(
    {
      id: shared('uuid'),
      status: word(executionStatuses, 'TOL-STATUS-UNKNOWN'),
      definitionKey: shared('text'),
      userReference: shared('string'),
      customerInternalReference: shared('string'),
    },
    ['id', 'status'],
  )
  return named(
    { id: anyDetailsId, title: 'Details of an execution', source },
    object(
      {
        createdAt: shared('timestamp'),
        startedAt: shared('timestamp'),
        completedAt: shared('timestamp'),
        account: shared('identified'),
        workflow,
        decision,
        steps: object({ href: shared('text') }, ['href']),
        credentials: list(credential),
        capabilities: capabilitiesSchema(),
      },
      ['account', 'workflow', 'credentials', 'capabilities'],
    ),
  )
}

function exampleDetails(workflow: Workflow): JsonSchema {
  // ERR-066: a credential that cannot be uploaded by API may well have no parts.
  const byApi = workflow.credentials.filter((each) => each.parts.length > 0)
  const sent = workflow.request.userReference === true || workflow.needsUserReference ? ['userReference'] : []
  return {
    properties: {
      workflow: {
        type: 'object',
        required: ['definitionKey', 'customerInternalReference'],
        ...(sent.length > 0 ? { allOf: [present('TOL-DETAILS-MEMBERS-ABSENT', ...sent)] } : {}),
      },
      decision: { type: 'object', required: ['risk'], properties: { risk: { type: 'object', required: ['score'] } } },
      credentials: {
        type: 'array',
        items: {
          type: 'object',
          properties: { id: shared('credentialUuid') },
          ...all(byApi.map(({ category }) => when('category', category, present('TOL-DETAILS-MEMBERS-ABSENT', 'parts')))),
        },
      },
      capabilities: { type: 'object', ...each(chainedCapabilities(workflow), shared('exampleEntries')) },
    },
    required: ['createdAt', 'completedAt', 'decision', 'steps'],
    allOf: [present('TOL-DETAILS-MEMBERS-ABSENT', 'startedAt')],
  }
}
