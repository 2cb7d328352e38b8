import type { StepName } from '../suites/transcript.ts'
import { stepNames } from '../suites/transcript.ts'
import type { Verdict } from '../suites/verdict.ts'
import { type Counts, countsOf, type Report, stateOf } from './report.ts'

export type CellState = ReturnType<typeof stateOf> | 'none'

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

const gravest: readonly CellState[] = ['harness-error', 'error', 'inconclusive', 'warning', 'info', 'conforms', 'not-applicable']

/** The matrix of a report, with the steps that occur, in their documented order. */
export function matrixOf(report: Report): Matrix {
  const rows = new Map<string, { readonly workflow: string; readonly region: string; readonly byStep: Map<StepName, Verdict[]> }>()
  for (const verdict of report.verdicts) {
    const key = `${verdict.workflow}\n${verdict.region}`
    const row = rows.get(key) ?? { workflow: verdict.workflow, region: verdict.region, byStep: new Map<StepName, Verdict[]>() }
    rows.set(key, row)
    const cell = row.byStep.get(verdict.step) ?? []
    row.byStep.set(verdict.step, cell)
    cell.push(verdict)
  }
  const steps = stepNames.filter((step) => [...rows.values()].some(({ byStep }) => byStep.has(step)))
  return {
    steps,
    rows: [...rows.values()].map(({ workflow, region, byStep }) => ({
      workflow,
      region,
      cells: steps.map((step) => {
        const verdicts = byStep.get(step) ?? []
        const states = new Set(verdicts.map(stateOf))
        return { step, state: gravest.find((state) => state !== 'none' && states.has(state)) ?? 'none', counts: countsOf(verdicts) }
      }),
    })),
  }
}
