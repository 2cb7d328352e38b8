import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { documentedHost, regions, roles } from '../contracts/endpoints.ts'
import { createAuthority } from '../fixtures/certificate.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import type { SandboxOptions } from '../fixtures/sandbox/options.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline } from './inline-command.ts'

const authority = createAuthority()
const ca = join(mkdtempSync(join(tmpdir(), 'kyx-ca-')), 'ca.pem')
writeFileSync(ca, authority.cert)

/** The sandboxes as targets a, b and c, over TLS. */
async function auditTls(options: readonly NonNullable<SandboxOptions['tls']>[], more: readonly string[] = []) {
  const sandboxes = await Promise.all(options.map((tls) => startSandbox({ tls })))
  try {
    const targets = sandboxes.flatMap(({ url }, at) => ['--target', `${'abc'[at]}=${url}`])
    return await runInline(['audit', '-w', '10005', '--cacert', ca, ...targets, ...more])
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()))
  }
}

async function audit(mutants: readonly (Mutant | undefined)[], more: readonly string[] = []) {
  const sandboxes = await Promise.all(mutants.map((mutant) => startSandbox({ mutant })))
  try {
    const targets = sandboxes.flatMap(({ url }, at) => ['--target', `${'abc'[at]}=${url}`])
    return await runInline(['audit', '-w', '10005', ...targets, ...more])
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()))
  }
}

/** The documents say nothing of it. */
const undocumented: Mutant = {
  id: 'header-of-one-region',
  killedBy: 'CREATE-STATUS-200',
  summary: 'One region answers with a header of its own.',
  reply: (reply, call) => (call.operation === 'finalize' ? { ...reply, headers: { ...reply.headers, 'x-edge': 'b' } } : undefined),
}

