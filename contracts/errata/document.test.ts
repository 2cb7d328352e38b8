import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { renderErrata } from './document.ts'
import { errata, erratum } from './index.ts'

describe('errata', () => {
  it('lists ERR-001 to ERR-166 once each, in order', () => {
    const expected = Array.from({ length: 166 }, (_, index) => `ERR-${String(index + 1).padStart(3, '0')}`)
    expect(errata.map((each) => each.id)).to.deep.equal(expected)
  })

  it('gives each a name of its own', () => {
    expect(new Set(errata.map((each) => each.name)).size).to.equal(errata.length)
  })

  it('finds one by its id', () => {
    expect(erratum('ERR-013')?.severity).to.equal('blocker')
    expect(erratum('ERR-999')).to.equal(undefined)
  })
})

describe('docs/errata.md', () => {
  const text = renderErrata(errata)

  it('is what the data says', () => {
    const committed = readFileSync(new URL('../../docs/errata.md', import.meta.url), 'utf8')
    const same = committed.replaceAll('\r\n', '\n') === text
    expect(same, 'docs/errata.md is out of date: run `npm run docs` and commit the result').to.equal(true)
  })

  it('has a heading for every erratum', () => {
    const headings = [...text.matchAll(/^### (ERR-\d{3}): /gm)].map((match) => match[1])
    expect(headings.toSorted()).to.deep.equal(errata.map((each) => each.id))
  })

  it('begins with the blockers', () => {
    const blockers = errata.filter((each) => each.severity === 'blocker').map((each) => each.id)
    const headings = [...text.matchAll(/^### (ERR-\d{3}): /gm)].map((match) => match[1])
    expect(headings.slice(0, blockers.length)).to.deep.equal(blockers)
  })
})
