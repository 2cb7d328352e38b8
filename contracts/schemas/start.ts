import type { CredentialFact, Workflow } from '../workflow.ts'
import { workflowChannels } from '../workflow.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened, when } from './schema.ts'
import { shared } from './shared.ts'

/** Answer to the call that starts a workflow, be it create or update. */
export function startSchema(workflow: Workflow, strength: Strength): JsonSchema {
  const head = {
    id: `start/${workflow.key}`,
    title: `Start of ${workflow.key}`,
    source: [...workflow.startSource, ...workflow.credentials.flatMap((credential) => credential.source)],
  }
  return strengthened(head, strength, statedStart(workflow), exampleStart(workflow))
}

/** ERR-006: the credential lists of some workflows are marked as unfinished, so that only their examples bind. */
function listsAreContested(workflow: Workflow): boolean {
  return workflow.errata.includes('ERR-006')
}

function statedStart(workflow: Workflow): JsonSchema {
  const ofWorkflow = { allowedChannels: { type: 'array', items: { enum: workflowChannels(workflow) } } }
  const credentials = {
    type: 'array',
    items: { type: 'object', properties: ofWorkflow },
    ...(listsAreContested(workflow) ? {} : exactList(workflow)),
  }
  return { ...shared('start'), ...object({ workflowExecution: object({ credentials }) }) }
}

/** Exactly one credential of each category of the workflow, and no other. */
function exactList(workflow: Workflow): JsonSchema {
  return {
    maxItems: workflow.credentials.length,
    allOf: workflow.credentials.map(({ category }) => ({
      contains: {
        title: `exactly one credential of category ${category}`,
        type: 'object',
        properties: { category: { const: category } },
        required: ['category'],
      },
      minContains: 1,
      maxContains: 1,
    })),
  }
}

function exampleStart(workflow: Workflow): JsonSchema {
  const credentials = {
    type: 'array',
    items: {
      type: 'object',
      properties: { id: shared('credentialUuid') },
      allOf: workflow.credentials.map((credential) => exampleCredential(credential, workflow.errata.includes('ERR-033'))),
    },
    ...(listsAreContested(workflow) ? exactList(workflow) : {}),
  }
  const channels = workflowChannels(workflow)
  const web = workflow.request.web === undefined ? ['href'] : ['href', 'successUrl', 'errorUrl']
  return {
    properties: {
      web: channels.includes('WEB') ? { type: 'object', $comment: 'ERR-124', required: web } : false,
      sdk: channels.includes('SDK'),
      workflowExecution: { type: 'object', properties: { credentials } },
    },
    required: ['timestamp', ...(channels.includes('WEB') ? ['web'] : []), ...(channels.includes('SDK') ? ['sdk'] : [])],
  }
}

/**
 * What the example shows of the credential of a category; a credential without the API channel has no `api`.
 * ERR-033: one example has the link of a face under the key of prepared data.
 */
function exampleCredential({ category, channels, parts }: CredentialFact, isMisprinted: boolean): JsonSchema {
  const keys = parts.map((part) => part.key)
  const comment = isMisprinted && category === 'SELFIE' ? { $comment: 'ERR-033' } : {}
  const api = {
    type: 'object',
    properties: { parts: { type: 'object', required: keys, ...comment } },
    required: ['token', 'parts', 'workflowExecution'],
  }
  const byApi = channels.includes('API')
  return when('category', category, {
    properties: { allowedChannels: { type: 'array', minItems: channels.length }, api: byApi ? api : false },
    ...(byApi ? { required: ['api'] } : {}),
  })
}
