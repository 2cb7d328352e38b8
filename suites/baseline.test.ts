import { expect } from 'chai'
import { applyBaseline, type BaselineEntry, baselineText, readBaseline } from './baseline.ts'
import type { Verdict } from './verdict.ts'

const context = { checks: ['A', 'B', 'CREATE-STATUS'], workflows: ['10011', '10013'], today: '2026-06-01' }
const entry: BaselineEntry = { check: 'A', workflow: '10011', reason: 'old server', owner: 'ana', ticket: 'KYX-1', expires: '2026-12-31' }

function verdict(check: string, outcome: Verdict['outcome'], workflow = '10011'): Verdict {
  const finding = { at: 'x', expected: 'y', actual: 'z', severity: 'error' as const }
  return {
    key: `${workflow} ${check}`,
    check,
    level: 'MUST',
    statement: 'S.',
    source: [],
    workflow,
    region: 'local',
    scenario: 'documented',
    journey: `${workflow}/local/documented`,
    step: 'create',
    subject: '',
    outcome,
    ...(outcome === 'violates' ? { severity: 'error', findings: [finding] } : { findings: [] }),
    evidence: [],
  }
}

const apply = (verdicts: readonly Verdict[], entries: readonly BaselineEntry[]) => applyBaseline(verdicts, entries, context)

describe('baseline', () => {
  it('covers a violation of its check and workflow, which is then shown and does not fail the run', () => {
    const { verdicts, faults, fresh } = apply([verdict('A', 'violates'), verdict('A', 'violates', '10013')], [entry])
    expect(verdicts[0]).to.deep.include({ outcome: 'violates', severity: 'warning' })
    expect(verdicts[0]?.suppressed).to.deep.equal({ reason: 'old server', owner: 'ana', ticket: 'KYX-1', expires: '2026-12-31' })
    expect(verdicts[1]?.suppressed, 'another workflow').to.equal(undefined)
    expect(faults).to.deep.equal([])
    expect(fresh.map(({ check, workflow, region }) => [check, workflow, region])).to.deep.equal([['A', '10013', 'local']])
  })

  it('never covers what was not judged, nor a fault of the harness', () => {
    const given = [verdict('A', 'inconclusive'), verdict('A', 'harness-error')]
    const { verdicts, faults } = apply(given, [entry])
    expect(verdicts).to.deep.equal(given)
    expect(faults, 'nothing shows that it is stale').to.deep.equal([])
  })

  it('fails on stale, expired, unknown and unfinished entries, one message each', () => {
    const { faults, verdicts } = apply(
      [verdict('A', 'conforms'), verdict('B', 'violates')],
      [
        entry,
        { ...entry, check: 'B', expires: '2026-05-31' },
        { ...entry, check: 'CREATE-STATU' },
        { ...entry, workflow: '10012' },
        { ...entry, check: 'B', owner: 'TODO' },
      ],
    )
    expect(faults).to.have.length(5)
    expect(faults[0]).to.contain('A 10011: it is stale')
    expect(faults[1]).to.contain('expired on 2026-05-31').and.to.contain('ana')
    expect(faults[2]).to.contain('did you mean CREATE-STATUS?')
    expect(faults[3]).to.contain('there is no workflow 10012')
    expect(faults[4]).to.contain('owner is still TODO')
    expect(verdicts.some(({ suppressed }) => suppressed !== undefined)).to.equal(false)
  })

  it('says nothing of an entry whose check this run did not judge', () => {
    expect(apply([verdict('B', 'conforms')], [entry]).faults).to.deep.equal([])
  })

  it('prints entries that can be read back', () => {
    const { fresh } = apply([verdict('A', 'violates'), verdict('B', 'violates')], [])
    expect(readBaseline(baselineText(fresh), 'x')).to.deep.equal(fresh)
    expect(readBaseline(JSON.stringify([entry]), 'x')).to.deep.equal([entry])
    expect(readBaseline('', 'x')).to.deep.equal([])
  })

  it('names the entry that is wrong, and what to do', () => {
    const yaml = (members: object) => JSON.stringify([entry, { ...entry, ...members }])
    expect(() => readBaseline(yaml({ expires: 'soon' }), 'b.yaml')).to.throw('b.yaml: entry 2: expires: expected a day')
    expect(() => readBaseline(yaml({ owner: '' }), 'b.yaml')).to.throw('entry 2: owner is missing')
    expect(() => readBaseline(yaml({ workflo: '1' }), 'b.yaml')).to.throw('did you mean workflow?')
    expect(() => readBaseline('{"a": 1}', 'b.yaml')).to.throw('expected a list of entries')
    expect(() => readBaseline('[', 'b.yaml')).to.throw('neither YAML nor JSON')
  })
})
