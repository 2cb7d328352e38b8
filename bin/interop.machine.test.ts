import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import { jpeg } from '../fixtures/images.ts'
import { interopFolder, runTool, startTool, toolPath } from '../fixtures/interop.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'

interface Schema {
  readonly $id: string
}

describe('exports in the hands of other tools', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'kyx-interop-'))
  const file = (name: string) => join(folder, name)

  before(async () => {
    // Before anything else: one message where the tools are missing.
    toolPath('@redocly/cli/bin/cli.js')
    const committed = join(import.meta.dirname, '..', 'contracts', 'exports')
    for (const name of ['openapi.json', 'schemas.json']) cpSync(join(committed, name), file(name))
    expect((await runCommand(['export', 'arazzo', '--poll-wait', '1s', '--output', file('arazzo.json')])).code).to.equal(0)
    for (const part of ['front', 'back', 'face']) writeFileSync(file(`${part}.jpg`), jpeg({ width: 64, height: 64 }))
  })
  after(() => rmSync(folder, { recursive: true }))

  for (const name of ['openapi.json', 'arazzo.json'])
    it(`Redocly finds neither errors nor warnings in ${name}`, async () => {
      const config = join(interopFolder, 'redocly.yaml')
      const { code, stdout } = await runTool('redocly', ['lint', '--config', config, '--format', 'json', name], folder)
      const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1))
      expect({ code, totals }, JSON.stringify(problems).slice(0, 2000)).to.deep.equal({
        code: 0,
        totals: { errors: 0, warnings: 0, ignored: 0 },
      })
    })

  /** Runs one workflow with Respect. */
  async function respect(url: string, workflow: string, inputs: Readonly<Record<string, string>> = {}) {
    const input = JSON.stringify({ accessToken: 'kyx-sandbox-token', ...inputs })
    const args = [
      'respect',
      'arazzo.json',
      '-w',
      workflow,
      '-i',
      input,
      '--server',
      `kyx=${url}`,
      '-J',
      'respect.json',
      '--no-secrets-masking',
    ]
    const { code, stdout } = await runTool('redocly', args, folder)
    return { code, stdout }
  }

  it('Respect runs every workflow against the sandbox, and passes', async () => {
    const sandbox = await startSandbox({ processMs: 200 })
    try {
      for (const key of ['10005', '10006', '10010', '10011', '10013']) {
        const { code, stdout } = await respect(sandbox.url, `workflow${key}`)
        expect(code, `${key}: ${stdout.slice(-2000)}`).to.equal(0)
      }
      // 10013 left an account with a facemap on file.
      const account = sandbox.accounts().at(-1) ?? ''
      const { code, stdout } = await respect(sandbox.url, 'workflow10014', { account })
      expect(code, `10014: ${stdout.slice(-2000)}`).to.equal(0)
      expect((await respect(sandbox.url, 'deleteAccount', { account })).code).to.equal(0)
      expect(sandbox.accounts()).to.not.include(account)
    } finally {
      await sandbox.close()
    }
  })

  it('Respect gets an access token', async () => {
    const sandbox = await startSandbox()
    const credentials = Buffer.from('kyx-sandbox:kyx-sandbox-secret').toString('base64')
    try {
      expect((await respect(sandbox.url, 'accessToken', { credentials })).code).to.equal(0)
    } finally {
      await sandbox.close()
    }
  })

  for (const [id, workflow] of [
    ['status-answers-202', 'workflow10010'],
    ['steps-answers-500', 'workflow10005'],
  ] as const)
    it(`Respect fails on the mutant ${id}`, async () => {
      const sandbox = await startSandbox({ processMs: 20, mutant: mutantOf(id) })
      try {
        const { code, stdout } = await respect(sandbox.url, workflow)
        expect(code).to.equal(1)
        expect(stdout).to.include(id.split('-')[0])
      } finally {
        await sandbox.close()
      }
    })

  it('openapi-typescript makes types that compile, and refuse a wrong key', async () => {
    const made = await runTool('openapi-typescript', ['openapi.json', '--output', 'kyx.ts'], folder)
    expect(made.code, made.stderr).to.equal(0)
    const use = (key: string) => `import type { components, operations } from './kyx.ts'
export const request: components['schemas']['RequestStart10005'] = { customerInternalReference: 'x', workflowDefinition: { key: ${key} } }
export type Token = operations['requestAccessToken']['responses'][200]['content']['application/json']['access_token']
export const token: Token = 'x'
`
    const compilerOptions = {
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      module: 'nodenext',
      skipLibCheck: true,
      types: [],
    }
    writeFileSync(file('tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    const compile = () => runTool('tsc', ['--project', 'tsconfig.json'], folder)
    writeFileSync(file('use.ts'), use('10005'))
    const right = await compile()
    expect(right.code, right.stdout).to.equal(0)
    writeFileSync(file('use.ts'), use('10006'))
    const wrong = await compile()
    expect(wrong.code).to.not.equal(0)
    expect(wrong.stdout).to.include('use.ts(2,')
  })

  const schemasOf = () =>
    Object.values((JSON.parse(readFileSync(file('schemas.json'), 'utf8')) as { readonly $defs: Readonly<Record<string, Schema>> }).$defs)
  const finalized = { timestamp: '2021-05-24T08:20:31.344Z', account: { id: '11111111-1111-4111-8111-aaaaaaaaaaaa' } }
  const execution = { workflowExecution: { id: '22222222-2222-4222-8222-aaaaaaaaaaaa' } }
  const finalizeId = 'https://kyx-conformance.dev/schemas/finalize/stated'

  it('Ajv compiles every schema in its strictest mode, with nothing of ours', () => {
    const ajv = new Ajv2020({ strict: true })
    for (const schema of schemasOf()) ajv.addSchema(schema)
    for (const { $id } of schemasOf()) expect(ajv.getSchema($id), $id).to.be.a('function')
    expect(ajv.validate(finalizeId, { ...finalized, ...execution })).to.equal(true)
    expect(ajv.validate(finalizeId, finalized)).to.equal(false)
  })

  it('Hyperjump takes every schema, and judges alike', async () => {
    const { registerSchema, validate } = await import(pathToFileURL(toolPath('@hyperjump/json-schema/draft-2020-12/index.js')).href)
    for (const schema of schemasOf()) registerSchema(schema)
    for (const { $id } of schemasOf()) expect(await validate($id), $id).to.be.a('function')
    expect((await validate(finalizeId, { ...finalized, ...execution })).valid).to.equal(true)
    expect((await validate(finalizeId, finalized)).valid).to.equal(false)
  })

  it('Prism serves the OpenAPI document, and our own run tells what a mock without a memory lacks', async () => {
    const port = await freePort()
    const prism = startTool('prism', ['mock', 'openapi.json', '--host', '127.0.0.1', '--port', String(port)], folder)
    try {
      await listening(prism.stdout)
      const report = file('prism.json')
      const aim = ['--base-url', `http://127.0.0.1:${port}`, '-A', 'Example Checkout/2.1', '--callback-timeout', '1s']
      const args = ['run', ...aim, '-w', '10005', '--scenario', 'documented', '--report', `json=${report}`]
      const { code, stdout } = await runCommand(args, { KYX_CLIENT_ID: 'id', KYX_CLIENT_SECRET: 'secret' })
      expect(code, stdout.slice(-1000)).to.equal(1)
      const { verdicts } = JSON.parse(readFileSync(report, 'utf8')) as {
        readonly verdicts: readonly { readonly check: string; readonly outcome: string; readonly severity?: string }[]
      }
      const broken = verdicts.filter(({ outcome, severity }) => outcome === 'violates' && severity === 'error').map(({ check }) => check)
      expect([...new Set(broken)].sort(), 'docs/standards.md names them').to.deep.equal([
        'CALLBACK-SENT',
        'DETAILS-REFERENCES',
        'STATUS-IDS',
      ])
      expect(verdicts.filter(({ outcome }) => outcome === 'conforms').length).to.be.at.least(80)
    } finally {
      prism.kill()
    }
  })
})

/** Resolves once the tool says that it listens. */
function listening(stdout: NodeJS.ReadableStream | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    stdout?.on('data', (chunk) => {
      said += chunk
      if (said.includes('is listening')) resolve()
    })
    stdout?.on('close', () => reject(new Error(`the mock ended: ${said.slice(-1000)}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
