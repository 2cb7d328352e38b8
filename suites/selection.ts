import type { Workflow } from '../contracts/workflow.ts'
import { workflows } from '../contracts/workflows/index.ts'
import type { AnyCheck } from './check.ts'
import { type Scenario, scenarios } from './journey.ts'
import { hint, UsageError } from './usage.ts'

/** Scenarios that a run drives unless it is told otherwise. */
export const defaultScenarios: readonly Scenario[] = ['documented', 'probes', 'order', 'outcome', 'lifecycle']

/** `10011,10013` as workflows; unknown keys are errors. */
export function selectWorkflows(text: string | undefined, option = '--workflow'): readonly Workflow[] {
  if (text === undefined) return workflows
  return words(text, option).map((key) => {
    const found = workflows.find((workflow) => workflow.key === key)
    if (found === undefined)
      throw new UsageError(
        `${option}: no workflow ${JSON.stringify(key)}${hint(
          key,
          workflows.map((each) => each.key),
        )}`,
      )
    return found
  })
}

/** On the embedded sandbox time can pass as well. */
export const embeddedScenarios: readonly Scenario[] = [...defaultScenarios, 'expiry']

export function selectScenarios(text: string | undefined, usual: readonly Scenario[] = defaultScenarios): readonly Scenario[] {
  if (text === undefined) return usual
  return words(text, '--scenario').map((name) => {
    const found = scenarios.find((scenario) => scenario === name)
    if (found === undefined) throw new UsageError(`--scenario: no scenario ${JSON.stringify(name)}${hint(name, scenarios)}`)
    return found
  })
}

/** The checks whose id, level or statement a selection leaves. */
export function selectChecks(checks: readonly AnyCheck[], grep: string | undefined, level: string | undefined): readonly AnyCheck[] {
  const levels = level === undefined ? undefined : words(level, '--level').map((word) => readLevel(word))
  const pattern = grep === undefined ? undefined : readPattern(grep)
  const left = checks.filter((check) => (levels?.includes(check.level) ?? true) && (pattern?.test(check.id) ?? true))
  if (left.length === 0)
    throw new UsageError(
      grep === undefined
        ? '--level: no check is left'
        : `--grep: no check has an id like ${JSON.stringify(grep)}${hint(
            grep,
            checks.map((check) => check.id),
          )}`,
    )
  return left
}

function readLevel(word: string): AnyCheck['level'] {
  const found = (['MUST', 'SHOULD', 'MAY'] as const).find((level) => level === word.toUpperCase())
  if (found === undefined) throw new UsageError(`--level: no level ${JSON.stringify(word)}${hint(word, ['must', 'should', 'may'])}`)
  return found
}

function readPattern(text: string): RegExp {
  if (text.length > 200) throw new UsageError(`--grep: expected a pattern of at most 200 characters, got ${text.length}`)
  try {
    return new RegExp(text, 'i')
  } catch (error) {
    throw new UsageError(`--grep: ${JSON.stringify(text)} is not a regular expression: ${(error as Error).message}`)
  }
}

function words(text: string, option: string): readonly string[] {
  const list = [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '')
  if (list.length === 0) throw new UsageError(`${option}: expected a list such as a,b, got ${JSON.stringify(text)}`)
  return list
}
