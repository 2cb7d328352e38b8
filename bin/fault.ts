import { createMask } from '../suites/mask.ts'
import { type Environment, secretVariablesIn } from './settings.ts'

/** A fault of the harness as text, for who reports it: where it happened, and nothing that the environment keeps secret. */
export function faultText(error: unknown, env: Environment): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const mask = createMask(
    'fault',
    secretVariablesIn(env).map((name) => env[name]),
  )
  return mask.text(text.replace(/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 ***')).slice(0, 4000)
}
