import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { register } from '../contracts/register/index.ts'
import { untested } from '../contracts/untested.ts'
import { checks } from './checks/index.ts'
import { countCoverage, coverageOf, covers, danglingPatterns } from './coverage.ts'
import { renderCoverage } from './coverage-document.ts'

describe('coverage of the register', () => {
  const rows = coverageOf(register, checks, untested)

  it('leaves no entry without a check or a written reason', () => {
    const open = rows.filter((row) => row.checks.length === 0 && row.untested === undefined).map(({ entry }) => entry.id)
    expect(open, 'name each in the covers of a check, or in contracts/untested.ts with a reason').to.deep.equal([])
    expect(countCoverage(rows).entries).to.equal(697)
  })

  it('names only entries that exist', () => {
    const patterns = [...checks.flatMap((check) => check.covers), ...untested.flatMap(({ entries }) => entries)]
    expect(danglingPatterns(register, patterns), 'mend the id, or take it out').to.deep.equal([])
  })

  it('has a check for every MUST that can be tested over HTTP', () => {
    const excused = new Set(['documentation', 'end-user', 'tenant', 'client', 'network', 'inferred'])
    const bare = rows.filter((row) => row.entry.level === 'MUST' && row.checks.length === 0 && !excused.has(row.untested?.reason ?? ''))
    expect(bare.map(({ entry }) => entry.id)).to.deep.equal([])
  })

  it('gives no reason for what has a check', () => {
    const idle = untested
      .flatMap(({ entries }) => entries)
      .filter((pattern) => !rows.some((row) => row.untested !== undefined && covers(pattern, row.entry.id)))
    expect(idle, 'take them out of contracts/untested.ts').to.deep.equal([])
  })

  it('is what docs/coverage.md says', () => {
    expect(
      readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8') === renderCoverage(rows),
      'docs/coverage.md is stale: npm run docs',
    ).to.equal(true)
  })

  it('reads patterns', () => {
    expect(covers('WF*-CREATE-STATUS-200', 'WF10005-CREATE-STATUS-200')).to.equal(true)
    expect(covers('WF*-CREATE-STATUS-200', 'G-CREATE-200')).to.equal(false)
    expect(covers('A.B', 'AXB')).to.equal(false)
  })
})
