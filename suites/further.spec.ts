import { existsSync } from 'node:fs'
import { workflows } from '../contracts/workflows/index.ts'
import { declareSuite } from './suite.ts'

/** A workflow that was added to the list has its suite here until it gets a file of its own. */
for (const workflow of workflows) if (!existsSync(new URL(`./${workflow.key}.spec.ts`, import.meta.url))) declareSuite(workflow)
