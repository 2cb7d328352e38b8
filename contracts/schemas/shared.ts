import { channels } from '../workflow.ts'
import type { JsonSchema } from './schema.ts'
import { dialect, list, object, present, schemaBase, word } from './schema.ts'

/** Categories of the companion and of the source document together: ERR-110, ERR-140. */
export const allCategories = ['ID', 'SELFIE', 'FACEMAP', 'DATA', 'DOCUMENT'] as const

export const executionStatuses = ['INITIATED', 'ACQUIRED', 'PROCESSED', 'SESSION_EXPIRED', 'TOKEN_EXPIRED'] as const
export const finalStatuses = ['PROCESSED', 'SESSION_EXPIRED', 'TOKEN_EXPIRED'] as const
export const decisionTypes = ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'] as const
/** Labels of overall decisions and of steps together: ERR-152. */
export const decisionLabels = ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'TECHNICAL_ERROR', 'WARNING'] as const

type SharedName =
  | 'uuid'
  | 'credentialUuid'
  | 'companionUuid'
  | 'hexId'
  | 'timestamp'
  | 'text'
  | 'string'
  | 'identified'
  | 'parts'
  | 'api'
  | 'credential'
  | 'start'
  | 'upload'
  | 'risk'
  | 'capabilityEntries'
  | 'exampleEntries'

export const sharedId = 'shared'

/** Refers to a shared definition. */
export function shared(name: SharedName): JsonSchema {
  return { $ref: `${schemaBase}${sharedId}#/$defs/${name}` }
}

const uuid = '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'

/** Schemas that many others stand on, so that each is compiled once. */
const definitions: Readonly<Record<SharedName, JsonSchema>> = {
  uuid: { title: 'a UUID', type: 'string', pattern: uuid },
  credentialUuid: { title: 'a UUID of five groups', $comment: 'ERR-012', type: 'string', pattern: uuid },
  companionUuid: { title: 'a UUID', $comment: 'ERR-137', type: 'string', pattern: uuid },
  hexId: { title: 'groups of hexadecimal digits', type: 'string', pattern: '^[0-9A-Fa-f]+(-[0-9A-Fa-f]+)*$' },
  timestamp: {
    title: 'a UTC timestamp such as 2022-01-06T13:41:20.769Z',
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  },
  text: { title: 'a non-empty string', type: 'string', pattern: '^[\\s\\S]+$' },
  string: { type: 'string' },
  identified: object({ id: shared('uuid') }, ['id']),
  // ERR-018: whether the case of the keys matters is open; they are judged elsewhere.
  parts: {
    type: 'object',
    additionalProperties: { title: 'a link', $comment: 'TOL-PARTS-OBJECT', type: 'string', pattern: '^[\\s\\S]+$' },
  },
  api: object({ token: shared('text'), parts: shared('parts'), workflowExecution: shared('text') }),
  credential: object(
    {
      id: shared('hexId'),
      category: word(allCategories),
      country: { type: 'object' },
      type: { type: 'object' },
      allowedChannels: list(word(channels), { minItems: 1 }),
      api: shared('api'),
    },
    ['id', 'category', 'allowedChannels'],
  ),
  start: object(
    {
      timestamp: shared('timestamp'),
      account: shared('identified'),
      web: object({ href: shared('text'), successUrl: shared('string'), errorUrl: shared('string') }),
      sdk: object({ token: shared('text') }, ['token']),
      workflowExecution: object({ id: shared('uuid'), credentials: list(shared('credential')) }, ['id', 'credentials']),
    },
    ['account', 'workflowExecution'],
  ),
  upload: object(
    {
      timestamp: shared('timestamp'),
      account: shared('identified'),
      workflowExecution: object({ id: shared('uuid'), credentials: list({ type: 'object' }) }, ['id']),
      api: shared('api'),
    },
    ['timestamp', 'account', 'workflowExecution'],
  ),
  risk: object({ score: { type: 'number', minimum: 0, maximum: 100, $comment: 'TOL-RISK-SCORE-NEGATIVE' } }),
  capabilityEntries: list(
    object(
      {
        id: shared('text'),
        decision: object({ type: word(decisionTypes), details: object({ label: shared('text') }, ['label']) }, ['type', 'details']),
        credentials: list(object({ id: shared('hexId'), category: word(allCategories, 'TOL-DETAILS-CATEGORY') }, ['id'])),
      },
      ['id', 'decision'],
    ),
  ),
  exampleEntries: list(object({ id: shared('companionUuid') }, [], { allOf: [present('TOL-DETAILS-MEMBERS-ABSENT', 'credentials')] }), {
    minItems: 1,
  }),
}

export const sharedSchema: JsonSchema = { $schema: dialect, $id: schemaBase + sharedId, title: 'Shared definitions', $defs: definitions }
