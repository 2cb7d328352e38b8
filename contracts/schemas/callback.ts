import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened, word } from './schema.ts'
import { finalStatuses, shared } from './shared.ts'

const head = { id: 'callback', title: 'Callback', source: lines('G:L1235-L1246', 'G:L1249-L1263') }

/** Body of the callback. Where the links lead is judged elsewhere (TOL-CALLBACK-HREF). */
export function callbackSchema(strength: Strength): JsonSchema {
  const account = object({ id: shared('uuid'), href: shared('text') }, ['id'])
  const status = word(finalStatuses, 'TOL-STATUS-UNKNOWN')
  const execution = object({ id: shared('uuid'), href: shared('text'), definitionKey: shared('text'), status }, ['id', 'status'])
  const members = { callbackSentAt: shared('timestamp'), userReference: shared('string'), workflowExecution: execution, account }
  const example = object({ account: object({}, ['href']), workflowExecution: object({}, ['href', 'definitionKey']) }, ['callbackSentAt'])
  return strengthened(head, strength, object(members, ['workflowExecution', 'account']), example)
}
