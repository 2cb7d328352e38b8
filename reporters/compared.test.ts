import { expect } from 'chai'
import type { Verdict } from '../suites/verdict.ts'
import { comparedSentence, compareWith, type Earlier } from './compared.ts'
import { renderConsole } from './console.ts'
import { renderHtml } from './html/page.ts'
import { readHtml } from './html/saved.ts'
import { renderMarkdown } from './markdown.ts'
import { exitCode } from './report.ts'
import { hostileReport, sampleReport, sampleVerdict, sampleViolation } from './sample.ts'

const earlierOf = (verdicts: readonly Verdict[], more: Partial<Earlier> = {}): Earlier => {
  const { tool, edition, mode, startedAt } = sampleReport([])
  return { name: 'before.json', tool, edition, mode, startedAt, verdicts, ...more }
}
const compared = (before: readonly Verdict[], now: readonly Verdict[], more: Partial<Earlier> = {}) =>
  compareWith(sampleReport(now), earlierOf(before, more))
const told = (before: readonly Verdict[], now: readonly Verdict[]) =>
  compared(before, now).changes.map(({ check, standing, before: was, now: is }) => [check, standing, was, is])

describe('a comparison with an earlier report', () => {
  const good = (check: string) => sampleVerdict({ check })
  const bad = (check: string) => sampleViolation({ check })
  const open = (check: string) => sampleVerdict({ check, outcome: 'inconclusive', reason: { code: 'blocked', text: 'x' } })
  const skipped = (check: string) => sampleVerdict({ check, outcome: 'not-applicable', reason: { code: 'absent', text: 'x' } })

  it('tells what is new, still there, fixed and gone, and nothing of what was and is in order', () => {
    expect(
      told(
        [good('A'), bad('B'), bad('C'), bad('D'), good('E'), good('F'), skipped('G')],
        [good('A'), good('B'), bad('C'), bad('N'), bad('F'), skipped('G')],
      ),
    ).to.deep.equal([
      ['N', 'new', undefined, 'error'],
      ['F', 'new', 'conforms', 'error'],
      ['C', 'still', 'error', 'error'],
      ['B', 'fixed', 'error', 'conforms'],
      ['D', 'gone', 'error', undefined],
      ['E', 'gone', 'conforms', undefined],
    ])
  })

  it('calls nothing fixed that is not judged', () => {
    expect(told([bad('A'), bad('B'), good('C')], [open('A'), skipped('B'), open('C')])).to.deep.equal([
      ['C', 'new', 'conforms', 'inconclusive'],
      ['A', 'still', 'error', 'inconclusive'],
      ['B', 'gone', 'error', 'not-applicable'],
    ])
  })

  it('calls an error new that was a warning or not judged, and not one whose entry left the baseline', () => {
    const suppressed = { reason: 'r', owner: 'o', ticket: 't', expires: '2026-01-31' }
    const before = [
      sampleViolation({ check: 'A', level: 'SHOULD', severity: 'warning' }),
      open('B'),
      sampleViolation({ check: 'C', severity: 'warning', suppressed }),
    ]
    expect(told(before, [bad('A'), bad('B'), bad('C')]).map(([check, standing]) => [check, standing])).to.deep.equal([
      ['A', 'new'],
      ['B', 'new'],
      ['C', 'still'],
    ])
  })

  it('means the same journey where each has one region, and says so', () => {
    const { counts, remarks } = compared([sampleViolation({ region: 'sandbox' })], [sampleVerdict({ region: 'local' })])
    expect(counts).to.deep.equal({ new: 0, still: 0, fixed: 1, gone: 0 })
    expect(remarks).to.deep.equal(['another region: sandbox then, local now'])
  })

  it('remarks on another mode and another version', () => {
    const { remarks } = compared([], [], { mode: 'literal', tool: { name: 'kyx-conformance', version: '0.0.1' } })
    expect(remarks).to.deep.equal(['another mode: literal then, documented now', 'another version of this tool: 0.0.1 then, 0.1.0 now'])
  })

  it('is told by every text, and changes no exit code', () => {
    const report = sampleReport([good('A')])
    const beside = { ...report, compared: compareWith(report, earlierOf([bad('A'), bad('Z')])) }
    expect(exitCode(beside)).to.equal(exitCode(report))
    const sentence = 'Compared with before.json of 2026-01-02T03:04:05.000Z: 0 new, 0 still there, 1 fixed, 1 gone.'
    expect(comparedSentence(beside.compared)).to.equal(sentence)
    for (const text of [renderConsole(beside), renderMarkdown(beside), renderHtml(beside)]) expect(text).to.contain(sentence)
    expect(renderConsole(beside)).to.contain('  fixed A on 10011/local/documented: violates, now conforms')
    expect(renderMarkdown(beside)).to.contain('**gone** Z on 10011/local/documented: violates, now not there')
  })

  it('reads a page back to the report that it was made of', () => {
    for (const report of [sampleReport([good('A'), bad('B')]), hostileReport()]) {
      const read = readHtml(renderHtml(report, { failOn: 'warning' }), 'x.html')
      expect(read.failOn).to.equal('warning')
      expect(read.report.verdicts.map(({ key, outcome }) => [key, outcome])).to.deep.equal(
        report.verdicts.map(({ key, outcome }) => [key, outcome]),
      )
      expect(compareWith(report, { ...earlierOf([]), verdicts: read.report.verdicts }).counts).to.include({ new: 0, fixed: 0, gone: 0 })
    }
    expect(() => readHtml('<!doctype html><p>hello', 'x.html')).to.throw('x.html: it is no page of this tool')
  })
})
