import { expect } from 'chai'
import { blameOf, className, countsOf, exitCode, indexEvidence, matrixOf, verdictTitle } from './report.ts'
import {
  greenReport,
  hostileReport,
  inconclusiveReport,
  redReport,
  sampleExchange,
  sampleReport,
  sampleTranscript,
  sampleVerdict,
  sampleViolation,
} from './sample.ts'

const blocked = (text: string, cause?: string) => ({ code: 'blocked', text, ...(cause === undefined ? {} : { cause }) }) as const
const absent = sampleVerdict({ key: 'na', outcome: 'not-applicable', reason: { code: 'absent', text: 'no' } })
const fault = sampleVerdict({ key: 'fault', outcome: 'harness-error', reason: { code: 'threw', text: 'boom' } })
const open = sampleVerdict({ key: 'open', outcome: 'inconclusive', reason: { code: 'unreachable', text: 'refused' } })

describe('Report', () => {
  it('has the exit code of the gravest outcome', () => {
    expect(exitCode(sampleReport([]))).to.equal(2)
    expect(exitCode(sampleReport([absent]))).to.equal(2)
    expect(exitCode(greenReport())).to.equal(0)
    expect(exitCode(greenReport(), { failOn: 'warning' })).to.equal(1)
    expect(exitCode(inconclusiveReport())).to.equal(3)
    expect(exitCode(redReport())).to.equal(1)
    expect(exitCode(sampleReport([sampleViolation(), open]))).to.equal(1)
    expect(exitCode(sampleReport([sampleViolation(), open, fault]))).to.equal(4)
    expect(exitCode({ ...sampleReport([fault]), interrupted: true })).to.equal(130)
    expect(exitCode(sampleReport([sampleViolation({ level: 'MAY' }, { severity: 'info' })]), { failOn: 'warning' })).to.equal(0)
  })

  it('counts by outcome, severity and level', () => {
    const counts = countsOf([...redReport().verdicts, absent, fault])
    expect(counts).to.deep.include({ total: 10, judged: 4, blocked: 4 })
    expect(counts.outcome).to.deep.equal({ conforms: 2, violates: 2, inconclusive: 4, 'not-applicable': 1, 'harness-error': 1 })
    expect(counts.severity).to.deep.equal({ error: 2, warning: 0, info: 0 })
  })

  it('names a verdict by id, statement, subject and what sets its journey apart', () => {
    expect(verdictTitle(sampleVerdict())).to.equal('CREATE-STATUS An account is created with status 200.')
    const variant = sampleVerdict({ scenario: 'outcome', journey: '10011/local/outcome/usability', subject: 'a\nb' })
    expect(verdictTitle(variant)).to.equal('CREATE-STATUS An account is created with status 200. [a\\nb] (outcome usability)')
    expect(className(sampleVerdict({ region: 'emea-1' }))).to.equal('kyx.10011.emea-1.create')
    expect(className(sampleVerdict({ region: 'a.b c' }))).to.equal('kyx.10011.a-b-c.create')
  })

  it('follows blocked verdicts to the first cause, through others', () => {
    const verdicts = [
      sampleViolation({ key: 'root' }),
      sampleVerdict({ key: 'one', outcome: 'inconclusive', reason: blocked('x', 'root') }),
      sampleVerdict({ key: 'two', outcome: 'inconclusive', reason: blocked('y', 'one') }),
    ]
    const blame = blameOf({ verdicts })
    expect(blame.causes).to.have.length(1)
    expect(blame.causes[0]?.blocked.map(({ key }) => key)).to.deep.equal(['one', 'two'])
  })

  it('leaves one first cause where causes dangle, go round in a circle, or are not named', () => {
    const make = (key: string, cause?: string) => sampleVerdict({ key, outcome: 'inconclusive', reason: blocked('x', cause) })
    for (const verdicts of [
      [make('a', 'gone'), make('b', 'gone')],
      [make('a', 'b'), make('b', 'a')],
      [make('a', 'a')],
      [make('a'), make('b')],
    ]) {
      const blame = blameOf({ verdicts })
      expect(blame.causes.length).to.be.within(1, verdicts.length)
      const accounted = new Set(blame.causes.flatMap(({ root, blocked: others }) => [root.key, ...others.map(({ key }) => key)]))
      expect([...accounted].sort()).to.deep.equal(verdicts.map(({ key }) => key))
    }
    expect(blameOf({ verdicts: [make('a', 'gone'), make('b', 'gone')] }).causes).to.have.length(1)
  })

  it('does not blame what conforms', () => {
    const verdicts = [sampleVerdict({ key: 'fine' }), sampleVerdict({ key: 'a', outcome: 'inconclusive', reason: blocked('x', 'fine') })]
    expect(blameOf({ verdicts }).causes.map(({ root }) => root.key)).to.deep.equal(['a'])
  })

  it('has a matrix of workflow by step with the gravest state', () => {
    const { steps, rows } = matrixOf(redReport())
    expect(steps).to.deep.equal(['create', 'upload', 'finalize', 'details'])
    expect(rows.map(({ workflow }) => workflow)).to.deep.equal(['10011', '10013'])
    expect(rows[0]?.cells.map(({ state }) => state)).to.deep.equal(['conforms', 'error', 'inconclusive', 'inconclusive'])
    expect(matrixOf(sampleReport([])).rows).to.deep.equal([])
  })

  it('finds the exchange that shows a verdict best', () => {
    const names = ['create', 'probe:create/user-agent-absent', 'status#1']
    const exchanges = names.map((name) => sampleExchange({ name, step: name.startsWith('status') ? 'status' : 'create' }))
    const report = sampleReport([], { transcripts: [sampleTranscript('10011', 'local', 'documented', exchanges)] })
    const index = indexEvidence(report)
    expect(index.exchangeOf(sampleVerdict({ evidence: names }))?.name).to.equal('probe:create/user-agent-absent')
    expect(index.exchangeOf(sampleVerdict({ evidence: ['status#1', 'create'] }))?.name).to.equal('create')
    expect(index.exchangeOf(sampleVerdict({ evidence: ['status#1'] }))?.name).to.equal('status#1')
    expect(index.exchangeOf(sampleVerdict({ evidence: ['gone'] }))).to.equal(undefined)
    expect(index.exchangeOf(sampleVerdict({ journey: 'gone' }))).to.equal(undefined)
  })

  it('copes with ten thousand verdicts', function () {
    this.timeout(5000)
    const root = sampleViolation({ key: 'root' })
    const many = Array.from({ length: 10_000 }, (_, at) =>
      sampleVerdict({ key: `v${at}`, check: `C${at}`, outcome: 'inconclusive', reason: blocked('x', at === 0 ? 'root' : `v${at - 1}`) }),
    )
    expect(blameOf({ verdicts: [root, ...many] }).causes).to.have.length(1)
    expect(hostileReport().verdicts).not.to.have.length(0)
  })
})