describe('audit', () => {
  it('targets that do the same are the same', async () => {
    const { code, stdout } = await audit([undefined, undefined])
    expect(code, stdout).to.equal(0)
    expect(stdout).to.include('The same everywhere')
  })

  it('names the target that stands apart, and what it does, on one screen', async () => {
    const { code, stdout } = await audit([undefined, mutantOf('upload-answers-201'), undefined])
    expect(code).to.equal(1)
    expect(stdout).to.match(/b: UPLOAD-STATUS-200 is violated \(10005\), elsewhere not/)
    expect(stdout).to.match(/b: 10005 upload:DATA.PREPARED_DATA status: a 200, b 201, c 200/)
    expect(stdout).to.include('b stands apart')
    expect(stdout.split('\n')).to.have.lengthOf.below(40)
  })

  it('a difference counts even where the documents are silent', async () => {
    const { code, stdout } = await audit([undefined, undocumented, undefined], ['--json'])
    expect(code).to.equal(1)
    const { differences, divergences } = JSON.parse(stdout)
    expect(divergences).to.deep.equal([])
    expect(differences).to.deep.equal([
      {
        workflow: '10005',
        scenario: 'documented',
        exchange: 'finalize',
        at: 'header x-edge',
        seen: { a: 'absent', b: 'present', c: 'absent' },
        odd: ['b'],
      },
    ])
  })

  it('what is wrong at every target is told once, as the same everywhere', async () => {
    const wrong = mutantOf('upload-answers-201')
    const { code, stdout } = await audit([wrong, wrong])
    expect(code).to.equal(1)
    expect(stdout).to.match(/The same everywhere: 1 check violated at every target: UPLOAD-STATUS-200/)
  })

  it('writes what apart from its verdicts sets a target apart into every report, with the exchange that shows it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyx-audit-'))
    const report = (name: string) => `${name}=${join(folder, name)}`
    const { code, stdout } = await audit(
      [undefined, undocumented, undefined],
      [
        '--report',
        ['html', 'json', 'junit', 'markdown', 'tap', 'ctrf', 'sarif'].map(report).join(','),
        '--evidence',
        join(folder, 'evidence'),
      ],
    )
    expect(code, stdout).to.equal(1)
    expect(stdout).to.include('Written: ').and.include('b stands apart: 1 difference between a, b, c, 0 checks violated everywhere.')
    const written = (name: string) => readFileSync(join(folder, name), 'utf8')
    const { summary, audit: told } = JSON.parse(written('json'))
    expect(summary).to.include({ exitCode: 1, sentence: told.summary })
    expect(told.differences).to.have.lengthOf(1)
    expect(written('junit'))
      .to.match(/<testsuite name="audit" tests="\d+" failures="1"/)
      .and.include('<testcase classname="kyx.10005.audit.finalize" name="AUDIT-SAME Every target answers alike." time="0.000">\n<failure')
      .and.match(/Evidence: 10005\/a\/documented finalize: 200, 10005\/b\/documented finalize: 200, .*\nReproduce:\ncurl /)
    expect(written('markdown')).to.match(/### 10005 finalize: header x-edge[^#]*- b \(stands apart\): `present`[^#]*```sh\ncurl /)
    expect(written('tap')).to.match(/^not ok \d+ - kyx\.10005\.audit\.finalize AUDIT-SAME/m)
    expect(JSON.parse(written('ctrf')).results.summary.failed).to.equal(1)
    expect(JSON.parse(written('sarif')).runs[0].results).to.have.lengthOf(1)
    expect(written('html')).to.include('<title>b stands apart')
    const again = await runInline(['judge', join(folder, 'evidence'), '--report-dir', join(folder, 'again')])
    expect(again.code, again.stderr).to.equal(1)
    expect(again.stdout).to.include('b: 10005 finalize header x-edge: a absent, b present, c absent').and.include(told.summary)
  })

  it('one target is no audit', async () => {
    const { code, stderr } = await audit([undefined])
    expect(code).to.equal(2)
    expect(stderr).to.include('two targets')
  })

  it('an extra member of one answer, a poll and the token among them, counts where the documents are silent', async () => {
    const frame = { killedBy: 'CREATE-STATUS-200', summary: 'One region says more than the others.' }
    const more = (operation: string): Mutant => ({
      ...frame,
      id: `more-in-${operation}`,
      reply: (reply, call) =>
        call.operation === operation && reply.status < 300 && typeof reply.body === 'object' && !Buffer.isBuffer(reply.body)
          ? { ...reply, body: { ...reply.body, shard: 7 } as never }
          : undefined,
    })
    for (const operation of ['token', 'status', 'details']) {
      const { code, stdout } = await audit([undefined, undefined, more(operation)])
      expect(code, operation).to.equal(1)
      expect(stdout).to.match(new RegExp(`c: .*${operation} \\$\\.shard: a absent, b absent, c integer`))
    }
  })

  it('names regions over TLS with what differs, as Markdown too', async () => {
    const sandbox = await startSandbox({
      tls: authority.issue({ names: regions.flatMap((region) => roles.map((role) => documentedHost(role, region))) }),
      regionMutants: { 'emea-1': undocumented },
    })
    try {
      const resolve = `*.jumio.ai:443:127.0.0.1:${sandbox.port}`
      const { code, stdout } = await runInline([
        'audit',
        '-w',
        '10005',
        '--region',
        'us,eu,sg',
        '--cacert',
        ca,
        '--resolve',
        resolve,
        '--markdown',
      ])
      expect(code, stdout).to.equal(1)
      expect(stdout)
        .to.include('emea-1: 10005 finalize header x-edge: amer-1 absent, emea-1 present, apac-1 absent')
        .and.match(/\| apac-1 \| retrieval\.apac-1\.jumio\.ai \| retrieval \| TLSv1\.3 \| TLS\\_AES/)
        .and.include('p95 is the slowest of them')
    } finally {
      await sandbox.close()
    }
  })

  it('tells what each host negotiates, and where one is weaker; another certificate alone is no fault', async () => {
    const issue = (days: number) => authority.issue({ names: ['127.0.0.1'], until: new Date(Date.now() + days * 86_400_000) })
    const weak = await auditTls([issue(50), { ...issue(50), maxVersion: 'TLSv1.2' }, issue(50)])
    expect(weak.code, weak.stdout).to.equal(1)
    expect(weak.stdout)
      .to.match(/TLS +TLSv1\.3 \d+ d +TLSv1\.2 \d+ d/)
      .and.match(/b: TLS protocol of account, api, retrieval, auth, status: a TLSv1\.3, b TLSv1\.2, c TLSv1\.3/)
      .and.include('b: TLS cipher of')
    const other = await auditTls([issue(50), issue(51)], ['--json'])
    expect(other.code, other.stdout).to.equal(0)
    const { format, code, tls, tlsDifferences } = JSON.parse(other.stdout)
    expect({ format, code }).to.deep.equal({ format: 'kyx-audit/1', code: 0 })
    expect(tlsDifferences.map(({ at, counts }: { at: string; counts: boolean }) => ({ at, counts }))[0]).to.deep.equal({
      at: 'last day',
      counts: false,
    })
    const [{ from, until, days, ...facts }] = tls
    expect(days).to.equal(49)
    expect(new Date(until).getTime()).to.be.greaterThan(new Date(from).getTime())
    expect(facts).to.deep.include({
      target: 'a',
      roles: ['account', 'api', 'retrieval', 'auth', 'status'],
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      alpn: 'http/1.1',
      key: 'ec prime256v1',
      names: ['IP Address:127.0.0.1'],
      subject: 'CN=127.0.0.1',
      issuer: 'CN=kyx-conformance sandbox CA',
      chain: ['CN=127.0.0.1', 'CN=kyx-conformance sandbox CA'],
      trusted: 'yes',
    })
  })
})
