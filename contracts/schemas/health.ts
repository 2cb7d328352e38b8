import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { named, object, strengthened, when, word } from './schema.ts'

const states = ['UP', 'DEGRADED', 'DOWN'] as const
const services = ['api', 'callback', 'mobile', 'processing', 'retrieval', 'web'] as const

/** Answer of the health check: the only object whose members are a closed list. */
export function healthSchema(strength: Strength): JsonSchema {
  const details = object(Object.fromEntries(services.map((service) => [service, word(states)])), [], { additionalProperties: false })
  const stated = object({ status: word(states), details }, ['status'])
  const quietWhenUp = when('status', 'UP', { properties: { details: false } })
  return named(
    { id: `health/${strength}`, title: 'Health of a data centre', source: lines('G:L2130-L2137', 'G:L2147-L2170') },
    strengthened(strength, stated, [quietWhenUp]),
  )
}
