import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { runCommand, startCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { defaultTenants, type SandboxOptions } from '../fixtures/sandbox/options.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { reporterNames } from '../reporters/index.ts'
import type { Report } from '../reporters/report.ts'
import { leakFinder } from '../suites/leaks.ts'
import { runInline } from './inline-command.ts'

type JsonReport = Pick<Report, 'verdicts' | 'partial'>
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'kyx-evidence-'))
  folders.push(made)
  return made
}
const evidenceIn = (dir: string) => readdirSync(dir).map((name) => join(dir, name))
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as JsonReport
const everyReport = (dir: string) => reporterNames.map((name) => `${name}=${join(dir, `out.${name}`)}`).join()
const told = (report: JsonReport) => report.verdicts.map(({ key, outcome, severity }) => [key, outcome, severity]).sort()

/** Another one by KYX_SEED; the title of a test shows the one that it had. */
const killSeed = process.env.KYX_SEED ?? String(Date.now() % 1_000_000)
/** Ten moments, one in each tenth of what a run of one workflow writes. */
const killShares = Array.from({ length: 10 }, (_, index) => {
  const chance = createHash('sha256').update(`${killSeed}/${index}`).digest().readUInt32BE() / 2 ** 32
  return ((index + chance) / 10) * 0.85
})

async function serving(options: SandboxOptions, use: (url: string, port: number) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(options)
  try {
    await use(sandbox.url, sandbox.port)
  } finally {
    await sandbox.close()
  }
}

