import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../suites/usage.ts'
import { isRecord } from './file-value.ts'

const mostMs = 10_000

/** Loads a configuration of code, and gives its default export. */
export async function loadModule(path: string, name: string): Promise<object> {
  let loaded: unknown
  try {
    loaded = await inTime(path.endsWith('.ts') ? loadTypeScript(path) : loadJavaScript(path), name)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(faultOf(error, path, name))
  }
  if (!isRecord(loaded)) {
    const seen =
      loaded === undefined
        ? 'no default export'
        : typeof loaded === 'function'
          ? 'a function'
          : Array.isArray(loaded)
            ? 'a list'
            : String(loaded)
    throw new UsageError(`${name}: expected an object of options as the default export, got ${seen}`)
  }
  return loaded
}

async function loadJavaScript(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown }
  return module.default
}

async function loadTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  // So that a configuration finds `defineConfig` also where the tool is run by npx.
  const alias = { 'kyx-conformance/config': join(import.meta.dirname, 'config') }
  const module = (await createJiti(import.meta.url, { fsCache: false, moduleCache: false, alias, interopDefault: false }).import(path)) as {
    readonly default?: unknown
  }
  return module.default
}

/** A file that waits for something that never comes would keep a job until it is killed. */
async function inTime<T>(work: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UsageError(`${name}: it did not load within ${mostMs / 1000} s: what does it wait for?`)), mostMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function faultOf(error: unknown, path: string, name: string): string {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const where = placeIn(`${stack}\n${String((error as Error | undefined)?.message ?? '')}`, path)
  if (error instanceof SyntaxError || /ParseError/.test(stack)) {
    const at = where ?? (path.endsWith('.mjs') ? syntaxPlace(path) : undefined)
    return `${name}${at === undefined ? '' : `:${at}`}: it cannot be parsed: ${message.replace(/^ParseError:\s*/, '').replaceAll(path, name)}`
  }
  return `${name}${where === undefined ? '' : `:${where}`}: it threw while it was loaded: ${message.replaceAll(path, name)}`
}

/** `line` or `line:column` of the file where a stack names it. */
function placeIn(stack: string, path: string): string | undefined {
  const plain = stack.replaceAll(pathToFileURL(path).href, path)
  const at = plain.indexOf(`${path}:`)
  return at < 0 ? undefined : /^\d+(:\d+)?/.exec(plain.slice(at + path.length + 1))?.[0]
}

/** Node tells the place of a mistake in a module only where nobody catches it. */
function syntaxPlace(path: string): string | undefined {
  return placeIn(spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: mostMs }).stderr ?? '', path)
}
