import { Agent } from 'undici'
import { encodeForm } from '../suites/body.ts'
import { createClient } from '../suites/client.ts'
import { createMask } from '../suites/mask.ts'

/** Ten uploads of a size in bytes, by the client of a run or by undici alone: milliseconds of each, and how memory grew. */
const [way = '', url = '', size = '0'] = process.argv.slice(2)
const bytes = Buffer.alloc(Number(size), 7)
const file = { name: 'file', filename: 'a.jpg', type: 'image/jpeg', bytes }
const client = createClient({ mask: createMask('bench'), timeoutMs: 60_000, origins: [url] })
const dispatcher = new Agent({ connections: 1 })
const ways: Readonly<Record<string, () => Promise<number>>> = {
  raw: async () => {
    const { contentType, bytes: body } = encodeForm([file], 'boundary')
    const headers = { 'content-type': contentType }
    const reply = await dispatcher.request({ origin: url, path: '/upload', method: 'POST', headers, body })
    await reply.body.dump()
    return reply.statusCode
  },
  client: async () => {
    const form = encodeForm([file], 'boundary')
    const { exchange } = await client.send({
      ...{ name: 'upload', step: 'upload', role: 'api', method: 'POST', url: `${url}/upload` },
      ...{ headers: [['Content-Type', form.contentType]], body: { kind: 'form', form } },
    })
    return exchange.response?.status ?? 0
  },
}
const send = ways[way]
if (send === undefined) throw new Error(`expected raw or client, got ${way}`)
const times: number[] = []
const before = process.memoryUsage().rss
for (let index = 0; index < 10; index++) {
  const begun = performance.now()
  const status = await send()
  if (status !== 200) throw new Error(`answered ${status}`)
  times.push(performance.now() - begun)
}
const { maxRSS } = process.resourceUsage()
process.stdout.write(JSON.stringify({ times, growthMb: (maxRSS * 1024 - before) / 2 ** 20 }), () => process.exit(0))
