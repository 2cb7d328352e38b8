import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened, word } from './schema.ts'
import { executionStatuses, shared } from './shared.ts'

const head = { id: 'status', title: 'Status of an execution', source: lines('G:L1317-L1326', 'G:L1331-L1343') }

/** Answer of the status endpoint. Where the links lead is judged elsewhere (ERR-143). */
export function statusSchema(strength: Strength): JsonSchema {
  const account = object({ id: shared('uuid'), href: shared('text') }, ['id'])
  const status = word(executionStatuses, 'TOL-STATUS-UNKNOWN')
  const execution = object({ id: shared('uuid'), href: shared('text'), definitionKey: shared('text'), status }, ['id', 'status'])
  const stated = object({ account, workflowExecution: execution }, ['account', 'workflowExecution'])
  const example = object({ account: object({}, ['href']), workflowExecution: object({}, ['href', 'definitionKey']) })
  return strengthened(head, strength, stated, example)
}
