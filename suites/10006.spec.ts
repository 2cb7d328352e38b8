import { workflow10006 } from '../contracts/workflows/10006.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10006)
