import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Script } from 'node:vm'
import { expect } from 'chai'
import { commonJs } from './bundle.ts'
import { cacheOf, createLoader } from './loader.ts'

describe('the loader of the built program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyx-loader-'))
  const file = join(folder, 'a.js')
  after(() => rmSync(folder, { recursive: true }))

  function load(): { readonly exports: unknown; readonly scripts: Map<string, Script> } {
    const scripts = new Map<string, Script>()
    return { exports: createLoader(folder, (name, script) => scripts.set(name, script))('a.js'), scripts }
  }

  it('loads what a chunk imports, once, and later what it imports on the way, also from outside', async () => {
    writeFileSync(
      file,
      commonJs(
        "import { b } from './b.js'\nexport const sum = async () => b + (await import('./c.js')).c\nexport const dirname = import.meta.dirname",
      ),
    )
    writeFileSync(join(folder, 'b.js'), commonJs("import { sep } from 'node:path'\nexport const b = sep.length"))
    writeFileSync(
      join(folder, 'c.js'),
      commonJs("import { b } from './b.js'\nconst outside = 'node:os'\nexport const c = b + 1\nexport const os = () => import(outside)"),
    )
    const { exports, scripts } = load()
    expect([...scripts.keys()]).to.deep.equal([file, join(folder, 'b.js')])
    expect(exports).to.have.property('dirname', folder)
    expect(await (exports as { sum(): Promise<number> }).sum()).to.equal(3)
    const { os } = createLoader(folder)('c.js') as { os(): Promise<object> }
    expect(await os()).to.have.property('tmpdir')
  })

  it('takes the compiled form that it is given, which V8 compares by the length of the source, and passes over what is none', () => {
    const source = (value: number) => commonJs(`export const value = ${value}`)
    writeFileSync(file, source(1))
    const compiled = load().scripts.get(file)?.createCachedData() as Buffer
    for (const [bytes, written, value] of [
      [compiled, 2, 1],
      [compiled.subarray(0, 40), 3, 3],
      [compiled.subarray(0, -40), 4, 4],
      [Buffer.from('of something else'), 5, 5],
      [Buffer.alloc(0), 6, 6],
    ] as const) {
      writeFileSync(file, source(written))
      writeFileSync(cacheOf(file), bytes)
      expect(load().exports, `${bytes.length} bytes`).to.have.property('value', value)
    }
  })
})
