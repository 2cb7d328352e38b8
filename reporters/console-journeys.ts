import type { Verdict } from '../suites/verdict.ts'
import type { Paint } from './paint.ts'
import { type Counts, countsOf, journeyTail, type Report, stateOf, verdictTitle } from './report.ts'
import { count, cut, duration, oneLine } from './text.ts'

interface Line {
  readonly name: string
  readonly journeys: Set<string>
  readonly verdicts: Verdict[]
  ms: number
}

/** One line for each workflow and scenario, or for each journey when verbose. */
export function journeyLines(report: Report, paint: Paint, verbose: boolean): string[] {
  const lines = new Map<string, Line>()
  const lineOf = (workflow: string, region: string, scenario: string, journey: string): Line => {
    const tail = verbose ? journeyTail({ workflow, region, journey }) || scenario : scenario
    const name = oneLine(`${workflow} ${region} ${tail}`)
    const line = lines.get(name) ?? { name, journeys: new Set<string>(), verdicts: [], ms: 0 }
    line.journeys.add(journey)
    lines.set(name, line)
    return line
  }
  for (const { journey, ms } of report.transcripts) {
    const line = lineOf(journey.workflow, journey.region, journey.scenario, journey.id)
    line.ms += ms
  }
  for (const verdict of report.verdicts) lineOf(verdict.workflow, verdict.region, verdict.scenario, verdict.journey).verdicts.push(verdict)
  const width = Math.max(0, ...[...lines.values()].map(({ name }) => Math.min(name.length, 60)))
  return [...lines.values()].map(({ name, journeys, verdicts, ms }) => {
    const several = journeys.size > 1 ? ` in ${count(journeys.size, 'journey')}` : ''
    return `${markOf(verdicts, paint)} ${cut(name, 200).padEnd(width)}  ${countsText(countsOf(verdicts))}${several}${ms > 0 ? paint.dim(`  ${duration(ms)}`) : ''}`
  })
}

/** Every check with its outcome, a line each. */
export function checkLines(report: Report, paint: Paint): string[] {
  return report.verdicts.map((verdict) => {
    const why = verdict.reason === undefined ? '' : `: ${cut(oneLine(verdict.reason.text), 200)}`
    const place = `${verdict.workflow} ${verdict.region} ${verdict.step}`
    return `  ${markOf([verdict], paint)} ${oneLine(place)}  ${cut(verdictTitle(verdict), 300)}${why}`
  })
}

/** `40 conform, 1 violates, 14 inconclusive`, leaving out what is zero. */
export function countsText(counts: Counts): string {
  const parts = [
    [counts.outcome['harness-error'], 'harness error', 'harness errors'],
    [counts.severity.error, 'violates', 'violate'],
    [counts.outcome.inconclusive, 'inconclusive', 'inconclusive'],
    [counts.severity.warning, 'warning', 'warnings'],
    [counts.severity.info, 'note', 'notes'],
    [counts.outcome.conforms, 'conforms', 'conform'],
    [counts.outcome['not-applicable'], 'not applicable', 'not applicable'],
  ] as const
  const shown = parts.flatMap(([number, one, many]) => (number === 0 ? [] : [count(number, one, many)]))
  return shown.length === 0 ? 'nothing judged' : shown.join(', ')
}

function markOf(verdicts: readonly Verdict[], paint: Paint): string {
  const states = new Set(verdicts.map(stateOf))
  if (states.has('harness-error')) return paint.red('ERROR')
  if (states.has('error')) return paint.red('FAIL ')
  if (states.has('inconclusive')) return paint.yellow('?    ')
  if (states.has('warning')) return paint.yellow('warn ')
  if (states.has('info')) return paint.green('ok   ')
  if (states.has('conforms')) return paint.green('ok   ')
  return paint.dim('-    ')
}
