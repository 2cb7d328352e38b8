import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'

let made: string | undefined

/** The script of the page. The build puts its text in the place of this file, so that the bundle needs no compiler. */
export function clientScript(): string {
  made ??= compile()
  return made
}

function compile(): string {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const { outputFiles } = buildSync({ ...clientOptions, absWorkingDir: join(import.meta.dirname, '../..') })
  return outputFiles?.[0]?.text.trimEnd() ?? ''
}

const clientOptions: BuildOptions = {
  entryPoints: ['reporters/html/client/main.ts'],
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  write: false,
}
