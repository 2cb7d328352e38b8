import { expect } from 'chai'
import { count, cut, duration, instant, isHarmless, listed, logSafe, oneLine, uniqueNames, visible } from './text.ts'

describe('Text of reports', () => {
  it('shows what acts, and leaves what is text', () => {
    expect(visible('a\u001b[1m\u0000\u009b\u202e\ud800\ufffe\u{e0041}b')).to.equal('a\\x1b[1m\\x00\\x9b\\u202e\\ud800\\ufffe\\u{e0041}b')
    expect(visible('Zoë 日本 \u{1f600}\n\t')).to.equal('Zoë 日本 \u{1f600}\n\t')
    expect(oneLine('a\r\nb\rc\td')).to.equal('a\\nb\\x0dc\\td')
    expect(isHarmless('plain')).to.equal(true)
    expect(isHarmless('\u200b')).to.equal(false)
    expect(visible(visible('\u001b'))).to.equal('\\x1b')
  })

  it('cuts between characters and says how much is gone', () => {
    expect(cut('abc', 3)).to.equal('abc')
    expect(cut('abcdef', 3)).to.equal('abc… (3 more characters)')
    expect(cut('a\u{1f600}bcd', 2)).to.equal('a… (5 more characters)')
    expect(cut('x'.repeat(1_000_010), 10)).to.include('(1,000,000 more characters)')
  })

  it('writes numbers, times and lists for people', () => {
    expect(count(1, 'check')).to.equal('1 check')
    expect(count(1234, 'check')).to.equal('1,234 checks')
    expect([0, 850, 12_340, 185_000, Number.NaN].map(duration)).to.deep.equal(['0 ms', '850 ms', '12.3 s', '3 min 5 s', '0 ms'])
    expect(listed(['a', 'b', 'c'], 2)).to.equal('a, b and 1 more')
    expect(instant('2026-01-02T03:04:05+01:00')).to.equal('2026-01-02T02:04:05.000Z')
    expect(instant('never')).to.equal('1970-01-01T00:00:00.000Z')
  })

  it('defuses the commands of CI logs', () => {
    expect(logSafe('  ::error::x\nfine :: y\n##vso[x]\n##[section]')).to.equal('  \\x3a:error::x\nfine :: y\n#\\x23vso[x]\n#\\x23[section]')
  })

  it('gives each name out once', () => {
    const names = uniqueNames()
    expect([names('a', 'x'), names('a', 'x'), names('b', 'x'), names('a', 'x')]).to.deep.equal(['x', 'x #2', 'x', 'x #3'])
  })
})
