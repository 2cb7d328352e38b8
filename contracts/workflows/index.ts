import type { Workflow } from '../workflow.ts'
import { workflow10005 } from './10005.ts'
import { workflow10006 } from './10006.ts'
import { workflow10010 } from './10010.ts'
import { workflow10011 } from './10011.ts'
import { workflow10013 } from './10013.ts'
import { workflow10014 } from './10014.ts'

/** The documented workflows. A workflow is one file and one line here. */
// biome-ignore format: one line per workflow
export const workflows: readonly Workflow[] = [
  workflow10005,
  workflow10006,
  workflow10010,
  workflow10011,
  workflow10013,
  workflow10014,
]

/** The workflow of a definition key. */
export function workflowOf(key: string): Workflow | undefined {
  return workflows.find((workflow) => workflow.key === key)
}
