import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { workflows } from '../contracts/workflows/index.ts'
import { runCommand } from '../fixtures/command.ts'
import { materials } from '../fixtures/materials.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { baseUrlTarget, defaultUserAgent } from '../suites/aim.ts'
import { checks } from '../suites/checks/index.ts'
import { readEvidence } from '../suites/evidence-reader.ts'
import type { Scenario } from '../suites/journey.ts'
import { cleanupOvertime, overtimeOf, usualRunMs } from '../suites/overtime.ts'
import { plan } from '../suites/plan.ts'
import { runSession } from '../suites/session.ts'

const targetAt = (url: string) =>
  baseUrlTarget({
    baseUrl: url,
    userAgent: defaultUserAgent,
    headers: [],
    cleanup: true,
    live: false,
    env: {},
    timeoutMs: 10_000,
    pollTimeoutMs: 60_000,
    callbackTimeoutMs: 10_000,
  })

/** Runs scenarios of two workflows, and ends them after so many exchanges: the run by its bound, or by an interrupt. */
async function runCut(scenarios: readonly Scenario[], after: number, by: 'overtime' | 'signal') {
  const sandbox = await startSandbox({ processMs: 0 })
  const end = new AbortController()
  let exchanges = 0
  try {
    const journeys = plan({ workflows: workflows.filter(({ key }) => key === '10010' || key === '10013'), regions: ['local'], scenarios })
    const result = await runSession({
      journeys,
      targets: [targetAt(sandbox.url)],
      checks,
      mode: 'documented',
      materials,
      concurrency: 4,
      [by]: end.signal,
      onEvent: ({ type }) => {
        if (type === 'exchange' && ++exchanges === after) end.abort(by === 'overtime' ? overtimeOf('run-timeout', 3_600_000) : undefined)
      },
    })
    return { ...result, journeys, alive: sandbox.accounts(), wasCut: exchanges >= after }
  } finally {
    await sandbox.close()
  }
}

describe('the time of a run', () => {
  for (const scenarios of [['documented', 'lifecycle'], ['probes'], ['order', 'outcome']] as const)
    for (const by of ['overtime', 'signal'] as const)
      it(`${scenarios.join(' and ')}, cut anywhere by ${by}: nothing is claimed, and nothing is left`, async () => {
        for (const after of [1, 2, 3, 5, 8, 13, 34]) {
          const { verdicts, transcripts, journeys, alive, wasCut } = await runCut(scenarios, after, by)
          const told = `after ${after} exchanges`
          expect(wasCut, told).to.equal(true)
          const claimed = verdicts.filter(({ outcome }) => outcome === 'violates' || outcome === 'harness-error')
          expect(
            claimed.map(({ key, findings, reason }) => `${key}: ${reason?.text ?? findings[0]?.actual}`),
            told,
          ).to.deep.equal([])
          expect(alive, told).to.deep.equal([])
          if (by === 'signal') continue
          expect(
            transcripts.map(({ journey }) => journey.id),
            told,
          ).to.deep.equal(journeys.map(({ id }) => id))
          const open = verdicts.filter(({ outcome }) => outcome === 'inconclusive')
          expect(open, told).to.not.be.empty
          expect(
            [...new Set(open.filter(({ reason }) => reason?.cause === undefined).map(({ reason }) => reason?.code))],
            told,
          ).to.deep.equal(['run-timeout'])
          for (const { reason } of open)
            expect(reason?.text, told).to.include('the run had not ended within 60 min; raise it with --run-timeout')
        }
      })

  it('is an hour where nobody says, and more where the plan asks for it', () => {
    const journeys = plan({ workflows, regions: ['local'], scenarios: ['documented', 'outcome'] })
    const target = { ...targetAt('http://127.0.0.1:9'), pollTimeoutMs: 120_000 }
    expect(usualRunMs(journeys, [target], 8)).to.equal(3_600_000)
    const patient = { ...target, pollTimeoutMs: 1_800_000 }
    // Outcomes of one workflow come one after the other.
    expect(usualRunMs(journeys, [patient], 256)).to.be.above(9 * 1_800_000)
  })

  it('says what ended, and how to raise it', () => {
    expect(overtimeOf('journey-timeout', 90_000).message).to.equal('the journey had not ended within 90 s; raise it with --journey-timeout')
    expect(overtimeOf('run-timeout', 500).message).to.include('within 500 ms')
    expect(cleanupOvertime(30_000).message).to.equal('deleting what was made was given up after 30 s')
  })

  for (const [bound, code] of [
    ['run-timeout', 'run-timeout'],
    ['journey-timeout', 'journey-timeout'],
  ] as const)
    it(`--${bound}: the command ends, cleans up, and writes whole reports and evidence`, async () => {
      // Nothing is ever processed.
      const sandbox = await startSandbox({ processMs: 10_000_000 })
      const folder = mkdtempSync(join(tmpdir(), 'kyx-overtime-'))
      try {
        const line = [
          'run',
          '-u',
          sandbox.url,
          '-w',
          '10010,10011',
          '--scenario',
          'documented',
          '--poll-timeout',
          '10m',
          `--${bound}`,
          '6s',
        ]
        const { code: exit, stdout } = await runCommand([...line, '--report', 'json,junit', '--evidence', 'kept'], {}, folder)
        expect(exit).to.equal(3)
        expect(stdout).to.include(`raise it with --${bound}; not driven to the end: 10010/local/documented, 10011/local/documented`)
        expect(sandbox.accounts()).to.deep.equal([])
        const { verdicts } = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8'))
        const outcomes = (outcome: string) => verdicts.filter((verdict: { readonly outcome: string }) => verdict.outcome === outcome)
        expect(outcomes('violates')).to.deep.equal([])
        expect(outcomes('conforms')).to.not.be.empty
        expect(
          outcomes('inconclusive').some(({ reason }: { readonly reason: { readonly code: string } }) => reason.code === code),
        ).to.equal(true)
        expect(readFileSync(join(folder, 'reports', 'junit.xml'), 'utf8')).to.match(/<\/testsuites>\s*$/)
        const [name = ''] = readdirSync(join(folder, 'kept'))
        expect(readEvidence(readFileSync(join(folder, 'kept', name), 'utf8'), name).partial).to.equal(false)
        const judged = await runCommand(['judge', 'kept', '--report', 'json=again.json'], {}, folder)
        expect(judged.code).to.equal(3)
        expect(judged.stdout).to.include('no verdict changed')
      } finally {
        await sandbox.close()
      }
    })
})
