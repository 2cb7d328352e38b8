import { workflow10005 } from '../contracts/workflows/10005.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10005)
