import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { documentedHost, regions, roles } from '../contracts/endpoints.ts'
import { createAuthority } from '../fixtures/certificate.ts'
import { defaultTenants, type SandboxOptions } from '../fixtures/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline } from './inline-command.ts'

const authority = createAuthority()
const ca = join(mkdtempSync(join(tmpdir(), 'kyx-ca-')), 'ca.pem')
writeFileSync(ca, authority.cert)
const names = regions.flatMap((region) => roles.map((role) => documentedHost(role, region)))
const agent = ['-A', 'Example Checkout/2.1']

interface SetUp {
  readonly title: string
  readonly sandbox?: SandboxOptions
  readonly args: (sandbox: Sandbox) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What the first line says. */
  readonly says: RegExp
}

const tls = (until?: Date) => ({
  tls: authority.issue({ names, ...(until === undefined ? {} : { until, from: new Date(until.getTime() - 1e9) }) }),
  regionMutants: {},
})
const base = ({ url }: Sandbox) => ['--base-url', url, ...agent]
const mapped = ({ port }: Sandbox) => ['--resolve', `*.jumio.ai:443:127.0.0.1:${port}`, ...agent]
const trusted = (sandbox: Sandbox) => [...mapped(sandbox), '--cacert', ca]

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const setUps: readonly SetUp[] = [
  {
    title: 'wrong region',
    sandbox: { ...tls(), tenants: defaultTenants.map((tenant) => ({ ...tenant, home: 'amer-1' })) },
    args: (sandbox) => ['--region', 'eu', ...trusted(sandbox)],
    says: /wrong-region .*good in amer-1.*Use --region amer-1/,
  },
  {
    title: 'expired certificate',
    sandbox: tls(new Date(Date.now() - 86_400_000)),
    args: (s) => ['--region', 'us', ...trusted(s)],
    says: /tls-expired .*has expired, on .*new certificate/,
  },
  {
    title: 'unknown authority',
    sandbox: tls(),
    args: (s) => ['--region', 'us', ...mapped(s)],
    says: /tls-authority .*not trusted here.*--cacert/,
  },
  { title: 'skewed clock', sandbox: { clock: () => Date.now() + 600_000 }, args: base, says: /clock .*10 min ahead.*NTP/ },
  {
    title: 'wrong secret',
    args: base,
    env: { KYX_CLIENT_ID: 'kyx-sandbox', KYX_CLIENT_SECRET: 'not-the-secret' },
    says: /credentials .*refused with 400.*KYX_CLIENT_SECRET/,
  },
  { title: 'missing User-Agent', args: ({ url }) => ['--base-url', url, '-A', ''], says: /user-agent .*missing.*YourCompany YourApp/ },
  {
    title: 'http callback with a port',
    args: (s) => [...base(s), '--callback-url', 'http://hooks.example.com:8080/kyx'],
    says: /callback-url .*not https; it has the port 8080.*default port/,
  },
  {
    title: 'DNS failure',
    args: () => ['--base-url', 'http://kyx.invalid', ...agent],
    env: { KYX_TOKEN: 'some-opaque-token' },
    says: /dns .*does not resolve.*spelling/,
  },
  {
    title: 'disabled workflow',
    sandbox: { tenants: defaultTenants.map((tenant) => ({ ...tenant, disabled: ['10013'] })) },
    args: base,
    says: /entitlement +10013: .*not enabled for this tenant.*Ask for the activation of: .*Proof Of Residency/,
  },
  {
    title: 'wrong role host',
    sandbox: tls(),
    args: (s) => ['--region', 'us', '--origin', 'account=https://retrieval.amer-1.jumio.ai', ...trusted(s)],
    says: /host-mix .*is the retrieval host, and stands where the account host belongs.*derive the hosts/,
  },
]

async function doctor(args: readonly string[], env?: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await runInline(['doctor', ...args], env)
  return { code, first: stdout.split('\n')[0] ?? '', said: stdout + stderr }
}

async function serving(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(options)
  try {
    await use(sandbox)
  } finally {
    await sandbox.close()
  }
}

describe('doctor', () => {
  for (const { title, sandbox: options = {}, args, env, says } of setUps)
    it(`names ${title} first, in one line, with the advice`, () =>
      serving(options, async (sandbox) => {
        const { code, first, said } = await doctor(args(sandbox), env)
        expect(first, said).to.match(says)
        expect(code).to.equal(3)
        expect(sandbox.accounts(), 'what it made is gone').to.deep.equal([])
      }))

  it('names a closed port first', async () => {
    const { code, first, said } = await doctor(['--base-url', `http://127.0.0.1:${await closedPort()}`, ...agent])
    expect(first, said).to.match(/closed-port .*nothing listens.*Start the service/)
    expect(code).to.equal(3)
  })

  it('names a proxy that refuses first', () =>
    serving({}, async (sandbox) => {
      const { code, first, said } = await doctor([...base(sandbox), '-x', `http://127.0.0.1:${await closedPort()}`])
      expect(first, said).to.match(/proxy .*cannot be reached.*--proxy/)
      expect(code).to.equal(3)
    }))

  it('says ready where nothing is wrong, and has all 21 troubles in --json', () =>
    serving({}, async (sandbox) => {
      const { code, said } = await doctor([...base(sandbox), '--json'])
      expect(code, said).to.equal(0)
      const { format, ready, targets } = JSON.parse(said)
      expect(format).to.equal('kyx-doctor/1')
      expect(ready).to.equal(true)
      const numbers = targets[0].diagnoses.flatMap((each: { readonly trouble?: number }) => each.trouble ?? [])
      expect([...new Set(numbers)].sort((one, other) => Number(one) - Number(other))).to.deep.equal(
        Array.from({ length: 21 }, (_, at) => at + 1),
      )
      expect(said).not.to.include('kyx-sandbox-secret')
    }))
})
