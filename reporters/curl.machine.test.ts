import { spawn, spawnSync } from 'node:child_process'
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

describe('curl of an exchange, with the bash and curl of the machine', () => {
  it('lets a shell hand over exactly what was sent, whatever it holds', function () {
    this.timeout(30_000)
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
