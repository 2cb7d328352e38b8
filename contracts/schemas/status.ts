import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { named, object, word } from './schema.ts'
import { executionStatuses, shared } from './shared.ts'

/** Answer of the status endpoint. Where the links lead is judged elsewhere (ERR-143). */
export function statusSchema(strength: Strength): JsonSchema {
  const account = object({ id: shared('uuid'), href: shared('text') }, ['id', ...(strength === 'example' ? ['href'] : [])])
  const execution = object(
    { id: shared('uuid'), href: shared('text'), definitionKey: shared('text'), status: word(executionStatuses, 'TOL-STATUS-UNKNOWN') },
    ['id', 'status', ...(strength === 'example' ? ['href', 'definitionKey'] : [])],
  )
  return named(
    { id: `status/${strength}`, title: 'Status of an execution', source: lines('G:L1317-L1326', 'G:L1331-L1343') },
    object({ account, workflowExecution: execution }, ['account', 'workflowExecution']),
  )
}
