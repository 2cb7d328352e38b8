import { spawnSync } from 'node:child_process'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { Exchange } from '../suites/transcript.ts'
import { curlOf } from './curl.ts'
import { hostile, sampleExchange } from './sample.ts'

const masked = 'Bearer masked:jwt:300:0a1b2c3d:3600'

function withRequest(request: Partial<Exchange['request']>, overrides: Partial<Exchange> = {}): Exchange {
  const exchange = sampleExchange(overrides)
  return { ...exchange, request: { ...exchange.request, ...request } }
}

/** What a shell hands to curl. */
function wordsOf(command: string): readonly string[] {
  const env = { PATH: process.env.PATH, KYX_TOKEN: 'TOKEN', KYX_OTHER_TOKEN: 'OTHER', KYX_CLIENT_ID: 'ID', KYX_CLIENT_SECRET: 'SECRET' }
  const { stdout, status } = spawnSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`], { encoding: 'utf8', env })
  expect(status).to.equal(0)
  return stdout.split('\0').slice(0, -1)
}

function hasTool(name: string): boolean {
  return spawnSync(name, ['--version']).status === 0
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

  it('lets a shell hand over exactly what was sent, whatever it holds', function () {
    this.timeout(30_000)
    if (!hasTool('bash')) this.skip()
    const nasty = `'"$(touch /tmp/x)\`id\`\\ !x\n\t\u001b[31m\u202e${hostile.replace('\u0000', '')}`.replace(/\p{Surrogate}|\r/gu, '')
    const exchange = withRequest({
      headers: [
        ['X-Nasty', nasty],
        ['Authorization', masked],
      ],
      url: `http://127.0.0.1/a/../b?q=${nasty}&t=masked:opaque:9:01234567`,
    })
    const words = wordsOf(curlOf(exchange))
    expect(words).to.include(`X-Nasty: ${nasty}`).and.to.include('Authorization: Bearer TOKEN')
    expect(words).to.include(`http://127.0.0.1/a/../b?q=${nasty}&t=TOKEN`).and.to.include('--path-as-is').and.to.include('--globoff')
    expect(curlOf(exchange)).not.to.include('\u001b').and.not.to.include('\u202e')
  })

  it('sends the same again', async function () {
    this.timeout(30_000)
    if (!hasTool('bash') || !hasTool('curl')) this.skip()
    const seen: { method?: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        seen.push({ method: request.method, headers: request.headers, body })
        response.end()
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`
    const { spawn } = await import('node:child_process')
    const command = curlOf(
      withRequest({
        url,
        method: 'PUT',
        headers: [
          ['X-Empty', ''],
          ['Authorization', masked],
        ],
      }),
    )
    await new Promise((done) => spawn('bash', ['-c', command], { env: { PATH: process.env.PATH, KYX_TOKEN: 'T' } }).on('close', done))
    server.close()
    expect(seen[0]?.method).to.equal('PUT')
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).to.deep.equal(['authorization', 'content-length', 'host', 'x-empty'])
    expect(seen[0]?.headers.authorization).to.equal('Bearer T')
    expect(JSON.parse(seen[0]?.body ?? '')).to.have.property('customerInternalReference', "it's")
  })
})
