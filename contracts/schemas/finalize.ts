import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { named, object } from './schema.ts'
import { shared } from './shared.ts'

const source = lines('L208-L216', 'L511-L519', 'L721-L729', 'L1002-L1010', 'L1300-L1308', 'G:L573-L579')
const members = { timestamp: shared('timestamp'), account: shared('account'), workflowExecution: shared('execution') }
const required = ['timestamp', 'account', 'workflowExecution']

/** Answer to finalize. The examples have these three ids and times and nothing else. */
export function finalizeSchema(strength: Strength): JsonSchema {
  const onlyId = { properties: { id: true }, additionalProperties: false }
  const exact = {
    properties: { timestamp: true, account: { type: 'object', ...onlyId }, workflowExecution: { type: 'object', ...onlyId } },
    additionalProperties: false,
  }
  return named(
    { id: `finalize/${strength}`, title: 'Answer to finalize', source },
    object(members, required, strength === 'example' ? { allOf: [exact] } : {}),
  )
}
