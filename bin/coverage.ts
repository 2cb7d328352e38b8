import { readFileSync } from 'node:fs'
import { register } from '../contracts/register/index.ts'
import { untested } from '../contracts/untested.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { materials } from '../fixtures/materials.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { environmentTarget } from '../suites/aim.ts'
import { checks } from '../suites/checks/index.ts'
import { countCoverage, coverageOf, danglingPatterns } from '../suites/coverage.ts'
import { renderCoverage } from '../suites/coverage-document.ts'
import { plan } from '../suites/plan.ts'
import { embeddedScenarios } from '../suites/selection.ts'
import { runSession } from '../suites/session.ts'
import { UsageError } from '../suites/usage.ts'
import { runExpiry } from './expiry.ts'
import type { Terminal } from './run.ts'

export interface CoverageOptions {
  readonly json?: boolean
  readonly markdown?: boolean
  /** Path of the committed document to compare with. */
  readonly check?: string | boolean
}

/** The register against checks, reasons and a run on the embedded sandbox. */
export async function showCoverage(options: CoverageOptions, terminal: Terminal): Promise<number> {
  const plain = coverageOf(register, checks, untested)
  if (options.markdown) {
    terminal.write(renderCoverage(plain))
    return 0
  }
  if (options.check !== undefined)
    return checkDocument(renderCoverage(plain), options.check === true ? 'docs/coverage.md' : String(options.check), terminal)
  const verdicts = await judgeSandbox()
  const rows = coverageOf(register, checks, untested, verdicts)
  const counts = countCoverage(rows)
  const dangling = danglingPatterns(register, [...checks.flatMap((check) => check.covers), ...untested.flatMap(({ entries }) => entries)])
  const unjudged = rows.filter((row) => row.checks.length > 0 && row.judged === false)
  const open = rows.filter((row) => row.checks.length === 0 && row.untested === undefined)
  if (options.json)
    terminal.write(
      `${JSON.stringify({ ...counts, dangling, unjudged: unjudged.map(({ entry }) => entry.id), open: open.map(({ entry }) => entry.id), rows: rows.map(({ entry, ...row }) => ({ id: entry.id, level: entry.level, step: entry.step, ...row })) }, undefined, 2)}\n`,
    )
  else {
    terminal.write(
      `${counts.entries} register entries: ${counts.checked} checked, ${counts.untested} with a written reason, ${counts.open} with neither\n`,
    )
    terminal.write(
      `${counts.judged} of the ${counts.testable} testable entries were judged in a run on the sandbox (${Math.round((100 * (counts.judged ?? 0)) / counts.testable)} %)\n`,
    )
    for (const { entry, checks: own } of unjudged) terminal.write(`not judged: ${entry.level} ${entry.id} (${own.join(', ')})\n`)
    for (const { entry } of open)
      terminal.write(`open: ${entry.level} ${entry.id}: name it in the covers of a check, or in contracts/untested.ts with a reason\n`)
    for (const pattern of dangling) terminal.write(`dangling: ${pattern} names no entry of the register\n`)
  }
  return counts.open > 0 || dangling.length > 0 || unjudged.some(({ entry }) => entry.level === 'MUST') ? 1 : 0
}

async function judgeSandbox() {
  const sandbox = await startSandbox()
  try {
    const target = { ...environmentTarget(sandbox.url, {}), region: 'sandbox' }
    const journeys = plan({ workflows, regions: ['sandbox'], scenarios: embeddedScenarios })
    const session = { targets: [target], checks, mode: 'documented', materials, concurrency: 8 } as const
    const timed = journeys.filter(({ scenario }) => scenario === 'expiry')
    const results = [
      await runSession({ ...session, journeys: journeys.filter((journey) => !timed.includes(journey)) }),
      ...(await runExpiry(timed, session)),
    ]
    return results.flatMap(({ verdicts }) => verdicts)
  } finally {
    await sandbox.close()
  }
}

function checkDocument(text: string, path: string, terminal: Terminal): number {
  let committed: string
  try {
    committed = readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`--check: ${path} cannot be read; make it with npm run docs`)
  }
  if (committed === text) return 0
  terminal.progress(`error: ${path} is stale: it differs from what the checks and the register say; make it anew with npm run docs\n`)
  return 1
}
