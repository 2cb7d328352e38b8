import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type BuildOptions, type Plugin, transformSync } from 'esbuild'
import { clientScript } from '../reporters/html/script.ts'
import { heavy } from './loader.ts'

export const root = join(import.meta.dirname, '..')
export const name = 'kyx-conformance'

/** What a program imports from the package, by the name of its file in `dist`: `exports` of package.json lists the same. */
export const libraries: Readonly<Record<string, string>> = { index: 'bin/index.ts', chai: 'bin/chai.ts', config: 'bin/config.ts' }

/** Loads the compiled validators when the first is asked for: they are the largest part, and only judging needs them. */
const lazyValidators = `let validators
export function validatorOf(id) {
  validators ??= require('./validators.cjs')
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
    // HTTP/2 is never spoken: node would load it for nothing.
    onLoad({ filter: /[/\\]undici[/\\].*[/\\]client-h2\.js$/ }, () => ({ contents: 'module.exports = undefined', loader: 'js' }))
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
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunk-[hash]',
  // Heavy, native or with a loader of their own: they stay packages, and are imported only by what needs them.
  external: ['jiti', 'mocha', './validators.cjs'],
  plugins: [substitutes],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
} as const satisfies BuildOptions

/** What a program imports, as modules. */
export const libraryOptions = {
  ...bundleOptions,
  entryPoints: libraries,
  outExtension: { '.js': '.mjs' },
} as const satisfies BuildOptions

/** The command line, in modules: V8 keeps the compiled form of CommonJS only, and esbuild splits modules only, so that one follows the other. */
export const programOptions = {
  ...bundleOptions,
  entryPoints: { entry: 'bin/entry.ts', main: 'bin/main.ts' },
} as const satisfies BuildOptions

/** What loads the command line. */
export const starterOptions = {
  ...bundleOptions,
  entryPoints: { [name]: 'bin/start.ts' },
  splitting: false,
  format: 'cjs',
  define: { 'import.meta.dirname': '__dirname' },
} as const satisfies BuildOptions

/** A module of the program as CommonJS. `import()` of a chunk asks our loader, and any other asks node's by the name that ours gives it. */
export function commonJs(text: string): string {
  const late = text
    .replace(/\bimport\((['"]\.\/[\w-]+\.js['"])\)/g, 'Promise.resolve().then(() => require($1))')
    .replace(/(?<![.\w])import\(/g, '__import(')
  const { code } = transformSync(late, {
    format: 'cjs',
    platform: 'node',
    target: bundleOptions.target,
    minifyWhitespace: true,
    minifySyntax: true,
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__url' },
  })
  // It is read as bytes, one a character.
  if (/[\u0080-\uffff]/.test(code)) throw new Error('esbuild was to escape what is not ASCII')
  const whole = /__toESM\(require\("([^"]+)"\)/g
  for (const [, name = ''] of code.matchAll(whole))
    if (heavy.has(name)) throw new Error(`import members of ${name}, not the whole: see loader.ts`)
  return code.includes('__url') ? `const __url = require('node:url').pathToFileURL(__filename).href;${code}` : code
}

/** CommonJS packages in the bundle ask for node's modules by `require`, which a module does not have. */
export const requireBanner =
  "import { createRequire as createRequireForBundle } from 'node:module'\nconst require = createRequireForBundle(import.meta.url)\n"
