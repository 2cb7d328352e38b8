import { workflow10013 } from '../contracts/workflows/10013.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10013)
