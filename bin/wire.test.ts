import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createAuthority } from '../fixtures/certificate.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { type ProxyOptions, startProxy } from '../fixtures/proxy.ts'
import type { SandboxOptions } from '../fixtures/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline } from './inline-command.ts'

const authority = createAuthority()
const folder = mkdtempSync(join(tmpdir(), 'kyx-wire-'))
const pem = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const ca = pem('ca.pem', authority.cert)
const client = authority.issue({ names: ['client.example.com'], isClient: true })
const other = authority.issue({ names: ['other.example.com'], isClient: true })

const run = ['run', '-w', '10005', '--scenario', 'documented']

async function serving(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(options)
  try {
    await use(sandbox)
  } finally {
    await sandbox.close()
  }
}

/** Answers 429 to the first calls of an operation. */
function busy(operation: string, times: number, retryAfter: () => string): Mutant {
  let left = times
  return {
    id: `busy-${operation}`,
    killedBy: 'CREATE-STATUS-200',
    summary: 'Too many requests.',
    reply: (_, call) =>
      call.operation === operation && left-- > 0 ? { status: 429, headers: { 'retry-after': retryAfter() }, body: {} } : undefined,
  }
}

describe('429', () => {
  for (const [title, retryAfter] of [
    ['seconds', () => '1'],
    ['an HTTP date', () => new Date(Date.now() + 1000).toUTCString()],
    ['a date that is past', () => new Date(0).toUTCString()],
    ['nothing that can be read', () => 'soon'],
  ] as const)
    it(`with ${title} in Retry-After is waited for, and told in a note`, () =>
      serving({ mutant: busy('details', 2, retryAfter) }, async ({ url }) => {
        const { code, stdout } = await runInline([...run, '--base-url', url])
        expect(code, stdout).to.equal(0)
        expect(stdout).to.include('answered 429, and sent again after a wait: local retrieval host 2')
      }))

  for (const operation of ['token', 'create', 'details', 'status'])
    it(`of ${operation} that asks to wait for a year is inconclusive, and names the bound`, () =>
      serving({ mutant: busy(operation, 99, () => '31536000') }, async ({ url, accounts, stats }) => {
        const { code, stdout } = await runInline([...run, '--base-url', url])
        expect(code, stdout).to.equal(3)
        expect(stdout)
          .to.include('rate-limited: ')
          .and.include('asks to wait 31536000 s, longer than the 60 s that a run waits for one request')
          .and.include('0 violations')
          .and.include('ask for a higher limit')
        expect(stats.byStatus[429], 'sent once').to.equal(1)
        // The mutant answers 429 when the account is made already, which a real limit would not.
        expect(accounts(), 'cleaned up').to.have.length(operation === 'create' ? 1 : 0)
      }))
})

describe('connections that break', () => {
  const dropping = (operation: string): Mutant => {
    let left = 1
    return {
      id: `drops-${operation}`,
      killedBy: 'CREATE-STATUS-200',
      summary: 'Closes the connection.',
      reply: (reply, call) => (call.operation === operation && left-- > 0 ? { ...reply, isDropped: true } : undefined),
    }
  }

  it('are tried once more where that can do no harm, and told in a note', () =>
    serving({ mutant: dropping('details') }, async ({ url }) => {
      const { code, stdout } = await runInline([...run, '--base-url', url])
      expect(code, stdout).to.equal(0)
      expect(stdout).to.match(/sent again after a connection that broke: local retrieval host 1, the first: /)
    }))

  it('are not tried again at a start, which may have been carried out: that is told', () =>
    serving({ mutant: dropping('create') }, async ({ url, stats }) => {
      const { code, stdout } = await runInline([...run, '--base-url', url])
      expect(code, stdout).to.equal(3)
      expect(stdout).to.include('start requests without an answer, which may have made an account: 10005/local/documented create')
      expect(stats.requests, 'the token and the start').to.equal(2)
    }))
})

