// Goals: an upload of 10 MB over the same by undici alone, at most 2.5 x; ten of them grow memory by two copies at most.
import { createServer } from 'node:http'
import { bench, interleave, median, runLater, table } from './measure.mjs'

const server = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => outgoing.setHeader('content-type', 'application/json').end('{}'))
})
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`
  const of = (way) => async () => JSON.parse(await runLater([bench('dist/upload.js'), way, url, String(10 * 1024 * 1024)]))
  const seen = await interleave({ 'raw undici': of('raw'), client: of('client') }, Number(process.argv[2] ?? 5))
  table(seen, ({ times }) => median(times), 'ms, median of ten')
  table(seen, ({ growthMb }) => growthMb, 'MB of growth over ten')
  server.close()
})
