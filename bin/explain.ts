import { errata, erratum } from '../contracts/errata/index.ts'
import { tolerance, tolerances } from '../contracts/tolerances.ts'
import { mutantOf, mutants } from '../fixtures/mutants/index.ts'
import { checks } from '../suites/checks/index.ts'
import { hint, UsageError } from '../suites/usage.ts'
import type { Terminal } from './run.ts'

/** Explains a check, an erratum, a mutant or a tolerance. */
export function explain(id: string, terminal: Terminal): number {
  const rows = explainCheck(id) ?? explainErratum(id) ?? explainMutant(id) ?? explainTolerance(id)
  if (rows === undefined) {
    const known = [
      ...checks.map((check) => check.id),
      ...errata.map((each) => each.id),
      ...mutants.map((each) => each.id),
      ...tolerances.map((each) => each.id),
    ]
    throw new UsageError(`explain: nothing is called ${JSON.stringify(id)}${hint(id, known)}`)
  }
  const width = Math.max(...rows.map(([name]) => name.length))
  terminal.write(rows.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join(''))
  return 0
}

type Rows = readonly (readonly [string, string])[]

function explainCheck(id: string): Rows | undefined {
  const check = checks.find((each) => each.id.toLowerCase() === id.toLowerCase())
  if (check === undefined) return undefined
  const killers = mutants.filter((mutant) => mutant.killedBy === check.id)
  return [
    ['check', check.id],
    ['statement', check.statement],
    ['level', check.level],
    ['source', check.source.join(', ')],
    ['step', check.step],
    ['scenarios', (check.scenarios ?? ['documented']).join(', ')],
    ['reads', check.needs.join(', ')],
    ...(check.errata ?? []).map((each) => ['erratum', `${each}: ${erratum(each)?.title ?? ''}`] as const),
    ['covers', check.covers.join(', ') || 'nothing of the register'],
    ['judged in', check.file === undefined ? 'unknown' : `${check.file}${check.line === undefined ? '' : `:${check.line}`}`],
    ...(killers.length > 0
      ? killers.map((mutant) => ['fails on', `${mutant.id}: ${mutant.summary}`] as const)
      : ([['fails on', 'no mutant yet']] as const)),
  ]
}

function explainErratum(id: string): Rows | undefined {
  const found = erratum(id.toUpperCase())
  if (found === undefined) return undefined
  return [
    ['erratum', `${found.id} ${found.name}`],
    ['title', found.title],
    ['severity', `${found.severity}, ${found.kind}`],
    ['source', found.source.join(', ')],
    ['problem', found.problem],
    ['strict', found.strict],
    ['lenient', found.lenient],
    ['concerns', found.requirements.join(', ') || 'no requirement'],
  ]
}

function explainMutant(id: string): Rows | undefined {
  const found = mutantOf(id)
  if (found === undefined) return undefined
  return [
    ['mutant', found.id],
    ['fault', found.summary],
    ['caught by', found.killedBy],
    ...(found.workflows === undefined ? [] : [['shown by', found.workflows.join(', ')] as const]),
  ]
}

function explainTolerance(id: string): Rows | undefined {
  const found = tolerance(id.toUpperCase())
  if (found === undefined) return undefined
  return [
    ['tolerance', found.id],
    ['title', found.title],
    ['documented', found.documented],
    ['seen live', found.observed],
    ['evidence', found.evidence],
  ]
}