after(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

describe('evidence on the command line', function () {
  this.timeout(180_000)

  for (const share of killShares)
    it(`a run killed after ${(share * 100).toFixed(1)} % (seed ${killSeed}) leaves evidence that is partial, and is judged by every reporter`, async () => {
      const dir = folder()
      const evidence = join(dir, 'evidence')
      const command = startCommand(['run', '-w', '10005', '-j', '2', '--evidence', evidence])
      const bytes = () => (existsSync(evidence) ? evidenceIn(evidence).reduce((sum, path) => sum + statSync(path).size, 0) : 0)
      while (bytes() < 2000 + share * 300_000 && command.child.exitCode === null) await pause(5)
      command.child.kill('SIGKILL')
      await command.ended
      const { code, stdout, stderr } = await runInline(['judge', evidence, '--report-dir', dir, '--report', everyReport(dir)])
      expect(code, stdout + stderr).to.equal(3)
      expect(stdout + stderr).to.contain('partial')
      const report = read(join(dir, 'out.json'))
      expect(report.partial).to.equal(true)
      expect(report.verdicts.filter(({ outcome }) => outcome === 'violates' || outcome === 'harness-error')).to.deep.equal([])
      expect(readFileSync(join(dir, 'out.junit'), 'utf8')).to.contain('RUN-ENDED')
      const merged = await runInline(['merge', evidence, '--report-dir', dir])
      expect(merged.code).to.equal(2)
      expect(merged.stderr).to.contain('is partial')
    })

  it('run and judge give the same verdicts on evidence and on HAR, and damage is told with its line', async () => {
    const dir = folder()
    const evidence = join(dir, 'evidence')
    const select = ['-w', '10013', '--scenario', 'documented,outcome']
    const live = await runCommand(['run', ...select, '--evidence', evidence, '--report', everyReport(dir)])
    expect(live.code, live.stdout + live.stderr).to.equal(0)
    const [file = ''] = evidenceIn(evidence)
    for (const given of [file, join(dir, 'out.har')]) {
      const again = await runCommand(['judge', given, '--report', `json=${join(dir, 'again.json')}`])
      expect(again.code, again.stderr).to.equal(0)
      expect(read(join(dir, 'again.json')).verdicts).to.deep.equal(read(join(dir, 'out.json')).verdicts)
      expect(again.stderr).not.to.contain('changed:')
    }
    const bytes = readFileSync(file)
    const at = Math.floor(bytes.byteLength / 2)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const broken = await runCommand(['judge', file])
    expect(broken.code).to.equal(2)
    expect(broken.stderr).to.match(/\.ndjson:\d+: the evidence is damaged: /)
  })

  it('no secret and nobody is in any artefact, in any form', async () => {
    const dir = folder()
    const secret = 'cAnArY+secret/0123=&%<é>'
    const tenants = defaultTenants.map((tenant, index) => (index === 0 ? { ...tenant, clientSecret: secret } : tenant))
    await serving({ tenants }, async (url) => {
      const env = { KYX_CLIENT_ID: tenants[0]?.clientId ?? '', KYX_CLIENT_SECRET: secret }
      const select = ['-w', '10006,10011', '--scenario', 'documented,probes']
      const args = ['run', '-u', url, ...select, '--evidence', dir, '--report', everyReport(dir), '-v']
      const { code, stdout, stderr } = await runCommand(args, env)
      expect(stderr).not.to.contain('leak/')
      expect(code, stdout.slice(-2000) + stderr.slice(-1000)).to.equal(0)
      const people = [
        'FIRSTNAME',
        'MIDDLENAME',
        '111-11-1120',
        'tmp@tmp.com',
        '123 HIGHLAND DRIVE',
        'X1234567',
        'ABCD12345',
        '1234567890123456',
      ]
      const find = leakFinder([{ rule: 'secret', value: secret }, ...people.map((value) => ({ rule: 'person' as const, value }))])
      for (const path of evidenceIn(dir)) expect(find(readFileSync(path)), path).to.deep.equal([])
      expect(find(Buffer.from(stdout + stderr))).to.deep.equal([])
    })
  })

  it('a server that sends a secret back in disguise is recorded without it', async () => {
    const dir = folder()
    const server = createServer((request, response) => {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '')
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`seen: ${Buffer.from(`.${token}`).toString('base64')}`)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const args = [
      'run',
      '-u',
      url,
      '-w',
      '10005',
      '--scenario',
      'documented',
      '--evidence',
      dir,
      '--report',
      `json=${join(dir, 'out.json')}`,
    ]
    const { code, stderr } = await runCommand(args, { KYX_TOKEN: 'canary-token-0123456789' })
    server.close()
    expect(code, stderr).to.equal(1)
    const secret = Buffer.from('.canary-token-0123456789').toString('base64').slice(2, -2)
    for (const file of readdirSync(dir)) {
      const text = readFileSync(join(dir, file), 'utf8')
      expect(text, file).to.contain('seen: ').and.not.contain(secret)
    }
    expect(stderr).to.not.contain(secret)
  })
})

describe('shards, reruns and baseline on the command line', function () {
  this.timeout(180_000)
  const select = ['-w', '10005,10010', '--scenario', 'documented,order,lifecycle']

  it('the merge of shards says what the whole run says, and refuses what is not whole', async () => {
    const dir = folder()
    const evidence = join(dir, 'evidence')
    await serving({ mutant: mutantOf('upload-answers-201') as Mutant }, async (url) => {
      const whole = await runCommand(['run', '-u', url, ...select, '--report', `json=${join(dir, 'whole.json')}`])
      expect(whole.code).to.equal(1)
      for (const index of [1, 2, 3, 4, 5, 6, 7]) {
        if (index === 7) {
          const early = await runCommand(['merge', evidence])
          expect(early.code).to.equal(2)
          expect(early.stderr).to.contain('shard 7 of 7 is missing')
        }
        const { code } = await runInline(['run', '-u', url, ...select, '--shard', `${index}/7`, '--evidence', evidence])
        expect(code).to.be.oneOf([0, 1])
      }
      const merged = await runCommand(['merge', evidence, '--report', `json=${join(dir, 'merged.json')}`])
      expect(merged.code, merged.stderr).to.equal(1)
      expect(told(read(join(dir, 'merged.json')))).to.deep.equal(told(read(join(dir, 'whole.json'))))
      await runInline(['run', '-u', url, ...select, '--shard', '1/7', '--evidence', evidence])
      const twice = await runCommand(['merge', evidence])
      expect(twice.code).to.equal(2)
      expect(twice.stderr).to.contain('both hold journey')
    })
  })

  it('a rerun of what failed takes its place in the merge', async () => {
    const dir = folder()
    const common = ['--evidence', join(dir, 'evidence'), '--report-dir', dir]
    let port = 0
    await serving({ mutant: mutantOf('upload-answers-201') as Mutant }, async (url, own) => {
      port = own
      expect((await runCommand(['run', '-u', url, ...select, ...common])).code).to.equal(1)
    })
    await serving({ port }, async (url) => {
      const rerun = await runCommand(['run', '-u', url, ...select, ...common, '--last-failed'])
      expect(rerun.code, rerun.stdout + rerun.stderr).to.equal(0)
      const merged = await runCommand(['merge', join(dir, 'evidence'), '--report', `json=${join(dir, 'merged.json')}`])
      expect(merged.code, merged.stdout + merged.stderr).to.equal(0)
      const none = await runCommand(['run', '-u', url, ...select, ...common, '--last-failed'])
      expect(none.code).to.equal(0)
      expect(none.stdout).to.contain('Nothing to repeat')
    })
  })

  it('a baseline lets known violations pass until its day, and no longer', async () => {
    const dir = folder()
    const baseline = join(dir, 'baseline.yaml')
    await serving({ mutant: mutantOf('upload-answers-201') as Mutant }, async (url) => {
      const args = ['run', '-u', url, '-w', '10005', '--scenario', 'documented', '--baseline', baseline]
      expect((await runCommand(args)).stderr).to.contain('begin one with --baseline-update')
      const updated = await runCommand([...args, '--baseline-update'])
      expect(updated.code).to.equal(1)
      const open = await runCommand(args)
      expect(open.code).to.equal(1)
      expect(open.stderr).to.contain('is still TODO')
      writeFileSync(baseline, readFileSync(baseline, 'utf8').replaceAll('TODO', 'known'))
      const covered = await runCommand([...args, '--report', everyReport(dir)])
      expect(covered.code, covered.stdout + covered.stderr).to.equal(0)
      for (const name of ['json', 'junit', 'html', 'markdown', 'sarif'])
        expect(readFileSync(join(dir, `out.${name}`), 'utf8'), name).to.match(/baseline|suppressed/i)
      writeFileSync(baseline, readFileSync(baseline, 'utf8').replace(/expires: .*/, 'expires: 2020-01-01'))
      const expired = await runCommand(args)
      expect(expired.code).to.equal(1)
      expect(expired.stderr).to.contain('it expired on 2020-01-01')
    })
    await serving({}, async (url) => {
      const stale = await runCommand(['run', '-u', url, '-w', '10005', '--scenario', 'documented', '--baseline', baseline])
      expect(stale.code).to.equal(1)
      expect(stale.stderr).to.contain('it is stale')
    })
  })

  it('show serves the page of the last run on loopback, and to nobody else', async () => {
    const dir = folder()
    await runCommand(['run', '-q', '-w', '10005', '--scenario', 'documented', '--evidence', join(dir, 'evidence'), '--report-dir', dir])
    const command = startCommand(['show', '--no-open', '--report-dir', dir])
    while (!/http:\S+/.test(command.said()) && command.child.exitCode === null) await pause(20)
    const url = /http:\S+/.exec(command.said())?.[0] ?? ''
    const page = await fetch(url)
    expect(await page.text()).to.contain('<div id="app">')
    command.child.kill('SIGINT')
    expect((await command.ended).code).to.equal(0)
  })
})
