import { workflow10011 } from '../contracts/workflows/10011.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10011)
