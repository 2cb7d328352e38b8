import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { declarations } from './build-types.ts'
import { compiledValidators } from './build-validators.ts'
import { bundleOptions, libraries, name, requireBanner, root } from './bundle.ts'

/** Licences of the packages that went into the bundle, as they ask for. */
function licences({ inputs }: Metafile): string {
  const folders = Object.keys(inputs).map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
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
const { outputFiles, metafile } = await build(bundleOptions).catch(() => process.exit(1))
const dist = join(root, 'dist')
if (existsSync(dist)) rmSync(dist, { recursive: true })
mkdirSync(dist)
for (const { path, text } of outputFiles) {
  const [, hashbang = '', body = text] = /^(#!.*\n)([\s\S]*)$/.exec(text) ?? []
  const isEntry = path === join(dist, `${name}.js`)
  const code = /\brequire\b/.test(body) ? requireBanner + body : body
  writeFileSync(path, (isEntry ? hashbang || '#!/usr/bin/env node\n' : '') + code, { mode: isEntry ? 0o755 : 0o644 })
}
writeFileSync(join(dist, 'validators.cjs'), compiledValidators())
// Started as a process of its own, beside the code that starts it; Pact stays a package, as it brings a native library.
copyFileSync(join(root, 'suites', 'pact', 'verifier-child.cjs'), join(dist, 'verifier-child.cjs'))
writeFileSync(join(dist, 'LICENSES.txt'), licences(metafile))
for (const [path, text] of declarations(Object.values(libraries), root)) {
  const file = join(dist, 'types', path.replace(/\.ts$/, '.d.ts'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
