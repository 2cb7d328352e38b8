import { lines } from '../source.ts'
import type { JsonSchema } from './schema.ts'
import { named } from './schema.ts'

/** Body of a refusal that is JSON. No format is documented (ERR-093): it only has to say something. */
export function errorSchema(): JsonSchema {
  return named(
    { id: 'error', title: 'Refusal', source: lines('G:L1978', 'G:L2006', 'G:L2209', 'G:L2228') },
    { type: 'object', minProperties: 1 },
  )
}
