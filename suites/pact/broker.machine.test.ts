import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'

const top = join(import.meta.dirname, '..', '..')

interface Sent {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A stand-in for a Pact Broker: keeps what it is sent, and answers each request with a status. */
async function standIn(status: number) {
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      sent.push({ method: request.method, url: request.url, headers: request.headers, body })
      response.writeHead(status, { 'content-type': 'application/hal+json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

/** The command as the document has it. */
function documentedCommand(): string {
  const [, command = ''] = /```bash\n(curl [\s\S]+?)```/.exec(readFileSync(join(top, 'docs', 'pact.md'), 'utf8')) ?? []
  return command
}

function bash(command: string, env: Readonly<Record<string, string>>): Promise<number | null> {
  const child = spawn('bash', ['-c', command], { cwd: top, env: { PATH: process.env.PATH ?? '', ...env }, stdio: 'ignore' })
  return new Promise((resolve) => child.on('close', resolve))
}

describe('publishing to a broker, as documented', () => {
  it('sends the pact to the place of its consumer, provider and version', async () => {
    const broker = await standIn(201)
    const code = await bash(documentedCommand(), { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: 'a-token', VERSION: '1.2.3' })
    broker.close()
    expect(code).to.equal(0)
    const [first, ...more] = broker.sent
    expect(more).to.deep.equal([])
    expect(first?.method).to.equal('PUT')
    expect(first?.url).to.equal('/pacts/provider/kyx-api/consumer/kyx-client-10011/version/1.2.3')
    expect(first?.headers['content-type']).to.equal('application/json')
    expect(first?.headers.authorization).to.equal('Bearer a-token')
    const { consumer, provider } = JSON.parse(first?.body ?? '{}') as Record<string, { readonly name: string }>
    // The place in the address must be that of the file.
    expect([provider?.name, consumer?.name]).to.deep.equal(['kyx-api', 'kyx-client-10011'])
    expect(first?.body).to.equal(readFileSync(join(top, 'contracts', 'exports', 'pact', '10011.json'), 'utf8'))
  })

  it('fails where the broker refuses', async () => {
    const broker = await standIn(409)
    const code = await bash(documentedCommand(), { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: 'a-token', VERSION: '1.2.3' })
    broker.close()
    expect(code).to.equal(22)
  })
})
