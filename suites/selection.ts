import { runInNewContext } from 'node:vm'
import type { Workflow } from '../contracts/workflow.ts'
import { workflows } from '../contracts/workflows/index.ts'
import type { AnyCheck } from './check.ts'
import { type Scenario, scenarios } from './journey.ts'
import { hint, quoted, readAll, readEach, UsageError } from './usage.ts'

/** Scenarios that a run drives unless it is told otherwise. */
export const defaultScenarios: readonly Scenario[] = ['documented', 'probes', 'order', 'outcome', 'lifecycle']

/** `10011,10013` as workflows; unknown keys are errors. */
export function selectWorkflows(text: string | undefined, option = '--workflow'): readonly Workflow[] {
  if (text === undefined) return workflows
  return readEach(words(text, option), (key) => {
    const found = workflows.find((workflow) => workflow.key === key)
    if (found === undefined)
      throw new UsageError(
        `${option}: no workflow ${quoted(key)}${hint(
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
  return readEach(words(text, '--scenario'), (name) => {
    const found = scenarios.find((scenario) => scenario === name)
    if (found === undefined) throw new UsageError(`--scenario: no scenario ${quoted(name)}${hint(name, scenarios)}`)
    return found
  })
}

/** The checks whose id, level or statement a selection leaves. */
export function selectChecks(checks: readonly AnyCheck[], grep: string | undefined, level: string | undefined): readonly AnyCheck[] {
  const { levels, matches } = readAll({
    levels: () => (level === undefined ? undefined : readEach(words(level, '--level'), readLevel)),
    matches: () =>
      grep === undefined
        ? undefined
        : readMatches(
            grep,
            checks.map((check) => check.id),
          ),
  })
  const left = checks.filter((check) => (levels?.includes(check.level) ?? true) && (matches?.has(check.id) ?? true))
  if (left.length === 0)
    throw new UsageError(
      grep === undefined
        ? '--level: no check is left'
        : `--grep: no check has an id like ${quoted(grep)}${hint(
            grep,
            checks.map((check) => check.id),
          )}`,
    )
  return left
}

function readLevel(word: string): AnyCheck['level'] {
  const found = (['MUST', 'SHOULD', 'MAY'] as const).find((level) => level === word.toUpperCase())
  if (found === undefined) throw new UsageError(`--level: no level ${quoted(word)}${hint(word, ['must', 'should', 'may'])}`)
  return found
}

const patternMs = 2000

/** The texts that a pattern matches. A pattern that tries for ever is stopped. */
function readMatches(text: string, ids: readonly string[]): ReadonlySet<string> {
  if (text.length > 200) throw new UsageError(`--grep: expected a pattern of at most 200 characters, got ${text.length}`)
  if (text.trim() === '') throw new UsageError('--grep: expected a pattern, got an empty text')
  let pattern: RegExp
  try {
    pattern = new RegExp(text, 'i')
  } catch (error) {
    throw new UsageError(`--grep: ${quoted(text)} is not a regular expression: ${(error as Error).message.split(': ').at(-1)}`)
  }
  try {
    const found = runInNewContext('ids.filter((id) => pattern.test(id))', { ids, pattern }, { timeout: patternMs }) as readonly string[]
    return new Set(found)
  } catch {
    throw new UsageError(`--grep: ${quoted(text)} takes too long to match; write it without repeats in repeats such as (a+)+`)
  }
}

function words(text: string, option: string): readonly string[] {
  const list = [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '')
  if (list.length === 0) throw new UsageError(`${option}: expected a list such as a,b, got ${quoted(text)}`)
  return list
}
