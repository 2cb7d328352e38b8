import { expect } from 'chai'
import fc from 'fast-check'
import { createFinder } from './finder.ts'
import { createCover, leakFinder } from './leaks.ts'

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

describe('disguised values', () => {
  const forms: readonly ((value: string) => string)[] = [
    encodeURIComponent,
    (value) => Buffer.from(value).toString('hex'),
    (value) => Buffer.from(value).toString('base64'),
    (value) => JSON.stringify(value).slice(1, -1),
  ]

  it('are found and covered in every form, wherever they stand and however many there are', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '"', '&', 'é'), minLength: 8, maxLength: 16 })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), fc.constantFrom(...forms), value, (values, form, around) => {
        const hidden = values.map((each) => ({ rule: 'secret', value: each }) as const)
        const cover = createCover()
        for (const each of hidden) cover.add(each, 'GONE')
        const told = `${around}\n${values.map(form).join('\n')}\n${around}`
        const covered = cover.text(told)
        const raw = new Set(values)
        for (const each of values.map(form)) if (!raw.has(each)) expect(covered.split('\n')).not.to.include(each)
        expect(leakFinder(hidden)(Buffer.from(told))).not.to.deep.equal([])
      }),
    )
  })

  it('leave nothing of the longer one where one holds the other', () => {
    const cover = createCover()
    cover.add({ rule: 'secret', value: 'a&b c&d e' }, 'SHORT')
    cover.add({ rule: 'secret', value: 'a&b c&d e&f g' }, 'LONG')
    expect(cover.text(`x=${encodeURIComponent('a&b c&d e&f g')}.`)).to.equal('x=LONG.')
  })
})
