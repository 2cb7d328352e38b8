import { edition } from '../contracts/source.ts'
import { renderJunit } from '../reporters/junit.ts'
import { checks } from '../suites/checks/index.ts'
import { judge } from '../suites/judge.ts'
import { session } from './session.ts'

const [baseUrl = '', count = '100'] = process.argv.slice(2)
const { transcripts, verdicts, startedAt } = await session(baseUrl, Number(count), 16)
const bestOf = (rounds: number, act: () => void) => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const begun = process.cpuUsage()
    act()
    const { user, system } = process.cpuUsage(begun)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}
const judgedMs = bestOf(7, () => {
  for (const transcript of transcripts) judge(transcript, checks, { mode: 'documented' })
})
const report = {
  tool: { name: 'kyx-conformance', version: '0' },
  edition,
  mode: 'documented',
  startedAt,
  ms: 1,
  targets: [],
  selection: { workflows: [], scenarios: [] },
  verdicts,
  transcripts,
  notes: [],
} as const
// As bytes: put together by `+`, a text is not in one piece before it is written.
const junitMs = bestOf(7, () => void Buffer.from(renderJunit(report)))
process.stdout.write(
  JSON.stringify({
    verdicts: verdicts.length,
    verdictsPerSecond: verdicts.length / (judgedMs / 1000),
    junitUsPerCase: (junitMs * 1000) / verdicts.length,
  }),
  () => process.exit(0),
)
