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
    for (const text of ['', 'X-Tenant', ': a', 'X Tenant: a', 'X-Tenant : a', 'X: a\r\nY: b', 'X: a\u0000', 'X: \u00e4', 'X\n: a'])
      expect(() => readHeaders([text]), text).to.throw(UsageError, `--header: expected "Name: value", got ${JSON.stringify(text)}`)
  })

  it('are refused where the harness sets them, with the option to use instead', () => {
    expect(() => readHeaders(['AUTHORIZATION: Bearer x'])).to.throw(UsageError, 'AUTHORIZATION is set by the harness; use KYX_TOKEN')
    expect(() => readHeaders(['User-Agent: x'])).to.throw(UsageError, 'User-Agent is set by the harness; use --user-agent')
    for (const name of ['Host', 'Content-Length', 'Transfer-Encoding', 'Content-Type', 'Accept', 'Connection'])
      expect(() => readHeaders([`${name}: x`]), name).to.throw(UsageError, `--header: ${name} is set by the harness`)
  })
})
