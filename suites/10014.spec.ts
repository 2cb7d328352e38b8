import { workflow10014 } from '../contracts/workflows/10014.ts'
import { declareSuite } from './suite.ts'

declareSuite(workflow10014)
