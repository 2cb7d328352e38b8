import { expect } from 'chai'
import { readHeaders } from './header.ts'
import { UsageError } from './usage.ts'

describe('headers that a user adds', () => {
  it('are read as curl has them, in order, repeated ones too', () =>
    expect(readHeaders(['X-Tenant: a: b', 'x-tenant:c', 'X-Empty:'])).to.deep.equal([
      ['X-Tenant', 'a: b'],
      ['x-tenant', 'c'],
      ['X-Empty', ''],
    ]))

  it('are refused without a name, a colon or printable ASCII', () => {
    for (const text of ['', 'X-Tenant', ': a', 'X Tenant: a', 'X-Tenant : a', 'X\n: a'])
      expect(() => readHeaders([text]), text).to.throw(
        UsageError,
        `--header: expected "Name: value", got ${JSON.stringify(text.split(':')[0])} before the colon`,
      )
    for (const [value, seen] of [
      ['a\r\nY: b', 'a line break at character 3'],
      ['a\u0000', 'a control character at character 3'],
      ['\u00e4', 'U+00E4 at character 2'],
    ] as const)
      expect(() => readHeaders([`X: ${value}`]), value).to.throw(UsageError, `--header: X: expected printable ASCII, got ${seen}`)
  })

  it('every mistake is told at once, and no value is shown', () =>
    expect(() => readHeaders(['one', 'two: secret\n'])).to.throw(
      UsageError,
      /^--header: expected "Name: value", got "one" before the colon\n--header: two: expected printable ASCII, got a line break at character 8$/,
    ))

  it('are refused where the harness sets them, with the option to use instead', () => {
    expect(() => readHeaders(['AUTHORIZATION: Bearer x'])).to.throw(UsageError, 'AUTHORIZATION is set by the harness; use KYX_TOKEN')
    expect(() => readHeaders(['User-Agent: x'])).to.throw(UsageError, 'User-Agent is set by the harness; use --user-agent')
    for (const name of ['Host', 'Content-Length', 'Transfer-Encoding', 'Content-Type', 'Accept', 'Connection'])
      expect(() => readHeaders([`${name}: x`]), name).to.throw(UsageError, `--header: ${name} is set by the harness`)
  })
})
