import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { named, object, word } from './schema.ts'
import { finalStatuses, shared } from './shared.ts'

/** Body of the callback. Where the links lead is judged elsewhere (TOL-CALLBACK-HREF). */
export function callbackSchema(strength: Strength): JsonSchema {
  const whole = strength === 'example'
  const account = object({ id: shared('uuid'), href: shared('text') }, whole ? ['id', 'href'] : ['id'])
  const execution = object(
    { id: shared('uuid'), href: shared('text'), definitionKey: shared('text'), status: word(finalStatuses, 'TOL-STATUS-UNKNOWN') },
    whole ? ['id', 'href', 'definitionKey', 'status'] : ['id', 'status'],
  )
  return named(
    { id: `callback/${strength}`, title: 'Callback', source: lines('G:L1235-L1246', 'G:L1249-L1263') },
    object({ callbackSentAt: shared('timestamp'), userReference: shared('string'), workflowExecution: execution, account }, [
      ...(whole ? ['callbackSentAt'] : []),
      'workflowExecution',
      'account',
    ]),
  )
}
