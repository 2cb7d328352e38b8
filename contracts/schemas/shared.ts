import { channels } from '../workflow.ts'
import type { JsonSchema } from './schema.ts'
import { dialect, object, schemaBase, word } from './schema.ts'

/** Categories of the companion and of the source document together: ERR-110, ERR-140. */
export const allCategories = ['ID', 'SELFIE', 'FACEMAP', 'DATA', 'DOCUMENT'] as const

export const executionStatuses = ['INITIATED', 'ACQUIRED', 'PROCESSED', 'SESSION_EXPIRED', 'TOKEN_EXPIRED'] as const
export const finalStatuses = ['PROCESSED', 'SESSION_EXPIRED', 'TOKEN_EXPIRED'] as const
export const decisionTypes = ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'] as const
/** Labels of overall decisions and of steps together: ERR-152. */
export const decisionLabels = ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'TECHNICAL_ERROR', 'WARNING'] as const

/** Schemas that many others stand on, so that each is compiled once. */
const definitions = {
  uuid: {
    title: 'a UUID',
    type: 'string',
    pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  },
  credentialUuid: {
    title: 'a UUID of five groups',
    $comment: 'ERR-012',
    type: 'string',
    pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  },
  companionUuid: {
    title: 'a UUID',
    $comment: 'ERR-137',
    type: 'string',
    pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  },
  hexId: { title: 'groups of hexadecimal digits', type: 'string', pattern: '^[0-9A-Fa-f]+(-[0-9A-Fa-f]+)*$' },
  timestamp: {
    title: 'a UTC timestamp such as 2022-01-06T13:41:20.769Z',
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  },
  text: { title: 'a non-empty string', type: 'string', minLength: 1 },
  string: { type: 'string' },
  channel: word(channels),
  account: object({ id: { $ref: `${schemaBase}shared#/$defs/uuid` } }, ['id']),
  execution: object({ id: { $ref: `${schemaBase}shared#/$defs/uuid` } }, ['id']),
  /** `api.parts`: the keys are judged elsewhere, since their case is open (ERR-018). */
  parts: {
    type: 'object',
    additionalProperties: { title: 'a link', $comment: 'TOL-PARTS-OBJECT', type: 'string', minLength: 1 },
  },
  api: object({
    token: { $ref: `${schemaBase}shared#/$defs/text` },
    parts: { $ref: `${schemaBase}shared#/$defs/parts` },
    workflowExecution: { $ref: `${schemaBase}shared#/$defs/text` },
  }),
} as const satisfies Readonly<Record<string, JsonSchema>>

export const sharedId = 'shared'
export const sharedSchema: JsonSchema = { $schema: dialect, $id: schemaBase + sharedId, title: 'Shared definitions', $defs: definitions }

/** Refers to a shared definition. */
export function shared(name: keyof typeof definitions): JsonSchema {
  return { $ref: `${schemaBase}${sharedId}#/$defs/${name}` }
}
