import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

/** Where the compiled form of a file of the program is kept. */
export function cacheOf(file: string): string {
  return `${file}.cache`
}

/** Modules of node that are slow to load, and that many a command imports and does not use. The build refuses an import of one as a whole. */
export const heavy: ReadonlySet<string> = new Set(['node:child_process', 'node:crypto', 'node:http', 'node:https', 'node:tls', 'node:zlib'])

/**
 * Loads files of the built program, which are CommonJS, with what V8 made of them when they were built: to parse and compile them
 * again takes longer than most commands. A cache that is missing, or that another V8 made, is as good as none. `onScript` sees
 * each file that is loaded.
 */
export function createLoader(folder: string, onScript?: (file: string, script: Script) => void): (name: string) => unknown {
  // To optimize the parser of HTTP costs V8 as much as a whole journey: a run of some hundred exchanges ends before it would have paid.
  setFlagsFromString('--wasm-tiering-budget=180000000')
  const packages = createRequire(join(folder, 'package.json'))
  const loaded = new Map<string, { exports: unknown }>()
  const load = (name: string): unknown => {
    const known = loaded.get(name)
    if (known !== undefined) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(name, module)
    const file = join(folder, name)
    const cachedData = readCache(file)
    const script = new Script(`(function(exports,require,module,__filename,__dirname,__import){${readFileSync(file, 'latin1')}\n})`, {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    })
    onScript?.(file, script)
    script.runInThisContext()(module.exports, require, module, file, folder, importOutside)
    return module.exports
  }
  const require = (name: string): unknown =>
    name.startsWith('./') ? load(name.slice(2)) : heavy.has(name) ? whenUsed(() => packages(name) as object) : packages(name)
  return load
}

/** Stands for a module until one of its members is asked for. */
function whenUsed(load: () => object): object {
  let module: object | undefined
  const loaded = () => {
    module ??= load()
    return module
  }
  return new Proxy({}, { get: (_, member) => Reflect.get(loaded(), member), has: (_, member) => member in loaded() })
}

/** A script of ours has no `import()` of its own that node would not warn of. */
function importOutside(specifier: string): Promise<unknown> {
  return import(specifier)
}

function readCache(file: string): Buffer | undefined {
  try {
    return readFileSync(cacheOf(file))
  } catch {
    return undefined
  }
}
