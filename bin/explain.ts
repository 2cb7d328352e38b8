import { errata, erratum } from '../contracts/errata/index.ts'
import { register } from '../contracts/register/index.ts'
import { tolerance, tolerances } from '../contracts/tolerances.ts'
import { untested } from '../contracts/untested.ts'
import { clientMutants } from '../fixtures/clients/mutants.ts'
import { mutantOf, mutants } from '../fixtures/mutants/index.ts'
import { coverageOf } from '../suites/coverage.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { hint, UsageError } from '../suites/usage.ts'
import type { Terminal } from './run.ts'

/** Explains a check, a requirement, an erratum, a mutant or a tolerance. */
export function explain(id: string, terminal: Terminal): number {
  const rows = explainCheck(id) ?? explainRequirement(id) ?? explainErratum(id) ?? explainMutant(id) ?? explainTolerance(id)
  if (rows === undefined) {
    const known = [
      ...everyCheck.map((check) => check.id),
      ...register.map((entry) => entry.id),
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
  const check = everyCheck.find((each) => each.id.toLowerCase() === id.toLowerCase())
  if (check === undefined) return undefined
  const killers = [
    ...mutants.filter((mutant) => mutant.killedBy === check.id).map(({ id: name, summary }) => `${name}: ${summary}`),
    ...clientMutants.filter((mutant) => mutant.killedBy === check.id).map(({ id: name }) => name),
  ]
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
    ...(killers.length > 0 ? killers.map((text) => ['fails on', text] as const) : ([['fails on', 'no mutant yet']] as const)),
  ]
}

function explainRequirement(id: string): Rows | undefined {
  const entry = register.find((each) => each.id.toLowerCase() === id.toLowerCase())
  if (entry === undefined) return undefined
  const [row] = coverageOf([entry], everyCheck, untested)
  const covering = everyCheck.filter(({ id: name }) => row?.checks.includes(name))
  return [
    ['requirement', entry.id],
    ['statement', entry.statement],
    ['level', entry.level],
    ['source', entry.source.join(', ')],
    ['step', entry.step],
    ...(entry.errata ?? []).map((each) => ['erratum', `${each}: ${erratum(each)?.title ?? ''}`] as const),
    ...covering.map((check) => ['judged by', `${check.id}: ${check.statement}`] as const),
    ...(row?.untested === undefined ? [] : [['not judged', row.untested.sentence] as const]),
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
