import { checks } from '../suites/checks/index.ts'
import { plannedVerdicts } from '../suites/judge.ts'
import { plan } from '../suites/plan.ts'
import { selectChecks, selectScenarios, selectWorkflows } from '../suites/selection.ts'
import type { Terminal } from './run.ts'

export interface ListOptions {
  readonly workflow?: string
  readonly scenario?: string
  readonly grep?: string
  readonly level?: string
  readonly json?: boolean
  readonly cost?: boolean
}

/** Journeys, checks and levels that a selection would run. */
export function listPlan(options: ListOptions, terminal: Terminal): number {
  const selected = selectChecks(checks, options.grep, options.level)
  const journeys = plan({ workflows: selectWorkflows(options.workflow), regions: ['local'], scenarios: selectScenarios(options.scenario) })
  const rows = journeys.map((journey) => ({
    id: journey.id,
    workflow: journey.workflow,
    scenario: journey.scenario,
    ...(journey.variant === undefined ? {} : { variant: journey.variant }),
    cost: journey.cost,
    checks: plannedVerdicts(journey, selected).map(({ check, subject, step }) => ({
      id: check.id,
      level: check.level,
      step,
      subject,
      statement: check.statement,
    })),
  }))
  const total = {
    journeys: rows.length,
    checks: rows.reduce((sum, row) => sum + row.checks.length, 0),
    transactions: rows.reduce((sum, row) => sum + row.cost.transactions, 0),
    requests: rows.reduce((sum, row) => sum + row.cost.requests, 0),
  }
  if (options.json) {
    terminal.write(`${JSON.stringify({ total, journeys: rows }, undefined, 2)}\n`)
    return 0
  }
  const lines = rows.flatMap((row) => [
    `${row.id}  (${row.checks.length} checks, ${row.cost.transactions} transactions, about ${row.cost.requests} requests)`,
    ...(options.cost ? [] : row.checks.map(checkLine)),
  ])
  const { journeys: count, checks: judged, transactions, requests } = total
  terminal.write(
    `${[...lines, `${count} journeys, ${judged} checks, ${transactions} transactions, about ${requests} requests`].join('\n')}\n`,
  )
  return 0
}

function checkLine({ id, level, subject, statement }: { id: string; level: string; subject: string; statement: string }): string {
  return `  ${level.padEnd(6)} ${id}${subject === '' || subject === id ? '' : ` [${subject}]`}  ${statement}`
}
