import { randomUUID } from 'node:crypto'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

/**
 * A client of the KYX API for workflow 10011: start, upload, finalize, read the result.
 *
 * It sends by `node:http`, as `fetch` adds a User-Agent of its own (`node`) where one is forgotten: the service asks
 * for one that names your business, and refuses a request without one with 403.
 */
export function createClient({ userAgent, token, origins }) {
  const common = {
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }),
  }

  async function call(method, url, { headers = {}, body } = {}) {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const { status, bytes } = await send(method, url, { ...common, ...headers, ...length }, body)
    if (status !== 200) throw new Error(`${method} ${new URL(url).pathname} answered ${status}: ${bytes.toString('utf8').slice(0, 200)}`)
    return JSON.parse(bytes.toString('utf8'))
  }

  const execution = (origin, { account, execution: id }) => `${origin}/api/v1/accounts/${account}/workflow-executions/${id}`

  return {
    /** Opens an account and an execution. Gives their ids, and those of the credentials by category. */
    async start(definition) {
      const body = JSON.stringify(definition)
      const started = await call('POST', `${origins.account}/api/v1/accounts`, { headers: { 'Content-Type': 'application/json' }, body })
      const { id, credentials } = started.workflowExecution
      return {
        account: started.account.id,
        execution: id,
        credentials: Object.fromEntries(credentials.map((credential) => [credential.category, credential.id])),
      }
    },

    /** Uploads an image, JPEG or PNG, as one part of a credential. */
    upload(ids, category, classifier, { filename, type, bytes }) {
      const boundary = `example-${randomUUID()}`
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`
      return call('POST', `${execution(origins.api, ids)}/credentials/${ids.credentials[category]}/parts/${classifier}`, {
        headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
        body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      })
    },

    finalize: (ids) => call('PUT', execution(origins.api, ids)),
    status: async (ids) => (await call('GET', `${execution(origins.retrieval, ids)}/status`)).workflowExecution.status,
    details: (ids) => call('GET', execution(origins.retrieval, ids)),
  }
}

function send(method, url, headers, body) {
  const request = url.startsWith('https:') ? secure : plain
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, timeout: 30_000 }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode, bytes: Buffer.concat(chunks) }))
    })
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer within 30 s`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a callback tells: whose it is, and how it ended. */
export function readCallback({ account, workflowExecution }) {
  return { account: account.id, execution: workflowExecution.id, status: workflowExecution.status }
}
