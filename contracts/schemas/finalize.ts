import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened } from './schema.ts'
import { shared } from './shared.ts'

const head = {
  id: 'finalize',
  title: 'Answer to finalize',
  source: lines('L208-L216', 'L511-L519', 'L721-L729', 'L1002-L1010', 'L1300-L1308', 'G:L573-L579'),
}
const stated = { timestamp: shared('timestamp'), account: shared('identified'), workflowExecution: shared('identified') }
/** Only these members. ERR-101 */
const exactly = (...names: readonly string[]): JsonSchema => ({
  $comment: 'ERR-101',
  properties: Object.fromEntries(names.map((name) => [name, true])),
  additionalProperties: false,
})

/** Answer to finalize. The examples have these three members and nothing else; whether more may stand there is open. */
export function finalizeSchema(strength: Strength): JsonSchema {
  const onlyId = { type: 'object', allOf: [exactly('id')] }
  const exact = object({ account: onlyId, workflowExecution: onlyId }, [], { allOf: [exactly(...Object.keys(stated))] })
  return strengthened(head, strength, object(stated, Object.keys(stated)), exact)
}
