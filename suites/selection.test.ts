import { expect } from 'chai'
import { workflows } from '../contracts/workflows/index.ts'
import { checks } from './checks/index.ts'
import { defaultScenarios, embeddedScenarios, selectChecks, selectScenarios, selectWorkflows } from './selection.ts'
import { UsageError } from './usage.ts'

describe('selection', () => {
  it('is everything where nothing is said', () => {
    expect(selectWorkflows(undefined)).to.equal(workflows)
    expect(selectScenarios(undefined)).to.equal(defaultScenarios)
    expect(selectScenarios(undefined, embeddedScenarios)).to.include('expiry')
    expect(selectChecks(checks, undefined, undefined)).to.deep.equal(checks)
  })

  it('reads lists in the order given, each word once, blanks apart', () => {
    expect(selectWorkflows(' 10013,10011,,10013 ').map(({ key }) => key)).to.deep.equal(['10013', '10011'])
    expect(selectScenarios('order, probes')).to.deep.equal(['order', 'probes'])
  })

  it('refuses unknown words with the nearest known one', () => {
    expect(() => selectWorkflows('10012')).to.throw(UsageError, /^--workflow: no workflow "10012"; did you mean 100\d\d\?$/)
    expect(() => selectScenarios('documentd')).to.throw(UsageError, '--scenario: no scenario "documentd"; did you mean documented?')
    expect(() => selectChecks(checks, undefined, 'mast')).to.throw(UsageError, '--level: no level "mast"; did you mean must?')
    expect(() => selectWorkflows('x', '--only')).to.throw(UsageError, '--only: no workflow "x"')
  })

  it('refuses a list of nothing', () => {
    for (const text of ['', ' ', ',,'])
      for (const select of [selectWorkflows, selectScenarios, (word: string) => selectChecks(checks, undefined, word)])
        expect(() => select(text), text).to.throw(UsageError, 'expected a list such as a,b')
  })

  it('leaves the checks of a pattern and a level, whatever their case', () => {
    const left = selectChecks(checks, 'CREATE', 'must,May')
    expect(left).to.not.be.empty
    expect(left).to.deep.equal(checks.filter(({ id, level }) => /create/i.test(id) && level !== 'SHOULD'))
  })

  it('refuses a pattern that leaves nothing, is too long or is none', () => {
    expect(() => selectChecks(checks, 'no-such-check-anywhere', undefined)).to.throw(UsageError, '--grep: no check has an id like')
    expect(() => selectChecks(checks, 'a('.repeat(101), undefined)).to.throw(UsageError, 'at most 200 characters, got 202')
    expect(() => selectChecks(checks, '(', undefined)).to.throw(UsageError, '--grep: "(" is not a regular expression')
  })
})
