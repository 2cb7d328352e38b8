import { mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { documentedHost, regions, roles } from '../contracts/endpoints.ts'
import { createAuthority } from '../fixtures/certificate.ts'
import { startCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { startProxy } from '../fixtures/proxy.ts'
import type { SandboxOptions } from '../fixtures/sandbox/options.ts'
import { defaultTenants } from '../fixtures/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline } from './inline-command.ts'

const authority = createAuthority()
const hosts = regions.flatMap((region) => roles.map((role) => documentedHost(role, region)))
const ca = join(mkdtempSync(join(tmpdir(), 'kyx-ca-')), 'ca.pem')
writeFileSync(ca, authority.cert)

const everyRegion = (options: SandboxOptions = {}) =>
  startSandbox({ tls: authority.issue({ names: hosts }), regionMutants: {}, ...options })
const toRegions = (sandbox: Sandbox, region: string) => [
  '--region',
  region,
  '--resolve',
  `*.jumio.ai:443:127.0.0.1:${sandbox.port}`,
  '--cacert',
  ca,
]

async function serving(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<void>, start = startSandbox): Promise<void> {
  const sandbox = await start(options)
  try {
    await use(sandbox)
  } finally {
    await sandbox.close()
  }
}

describe('aiming', () => {
  it('three regions over TLS conform, with their names and SNI verified', () =>
    serving(
      {},
      async (sandbox) => {
        const { code, stdout } = await runInline(['run', '-w', '10011', '--scenario', 'documented', ...toRegions(sandbox, 'us,eu,sg')])
        expect(code, stdout).to.equal(0)
        for (const region of regions) expect(stdout).to.match(new RegExp(`ok +10011 ${region} documented`))
      },
      everyRegion,
    ))

  it('a fault of one region turns that region red, and no other', () =>
    serving(
      { regionMutants: { 'emea-1': mutantOf('upload-answers-201') as Mutant } },
      async (sandbox) => {
        const { code, stdout } = await runInline(['run', '-w', '10005', '--scenario', 'documented', ...toRegions(sandbox, regions.join())])
        expect(code).to.equal(1)
        expect(stdout)
          .to.match(/FAIL +10005 emea-1/)
          .and.match(/ok +10005 amer-1/)
          .and.match(/ok +10005 apac-1/)
      },
      everyRegion,
    ))

  it('an authority that is not trusted is told as such, and -k is told loudly', () =>
    serving(
      {},
      async (sandbox) => {
        const args = ['run', '-w', '10005', '--scenario', 'documented', ...toRegions(sandbox, 'amer-1').slice(0, 4)]
        const untrusted = await runInline(args)
        expect(untrusted.code).to.equal(3)
        expect(untrusted.stdout).to.match(/unreachable: .*(certificate|UNABLE_TO_VERIFY)/)
        const open = await runInline([...args, '-k'])
        expect(open.code).to.equal(0)
        expect(open.stdout).to.include('CERTIFICATES WERE NOT VERIFIED')
      },
      everyRegion,
    ))

  it('a live region without --live is exit 2, says why, and sends nothing', async () => {
    const { code, stderr } = await runInline(['run', '--region', 'amer-1'])
    expect(code).to.equal(2)
    expect(stderr).to.include('billed').and.include('--live').and.include('nothing was sent')
    // One host that is not mapped is one too many.
    const partly = await runInline(['run', '--region', 'amer-1', '--resolve', 'account.amer-1.jumio.ai:443:127.0.0.1'])
    expect(partly.code).to.equal(2)
  })

  it('a proxy carries it, and the tunnel names where it leads', () =>
    serving({}, async (sandbox) => {
      const proxy = await startProxy()
      const url = `http://127.0.0.1:${proxy.port}`
      const run = ['run', '-w', '10005', '--scenario', 'documented', '-q', '--base-url', sandbox.url]
      const untold = await runInline(run, { HTTP_PROXY: url })
      expect(untold.code).to.equal(0)
      expect(proxy.tunnels, 'loopback is not proxied unless asked for').to.deep.equal([])
      const asked = await runInline([...run, '-x', url])
      expect(asked.code).to.equal(0)
      expect(new Set(proxy.tunnels)).to.deep.equal(new Set([new URL(sandbox.url).host]))
      proxy.close()
    }))
})

describe('identity', () => {
  it('a token that expires in the middle is renewed, and nothing is held against the target', () =>
    serving({ tokenLifetimeSeconds: 1, latencyMs: 40 }, async (sandbox) => {
      const { code, stdout } = await runInline(['run', '-w', '10011', '--scenario', 'documented', '--base-url', sandbox.url])
      expect(stdout).to.include('0 violations')
      expect(code).to.equal(0)
    }))

  it('a wrong secret is exit 3 and one message', () =>
    serving({}, async (sandbox) => {
      const env = { KYX_CLIENT_ID: 'kyx-sandbox', KYX_CLIENT_SECRET: 'wrong-secret-of-the-test' }
      const { code, stdout } = await runInline(['run', '-w', '10005,10011', '--base-url', sandbox.url], env)
      expect(code).to.equal(3)
      expect(stdout).to.include('Not judged (1 cause)').and.include('check KYX_CLIENT_ID and KYX_CLIENT_SECRET')
      expect(stdout.match(/refused the client credentials/g)).to.have.length(1)
      expect(sandbox.stats.requests, 'refused credentials are not tried again').to.equal(1)
    }))

  it('a workflow that is not enabled is told as such, and the others are judged', () =>
    serving({ tenants: defaultTenants.map((tenant) => ({ ...tenant, disabled: ['10013'] })) }, async (sandbox) => {
      const { code, stdout } = await runInline(['run', '-w', '10011,10013', '--scenario', 'documented', '--base-url', sandbox.url])
      expect(code).to.equal(3)
      expect(stdout).to.match(/not-enabled: workflow 10013 .*Ask for the activation of: .*Proof Of Residency/)
      expect(stdout)
        .to.match(/ok +10011/)
        .and.include('0 violations')
    }))
})

describe('safety', () => {
  it('links and redirects to another host get no request', async () => {
    let hits = 0
    const foreign = createPlainServer((socket) => {
      hits++
      socket.destroy()
    })
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`
    const frame = { killedBy: 'LINK-HOST', summary: 'Leads elsewhere.' }
    const elsewhere: Mutant = {
      ...frame,
      id: 'links-elsewhere',
      reply: (reply, call) =>
        call.operation === 'create' && reply.status === 200
          ? { ...reply, body: JSON.parse(JSON.stringify(reply.body).replaceAll(`http://${call.host}/api`, `${origin}/api`)) }
          : undefined,
    }
    const redirect: Mutant = {
      ...frame,
      id: 'create-redirects',
      reply: (_, call) => (call.operation === 'create' ? { status: 307, headers: { location: `${origin}/api/v1/accounts` } } : undefined),
    }
    for (const mutant of [elsewhere, redirect])
      await serving({ mutant }, async (sandbox) => {
        const { code, stdout } = await runInline(['run', '-w', '10011', '--scenario', 'documented', '--base-url', sandbox.url])
        expect(code, mutant.id).to.equal(1)
        if (mutant === elsewhere) expect(stdout).to.include('LINK-HOST (MUST)')
      })
    expect(hits).to.equal(0)
    foreign.close()
  })

  for (const name of ['SIGINT', 'SIGTERM'] as const)
    it(`a run that gets ${name} in the middle of 10013 writes its reports, and the accounts it made are gone`, () =>
      serving({ latencyMs: 60, processMs: 60_000 }, async (sandbox) => {
        const run = startCommand(['run', '-w', '10013', '--base-url', sandbox.url, '--report', 'junit=out.xml'])
        while (sandbox.accounts().length < 3 && run.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10))
        run.child.kill(name)
        const { code, stdout, stderr } = await run.ended
        expect(code).to.equal(130)
        expect(stdout).to.include('out.xml')
        expect(stderr).to.include('a second one stops at once')
        expect(sandbox.accounts()).to.deep.equal([])
      }))

  it('a second signal stops at once, and names what is left behind with what deletes it', () =>
    serving({ latencyMs: 800, processMs: 60_000 }, async (sandbox) => {
      const run = startCommand(['run', '-w', '10013', '--scenario', 'documented', '--base-url', sandbox.url])
      while (!run.said().includes('a second one')) {
        // Token, start and an upload were answered, so that the account is known; what cleans up is not.
        if ((sandbox.stats.byStatus[200] ?? 0) > 2) run.child.kill('SIGINT')
        await new Promise((resolve) => setTimeout(resolve, 10))
        if (run.child.exitCode !== null) break
      }
      run.child.kill('SIGINT')
      const { code, stderr } = await run.ended
      expect(code).to.equal(130)
      expect(stderr)
        .to.include('stopped at once: no report was written')
        .and.match(/accounts left behind: [0-9a-f-]{36} \(local\)/)
        .and.match(/to delete them: for id in [0-9a-f-]{36}; do curl/)
    }))

  it('a target that allows one start a second is waited for, without a violation', () =>
    serving({ rateLimits: { account: 1 } }, async (sandbox) => {
      const args = ['run', '-w', '10005,10010', '--scenario', 'documented,order', '--base-url', sandbox.url]
      const { code, stdout } = await runInline(args)
      expect(stdout).to.include('0 violations')
      expect(code).to.equal(0)
      expect(sandbox.stats.byStatus[429]).to.be.greaterThan(0)
    }))

  it('a budget is a bound: what lies beyond it is not sent', () =>
    serving({}, async (sandbox) => {
      const args = [
        'run',
        '-w',
        '10005,10011',
        '--scenario',
        'documented',
        '--no-cleanup',
        '--max-transactions',
        '1',
        '--base-url',
        sandbox.url,
      ]
      const { code, stdout } = await runInline(args)
      expect(code).to.equal(3)
      expect(stdout).to.include('budget: not driven')
      expect(stdout).to.include(
        '--max-transactions 1: 1 of 2 planned transactions were started; not driven to the end: 10011/local/documented',
      )
      expect(sandbox.accounts()).to.have.length(1)
      expect(stdout).to.include(`accounts left behind, as asked for: ${sandbox.accounts()[0]}`)
    }))
})
