import { workflow10010 } from '../contracts/workflows/10010.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10010)
