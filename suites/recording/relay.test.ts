import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { roles } from '../../contracts/endpoints.ts'
import { createMask } from '../mask.ts'
import type { TargetFacts } from '../target.ts'
import { openRelay } from './relay.ts'

describe('openRelay', () => {
  it('sends every target to its provider with the path that came, and never to the host a client names', async () => {
    const asked: string[] = []
    const provider = createServer(({ url }, response) => {
      asked.push(url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
    const origins = Object.fromEntries(roles.map((role) => [role, origin])) as TargetFacts['origins']
    const target = { origins } as TargetFacts
    const relay = await openRelay({
      target,
      tokenUrl: `${origin}/token`,
      timeoutMs: 5000,
      mask: createMask('x'),
      host: '127.0.0.1',
      port: 0,
    })
    const { port } = new URL(relay.url)
    const statusOf = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode))
        })
        sent.on('error', reject).end()
      })
    try {
      for (const path of ['//', '//[', '//elsewhere.invalid/a?b=1', 'http://elsewhere.invalid/c'])
        expect(await statusOf(path), path).to.equal(200)
      expect(asked).to.deep.equal(['//', '//[', '//elsewhere.invalid/a?b=1', '/c'])
    } finally {
      await relay.close()
      provider.close()
    }
  })
})
