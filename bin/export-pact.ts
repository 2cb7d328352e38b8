import { workflows } from '../contracts/workflows/index.ts'
import { materials } from '../fixtures/materials.ts'
import { workflowPact } from '../suites/pact/pacts.ts'
import type { Exported } from './export-kinds.ts'

/** A Pact V4 file for each workflow. */
export function exportPacts(): Exported {
  return {
    files: workflows.map((workflow) => ({
      path: `pact/${workflow.key}.json`,
      text: `${JSON.stringify(workflowPact(workflow, materials), undefined, 1)}\n`,
    })),
  }
}
