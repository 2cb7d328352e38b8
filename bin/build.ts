import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { declarations } from './build-types.ts'
import { compiledValidators } from './build-validators.ts'
import { commonJs, libraries, libraryOptions, programOptions, requireBanner, root, starterOptions } from './bundle.ts'

/** Licences of the packages that went into the bundle, as they ask for. */
function licences(metafiles: readonly Metafile[]): string {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort()
  return packages
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Readonly<
        Record<string, string>
      >
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file === undefined ? '' : `\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`
      return `${name} ${version} (${license})${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n`)
}

// esbuild has told what is wrong by the time it throws.
const [library, program, starter] = await Promise.all([build(libraryOptions), build(programOptions), build(starterOptions)]).catch(() =>
  process.exit(1),
)
const dist = join(root, 'dist')
if (existsSync(dist)) rmSync(dist, { recursive: true })
mkdirSync(dist)
for (const { path, text } of library.outputFiles) writeFileSync(path, /\brequire\b/.test(text) ? requireBanner + text : text)
for (const { path, text } of program.outputFiles) writeFileSync(path, commonJs(text))
for (const { path, text } of starter.outputFiles) writeFileSync(path, `#!/usr/bin/env node\n${text}`, { mode: 0o755 })
// The program is CommonJS, in a package of modules.
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n')
writeFileSync(join(dist, 'validators.cjs'), compiledValidators())
// Started as a process of its own, beside the code that starts it; Pact stays a package, as it brings a native library.
copyFileSync(join(root, 'suites', 'pact', 'verifier-child.cjs'), join(dist, 'verifier-child.cjs'))
writeFileSync(join(dist, 'LICENSES.txt'), licences([library.metafile, program.metafile]))
mkdirSync(join(dist, 'types'))
writeFileSync(join(dist, 'types', 'package.json'), '{ "type": "module" }\n')
for (const [path, text] of declarations(Object.values(libraries), root)) {
  const file = join(dist, 'types', path.replace(/\.ts$/, '.d.ts'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

// Flags of node's own would be part of what V8 compares: users start the program with none.
const { NODE_OPTIONS: _, ...env } = process.env
const warmed = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), join(root, 'bin', 'warm.ts'), dist], {
  env,
  encoding: 'utf8',
})
if (warmed.status !== 0) console.warn(`The program starts slower than it could, as it could not be tried out: ${warmed.stderr}`)
