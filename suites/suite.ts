import { AssertionError } from 'chai'
import type { Workflow } from '../contracts/workflow.ts'
import { checks } from './checks/index.ts'
import type { Scenario } from './journey.ts'
import { plannedVerdicts } from './judge.ts'
import type { Materials } from './materials.ts'
import { plan } from './plan.ts'
import { defaultScenarios } from './selection.ts'
import { runSession, type SessionResult } from './session.ts'
import type { Mode, Target } from './target.ts'
import type { Verdict } from './verdict.ts'

/** What a mocha run stands on; the fixtures provide it before the first suite is declared. */
export interface SuiteSetup {
  readonly target: () => Promise<Target>
  readonly region: string
  readonly materials: Materials
  readonly mode: Mode
}

let provided: SuiteSetup | undefined
const sessions = new Map<string, Promise<SessionResult>>()
const suiteScenarios: readonly Scenario[] = defaultScenarios

/** Called by the mocha set-up, once, before the suites are loaded. */
export function provideSetup(setup: SuiteSetup): void {
  provided = setup
}

/**
 * Declares one test per check and subject of a workflow. The journeys are driven side by side in one `before`;
 * what stopped a journey shows in each test that it blocks, so that no test is lost.
 */
export function declareSuite(workflow: Workflow): void {
  const setup = provided
  if (setup === undefined) throw new Error('no target: load fixtures/mocha.ts first (mocha --require ./fixtures/mocha.ts)')
  const journeys = plan({ workflows: [workflow], regions: [setup.region], scenarios: suiteScenarios })
  describe(`${workflow.key} ${workflow.title}`, () => {
    let verdicts: ReadonlyMap<string, Verdict> = new Map()
    before(`drive workflow ${workflow.key}`, async () => {
      const pending = sessions.get(workflow.key) ?? drive(setup)
      sessions.set(workflow.key, pending)
      verdicts = new Map((await pending).verdicts.map((verdict) => [verdict.key, verdict]))
    })
    for (const journey of journeys)
      describe([journey.scenario, journey.variant].filter((word) => word !== undefined).join(' '), () => {
        for (const planned of plannedVerdicts(journey, checks)) {
          const subject = planned.subject === '' || planned.subject === planned.check.id ? '' : ` [${planned.subject}]`
          it(`${planned.check.id} ${planned.check.statement}${subject}`, function () {
            const verdict = verdicts.get(planned.key)
            if (verdict === undefined) throw new AssertionError(`${planned.key} was planned and not judged: a fault of the harness`)
            if (verdict.outcome === 'not-applicable' || verdict.reason?.code === 'blocked') return this.skip()
            assertVerdict(verdict)
          })
        }
      })
  })
  async function drive({ target, materials, mode }: SuiteSetup): Promise<SessionResult> {
    return runSession({ journeys, targets: [await target()], checks, mode, materials, concurrency: 8 })
  }
}

/** Fails where the contract is broken, or where the check could not be judged for a cause of its own. */
function assertVerdict(verdict: Verdict): void {
  if (verdict.outcome === 'conforms') return
  if (verdict.outcome === 'violates' && verdict.severity !== 'error') return
  if (verdict.outcome !== 'violates') throw new AssertionError(`${verdict.outcome}: ${verdict.reason?.text ?? 'no reason given'}`)
  const broken = verdict.findings.filter((finding) => finding.severity === 'error')
  const text = broken.map(({ at, expected, actual }) => `${at}\n  expected: ${expected}\n  actual:   ${actual}`).join('\n')
  throw new AssertionError(`${verdict.level} (${verdict.source.join(', ')})\n${text}`, {
    actual: broken.map(({ actual }) => actual).join('\n'),
    expected: broken.map(({ expected }) => expected).join('\n'),
    showDiff: true,
  })
}
