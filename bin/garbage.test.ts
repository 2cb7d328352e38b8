import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runInline } from './inline-command.ts'

const entry =
  '{"startedDateTime":"x","time":1,"request":{"method":"GET","url":"http://127.0.0.1/","headers":[]},"response":{"status":200,"headers":[],"content":{}}}'

/** Files that are nothing of ours, by what is in them. */
const garbage: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  blanks: ' \n\n',
  null: 'null',
  'a number': '42',
  'a list': '[]',
  'a list of nothing': '[null]',
  'an object': '{}',
  'a prototype': '{"__proto__":{"live":true},"constructor":{"prototype":{"live":true}}}',
  'half an object': '{"log":{"entries":[',
  'a log of nothing': '{"log":null}',
  'a log without entries': '{"log":{}}',
  'entries of nothing': '{"log":{"entries":[null]}}',
  'entries without members': '{"log":{"entries":[{}]}}',
  'entries that are no list': '{"log":{"entries":{"length":1}}}',
  'a run of nothing': '{"log":{"_kyx":null,"entries":[]}}',
  'a run without members': '{"log":{"_kyx":{},"entries":[]}}',
  'a page without members': `{"log":{"_kyx":{},"pages":[{"id":"1","_kyx":{}}],"entries":[${entry}]}}`,
  'an entry of ours without members': '{"log":{"_kyx":{},"pages":[{"id":"1","_kyx":{}}],"entries":[{"pageref":"1","_kyx":{}}]}}',
  'a report of nothing': '{"schemaVersion":"1.0"}',
  'a report of another version': '{"schemaVersion":"9.0"}',
  'a report of wrong members': '{"schemaVersion":"1.0","verdicts":[null],"transcripts":[],"targets":[]}',
  'a report of wrong transcripts': '{"schemaVersion":"1.0","verdicts":[],"transcripts":[null],"targets":[null]}',
  'a page': '<!doctype html><title>x</title>',
  'a page of nothing': '<!doctype html><script type="application/json" id="data">null</script>',
  'a page that is broken': '<!doctype html><script type="application/json" id="data">{</script>',
  'evidence of another seal': '{"type":"header","line":1,"seal":"0000000000000000"}\n',
  'evidence cut off': '{"type":"header"',
  'an image': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  'another encoding': Buffer.from('\ufeff{"log":{"entries":[]}}', 'utf16le'),
  'JSON that is deep': `{"log":${'['.repeat(200_000)}`,
  'YAML that grows':
    'a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c]\n',
  XML: '<?xml version="1.0"?><testsuites/>',
}

const uses: Readonly<Record<string, (path: string) => readonly string[]>> = {
  judge: (path) => ['judge', path],
  merge: (path) => ['merge', path],
  show: (path) => ['show', path, '--no-open'],
  'judge --compare': (path) => ['judge', path, '--compare', path],
  '--baseline': (path) => ['run', '-w', '10005', '--scenario', 'documented', '--level', 'may', '--baseline', path],
}

describe('a file that is no file of ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyx-garbage-'))
  // A baseline may be empty, and an empty recording says that nothing was judged.
  const isEmptyBaseline = (use: string, name: string) => use === '--baseline' && ['nothing', 'blanks', 'null', 'a list'].includes(name)

  for (const [use, argsOf] of Object.entries(uses))
    it(`is told as such, by its name, to ${use}`, async () => {
      for (const [index, [name, content]] of Object.entries(garbage).entries()) {
        if (isEmptyBaseline(use, name)) continue
        const path = join(folder, `given-${index}.ndjson`)
        writeFileSync(path, content)
        const { code, stdout, stderr } = await runInline(argsOf(path), {}, folder)
        expect(code, `${use}: ${name}: ${stderr}${stdout}`).to.equal(2)
        expect(stderr, `${use}: ${name}`).to.match(new RegExp(`^error: .*given-${index}\\.ndjson`))
        expect(stderr, `${use}: ${name}`).to.not.match(/\n\s+at |harness error|is not iterable|Cannot (read|destructure)|undefined/)
      }
      expect(Object.prototype).to.not.have.property('live')
    })

  it('is not waited for or held where it has no end', async () => {
    const sparse = join(folder, 'sparse.ndjson')
    writeFileSync(sparse, '')
    truncateSync(sparse, 2 ** 30)
    const named = { ...uses, 'run --compare': (path: string) => ['run', '-w', '10005', '--compare', path] }
    const authorities = { '--cacert': (path: string) => ['run', '-u', 'https://127.0.0.1:9', '--cacert', path] }
    for (const [use, argsOf] of Object.entries({ ...named, ...authorities })) {
      for (const [path, says] of [
        ['/dev/zero', /expected a file.*, found a device/],
        [sparse, /expected at most \d+ MB, got 1073741824 bytes/],
      ] as const) {
        const { code, stderr } = await runInline(argsOf(path), {}, folder)
        expect(code, `${use} ${path}: ${stderr}`).to.equal(2)
        expect(stderr, `${use} ${path}`).to.match(says)
      }
    }
  })

  it('is not followed out of a folder of evidence', async () => {
    const inner = join(folder, 'evidence')
    mkdirSync(inner)
    writeFileSync(join(folder, 'secret.txt'), 'canary')
    symlinkSync(join(folder, 'secret.txt'), join(inner, 'a.ndjson'))
    const { code, stderr } = await runInline(['judge', inner])
    expect(code).to.equal(2)
    expect(stderr).to.include('holds no evidence').and.not.include('canary')
  })
})
