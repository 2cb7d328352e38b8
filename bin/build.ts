import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { BuildOptions, Metafile, Plugin } from 'esbuild'
import { build } from 'esbuild'
import { clientScript } from '../reporters/html/script.ts'
import { declarations } from './build-types.ts'
import { compiledValidators } from './build-validators.ts'

const root = join(import.meta.dirname, '..')
const name = 'kyx-conformance'

/** What a program imports from the package, by the name of its file in `dist`: `exports` of package.json lists the same. */
const libraries: Readonly<Record<string, string>> = { index: 'bin/index.ts', chai: 'bin/chai.ts', config: 'bin/config.ts' }

/** Loads the compiled validators when the first is asked for: they are the largest part, and only judging needs them. */
const lazyValidators = `import { createRequire as createRequireForValidators } from 'node:module'
let validators
export function validatorOf(id) {
  validators ??= createRequireForValidators(import.meta.url)('./validators.cjs')
  return validators.validatorOf(id)
}`

/** The part of undici that sends: its index loads fetch, web sockets, caches and mocks as well, which takes longer than a whole run. */
const sendingUndici = `import api from 'undici/lib/api/index.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
Object.assign(Dispatcher.prototype, api)
export { Agent, buildConnector }`

/** Puts compiled validators in the place of the compiler, and of undici and the manifest only what the program uses. */
const substitutes: Plugin = {
  name: 'substitutes',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'sending' }))
    onLoad({ filter: /.*/, namespace: 'sending' }, () => ({ contents: sendingUndici, loader: 'js', resolveDir: root }))
    onLoad({ filter: /[/\\]suites[/\\]validators\.ts$/ }, () => ({ contents: lazyValidators, loader: 'js' }))
    onLoad({ filter: /[/\\]html[/\\]script\.ts$/ }, () => ({
      contents: `const script = ${JSON.stringify(clientScript())}\nexport const clientScript = () => script`,
      loader: 'js',
    }))
    // A bundle has one file: what a report says of the place of a check is written in before it loses it.
    onLoad({ filter: /[/\\]suites[/\\]checks[/\\][\w-]+\.ts$/ }, ({ path }) => ({ contents: placed(path), loader: 'ts' }))
    onLoad({ filter: /package\.json$/ }, ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })
  },
}

function placed(path: string): string {
  const file = relative(root, path).replaceAll('\\', '/')
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line, index) => line.replace(/\bdefineCheck\(\{/, (call) => `${call} file: '${file}', line: ${index + 1},`))
    .join('\n')
}

export const bundleOptions = {
  absWorkingDir: root,
  entryPoints: { [name]: 'bin/entry.ts', ...libraries },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunk-[hash]',
  // Heavy, native or with a loader of their own: they stay packages, and are imported only by what needs them.
  external: ['jiti', 'mocha'],
  plugins: [substitutes],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
} as const satisfies BuildOptions

/** CommonJS packages in the bundle ask for node's modules by `require`, which a module does not have. */
const requireBanner =
  "import { createRequire as createRequireForBundle } from 'node:module'\nconst require = createRequireForBundle(import.meta.url)\n"

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
