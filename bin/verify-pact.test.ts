import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { XMLParser } from 'fast-xml-parser'
import { stateDoorPath } from '../contracts/pact/states.ts'
import { runCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline, type Told } from './inline-command.ts'

interface Case {
  readonly '@_classname': string
  readonly '@_name': string
  readonly failure?: { readonly '@_message': string; readonly '#text': string }
}

/** The command with a report folder of its own; gives the cases of its JUnit as well. */
async function verify(args: readonly string[]): Promise<Told & { readonly cases: readonly Case[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kyx-pact-'))
  const told = await runInline(['verify-pact', '--report-dir', folder, ...args])
  if (told.code === 2) return { ...told, cases: [] }
  const parsed = new XMLParser({ ignoreAttributes: false }).parse(readFileSync(join(folder, 'junit.xml'), 'utf8')) as {
    readonly testsuites: { readonly testsuite: { readonly testcase: Case | readonly Case[] } }
  }
  const { testcase } = parsed.testsuites.testsuite
  return { ...told, cases: Array.isArray(testcase) ? (testcase as readonly Case[]) : [testcase as Case] }
}

describe('verify-pact', () => {
  it('conforms on the embedded sandbox, and keeps what Pact prints to itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyx-pact-'))
    const { code, stdout, stderr } = await runCommand(['verify-pact', '-w', '10005', '--report-dir', folder])
    expect(code, stderr).to.equal(0)
    expect(stdout).to.match(/^Conforms: 17 checks judged on 1 workflow/m)
    expect(stdout + stderr).to.not.match(/Verifying a pact|usage data|returns a response/)
  })

  it('tells a violation with its state endpoint, in JUnit with message and text, each case by its own name', async () => {
    const sandbox = await startSandbox({ processMs: 0, stateDoor: true, mutant: mutantOf('status-account-missing') })
    const { code, cases } = await verify(['-u', sandbox.url, '--state-url', sandbox.url + stateDoorPath, '-w', '10005'])
    await sandbox.close()
    expect(code).to.equal(1)
    const names = cases.map((one) => `${one['@_classname']} ${one['@_name']}`)
    expect(new Set(names).size).to.equal(names.length)
    const failed = cases.filter(({ failure }) => failure !== undefined)
    expect(failed.map((one) => one['@_name'].split(' ')[0])).to.deep.equal(['PACT-STATUS'])
    expect(failed[0]?.failure?.['@_message']).to.include('status response $: expected')
    expect(failed[0]?.failure?.['#text']).to.include('G-STATUS-FIELDS')
  })

  it('is inconclusive where nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const { code, stdout } = await verify(['-u', `http://127.0.0.1:${port}`, '-w', '10005'])
    expect(code).to.equal(3)
    expect(stdout).to.include('ECONNREFUSED')
  })

  it('is inconclusive where states cannot be set up, and says what the endpoint answered', async () => {
    const sandbox = await startSandbox({ processMs: 0 })
    const { code, stdout } = await verify(['-u', sandbox.url, '--state-url', `${sandbox.url}/nowhere`, '-w', '10005'])
    await sandbox.close()
    expect(code).to.equal(3)
    expect(stdout).to.match(/the state endpoint \S+\/nowhere answered 404 to "an API client is registered"/)
  })

  it('refuses a state endpoint that is no URL, or has no target', async () => {
    const bad = await verify(['-u', 'http://127.0.0.1:1', '--state-url', 'states'])
    expect([bad.code, bad.stderr]).to.deep.equal([
      2,
      'error: --state-url: expected an http or https URL such as http://127.0.0.1:8080, got "states"\n',
    ])
    const alone = await verify(['--state-url', 'http://127.0.0.1:1/states'])
    expect([alone.code, alone.stderr]).to.deep.equal([2, 'error: --state-url: sets up states of a target; name it with --base-url\n'])
  })
})
