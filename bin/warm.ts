// Started by the build, in a process of its own: has the built program do what users do most, and keeps what V8 compiled for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Script } from 'node:vm'
import { cacheOf, createLoader } from './loader.ts'
import type { main as mainOf } from './main.ts'

const scripts = new Map<string, Script>()
const load = createLoader(process.argv[2] as string, (file, script) => scripts.set(file, script))
const { main } = load('main.js') as { readonly main: typeof mainOf }
const folder = mkdtempSync(join(tmpdir(), 'kyx-warm-'))
const said: string[] = []
const terminal = { write: () => undefined, progress: (text: string) => void said.push(text), isTty: false, color: false }
const world = { env: {}, cwd: folder, terminal, signal: new AbortController().signal }
try {
  for (const args of [
    ['--help'],
    ['list', '--no-config'],
    ['run', '--no-config', '--scenario', 'documented', '--report-dir', folder, '--evidence', join(folder, 'evidence')],
  ]) {
    const code = await main(args, world)
    if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${said.join('')}`)
  }
  for (const [file, script] of scripts) writeFileSync(cacheOf(file), script.createCachedData())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