describe('client certificates', () => {
  const demanding = (maxVersion: 'TLSv1.3' | 'TLSv1.2') => ({
    tls: { ...authority.issue({ names: ['127.0.0.1'] }), ca: authority.cert, requestCert: true, rejectUnauthorized: true, maxVersion },
  })
  const own = ['--cert', pem('client.pem', client.cert), '--key', pem('client-key.pem', client.key)]

  for (const version of ['TLSv1.3', 'TLSv1.2'] as const)
    it(`go to a server that asks for one over ${version}; without one the message says so`, () =>
      serving(demanding(version), async ({ url }) => {
        const aimed = [...run, '--base-url', url, '--cacert', ca]
        const good = await runInline([...aimed, ...own])
        expect(good.code, good.stdout).to.equal(0)
        const both = await runInline([...aimed, '--cert', pem('both.pem', client.cert + client.key)])
        expect(both.code, 'certificate and key in one file').to.equal(0)
        const without = await runInline(aimed)
        expect(without.code, without.stdout).to.equal(3)
        expect(without.stdout).to.match(/unreachable: .*asks for a client certificate.*--cert/)
      }))

  it('that cannot be used are usage errors, and nothing is sent', () =>
    serving(demanding('TLSv1.3'), async ({ url, stats }) => {
      const aimed = [...run, '--base-url', url, '--cacert', ca]
      for (const [more, says] of [
        [['--key', own[3] ?? ''], '--key: a key alone is no use'],
        [['--cert', own[1] ?? '', '--key', pem('other-key.pem', other.key)], '--key: the key does not belong to the certificate'],
        [['--cert', own[1] ?? ''], '--cert: expected PEM with a private key'],
        [['--cert', join(folder, 'absent.pem')], '--cert: '],
        [
          ['--cacert', pem('broken.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')],
          'holds a certificate that cannot be read',
        ],
      ] as const) {
        const { code, stderr } = await runInline([...aimed, ...more])
        expect(code, stderr).to.equal(2)
        expect(stderr).to.include(says)
      }
      expect(stats.requests).to.equal(0)
    }))
})

describe('proxies', () => {
  const throughProxy = async (options: ProxyOptions, use: (port: number, tunnels: readonly string[]) => Promise<void>) => {
    const proxy = await startProxy(options)
    try {
      await use(proxy.port, proxy.tunnels)
    } finally {
      proxy.close()
    }
  }

  it('over https are spoken to over TLS, and their certificate is checked', () =>
    serving({}, ({ url }) =>
      throughProxy({ tls: authority.issue({ names: ['127.0.0.1'] }) }, async (port, tunnels) => {
        const aimed = [...run, '--base-url', url, '-x', `https://127.0.0.1:${port}`]
        const trusted = await runInline([...aimed, '--cacert', ca])
        expect(trusted.code, trusted.stdout).to.equal(0)
        expect(new Set(tunnels)).to.deep.equal(new Set([new URL(url).host]))
        const untrusted = await runInline(aimed)
        expect(untrusted.code).to.equal(3)
        expect(untrusted.stdout).to.match(
          /the proxy https:\/\/127\.0\.0\.1:\d+ cannot be reached: its certificate is not trusted .*--cacert/,
        )
      }),
    ))

  it('get their name and password, which nothing shows', () =>
    serving({}, ({ url }) =>
      throughProxy({ login: 'agent:pass/word@1' }, async (port) => {
        const aimed = [...run, '--base-url', url]
        const withLogin = (login: string) => runInline([...aimed, '-v', '-x', `http://${login}@127.0.0.1:${port}`])
        const good = await withLogin('agent:pass%2Fword%401')
        expect(good.code, good.stdout).to.equal(0)
        const wrong = await withLogin('agent:hushhush')
        expect(wrong.code).to.equal(3)
        expect(wrong.stdout).to.include('answered 407 to CONNECT').and.include('it refuses the name and password in its URL')
        const none = await runInline([...aimed, '-x', `http://127.0.0.1:${port}`])
        expect(none.stdout).to.include('it asks for a name and password')
        for (const { stdout, stderr } of [good, wrong]) expect(stdout + stderr).not.to.match(/pass\/word|pass%2F|hushhush|agent:/)
      }),
    ))

  it('of the environment, in lower case too, carry what is away from here, save what NO_PROXY names', () =>
    serving({ tls: authority.issue({ names: ['kyx.invalid'] }) }, ({ port: to }) =>
      throughProxy({ to }, async (port, tunnels) => {
        const url = `http://127.0.0.1:${port}`
        const aimed = [...run, '--base-url', 'https://kyx.invalid', '--cacert', ca]
        const env = { KYX_TOKEN: 'kyx-sandbox-token' }
        for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
          const { code, stdout } = await runInline(aimed, { ...env, [name]: url, NO_PROXY: 'other.invalid' })
          expect(code, `${name}: ${stdout}`).to.equal(0)
        }
        expect(new Set(tunnels)).to.deep.equal(new Set(['kyx.invalid:443']))
        const opened = tunnels.length
        const direct = await runInline(aimed, { ...env, HTTPS_PROXY: url, no_proxy: '.invalid' })
        expect(direct.code).to.equal(3)
        expect(direct.stdout).to.match(/unreachable: .*kyx\.invalid/)
        expect(tunnels).to.have.length(opened)
      }),
    ))
})
