import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'

const check = 'UPLOAD-STATUS-200'

interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly accounts: number
  /** Journeys that failed, and those that were kept from being driven. */
  readonly failed: readonly string[]
  readonly kept: readonly string[]
}

/** Three workflows, one after the other, on a provider whose uploads answer 201. */
async function runFaulty(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'kyx-failures-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const sandbox = await startSandbox({ mutant: mutantOf('upload-answers-201') as Mutant })
  try {
    const line = ['run', '-w', '10005,10010,10011', '--scenario', 'documented', '-g', check, '-j', '1', '--no-cleanup', '-u', sandbox.url]
    const { code, stdout } = await runCommand([...line, '--report', 'json', '--evidence', 'kept', ...args], env, folder)
    const { verdicts } = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8'))
    const journeys = (wanted: (verdict: { readonly severity?: string; readonly reason?: { readonly code: string } }) => boolean) => [
      ...new Set<string>(verdicts.filter(wanted).map(({ journey }: { readonly journey: string }) => journey)),
    ]
    const accounts = sandbox.accounts().length
    const failed = journeys(({ severity }) => severity === 'error')
    return { code, stdout, accounts, failed, kept: journeys(({ reason }) => reason?.code === 'max-failures') }
  } finally {
    await sandbox.close()
  }
}

const three = ['10005', '10010', '10011'].map((key) => `${key}/local/documented`)

describe('a bound on failures', () => {
  it('--bail begins nothing after the first failure, and says what it kept', async () => {
    const ran = await runFaulty(['--bail'])
    expect(ran).to.deep.include({ code: 1, accounts: 1, failed: three.slice(0, 1), kept: three.slice(1) })
    expect(ran.stdout).to.include(`not driven: a check had failed (--bail): ${three.slice(1).join(', ')}`)
  })

  it('counts failing verdicts, and a bound that is not reached keeps nothing', async () => {
    const ran = await runFaulty([], { KYX_MAX_FAILURES: '1000' })
    expect(ran).to.deep.include({ code: 1, accounts: 3, failed: three, kept: [] })
  })

  it('is a key of the configuration, and what a baseline covers does not count', async () => {
    const known = { check, workflow: '10005', reason: 'old gateway', owner: 'ana', ticket: 'K-1', expires: '2999-01-01' }
    const ran = await runFaulty(
      ['--baseline', 'known.json'],
      {},
      { 'kyx.config.json': '{"bail":true}', 'known.json': JSON.stringify([known]) },
    )
    expect(ran).to.deep.include({ code: 1, accounts: 2, failed: three.slice(1, 2), kept: three.slice(2) })
  })
})
