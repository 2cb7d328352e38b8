import { expect } from 'chai'
import fc from 'fast-check'
import { createFinder } from './finder.ts'

describe('finder', () => {
  it('finds exactly the values that a search one by one finds, in the order in which they were added', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'é', '\u{1f600}'), minLength: 8, maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 8 }),
        fc.array(letters, { maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '.') }),
        (values, pieces, glue) => {
          const finder = createFinder()
          for (const value of values) finder.add(value)
          const text = [...pieces, ...values.slice(0, 2)].join(glue)
          expect(finder.within(text)).to.deep.equal([...new Set(values)].filter((value) => text.includes(value)))
        },
      ),
    )
  })

  it('finds a value at the beginning, at the end, within another and as the whole', () => {
    const finder = createFinder()
    for (const value of ['password-1', 'sword-1-and-more', 'eyJhbGciOi']) finder.add(value)
    expect(finder.within('password-1')).to.deep.equal(['password-1'])
    expect(finder.within('password-1-and-more')).to.deep.equal(['password-1', 'sword-1-and-more'])
    expect(finder.within('eyJhbGciO')).to.deep.equal([])
    expect(finder.within('x eyJhbGciOi')).to.deep.equal(['eyJhbGciOi'])
  })

  it('refuses what is too short to be looked for', () => {
    expect(() => createFinder().add('xxx')).to.throw(RangeError, 'expected at least 8 characters, got 3')
  })
})
