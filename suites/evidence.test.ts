import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { baseUrlTarget } from './aim.ts'
import { checks } from './checks/index.ts'
import { factsOf } from './drive.ts'
import { evidenceFormat } from './evidence-format.ts'
import { changesSince, joinEvidence, judgeEvidence } from './evidence-join.ts'
import { readEvidence } from './evidence-reader.ts'
import { openEvidence } from './evidence-writer.ts'
import { leakFinder } from './leaks.ts'
import { plan } from './plan.ts'
import { selectWorkflows } from './selection.ts'
import { runSession, type SessionResult } from './session.ts'

describe('evidence', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'kyx-evidence-'))
  let text = ''
  let result: SessionResult
  before(async () => {
    const sandbox = await startSandbox()
    const target = baseUrlTarget({
      baseUrl: sandbox.url,
      userAgent: 'Test kyx-conformance/1.0',
      headers: [],
      timeoutMs: 30_000,
      pollTimeoutMs: 60_000,
      callbackTimeoutMs: 10_000,
      cleanup: true,
      live: false,
      env: {},
    })
    const journeys = plan({ workflows: selectWorkflows('10013,10006'), regions: ['local'], scenarios: ['documented'] })
    const writer = openEvidence(folder, {
      type: 'header',
      format: evidenceFormat,
      runId: '0a1b2c3d',
      tool: { name: 'kyx-conformance', version: '0.0.0' },
      edition,
      mode: 'documented',
      startedAt: new Date().toISOString(),
      targets: [factsOf(target)],
      selection: { workflows: ['10013', '10006'], scenarios: ['documented'] },
      journeys: journeys.map(({ id }) => id),
    })
    result = await runSession({
      journeys,
      targets: [target],
      checks,
      mode: 'documented',
      materials,
      concurrency: 4,
      runId: '0a1b2c3d',
      onEvent: writer.note,
    })
    writer.end(result)
    text = readFileSync(writer.path, 'utf8')
    await sandbox.close()
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const judged = (written: string) => judgeEvidence(joinEvidence([readEvidence(written, 'x')]), checks, 'documented')

  it('judges to the verdicts of the run', () => {
    expect(readdirSync(folder)).to.have.length(1)
    const read = readEvidence(text, 'x')
    expect(read.partial).to.equal(false)
    expect(judged(text)).to.deep.equal(result.verdicts)
    expect(changesSince(read.verdicts, result.verdicts)).to.deep.equal([])
  })

  it('lists what a tightened check changes, and nothing else', () => {
    const tight = checks.map((check) =>
      check.id === 'CREATE-STATUS-200' ? { ...check, judge: () => [{ at: 'x', expected: 'y', actual: 'z' }] } : check,
    )
    const read = readEvidence(text, 'x')
    const changes = changesSince(read.verdicts, judgeEvidence(joinEvidence([read]), tight, 'documented'))
    expect(changes.map(({ key }) => key.split(' ')[1])).to.deep.equal(['CREATE-STATUS-200', 'CREATE-STATUS-200'])
  })

  it('is partial wherever it breaks off, and is judged as far as it goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: text.indexOf('\n') + 1, max: text.lastIndexOf('{') - 1 }), (at) => {
        const read = readEvidence(text.slice(0, at), 'x')
        expect(read.partial).to.equal(true)
        const verdicts = judgeEvidence(joinEvidence([read]), checks, 'documented')
        expect(verdicts.filter(({ outcome }) => outcome === 'violates' || outcome === 'harness-error')).to.deep.equal([])
      }),
      { numRuns: 25 },
    )
  })

  it('names the line of damage', () => {
    const rows = text.trimEnd().split('\n')
    const join = (changed: readonly string[]) => `${changed.join('\n')}\n`
    const swapped = rows.with(4, rows[5] ?? '').with(5, rows[4] ?? '')
    expect(() => readEvidence(join(swapped), 'x')).to.throw('x:5: the evidence is damaged: it is numbered 6')
    expect(() => readEvidence(join(rows.toSpliced(3, 1)), 'x')).to.throw('x:4: ')
    expect(() => readEvidence(join(rows.with(7, (rows[7] ?? '').replace('"ms":', '"ms":1'))), 'x')).to.throw(/^x:8: .*seal/)
    expect(() => readEvidence(join(rows.with(2, (rows[2] ?? '').slice(0, 50))), 'x')).to.throw(/^x:3: .*cut or changed/)
    expect(() => readEvidence('', 'x')).to.throw('x:1: the evidence is damaged: the file is empty')
    expect(() => readEvidence('hello\n', 'x')).to.throw('x:1: ')
  })

  it('is not read where any bit of it is flipped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 2 }), fc.integer({ min: 0, max: 6 }), (at, bit) => {
        const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1)
        expect(() => readEvidence(flipped, 'x')).to.throw(/^x:\d+: /)
      }),
      { numRuns: 40 },
    )
  })

  it('holds no secret and nobody', () => {
    expect(result.hidden.filter(({ rule }) => rule === 'person')).not.to.be.empty
    expect(result.hidden.filter(({ rule }) => rule === 'secret')).not.to.be.empty
    expect(leakFinder(result.hidden)(Buffer.from(text))).to.deep.equal([])
  })
})

describe('the search for leaks', () => {
  const value = 'canary /+"<&=1é-0123456789'
  const find = leakFinder([{ rule: 'secret', value }])
  const finds = (bytes: string) => find(Buffer.from(bytes)).map(({ form }) => form)
  it('finds a value in every form', () => {
    expect(finds(`a ${value} b`)).to.include('raw')
    expect(finds(JSON.stringify({ a: `x${value}y` }))).to.include('JSON')
    expect(finds(`?a=${encodeURIComponent(value)}`)).to.include('percent')
    expect(finds(new URLSearchParams({ a: value }).toString())).to.include('form')
    expect(finds(Buffer.from(value).toString('hex'))).to.include('hex')
    for (const lead of ['', 'a', 'ab', 'abc']) {
      expect(finds(Buffer.from(`${lead}${value}tail`).toString('base64')), lead).to.include('base64')
      expect(finds(Buffer.from(`${lead}${value}`).toString('base64url')), lead).to.satisfy((forms: string[]) => forms.length > 0)
    }
  })
  it('finds nothing where nothing is', () => {
    expect(finds('canary /+"<&=1é-012345678 and so on'.repeat(50))).to.deep.equal([])
  })
})
