import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { writeClient } from '../fixtures/clients/client.ts'
import { type Ended, runCommand, startCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { runInline } from './inline-command.ts'

interface Told {
  readonly verdicts: readonly { readonly check: string; readonly outcome: string; readonly reason?: { readonly code: string } }[]
}

describe('proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyx-proxy-'))
  let sandbox: Sandbox

  before(async () => {
    sandbox = await startSandbox({ processMs: 100 })
  })
  after(() => sandbox.close())

  async function record(name: string, client: string, upstream: string): Promise<Ended & { readonly told: Told; readonly folder: string }> {
    const out = join(folder, name)
    const reports = ['--report', `json=${out}/report.json,har=${out}/report.har,junit=${out}/junit.xml`, '--evidence', out]
    const ended = await runCommand(['proxy', '--upstream', upstream, ...reports, '--', process.execPath, client])
    return { ...ended, told: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Told, folder: out }
  }
  const outcomes = ({ verdicts }: Told, outcome: string) => verdicts.filter((each) => each.outcome === outcome).map(({ check }) => check)

  it('judges a client and a provider that keep their promises, and leads links through itself', async () => {
    const { code, told, stderr, folder: out } = await record('good', writeClient(folder), sandbox.url)
    expect(code, stderr).to.equal(0)
    const conforming = outcomes(told, 'conforms')
    expect(conforming).to.include.members([
      'CLIENT-START-USER-AGENT',
      'CLIENT-LINKS-FOLLOWED',
      'CLIENT-PARTS-BEFORE-FINALIZE',
      'DETAILS-SCHEMA',
    ])
    expect(outcomes(told, 'violates')).to.deep.equal([])
    for (const file of readdirSync(out))
      expect(readFileSync(join(out, file), 'utf8'), file).to.not.match(/Canariana|Canarison|kyx-sandbox-secret/)
  })

  it('tells of a client that forgets its User-Agent, and holds the refusal against nobody else', async () => {
    const { code, told, stdout } = await record('forgetful', writeClient(folder, { userAgent: true }), sandbox.url)
    expect(code).to.equal(1)
    expect(outcomes(told, 'violates')).to.include('CLIENT-START-USER-AGENT')
    expect(outcomes(told, 'violates').filter((check) => !check.startsWith('CLIENT-'))).to.deep.equal([])
    expect(stdout).to.contain('the command ended with exit code 7')
  })

  it('tells of a provider that breaks a promise to a client that keeps its own', async () => {
    const mutant = mutantOf('details-score-text')
    expect(mutant).to.not.equal(undefined)
    const broken = await startSandbox({ processMs: 100, ...(mutant === undefined ? {} : { mutant }) })
    try {
      const { code, told } = await record('broken', writeClient(folder), broken.url)
      expect(code).to.equal(1)
      expect(outcomes(told, 'violates')).to.include(mutant?.killedBy)
      expect(outcomes(told, 'violates').filter((check) => check.startsWith('CLIENT-'))).to.deep.equal([])
    } finally {
      await broken.close()
    }
  })

  it('leaves evidence that is judged alike, and a HAR that any tool could have written', async () => {
    const { told, folder: out } = await record('again', writeClient(folder), sandbox.url)
    const evidence = readdirSync(out).find((file) => file.endsWith('.ndjson')) ?? ''
    const again = await runCommand(['judge', join(out, evidence), '--report', `json=${out}/again.json`])
    expect(again.stdout).to.contain('no verdict changed')
    expect(
      (JSON.parse(readFileSync(join(out, 'again.json'), 'utf8')) as Told).verdicts.map(({ check, outcome }) => `${check} ${outcome}`),
    ).to.deep.equal(told.verdicts.map(({ check, outcome }) => `${check} ${outcome}`))
    const foreign = join(out, 'foreign.har')
    writeFileSync(foreign, foreignOf(readFileSync(join(out, 'report.har'), 'utf8')))
    const judged = await runCommand(['judge', foreign, '--report', `json=${out}/foreign.json`])
    expect(judged.code, judged.stderr).to.equal(0)
    const seen = JSON.parse(readFileSync(join(out, 'foreign.json'), 'utf8')) as Told
    expect(outcomes(seen, 'conforms')).to.include.members(['CLIENT-DATA-BODY', 'DETAILS-SCHEMA', 'CREATE-SCHEMA'])
  })

  it('the sandbox writes down what a client sends it, and judge tells of both', async () => {
    const path = join(folder, 'deep', 'session.ndjson')
    const command = startCommand(['sandbox', '--port', '0', '--process-time', '100ms', '--record', path])
    while (!/aim at it/.test(command.said()) && command.child.exitCode === null) await pause(20)
    const url = /sandbox: (http:\S+)/.exec(command.said())?.[1] ?? ''
    for (const forgetful of [false, true])
      await promisify(execFile)(process.execPath, [writeClient(folder, { userAgent: forgetful })], { env: { KYX_BASE_URL: url } }).catch(
        (error: { readonly code: number }) => expect([forgetful, error.code]).to.deep.equal([true, 7]),
      )
    command.child.kill('SIGINT')
    const ended = await command.ended
    expect(ended.code, ended.stderr).to.equal(0)
    expect(ended.stdout).to.contain(`recorded: 2 journeys in ${path}`)
    expect(readFileSync(path, 'utf8')).to.not.match(/Canariana|Canarison|kyx-sandbox-secret/)
    const judged = await runCommand(['judge', path, '--report', `json=${path}.json`])
    expect(judged.code, judged.stderr).to.equal(1)
    expect(judged.stdout, judged.stderr + judged.stdout).to.contain('no verdict changed')
    const seen = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Told
    expect(outcomes(seen, 'violates')).to.include('CLIENT-START-USER-AGENT')
    expect(outcomes(seen, 'violates').filter((check) => !check.startsWith('CLIENT-'))).to.deep.equal([])
    expect(outcomes(seen, 'conforms')).to.include.members(['CLIENT-START-USER-AGENT', 'DETAILS-SCHEMA'])
    const again = await runInline(['sandbox', '--port', '0', '--record', path])
    expect([again.code, again.stderr]).to.deep.equal([
      2,
      `error: --record: ${JSON.stringify(path)} is there already: evidence is not written over; give another path\n`,
    ])
    const secure = await runInline(['sandbox', '--port', '0', '--tls', '--record', `${path}.other`])
    expect([secure.code, secure.stderr]).to.deep.equal([2, 'error: --record: it hears plain http only: leave out --tls\n'])
  })

  it('names what is missing: the provider, a request, a HAR of this API', async () => {
    const none = await runCommand(['proxy'])
    expect([none.code, none.stderr]).to.deep.equal([
      2,
      'error: proxy: no provider to stand before: give it with --upstream URL, or with --region\n',
    ])
    const silent = await runCommand(['proxy', '--upstream', sandbox.url, '--', process.execPath, '-e', '0'])
    expect(silent.code).to.equal(2)
    expect(silent.stderr).to.contain('no request reached the proxy; the command finds its address in KYX_BASE_URL')
    const missing = await runCommand(['proxy', '--upstream', sandbox.url, '--', join(folder, 'no-such-command')])
    expect(missing.code).to.equal(2)
    expect(missing.stderr).to.contain('no-such-command cannot be started')
    const live = await runCommand(['proxy', '--region', 'amer-1'])
    expect(live.code).to.equal(2)
    expect(live.stderr).to.contain('--live')
    const path = join(folder, 'other.har')
    writeFileSync(
      path,
      JSON.stringify({ log: { version: '1.2', entries: [{ request: { method: 'GET', url: 'https://example.com/x' } }] } }),
    )
    const other = await runCommand(['judge', path])
    expect([other.code, other.stderr]).to.deep.equal([
      2,
      `error: ${path}: none of its 1 entries is a request of the documented API: is it the recording of another service?\n`,
    ])
  })
})

/** A HAR of ours without anything that only we write. */
function foreignOf(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value) => (key.startsWith('_') || key === 'pages' || key === 'pageref' ? undefined : value))
}
