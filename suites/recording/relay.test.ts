import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { roles } from '../../contracts/endpoints.ts'
import { createMask } from '../mask.ts'
import type { TargetFacts } from '../target.ts'
import { openRelay, type Relay } from './relay.ts'

interface Sent {
  readonly path: string
  readonly body?: string
}

/** Runs something against a relay whose provider answers everything with 200 and nothing. */
async function withRelay(act: (relay: Relay, send: (sent: Sent) => Promise<number | undefined>) => Promise<void>): Promise<string[]> {
  const asked: string[] = []
  const provider = createServer((incoming, response) => {
    asked.push(incoming.url ?? '')
    incoming.resume().on('end', () => response.end())
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  const origins = Object.fromEntries(roles.map((role) => [role, origin])) as TargetFacts['origins']
  const relay = await openRelay({
    target: { origins } as TargetFacts,
    tokenUrl: `${origin}/token`,
    timeoutMs: 5000,
    mask: createMask('x'),
    host: '127.0.0.1',
    port: 0,
  })
  const { port } = new URL(relay.url)
  try {
    await act(
      relay,
      ({ path, body }) =>
        new Promise((resolve, reject) => {
          const method = body === undefined ? 'GET' : 'POST'
          const headers = { 'content-type': 'text/plain' }
          const sent = request({ host: '127.0.0.1', port, path, agent: false, method, headers }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode))
          })
          sent.on('error', reject).end(body)
        }),
    )
    return asked
  } finally {
    await relay.close()
    provider.close()
  }
}

describe('openRelay', () => {
  it('sends every target to its provider with the path that came, and never to the host a client names', async () => {
    const asked = await withRelay(async (_, send) => {
      for (const path of ['//', '//[', '//elsewhere.invalid/a?b=1', 'http://elsewhere.invalid/c'])
        expect(await send({ path }), path).to.equal(200)
    })
    expect(asked).to.deep.equal(['//', '//[', '//elsewhere.invalid/a?b=1', '/c'])
  })

  it('passes on what is too much to keep, and counts it', async () => {
    const body = 'x'.repeat(60_000)
    const most = Math.floor((32 * 1024 * 1024) / body.length)
    await withRelay(async (relay, send) => {
      for (let sent = 0; sent < most + 3; sent++) expect(await send({ path: '/', body })).to.equal(200)
      expect([relay.observed().length, relay.missed()]).to.deep.equal([most, 3])
    })
  })
})
