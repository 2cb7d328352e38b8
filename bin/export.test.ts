import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import { committedFiles, exportKinds } from './export-kinds.ts'

const committed = join(import.meta.dirname, '..', 'contracts', 'exports')
const folder = () => mkdtempSync(join(tmpdir(), 'kyx-export-'))

describe('export', () => {
  for (const { kind, make } of exportKinds) {
    it(`${kind}: what is committed is fresh, and made the same each time`, async () => {
      const files = committedFiles(await make({}))
      expect(files).to.not.be.empty
      expect(committedFiles(await make({}))).to.deep.equal(files)
      for (const { path, text } of files)
        expect(readFileSync(join(committed, path), 'utf8') === text, `contracts/exports/${path} is stale: npm run docs`).to.equal(true)
      expect((await runCommand(['export', kind, '--check', committed])).code).to.equal(0)
    })
  }

  it('names its kinds in its help', async () => {
    const { stdout } = await runCommand(['export', '--help'])
    for (const { kind } of exportKinds) expect(stdout).to.include(kind)
  })

  it('refuses an unknown kind, and names the nearest', async () => {
    const { code, stderr } = await runCommand(['export', 'shemas'])
    expect({ code, stderr }).to.deep.equal({ code: 2, stderr: 'error: export: no export is called "shemas"; did you mean schemas?\n' })
  })

  it('refuses a file that cannot be written', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const { code, stderr } = await runCommand(['export', 'schemas', '--output', join(file, 'schemas.json')])
    expect(code).to.equal(2)
    expect(stderr).to.match(/^error: --output: \S+schemas\.json cannot be written: .+\n$/)
  })

  it('tells a stale document by its name', async () => {
    const stale = folder()
    writeFileSync(join(stale, 'schemas.json'), '{}\n')
    const { code, stderr } = await runCommand(['export', 'schemas', '--check', stale])
    expect(code).to.equal(1)
    expect(stderr).to.match(/schemas\.json is stale: .+npm run docs\n$/)
  })

  it('refuses to compare with what is not there', async () => {
    const { code, stderr } = await runCommand(['export', 'schemas', '--check', join(folder(), 'none')])
    expect(code).to.equal(2)
    expect(stderr).to.match(/^error: --check: \S+schemas\.json cannot be read; make it with npm run docs\n$/)
  })

  it('refuses --check with --output', async () => {
    const { code, stderr } = await runCommand(['export', 'schemas', '--check', '--output', 'x'])
    expect(code).to.equal(2)
    expect(stderr).to.include('leave out --output')
  })
})
