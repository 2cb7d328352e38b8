import type { Journey } from '../suites/journey.ts'
import { runSession, type SessionOptions, type SessionResult } from '../suites/session.ts'
import type { Target } from '../suites/target.ts'

/** Drives journeys in which time passes, each on a sandbox of its own, so that no other journey sees its clock move. */
export async function runExpiry(
  journeys: readonly Journey[],
  options: Omit<SessionOptions, 'journeys'>,
): Promise<readonly SessionResult[]> {
  if (journeys.length === 0) return []
  const { startSandbox } = await import('../fixtures/sandbox/sandbox.ts')
  const results: SessionResult[] = []
  for (const journey of journeys) {
    if (options.signal?.aborted) break
    const sandbox = await startSandbox()
    const targets = options.targets.map((target) => movedTo(target, sandbox.url))
    try {
      results.push(await runSession({ ...options, targets, journeys: [journey], advance: (ms) => sandbox.advance(ms) }))
    } finally {
      await sandbox.close()
    }
  }
  return results
}

function movedTo(target: Target, url: string): Target {
  const origins = Object.fromEntries(Object.keys(target.origins).map((role) => [role, url])) as Record<keyof Target['origins'], string>
  return { ...target, origins, tokenUrl: `${url}/oauth2/token` }
}

/** Several sessions as one: the first gives the frame. */
export function joinSessions([first, ...others]: readonly [SessionResult, ...SessionResult[]]): SessionResult {
  return {
    ...first,
    transcripts: [first, ...others].flatMap(({ transcripts }) => transcripts),
    verdicts: [first, ...others].flatMap(({ verdicts }) => verdicts),
    ms: [first, ...others].reduce((sum, { ms }) => sum + ms, 0),
    hidden: [first, ...others].flatMap(({ hidden }) => hidden),
    interrupted: [first, ...others].some(({ interrupted }) => interrupted),
  }
}
