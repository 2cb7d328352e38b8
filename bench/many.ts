import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { edition } from '../contracts/source.ts'
import { evidenceFormat } from '../suites/evidence-format.ts'
import { openEvidence } from '../suites/evidence-writer.ts'
import { newRunId } from '../suites/session.ts'
import { session } from './session.ts'

const perSession = 250

// Sessions one after the other, each with its evidence on the disk and nothing of it kept: what thousands of workflows cost.
const [baseUrl = '', given = '10000', concurrency = '16'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kyx-bench-many-'))
const sum = { exchanges: 0, verdicts: 0, faults: 0 }
const begun = performance.now()
for (let left = Number(given); left > 0; left -= perSession) {
  const runId = newRunId()
  const evidence = openEvidence(folder, {
    ...{ type: 'header', format: evidenceFormat, runId, tool: { name: 'kyx-conformance', version: '0' }, edition, mode: 'documented' },
    ...{ startedAt: new Date().toISOString(), targets: [], selection: { workflows: ['10011'], scenarios: ['documented'] }, journeys: [] },
  })
  const result = await session(baseUrl, Math.min(left, perSession), Number(concurrency), { runId, onEvent: evidence.note })
  evidence.end(result)
  sum.exchanges += result.transcripts.reduce((all, { exchanges }) => all + exchanges.length, 0)
  sum.verdicts += result.verdicts.length
  sum.faults += result.verdicts.filter(({ outcome }) => outcome !== 'conforms' && outcome !== 'not-applicable').length
}
const ms = performance.now() - begun
rmSync(folder, { recursive: true })
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.stdout.write(JSON.stringify({ ...sum, ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 }), () => process.exit(0))
