import type { AnyCheck } from '../check.ts'
import { answerChecks } from './answers.ts'
import { callbackChecks } from './callback.ts'
import { capabilityChecks } from './capabilities.ts'
import { capabilityDecisionChecks } from './capability-decisions.ts'
import { causeChecks } from './causes.ts'
import { consistencyChecks } from './consistency.ts'
import { effectChecks } from './effects.ts'
import { lifecycleChecks } from './lifecycle.ts'
import { linkChecks } from './links.ts'
import { probeChecks } from './probes.ts'
import { retrievalChecks } from './retrieval.ts'
import { schemaChecks } from './schemas.ts'
import { startChecks } from './start.ts'
import { stepChecks } from './steps.ts'
import { tokenChecks } from './token.ts'
import { variationChecks } from './variations.ts'

/** Every check, gates first, so that the first cause of a stop stands before what it blocks. */
export const checks: readonly AnyCheck[] = [
  ...tokenChecks,
  ...answerChecks,
  ...schemaChecks,
  ...startChecks,
  ...linkChecks,
  ...consistencyChecks,
  ...retrievalChecks,
  ...stepChecks,
  ...causeChecks,
  ...capabilityChecks,
  ...capabilityDecisionChecks,
  ...callbackChecks,
  ...lifecycleChecks,
  ...effectChecks,
  ...variationChecks,
  ...probeChecks,
]
