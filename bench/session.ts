import { workflowOf } from '../contracts/workflows/index.ts'
import { materials } from '../fixtures/materials.ts'
import { environmentTarget } from '../suites/aim.ts'
import { checks } from '../suites/checks/index.ts'
import type { Journey } from '../suites/journey.ts'
import { plan } from '../suites/plan.ts'
import { runSession, type SessionOptions, type SessionResult } from '../suites/session.ts'

/** The documented journey of 10011 several times over, driven and judged. Neither calls back nor cleans up: raw.mjs does not either. */
export async function session(
  baseUrl: string,
  count: number,
  concurrency: number,
  more: Pick<SessionOptions, 'runId' | 'onEvent'> = {},
): Promise<SessionResult> {
  const workflow = workflowOf('10011')
  const target = { ...environmentTarget(baseUrl, {}), callbacks: false, cleanup: false }
  const [one] = plan({ workflows: workflow === undefined ? [] : [workflow], regions: [target.region], scenarios: ['documented'] })
  const journeys = Array.from({ length: count }, (_, index) => ({ ...(one as Journey), id: `${one?.id}/${index}` }))
  return runSession({ journeys, targets: [target], checks, mode: 'documented', materials, concurrency, ...more })
}

if (process.argv[1]?.endsWith('session.js')) {
  const [baseUrl = '', count = '1', concurrency = '16'] = process.argv.slice(2)
  const begun = performance.now()
  const { transcripts, verdicts } = await session(baseUrl, Number(count), Number(concurrency))
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const faults = verdicts.filter(({ outcome }) => outcome !== 'conforms' && outcome !== 'not-applicable')
  process.stdout.write(
    JSON.stringify({
      exchanges: transcripts.reduce((sum, { exchanges }) => sum + exchanges.length, 0),
      verdicts: verdicts.length,
      faults: faults.length,
      ms: performance.now() - begun,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
      mb: maxRSS / 1024,
    }),
    () => process.exit(0),
  )
}
