import type { StepName } from '../suites/transcript.ts'
import { stepNames } from '../suites/transcript.ts'
import type { Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
import { type Counts, countsOf, gravity, type Report, type State, stateOf } from './report.ts'

export type CellState = State | 'none'

export interface Cell {
  readonly step: StepName
  /** The gravest state of its verdicts. */
  readonly state: CellState
  readonly counts: Counts
}

export interface MatrixRow {
  readonly workflow: string
  readonly region: string
  readonly cells: readonly Cell[]
}

/** Workflow by step, a row for each region. */
export interface Matrix {
  readonly steps: readonly StepName[]
  readonly rows: readonly MatrixRow[]
}

/** The matrix of a report, with the steps that occur, in their documented order. */
export function matrixOf(report: Report): Matrix {
  const rows = [...bucketsOf(report.verdicts, ({ workflow, region }) => `${workflow}\n${region}`).values()]
  const occurring = new Set(report.verdicts.map(({ step }) => step))
  const steps = stepNames.filter((step) => occurring.has(step))
  return {
    steps,
    rows: rows.map((verdicts) => {
      const { workflow = '', region = '' } = verdicts[0] ?? {}
      const byStep = bucketsOf(verdicts, ({ step }) => step)
      return { workflow, region, cells: steps.map((step) => cellOf(step, byStep.get(step) ?? [])) }
    }),
  }
}

function cellOf(step: StepName, verdicts: readonly Verdict[]): Cell {
  const states = new Set<CellState>(verdicts.map(stateOf))
  return { step, state: gravity.find((state) => states.has(state)) ?? 'none', counts: countsOf(verdicts) }
}
