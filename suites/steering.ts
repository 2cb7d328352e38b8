import { type CapabilityName, capabilityFacts } from '../contracts/capabilities.ts'
import { objectsAt, valueAt } from './expect.ts'
import type { Journey } from './journey.ts'
import { isObject, type JsonObject, type Transcript } from './transcript.ts'

/** The capability that a journey asks the target to spoil, and whether the target did. */
export interface Steered {
  readonly capability: string
  readonly isHonoured: boolean
}

/** Reads from the details whether the steer of a journey was honoured; undefined where the journey has none. */
export function steeredIn(journey: Journey, details: JsonObject): Steered | undefined {
  const capability = journey.steer?.reject
  if (capability === undefined) return undefined
  const entries = objectsAt(details, `capabilities.${capability}`)
  const canReject = capabilityFacts[capability as CapabilityName]?.types.includes('REJECTED') ?? true
  const wanted = canReject ? ['REJECTED'] : ['NOT_EXECUTED', 'WARNING']
  return { capability, isHonoured: entries.some((entry) => wanted.includes(String(valueAt(entry, 'decision.type')))) }
}

/** False where the details show that the target does not take steers. */
export function takesSteers(transcript: Transcript): boolean {
  const body = transcript.exchanges.findLast(({ name }) => name === 'details')?.response?.body
  if (body?.kind !== 'json' || !isObject(body.value)) return true
  return steeredIn(transcript.journey, body.value)?.isHonoured ?? true
}
