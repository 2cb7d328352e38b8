import type { JsonSchema } from '../schemas/schema.ts'
import { schemaBase } from '../schemas/schema.ts'
import { type Workflow, workflowParts } from '../workflow.ts'
import { workflows } from '../workflows/index.ts'
import type { Components } from './components.ts'

export interface Body {
  readonly type: string
  /** Absent where the body is no text. */
  readonly schema?: JsonSchema
}

const created = workflows.filter(({ start }) => start === 'create')
const withData = workflows.filter((workflow) => workflowParts(workflow).some(({ content }) => content === 'data'))
const binary = { type: 'string', format: 'binary' }

/** What an operation takes; undefined where it has no body. */
export function bodyOf(operation: string, components: Components): Body | undefined {
  const json = (schema: JsonSchema): Body => ({ type: 'application/json', schema })
  switch (operation) {
    case 'requestAccessToken':
      return {
        type: 'application/x-www-form-urlencoded',
        schema: { type: 'object', properties: { grant_type: { type: 'string', enum: ['client_credentials'] } }, required: ['grant_type'] },
      }
    case 'createAccount':
      return json({ anyOf: created.map(({ key }) => components.use(`request/start/${key}`)) })
    case 'updateAccount':
      return json({ anyOf: workflows.map(({ key }) => components.use(`request/start/${key}`)) })
    case 'uploadPreparedData':
      return json({ anyOf: withData.map(({ key }) => components.use(`request/prepared-data/${key}`)) })
    case 'uploadImage':
      return { type: 'multipart/form-data', schema: { type: 'object', properties: { file: binary }, required: ['file'] } }
    default:
      return undefined
  }
}

/** What an operation answers, by media type; the documents say nothing of what a deletion answers. */
export function successOf(operation: string, components: Components): readonly Body[] {
  const json = (schema: JsonSchema): readonly Body[] => [{ type: 'application/json', schema }]
  const started = (list: readonly Workflow[]) => json({ anyOf: list.map(({ key }) => components.use(`start/${key}/stated`)) })
  switch (operation) {
    case 'requestAccessToken':
      return json(components.use('token/stated'))
    case 'createAccount':
      return started(created)
    case 'updateAccount':
      return started(workflows)
    case 'uploadPreparedData':
    case 'uploadImage':
      return json(components.use('shared#/$defs/upload'))
    case 'finalizeExecution':
      return json(components.use('finalize/stated'))
    case 'getStatus':
      return json(components.use('status/stated'))
    case 'getDetails':
      return json(components.use('details/stated'))
    case 'getSteps':
      return json(components.use('steps/stated'))
    case 'getPart':
      return [{ type: 'image/jpeg' }, { type: 'image/png' }, ...json(components.use('request/prepared-data'))]
    case 'getHealth':
      return json(components.use('health/stated'))
    default:
      return []
  }
}

/** Ids of the schemas of `export schemas` that hold what the examples show of an operation, beyond what is stated. */
export function shownBy(operation: string): readonly string[] {
  return shownSchemas(operation).map((id) => `${schemaBase}${id}/example`)
}

function shownSchemas(operation: string): readonly string[] {
  switch (operation) {
    case 'requestAccessToken':
      return ['token']
    case 'createAccount':
      return created.map(({ key }) => `start/${key}`)
    case 'updateAccount':
      return workflows.map(({ key }) => `start/${key}`)
    case 'uploadPreparedData':
      return uploads('data')
    case 'uploadImage':
      return uploads('image')
    case 'finalizeExecution':
      return ['finalize']
    case 'getStatus':
      return ['status']
    case 'getDetails':
      return workflows.map(({ key }) => `details/${key}`)
    case 'getSteps':
      return workflows.map(({ key }) => `steps/${key}`)
    case 'getHealth':
      return ['health']
    case 'executionEnded':
      return ['callback']
    default:
      return []
  }
}

function uploads(content: 'data' | 'image'): readonly string[] {
  return workflows.flatMap((workflow) =>
    workflowParts(workflow)
      .filter((part) => part.content === content)
      .map(({ address }) => `upload/${workflow.key}/${address}`),
  )
}
