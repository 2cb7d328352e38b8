import { expect } from 'chai'
import { gravest, judgeFinding } from './outcome.ts'
import { modes } from './target.ts'
import type { Finding } from './verdict.ts'

const finding: Finding = { at: '$', expected: 'this', actual: 'that' }
const contested = { ...finding, contested: 'ERR-012' }
const tolerated = { ...finding, tolerance: 'TOL-STATUS-UNKNOWN' }
const severities = (given: Finding, level: 'MUST' | 'SHOULD' | 'MAY') => modes.map((mode) => judgeFinding(given, level, mode).severity)

describe('outcome', () => {
  it('takes the severity of a finding from the level of its check, in every mode', () => {
    expect(severities(finding, 'MUST')).to.deep.equal(['error', 'error', 'error'])
    expect(severities(finding, 'SHOULD')).to.deep.equal(['warning', 'warning', 'warning'])
    expect(severities(finding, 'MAY')).to.deep.equal(['info', 'info', 'info'])
  })

  it('lowers a contested MUST to a warning, save in literal mode', () => {
    expect(modes).to.deep.equal(['documented', 'literal', 'observed'])
    expect(severities(contested, 'MUST')).to.deep.equal(['warning', 'error', 'warning'])
  })

  it('lowers a known deviation to a warning in observed mode only', () =>
    expect(severities(tolerated, 'MUST')).to.deep.equal(['error', 'error', 'warning']))

  it('lowers where either ground does', () =>
    expect(severities({ ...contested, ...tolerated }, 'MUST')).to.deep.equal(['warning', 'error', 'warning']))

  it('lowers a contested SHOULD to a note, save in literal mode', () =>
    expect(severities(contested, 'SHOULD')).to.deep.equal(['info', 'warning', 'info']))

  it('never lowers a note, nor a SHOULD for a known deviation', () => {
    expect(severities(contested, 'MAY')).to.deep.equal(['info', 'info', 'info'])
    expect(severities(tolerated, 'SHOULD')).to.deep.equal(['warning', 'warning', 'warning'])
  })

  it('keeps all else that a finding says', () =>
    expect(judgeFinding(contested, 'MUST', 'literal')).to.deep.equal({ ...contested, severity: 'error' }))

  it('knows the gravest of several severities, and none of none', () => {
    expect(gravest(['info', 'error', 'warning'])).to.equal('error')
    expect(gravest(['info', 'warning'])).to.equal('warning')
    expect(gravest([])).to.equal(undefined)
  })
})
