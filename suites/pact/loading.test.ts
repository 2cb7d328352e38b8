import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../../fixtures/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyx-loading-'))
const hook = join(folder, 'hook.cjs')
const top = join(import.meta.dirname, '..', '..')

// Pact is CommonJS, so that whoever loads it, by whatever means, leaves it in this cache; its native library shows in the report.
writeFileSync(
  hook,
  `process.on('exit', () => {
  const loaded = [...Object.keys(require('node:module')._cache), ...process.report.getReport().sharedObjects]
  require('node:fs').appendFileSync(process.env.LOADED, JSON.stringify(loaded.filter((name) => /pact-foundation|libpact/.test(name))) + '\\n')
})`,
)

/** What each process that ran to its end loaded of Pact. */
async function loadedBy(name: string, args: readonly string[]): Promise<readonly (readonly string[])[]> {
  const file = join(folder, name)
  const { code, stderr } = await runCommand(args, { NODE_OPTIONS: `--require ${hook}`, LOADED: file })
  expect(code, stderr).to.equal(0)
  return linesOf(file)
}

function linesOf(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as readonly string[])
}

describe('loading of Pact', () => {
  it('is seen by the means of this test', () => {
    const file = join(folder, 'control')
    const program = "import('@pact-foundation/pact-core').then(({ default: core }) => core.createVerifier ?? core.verifyPacts)"
    execFileSync(process.execPath, ['--require', hook, '--eval', program], { cwd: top, env: { PATH: process.env.PATH, LOADED: file } })
    expect(linesOf(file)[0]).to.not.be.empty
  })

  const commands = {
    help: ['--help'],
    list: ['list', '--cost'],
    run: ['run', '-w', '10005', '--scenario', 'documented', '--report-dir', join(folder, 'reports')],
    export: ['export', 'pact', '--output', `${folder}/pacts/`],
  }
  for (const [name, args] of Object.entries(commands))
    it(`does not happen in ${args.slice(0, 2).join(' ')}`, async () => {
      const processes = await loadedBy(name, args)
      expect(processes).to.not.be.empty
      expect(processes.flat()).to.deep.equal([])
    })
})
