import { lines } from '../source.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { object, strengthened, when, word } from './schema.ts'

const head = { id: 'health', title: 'Health of a data centre', source: lines('G:L2130-L2137', 'G:L2147-L2170') }
const states = word(['UP', 'DEGRADED', 'DOWN'])
const services = ['api', 'callback', 'mobile', 'processing', 'retrieval', 'web'] as const

/** Answer of the health check: its details are a closed list, and absent while all is well. */
export function healthSchema(strength: Strength): JsonSchema {
  const details = object(Object.fromEntries(services.map((service) => [service, states])), [], { additionalProperties: false })
  const example = when('status', 'UP', { properties: { details: false } })
  return strengthened(head, strength, object({ status: states, details }, ['status']), example)
}
