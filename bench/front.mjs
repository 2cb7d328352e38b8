// A front before a provider that spoils a tenth of the answers, and always the same ones: which, follows from a seed, the number of the
// journey in its session, and the operation. `POST /front {"seed": 7}` begins a session; seed 0 spoils nothing. `GET /front` tells what was done.
import { createHash } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'

const upstream = new URL(process.argv[2])
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
let seed = 0
let journeys = new Map()
let created = 0
let answers = 0
let spoiled = new Map()

const text = (answer, change) => ({ ...answer, body: Buffer.from(change(answer.body.toString())) })
const ways = [
  (answer) => ({ ...answer, status: 201 }),
  (answer) => text(answer, (body) => body.slice(0, body.length >> 1)),
  (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }),
  (answer) => text(answer, () => '{"httpStatus":500}'),
]

function spoil(answer, journey, operation) {
  answers += 1
  const digest = createHash('sha256').update(`${seed} ${journey} ${operation}`).digest()
  if (seed === 0 || digest.readUInt32BE(0) % 10 !== 0) return answer
  spoiled.set(`${journey} ${operation}`, journey)
  // A status that does not say how far it is would be asked for until the deadline: the last way is for the others.
  return ways[digest[4] % (ways.length - (operation.endsWith('/status') ? 1 : 0))](answer)
}

/** The number of the journey, by the account: the n-th that is made belongs to the n-th journey. */
function placeOf({ method, url }, answer) {
  const path = url.replace(/\?.*/, '')
  if (method === 'POST' && path.endsWith('/accounts')) {
    const { account } = JSON.parse(answer.body.toString())
    const number = created++
    journeys.set(account.id, number)
    return { number, operation: 'create' }
  }
  const [, account, rest] = /\/accounts\/([^/]+)(.*)$/.exec(path) ?? []
  const number = journeys.get(account)
  // What identifies one execution is taken out, so that the operation has the same name in each journey and session.
  const operation = `${method} ${rest?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`
  return number === undefined || method === 'DELETE' || !/json/.test(answer.headers['content-type'] ?? '')
    ? undefined
    : { number, operation }
}

async function read(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function ask(incoming, body) {
  const { method, url, rawHeaders } = incoming
  return new Promise((resolve, reject) => {
    const out = request({ agent, host: upstream.hostname, port: upstream.port, method, path: url, headers: rawHeaders }, (answer) =>
      read(answer).then((bytes) => resolve({ status: answer.statusCode, headers: answer.headers, body: bytes }), reject),
    )
    // A connection that was idle may be closed under a request that has not arrived: it goes over another one.
    out.on('error', (error) =>
      out.reusedSocket && error.code === 'ECONNRESET' ? ask(incoming, body).then(resolve, reject) : reject(error),
    )
    out.end(body)
  })
}

const server = createServer(async (incoming, outgoing) => {
  try {
    const body = await read(incoming)
    if (incoming.url === '/front') {
      if (incoming.method === 'POST') {
        seed = JSON.parse(body.toString()).seed
        journeys = new Map()
        spoiled = new Map()
        created = answers = 0
      }
      // Asked once in a while only: an idle connection would be closed under the next question.
      outgoing.setHeader('connection', 'close')
      outgoing.end(JSON.stringify({ answers, spoiled: spoiled.size, journeys: new Set(spoiled.values()).size }))
      return
    }
    const answer = await ask(incoming, body)
    const place = answer.status === 200 ? placeOf(incoming, answer) : undefined
    const given = place === undefined ? answer : spoil(answer, place.number, place.operation)
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = given.headers
    outgoing.writeHead(given.status, { ...headers, 'content-length': given.body.byteLength }).end(given.body)
  } catch (error) {
    process.stderr.write(`front: ${error}\n`)
    outgoing.destroy()
  }
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
