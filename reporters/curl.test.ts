import { expect } from 'chai'
import type { Exchange } from '../suites/transcript.ts'
import { curlOf } from './curl.ts'
import { sampleExchange } from './sample.ts'

const masked = 'Bearer masked:jwt:300:0a1b2c3d:3600'

function withRequest(request: Partial<Exchange['request']>, overrides: Partial<Exchange> = {}): Exchange {
  const exchange = sampleExchange(overrides)
  return { ...exchange, request: { ...exchange.request, ...request } }
}

describe('curl of an exchange', () => {
  it('shows method, headers and JSON, with the token as a variable', () => {
    const text = curlOf(sampleExchange())
    expect(text).to.include('-X POST').and.to.include(`-H 'Authorization: Bearer '"$KYX_TOKEN"`).and.not.to.include('masked:')
    expect(text).to.include(`--data-raw '{"customerInternalReference":"it'\\''s"`)
  })

  it('takes away what curl would add by itself', () => {
    expect(curlOf(withRequest({ headers: [] })))
      .to.include("-A ''")
      .and.to.include("-H 'Accept:'")
      .and.to.include("-H 'Content-Type:'")
    expect(curlOf(withRequest({ headers: [['User-Agent', '']] })))
      .to.include("-H 'User-Agent;'")
      .and.not.to.include("-A ''")
    expect(curlOf(withRequest({ headers: [['Host', 'elsewhere']] }))).to.include("-H 'Host: elsewhere'")
    expect(curlOf(withRequest({ headers: [['Content-Length', '3']] }))).not.to.include('Content-Length')
  })

  it('tells the token of a probe from the token of the run', () => {
    const other = withRequest({ headers: [['Authorization', 'Bearer masked:opaque:3:ffffffff']] })
    expect(curlOf(other, new Set([masked])))
      .to.include('$KYX_OTHER_TOKEN')
      .and.to.include('# KYX_OTHER_TOKEN')
    expect(curlOf(other, new Set(['Bearer masked:opaque:3:ffffffff']))).to.include('$KYX_TOKEN')
  })

  it('gives the client credentials of a token request as variables', () => {
    const token = withRequest(
      {
        headers: [['Authorization', 'Basic masked:opaque:40:0a1b2c3d']],
        body: { kind: 'text', text: 'grant_type=client_credentials', size: 29 },
      },
      { name: 'token', step: 'token' },
    )
    expect(curlOf(token)).to.include('-u "$KYX_CLIENT_ID:$KYX_CLIENT_SECRET"')
  })

  it('names the files of a form and of a binary body, with their digests', () => {
    const parts = [{ name: 'file', filename: 'front; "x".jpg', type: 'image/jpeg', size: 3, sha256: 'abc' }]
    const text = curlOf(
      withRequest({ body: { kind: 'form', parts, size: 9 }, headers: [['Content-Type', 'multipart/form-data; boundary=x']] }),
    )
    expect(text).to.match(/^# front_x_.jpg: 3 bytes, sha256 abc\n/)
    expect(text).to.include(`-F 'file=@front_x_.jpg;type=image/jpeg;filename="front; \\"x\\".jpg"'`).and.not.to.include('boundary')
    const binary = curlOf(withRequest({ body: { kind: 'binary', type: 'image/png', size: 3, sha256: 'abc', head: '' } }))
    expect(binary).to.include('--data-binary @body.bin').and.to.include('# body.bin: 3 bytes, image/png, sha256 abc')
    expect(curlOf(withRequest({ body: { kind: 'text', text: 'x', size: 90_000 } }))).to.include('--data-binary @body.txt')
  })
})
