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
    expect(stderr).to.match(/^error: --output: \S+schemas\.json cannot be written \(\w+\): .+\n$/)
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

  for (const more of [
    ['--output', 'x'],
    ['--base-url', 'http://127.0.0.1:1'],
  ])
    it(`refuses --check with ${more[0]}`, async () => {
      const { code, stderr } = await runCommand(['export', 'openapi', '--check', committed, ...more])
      expect({ code, stderr }).to.deep.equal({
        code: 2,
        stderr: 'error: export: --check compares what is committed: leave out every other option\n',
      })
    })

  for (const [args, said] of [
    [['schemas', '--base-url', 'http://127.0.0.1:1'], '--base-url: export schemas has no use for it; it is for openapi'],
    [['openapi', '--poll-wait', '1s'], '--poll-wait: export openapi has no use for it; it is for arazzo'],
    [['openapi', '--base-url', 'sandbox'], '--base-url: expected an address such as http://127.0.0.1:8080, got "sandbox"'],
    [['arazzo', '--poll-wait', 'soon'], '--poll-wait: expected a duration such as 500ms, 30s or 2m, got "soon"'],
  ] as const)
    it(`refuses ${args.join(' ')}`, async () => {
      expect(await runCommand(['export', ...args])).to.deep.equal({ code: 2, stdout: '', stderr: `error: ${said}\n` })
    })

  it('writes one file, or each document under a folder', async () => {
    const place = folder()
    const one = await runCommand(['export', 'schemas', '--output', join(place, 'one.json')])
    expect(one.code).to.equal(0)
    expect(one.stderr).to.equal(`wrote ${join(place, 'one.json')}\n`)
    const { code, stderr } = await runCommand(['export', 'schemas', '--output', place])
    expect(code).to.equal(0)
    expect(stderr).to.match(/^wrote \d+ files under /)
    const schema = JSON.parse(readFileSync(join(place, 'schemas', 'start', '10005', 'stated.json'), 'utf8'))
    const { $defs } = JSON.parse(readFileSync(join(place, 'one.json'), 'utf8'))
    expect($defs['start/10005/stated']).to.deep.equal(schema)
  })

  it('prints what it would write, aimed at one origin', async () => {
    const { stdout } = await runCommand(['export', 'openapi', '--base-url', 'http://127.0.0.1:8080/'])
    expect(JSON.parse(stdout).servers).to.deep.equal([{ url: 'http://127.0.0.1:8080' }])
  })
})
