import { expect } from 'chai'
import { hint, nearest, readCount, readDuration, UsageError } from './usage.ts'

describe('usage', () => {
  it('knows the nearest name where one is near enough to be meant', () => {
    const names = ['documented', 'probes', 'order', 'outcome']
    expect(nearest('probs', names)).to.equal('probes')
    expect(nearest('OUTCMOE', names)).to.equal('outcome')
    expect(nearest('docmentd', names)).to.equal('documented')
    expect(nearest('nothing-like-it', names)).to.equal(undefined)
    expect(nearest('probes', [])).to.equal(undefined)
  })

  it('hints at the near name, otherwise at all of a short list', () => {
    expect(hint('eror', ['error', 'warning'])).to.equal('; did you mean error?')
    expect(hint('whatever', ['error', 'warning'])).to.equal('; expected one of error, warning')
    const many = Array.from({ length: 13 }, (_, index) => `name-${index}`)
    expect(hint('whatever', many)).to.equal('')
  })

  it('reads durations as milliseconds, a bare number as seconds', () => {
    for (const [text, ms] of [
      ['500ms', 500],
      ['30s', 30_000],
      ['2m', 120_000],
      ['1.5', 1500],
      [' 3s ', 3000],
    ] as const)
      expect(readDuration(text, '--timeout'), text).to.equal(ms)
  })

  it('refuses what is no duration, with the option and an example', () => {
    for (const text of ['', '0', '0s', '-1s', '1h', '1 s', 'soon', '1e3', 'Infinity', 's'])
      expect(() => readDuration(text, '--timeout'), text).to.throw(
        UsageError,
        `--timeout: expected a duration such as 500ms, 30s or 2m, got ${JSON.stringify(text)}`,
      )
  })

  it('reads counts within their bounds', () => {
    expect(readCount('1', '--jobs', 1, 8)).to.equal(1)
    expect(readCount('8', '--jobs', 1, 8)).to.equal(8)
    for (const text of ['0', '9', '1.5', 'x', 'NaN'])
      expect(() => readCount(text, '--jobs', 1, 8), text).to.throw(UsageError, '--jobs: expected a whole number from 1 to 8')
    for (const text of ['', ' ']) expect(() => readCount(text, '--port', 0, 8)).to.throw(UsageError, `got ${JSON.stringify(text)}`)
  })
})
