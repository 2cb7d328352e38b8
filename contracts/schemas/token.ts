import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened } from './schema.ts'
import { shared } from './shared.ts'

const head = { id: 'token', title: 'Access token', source: lines('G:L107-L113') }

/** Answer of the token endpoint. Only the token itself is indispensable: the rest is shown, not stated. */
export function tokenSchema(strength: Strength): JsonSchema {
  const example = { expires_in: { type: 'number', exclusiveMinimum: 0 }, token_type: shared('text') }
  return strengthened(head, strength, object({ access_token: shared('text') }, ['access_token']), object(example, Object.keys(example)))
}
