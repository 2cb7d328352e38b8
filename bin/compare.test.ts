import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { runCommand, startCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { type Compared, compareWith } from '../reporters/compared.ts'
import type { Report } from '../reporters/report.ts'
import { checks } from '../suites/checks/index.ts'
import { changesSince, joinEvidence, judgeEvidence } from '../suites/evidence-join.ts'
import { UsageError } from '../suites/usage.ts'
import { readEarlier } from './earlier.ts'
import { readFile } from './judge.ts'

type JsonReport = Report & { readonly compared?: Compared }

describe('--compare', function () {
  this.timeout(180_000)
  const dir = mkdtempSync(join(tmpdir(), 'kyx-compare-'))
  const at = (name: string) => join(dir, name)
  const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as JsonReport
  const select = ['-w', '10005', '--scenario', 'documented', '--report-dir', dir]
  const reports = (name: string) => ['--report', `json=${at(`${name}.json`)},html=${at(`${name}.html`)},har=${at(`${name}.har`)}`]
  before(async () => {
    const sandbox = await startSandbox({ mutant: mutantOf('upload-answers-201') as Mutant })
    const { code } = await runCommand(['run', '-u', sandbox.url, ...select, ...reports('red'), '--evidence', at('red')])
    await sandbox.close()
    expect(code).to.equal(1)
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  it('tells on run what is fixed, against every form of an earlier run, and leaves the exit code alone', async () => {
    const { code, stdout } = await runCommand([
      'run',
      ...select,
      ...reports('green'),
      '--evidence',
      at('green'),
      '--compare',
      at('red.json'),
    ])
    expect(code, stdout).to.equal(0)
    expect(stdout).to.match(/Compared with red\.json of \S+: 0 new, 0 still there, 1 fixed, 0 gone\./)
    expect(stdout).to.contain('another region: local then, sandbox now')
    expect(read('green.json').compared?.changes.map(({ check, standing }) => [check, standing])).to.deep.equal([
      ['UPLOAD-STATUS-200', 'fixed'],
    ])
    for (const form of ['red.html', 'red.har', 'red'])
      expect(compareWith(read('green.json'), readEarlier(at(form))).changes, form).to.deep.equal(read('green.json').compared?.changes)
  })

  it('tells on judge and merge what is new, and what a smaller selection leaves out', async () => {
    const merged = await runCommand(['merge', at('red'), '--report', `json=${at('merged.json')}`, '--compare', at('green.html')])
    expect(merged.code).to.equal(1)
    expect(read('merged.json').compared?.counts).to.deep.equal({ new: 1, still: 0, fixed: 0, gone: 0 })
    const part = await runCommand([
      'judge',
      at('red'),
      '-g',
      'FINALIZE',
      '--report',
      `json=${at('part.json')}`,
      '--compare',
      at('red.json'),
    ])
    expect(part.code, part.stderr).to.equal(0)
    const { verdicts, compared } = read('part.json')
    expect(compared?.counts.gone).to.equal(
      read('red.json').verdicts.filter(({ outcome }) => outcome !== 'not-applicable').length - verdicts.length,
    )
    expect(compared?.changes.find(({ check }) => check === 'UPLOAD-STATUS-200')).to.include({ standing: 'gone', before: 'error' })
  })

  it('is shown by the page that show serves', async () => {
    const command = startCommand(['show', at('red.html'), '--no-open', '--compare', at('green.json')])
    while (!/http:\S+/.test(command.said()) && command.child.exitCode === null) await pause(20)
    const page = await (await fetch(/http:\S+/.exec(command.said())?.[0] ?? '')).text()
    command.child.kill('SIGINT')
    expect((await command.ended).code).to.equal(0)
    expect(page).to.contain('Compared with green.json of').and.contain('1 new (1 violation)')
  })

  it('judges the transcripts of a JSON report to the verdicts that it tells', () => {
    const joined = joinEvidence([readFile(at('red.json'))])
    const verdicts = judgeEvidence(joined, checks, joined.mode)
    expect(JSON.parse(JSON.stringify(verdicts))).to.deep.equal(read('red.json').verdicts)
    expect(changesSince(joined.recorded, verdicts)).to.deep.equal([])
  })

  it('refuses what is no earlier report, before anything is sent', async () => {
    writeFileSync(at('other.json'), '{"schemaVersion":"2.0"}')
    writeFileSync(at('broken.json'), '{"schemaVersion":"1.0"')
    writeFileSync(at('page.html'), '<!doctype html><p>hello')
    for (const [name, message] of [
      ['nowhere.json', 'there is no such file or folder'],
      ['other.json', 'its schemaVersion is 2.0, this version reads 1.x'],
      ['broken.json', 'it is no JSON report of this tool'],
      ['page.html', 'it is no page of this tool'],
    ] as const)
      expect(() => readEarlier(at(name)), name).to.throw(UsageError, message)
    const { code, stdout, stderr } = await runCommand(['run', ...select, '--evidence', at('never'), '--compare', at('other.json')])
    expect(code, stderr).to.equal(2)
    expect(stdout).to.equal('')
    expect(readdirSync(dir)).not.to.include('never')
  })
})
