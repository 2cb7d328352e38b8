import type { Workflow } from '../contracts/workflow.ts'
import type { AnyCheck } from './check.ts'
import { checks } from './checks/index.ts'
import type { Conformance, ConformanceOptions, ForeignOptions, GivenStep, JudgedStep, Unjudged } from './conformance-terms.ts'
import { exchangeName } from './evidence.ts'
import { type ForeignExchange, foreignTranscript, nameOf, readModeName, readPart, readStep, readWorkflow } from './foreign-exchanges.ts'
import { judge, type PlannedVerdict, plannedVerdicts } from './judge.ts'
import type { Mode } from './mode.ts'
import { type Received, type ReceivedCallback, readCallback, readResponse } from './response-reader.ts'
import { selectChecks } from './selection.ts'
import { UsageError } from './usage.ts'

/** Judges one answer by the checks of `run` that need no other. A promise where the body is still to be read. */
export function judgeResponse(
  response: unknown,
  step: JudgedStep,
  options: ConformanceOptions & { readonly part?: string } = {},
): Conformance | Promise<Conformance> {
  const { part, ...rest } = options
  return judgeSteps([{ step, response, ...(part === undefined ? {} : { part }) }], rest)
}

/** Judges several answers of one workflow execution together, in the order in which they came. */
export function judgeSteps(given: readonly GivenStep[], options: ConformanceOptions): Conformance | Promise<Conformance> {
  if (given.length === 0) throw new UsageError('expected at least one step with its response, got none')
  const steps = given.map(({ step }) => readStep(step))
  const workflow = readWorkflow(options.workflow, steps)
  if (workflow.start === 'update' && steps.includes('create'))
    throw new UsageError(`workflow ${workflow.key} is started with update, not with create`)
  const parts = given.map(({ part }, index) => readPart(part, steps[index] as JudgedStep, workflow))
  const mode = readModeName(options.mode ?? 'documented')
  const selected = select(options)
  const received = given.map(({ response }, index) => (steps[index] === 'callback' ? readCallback(response) : readResponse(response)))
  const finish = (all: readonly (Received | ReceivedCallback)[]) =>
    judgeForeign(
      all.map((each, index) => {
        const part = parts[index]
        return { step: steps[index] as JudgedStep, received: each, ...(part === undefined ? {} : { part }) }
      }),
      { workflow, mode, selected, options },
    )
  return received.some((each) => each instanceof Promise) ? Promise.all(received).then(finish) : finish(received as readonly Received[])
}

interface Reading {
  readonly workflow: Workflow
  readonly mode: Mode
  readonly selected: readonly AnyCheck[]
  readonly options: ForeignOptions
}

function judgeForeign(given: readonly ForeignExchange[], { workflow, mode, selected, options }: Reading): Conformance {
  const { transcript, takeUnknown } = foreignTranscript(given, workflow, options)
  const there = new Set(given.map(({ step, part }) => (step === 'callback' ? step : nameOf(step, part, workflow))))
  const unjudged: Unjudged[] = []
  const answerable = new Set<string>()
  const guessed = new Map<string, readonly string[]>()
  const planned = plannedVerdicts(transcript.journey, selected).filter((each) => concerns(each, there))
  for (const each of planned) {
    const needs = missingNames(each, there)
    if (needs.length === 0) answerable.add(each.key)
    else unjudged.push({ check: each.check.id, subject: each.subject, needs })
  }
  // What a judge reads that is not known is noted while it reads: its verdict would rest on a guess.
  const watched = [...new Set(planned.map(({ check }) => check))].map((check) => ({
    ...check,
    judge: (evidence: never, context: Parameters<AnyCheck['judge']>[1]) => {
      takeUnknown()
      const findings = check.judge(evidence, context)
      const unknown = takeUnknown()
      if (unknown.length > 0) guessed.set(`${check.id} ${context.subject}`, unknown)
      return findings
    },
  }))
  const verdicts = judge(transcript, watched, { mode }).filter(({ key }) => answerable.has(key))
  for (const { check, subject } of verdicts) {
    const needs = guessed.get(`${check} ${subject}`)
    if (needs !== undefined) unjudged.push({ check, subject, needs })
  }
  return {
    workflow: workflow.key,
    steps: given.map(({ step, part }) => nameOf(step, part, workflow)),
    mode,
    verdicts: verdicts.filter(({ check, subject }) => !guessed.has(`${check} ${subject}`)),
    unjudged,
  }
}

/** True where a verdict is about a step that is there. */
function concerns({ check, step, subject, workflow }: PlannedVerdict, there: ReadonlySet<string>): boolean {
  return there.has(check.step === 'start' ? workflow.start : exchangeName(step, subject, workflow))
}

/** What a check needs beyond the exchanges that are there. */
function missingNames({ check, subject, journey, workflow }: PlannedVerdict, there: ReadonlySet<string>): readonly string[] {
  if (check.replayOnly === true) return ['a replay by `run`']
  const names = check.needs.flatMap((need) => {
    if (need === 'transcript') return [workflow.start]
    if (need === 'polls') return ['status']
    if (need === 'callback' || need === 'callbacks') return ['callback']
    if (need === 'uploads') return journey.uploads.map((part) => `upload:${part}`)
    return [exchangeName(need.replace(/^\w+:/, ''), subject, workflow)]
  })
  return [...new Set(names)].filter((name) => !there.has(name))
}

/** The words of the command line without its dashes: here they are members of an object. */
function select({ grep, level }: ConformanceOptions): readonly AnyCheck[] {
  try {
    return selectChecks(checks, grep, level)
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message.replace(/^--/, '')) : error
  }
}
