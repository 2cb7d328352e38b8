import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { named, object, strengthened } from './schema.ts'
import { shared } from './shared.ts'

/** Answer of the token endpoint. Only the token itself is indispensable: the rest is shown, not stated. */
export function tokenSchema(strength: Strength): JsonSchema {
  const stated = object({ access_token: shared('text') }, ['access_token'])
  const example = object(
    { access_token: shared('text'), expires_in: { type: 'number', exclusiveMinimum: 0 }, token_type: shared('text') },
    ['access_token', 'expires_in', 'token_type'],
  )
  return named(
    { id: `token/${strength}`, title: 'Access token', source: lines('G:L107-L113') },
    strength === 'stated' ? stated : strengthened(strength, example, []),
  )
}
