/** What a program may use: judging answers that its own client received. The command line is `kyx-conformance`. */
export { judgeResponse, judgeSteps } from '../suites/conformance.ts'
export {
  type Conformance,
  type ConformanceOptions,
  type GivenStep,
  type JudgedStep,
  judgedSteps,
  type Unjudged,
} from '../suites/conformance-terms.ts'
export type { PlainResponse } from '../suites/response-reader.ts'
export { UsageError } from '../suites/usage.ts'
export type { JudgedFinding, Verdict } from '../suites/verdict.ts'
