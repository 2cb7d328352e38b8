// The floor: the exchanges of the documented journey of 10011, with undici and no check beyond the status.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'

const [baseUrl, count, concurrency, told] = process.argv.slice(2)
const mix = []
const begun = performance.now()
const dispatcher = new Agent({ connections: 64, pipelining: 1 })
const image = readFileSync(join(import.meta.dirname, 'dist/image.jpg'))
const boundary = 'kyx-bench-boundary'
const form = Buffer.concat([
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`),
  image,
  Buffer.from(`\r\n--${boundary}--\r\n`),
])
let exchanges = 0
async function send(method, url, headers = {}, body = null) {
  exchanges += 1
  if (told === 'mix' && !url.endsWith('/oauth2/token'))
    mix.push({
      method,
      path: new URL(url).pathname,
      headers: {
        accept: 'application/json',
        'user-agent': 'bench raw/1',
        ...headers,
        ...(body === form ? { 'content-type': 'multipart/form-data; boundary=b' } : {}),
      },
      ...(body === form ? { isImage: true } : body === null ? {} : { body }),
    })
  const reply = await request(url, {
    dispatcher,
    method,
    headers: { accept: 'application/json', 'user-agent': 'bench raw/1', ...headers },
    body,
  })
  const bytes = Buffer.from(await reply.body.arrayBuffer())
  if (reply.statusCode !== 200) throw new Error(`${method} ${url} answered ${reply.statusCode}: ${bytes.toString().slice(0, 200)}`)
  return reply.headers['content-type']?.includes('json') ? JSON.parse(bytes.toString()) : bytes
}
const basic = Buffer.from('kyx-sandbox:kyx-sandbox-secret').toString('base64')
const { access_token: token } = await send(
  'POST',
  `${baseUrl}/oauth2/token`,
  { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
  'grant_type=client_credentials',
)
const authorization = `Bearer ${token}`
const start = JSON.stringify({
  customerInternalReference: 'bench',
  workflowDefinition: {
    key: 10011,
    credentials: [
      { category: 'ID', type: { values: ['DRIVING_LICENSE', 'ID_CARD', 'PASSPORT'] }, country: { values: ['USA', 'CAN', 'AUT', 'GBR'] } },
    ],
  },
  userReference: 'bench',
  tokenLifetime: '5m',
})
async function journey() {
  const json = { authorization, 'content-type': 'application/json' }
  const started = await send('POST', `${baseUrl}/api/v1/accounts`, json, start)
  const credentials = started.workflowExecution.credentials.filter(({ api }) => api !== undefined)
  for (const { api } of credentials)
    for (const link of Object.values(api.parts))
      await send('POST', link, { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` }, form)
  await send('PUT', credentials[0].api.workflowExecution, { authorization })
  const execution = `${baseUrl}/api/v1/accounts/${started.account.id}/workflow-executions/${started.workflowExecution.id}`
  await send('GET', `${execution}/status`, { authorization })
  await send('GET', execution, { authorization })
  await send('GET', `${execution}/steps`, { authorization })
  for (const { id, api } of credentials)
    for (const key of Object.keys(api.parts))
      await send('GET', `${baseUrl}/api/v1/accounts/${started.account.id}/credentials/${id}/parts/${key.toUpperCase()}`, { authorization })
  await send('GET', `${baseUrl}/`, { authorization })
}
let left = Number(count)
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    while (left > 0) {
      left -= 1
      await journey()
    }
  }),
)
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.stdout.write(
  JSON.stringify(
    told === 'mix' ? mix : { exchanges, ms: performance.now() - begun, cpuMs: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 },
  ),
  () => process.exit(0),
)
