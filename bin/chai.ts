import { assertionOf, renderAssertion } from '../reporters/assertion.ts'
import { judgeResponse, judgeSteps } from '../suites/conformance.ts'
import type { Conformance, ConformanceOptions, GivenStep, JudgedStep } from '../suites/conformance-terms.ts'
import { hint, UsageError } from '../suites/usage.ts'

export type { ConformanceOptions, GivenStep, JudgedStep }

/** How an answer is judged, and what fails the assertion. */
export interface ConformOptions extends ConformanceOptions {
  /** Address of the part of an upload or image, `ID.FRONT`; the only one of a workflow may be left out. */
  readonly part?: string
  /** `warning`: a broken SHOULD fails as well. */
  readonly failOn?: 'error' | 'warning'
}

/** `expect(response).to.conformTo('create', { workflow: 10011 })`. Await it: a body that is still to be read makes it a promise. */
export interface ConformTo {
  (step: JudgedStep, options?: ConformOptions): Promise<void> | undefined
  /** `expect([{ step, response }, ...]).to.conformTo.journey({ workflow: 10011 })`: also checks that compare steps. */
  journey(options: Omit<ConformOptions, 'part'>): Promise<void> | undefined
}

declare global {
  namespace Chai {
    interface Assertion {
      conformTo: ConformTo
    }
  }
}

/** What the plugin uses of chai: it works on the copy that it is given, and imports none. */
interface ChaiLike {
  readonly Assertion: { addProperty(name: string, getter: (this: object) => unknown): void }
  readonly AssertionError: new (message: string, props?: object, ssf?: (...args: never[]) => unknown) => Error
}

interface UtilsLike {
  flag(assertion: object, name: string): unknown
}

const known = ['workflow', 'part', 'mode', 'level', 'grep', 'failOn', 'baseUrl', 'region'] as const

/** The plugin: `chai.use(kyx)`. */
// biome-ignore lint/suspicious/noExplicitAny: whichever version of chai the user has, its own types must fit
export function kyx(chai: any, utils: any): void {
  const { Assertion, AssertionError } = chai as ChaiLike
  const { flag } = utils as UtilsLike
  Assertion.addProperty('conformTo', function conformToGetter() {
    const subject = flag(this, 'object')
    const isNegated = flag(this, 'negate') === true
    const lead = flag(this, 'message')
    const fail = (text: string, from: (...args: never[]) => unknown): never => {
      throw new AssertionError(`${typeof lead === 'string' ? `${lead}: ` : ''}${text}`, { showDiff: false }, from)
    }
    const assertOn = (judged: Conformance | Promise<Conformance>, failOn: 'error' | 'warning', from: (...args: never[]) => unknown) => {
      const decide = (conformance: Conformance): undefined => {
        const what = `${[...new Set(conformance.steps)].join(', ')} of workflow ${conformance.workflow}`
        const ending = assertionOf(conformance, failOn)
        const details = renderAssertion(conformance, failOn)
        if (ending === 'open') fail(`${what} can be said neither to conform nor not to: ${details}`, from)
        if (!isNegated && ending === 'violates') fail(`expected ${what} to conform to its contract: ${details}`, from)
        if (isNegated && ending === 'conforms') fail(`expected ${what} not to conform to its contract, but it does: ${details}`, from)
        return undefined
      }
      return judged instanceof Promise ? judged.then(decide) : decide(judged)
    }
    const conformTo: ConformTo = Object.assign(
      (step: JudgedStep, options: ConformOptions = {}) => {
        const { failOn, ...rest } = readOptions(options)
        return assertOn(
          explained(() => judgeResponse(subject, step, rest)),
          failOn,
          conformTo,
        )
      },
      {
        journey(options: Omit<ConformOptions, 'part'>) {
          const { failOn, ...rest } = readOptions(options)
          if (!Array.isArray(subject)) throw new UsageError('conformTo.journey: expected a list of { step, response }')
          return assertOn(
            explained(() => judgeSteps(subject as readonly GivenStep[], rest)),
            failOn,
            conformTo.journey,
          )
        },
      },
    )
    return conformTo
  })
}

function readOptions(given: ConformOptions): ConformOptions & Required<Pick<ConformOptions, 'failOn'>> {
  const odd = Object.keys(given).find((name) => !known.some((each) => each === name))
  if (odd !== undefined) throw new UsageError(`conformTo: no option ${JSON.stringify(odd)}${hint(odd, known)}`)
  const { failOn = 'error', ...rest } = given
  if (failOn !== 'error' && failOn !== 'warning')
    throw new UsageError(`conformTo: failOn: expected error or warning, got ${JSON.stringify(failOn)}`)
  return { ...rest, failOn }
}

/** A misuse is told with the name of what was misused; it is no failed assertion, so `.not` does not turn it. */
function explained(judge: () => Conformance | Promise<Conformance>): Conformance | Promise<Conformance> {
  const explain = (error: unknown): never => {
    throw error instanceof UsageError ? new UsageError(`conformTo: ${error.message}`) : error
  }
  try {
    const judged = judge()
    return judged instanceof Promise ? judged.catch(explain) : judged
  } catch (error) {
    return explain(error)
  }
}
