import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand, startCommand } from '../fixtures/command.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { readEvidence } from '../suites/evidence-reader.ts'
import { pause } from '../suites/pause.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'kyx-faults-'))
const one = ['run', '-w', '10005', '--scenario', 'documented']
const evidenceOf = (dir: string) => {
  const [name = ''] = readdirSync(join(dir, 'kept'))
  return readEvidence(readFileSync(join(dir, 'kept', name), 'utf8'), name)
}
const readReport = (dir: string) => JSON.parse(readFileSync(join(dir, 'reports', 'report.json'), 'utf8'))

describe('a fault of the harness', () => {
  it('a check that throws costs its own verdict, names itself, and makes the exit code 4', async () => {
    const dir = folder()
    const { code, stdout } = await runCommand([...one, '--report', 'json,junit', '--evidence', 'kept'], {}, dir, 'check-throws')
    expect(code).to.equal(4)
    expect(stdout).to.include('the judge of CREATE-STATUS-200 threw: TypeError: a bug that was made up')
    const outcomes: readonly { readonly check: string; readonly outcome: string }[] = readReport(dir).verdicts
    expect(outcomes.filter(({ outcome }) => outcome === 'harness-error').map(({ check }) => check)).to.deep.equal(['CREATE-STATUS-200'])
    expect(outcomes.filter(({ outcome }) => outcome === 'conforms').length).to.be.above(90)
    expect(readFileSync(join(dir, 'reports', 'junit.xml'), 'utf8')).to.match(/<error [^>]*CREATE-STATUS-200 threw/)
    expect(evidenceOf(dir).partial).to.equal(false)
  })

  it('a reporter that throws loses no other report, puts its earlier one out of the way, and makes the exit code 4', async () => {
    const dir = folder()
    expect((await runCommand([...one, '--report', 'json'], {}, dir)).code).to.equal(0)
    const { code, stderr } = await runCommand([...one, '--report', 'json,junit,html'], {}, dir, 'reporter-throws')
    expect(code).to.equal(4)
    expect(stderr).to.match(/error: the json reporter failed, so \S+report\.json was not written; please report this; what stood there is/)
    expect(readdirSync(join(dir, 'reports')).sort()).to.deep.equal(['junit.xml', 'last-run.json', 'report.html', 'report.json.old'])
  })

  for (const how of ['thrown', 'rejected'])
    it(`what is ${how} where nobody catches it: told without secrets, cleaned up, reported, exit code 4`, async () => {
      const dir = folder()
      const sandbox = await startSandbox({ processMs: 10_000_000 })
      try {
        const when = join(dir, 'now')
        const env = { FAULT_WHEN: when, FAULT_HOW: how, KYX_TOKEN: 'kyx-sandbox-token' }
        const args = [...one, '-u', sandbox.url, '--report', 'json,junit', '--evidence', 'kept']
        const command = startCommand(args, env, dir, 'uncaught')
        while (sandbox.accounts().length === 0 && command.child.exitCode === null) await pause(10)
        writeFileSync(when, '')
        const { code, stdout, stderr } = await command.ended
        expect(code, stderr).to.equal(4)
        expect(stderr).to.include('harness error: TypeError: a bug that was made up').and.include('please report this')
        expect(stdout + stderr).to.not.include('kyx-sandbox-token')
        expect(sandbox.accounts()).to.deep.equal([])
        expect(evidenceOf(dir).partial).to.equal(false)
        const { verdicts, interrupted } = readReport(dir)
        expect(interrupted).to.equal(true)
        const failed = verdicts.filter(({ outcome }: { readonly outcome: string }) => outcome === 'harness-error')
        expect(failed.map(({ reason }: { readonly reason: { readonly text: string } }) => reason.text)).to.deep.equal([
          'the harness failed, so the run was ended',
        ])
        expect(verdicts.filter(({ outcome }: { readonly outcome: string }) => outcome === 'violates')).to.deep.equal([])
        expect(readFileSync(join(dir, 'reports', 'junit.xml'), 'utf8')).to.include('RUN-ENDED')
      } finally {
        await sandbox.close()
      }
    })
})

describe('the folder of the reports', () => {
  it('two runs at once leave whole files of one of them each, and the evidence of both', async () => {
    const dir = folder()
    const args = [...one, '--report', 'json,junit,html', '--evidence', 'kept']
    const ended = await Promise.all(Array.from({ length: 3 }, () => runCommand(args, {}, dir)))
    expect(ended.map(({ code, stderr }) => `${code} ${/^error.*/m.exec(stderr)?.[0] ?? ''}`)).to.deep.equal(['0 ', '0 ', '0 '])
    const names = readdirSync(join(dir, 'reports')).sort()
    expect(names).to.deep.equal(['junit.xml', 'last-run.json', 'report.html', 'report.json'])
    expect(readReport(dir).verdicts.length).to.be.above(90)
    expect(readFileSync(join(dir, 'reports', 'junit.xml'), 'utf8')).to.match(/^<\?xml[\s\S]*<\/testsuites>\s*$/)
    expect(JSON.parse(readFileSync(join(dir, 'reports', 'last-run.json'), 'utf8')).failed).to.deep.equal([])
    const kept = readdirSync(join(dir, 'kept'))
    expect(kept).to.have.length(3)
    for (const name of kept) expect(readEvidence(readFileSync(join(dir, 'kept', name), 'utf8'), name).partial).to.equal(false)
  })

  it('a report of an earlier run that is not made anew is named, until it is gone', async () => {
    const dir = folder()
    await runCommand([...one, '--report', 'json,html'], {}, dir)
    const second = await runCommand([...one, '-q'], {}, dir)
    expect(second.code).to.equal(0)
    expect(second.stderr).to.match(/^note: of an earlier run, and not of this one: \S+report\.json, \S+report\.html$/m)
    const third = await runCommand([...one, '-q', '--report', 'junit,json'], {}, dir)
    expect(third.stderr).to.match(/^note: of an earlier run, and not of this one: \S+report\.html$/m)
    const fourth = await runCommand([...one, '-q', '--report', 'junit,json,html'], {}, dir)
    expect(fourth.stderr).to.not.include('earlier run')
  })
})
