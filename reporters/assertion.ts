import type { Conformance, Unjudged } from '../suites/conformance-terms.ts'
import type { Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
import { findingLines } from './console.ts'
import { sourceText } from './detail.ts'
import { exitCode, type FailOn, isFailure } from './report.ts'
import { count, cut, listed, logSafe, oneLine } from './text.ts'

/** How an assertion on answers of another client ends. `open`: it can be said neither that they conform nor that they do not. */
export type Assertion = 'conforms' | 'violates' | 'open'

const maxShown = 20

/** What verdicts come to, as the exit code of a run would have it; what is neither 0 nor 1 is open, and so is nothing judged. */
export function assertionOf({ verdicts }: Conformance, failOn: FailOn): Assertion {
  const code = exitCode({ verdicts }, { failOn })
  return code === 0 ? 'conforms' : code === 1 ? 'violates' : 'open'
}

/** The message of an assertion that failed: findings as in the report of a run, then what could not be judged. */
export function renderAssertion(conformance: Conformance, failOn: FailOn): string {
  const { verdicts, unjudged } = conformance
  const failed = verdicts.filter((verdict) => isFailure(verdict, failOn))
  const noted = verdicts.filter((verdict) => verdict.outcome === 'violates' && !failed.includes(verdict))
  const open = verdicts.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'harness-error')
  const judged = verdicts.filter(({ outcome }) => outcome === 'conforms' || outcome === 'violates')
  const excused = judged.length > 0 ? [] : verdicts.filter(({ outcome }) => outcome === 'not-applicable')
  return logSafe(
    [
      `${count(failed.length, 'violation')}, ${count(judged.length, 'check')} judged (mode ${conformance.mode})`,
      ...failed.slice(0, maxShown).map((verdict, index) => violationText(verdict, index + 1)),
      ...(failed.length > maxShown ? [`and ${count(failed.length - maxShown, 'more violation')}`] : []),
      ...(noted.length === 0 ? [] : [`Warnings and notes, which do not fail: ${listed(noted.map(titleOf), maxShown)}`]),
      ...(open.length + excused.length === 0 ? [] : [openText([...open, ...excused])]),
      ...(unjudged.length === 0 ? [] : [unjudgedText(unjudged)]),
    ].join('\n\n'),
  )
}

function violationText(verdict: Verdict, number: number): string {
  return [
    `${number}. ${titleOf(verdict)} (${verdict.level})`,
    `   Requirement: ${oneLine(verdict.statement)} (${sourceText(verdict)})`,
    ...verdict.findings.flatMap(findingLines),
  ].join('\n')
}

function titleOf({ check, subject }: Verdict | Unjudged): string {
  return oneLine(subject === '' ? check : `${check} [${subject}]`)
}

/** Reasons why checks could not be judged, each once. */
function openText(verdicts: readonly Verdict[]): string {
  const reasons = bucketsOf(verdicts, ({ outcome, reason }) => `${reason?.code ?? outcome}: ${reason?.text ?? 'no reason given'}`)
  return [...reasons].map(([text, each]) => `Not judged (${count(each.length, 'check')}): ${cut(oneLine(text), 600)}`).join('\n')
}

/** Checks by what they need beside the exchanges that were given. */
function unjudgedText(unjudged: readonly Unjudged[]): string {
  const needs = bucketsOf(unjudged, (each) => each.needs.join(', '))
  return [
    'Not applicable, since more is needed than was given:',
    ...[...needs].map(([text, each]) => `   ${text}: ${listed([...new Set(each.map(titleOf))], maxShown)}`),
  ].join('\n')
}
