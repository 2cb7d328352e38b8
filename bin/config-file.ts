import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { hint, nearest, quoted, UsageError } from '../suites/usage.ts'
import { type FileOption, isRecord } from './file-value.ts'
import { isOwn } from './flags.ts'
import { type Setting, settingsOf } from './settings.ts'

const extensions = ['.json', '.yaml', '.yml', '.mjs', '.ts'] as const
const usual = 'kyx.config'
const most = 1024 * 1024

/** What a file holds, and where its keys stand: `kyx.config.yaml:3:1`, or the name of the file alone. */
export interface Loaded {
  readonly value: object
  at(path: readonly string[]): string
}

/** A configuration file whose keys are known. */
export interface ConfigFile {
  /** Keys that nothing knows, one message each. */
  readonly faults: readonly string[]
  /** What it says of an option: for this command, or else for every command. */
  optionOf(setting: Setting): FileOption | undefined
}

/** The configuration file of a folder or of the folders above it, up to the root of the repository; undefined where there is none. */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const names = readdirSync(at)
    const found = names.filter((name) => extensions.some((extension) => name === usual + extension)).sort()
    if (found.length > 1)
      throw new UsageError(`${found.join(' and ')} stand side by side in ${at}: keep one, or name the one that is meant with --config FILE`)
    const alike = names.find((name) => /^\.?kyx\.?(config|conf|rc)(\.(json|jsonc|json5|ya?ml|[cm]?js|[cm]?ts|toml))?$/i.test(name))
    if (found.length === 0 && alike !== undefined)
      throw new UsageError(`${alike}: it is not read under this name; expected ${extensions.map((each) => usual + each).join(', ')}`)
    if (found[0] !== undefined) return join(at, found[0])
    // Above the repository, or outside of one, the files of other people begin.
    if (names.includes('.git') || !isInRepository(at)) return undefined
  }
}

function isInRepository(folder: string): boolean {
  const above = dirname(folder)
  return above !== folder && (existsSync(join(above, '.git')) || isInRepository(above))
}

/** Reads a configuration file for the commands that take its options. What is wrong with it comes with its place. */
export async function readConfig(path: string, commands: readonly Command[], cwd: string): Promise<ConfigFile> {
  const near = relative(cwd, path)
  const name = near === '' || near.startsWith('..') ? path : near
  const { value, at } = await load(path, name)
  const optionsAt = (given: unknown, place: readonly string[]): ReadonlyMap<string, FileOption> =>
    new Map(
      Object.entries(isRecord(given) ? given : {}).map(([key, each]) => {
        const keys = [...place, key]
        return [key, { value: each, at: `${at(keys)}: ${keys.join('.')}`, file: path }]
      }),
    )
  const { $schema: schema, commands: sections, ...others } = Object.fromEntries(Object.entries(value)) as Readonly<Record<string, unknown>>
  const shared = optionsAt(others, [])
  const byCommand = new Map(
    [...optionsAt(sections, ['commands'])].map(([command, own]) => [
      command,
      { ...own, options: optionsAt(own.value, ['commands', command]) },
    ]),
  )
  const faults = [
    ...(schema === undefined || typeof schema === 'string' ? [] : [`${at(['$schema'])}: $schema: expected the address of a JSON Schema`]),
    ...(sections === undefined || isRecord(sections)
      ? []
      : [`${at(['commands'])}: commands: expected an object with the options of single commands, such as sandbox: { port: 8080 }`]),
    ...strange(
      shared,
      commands.flatMap(settingsOf).filter(({ option }) => !isOwn(option)),
    ),
    ...[...byCommand].flatMap(([name, own]) => {
      const names = commands.map((each) => each.name())
      const command = commands.find((each) => each.name() === name)
      if (command === undefined) return [`${own.at}: there is no command ${quoted(name)}${hint(name, names)}`]
      return isRecord(own.value)
        ? strange(own.options, settingsOf(command))
        : [`${own.at}: expected an object with options of this command`]
    }),
  ]
  return {
    faults,
    optionOf: ({ command, key, option }) => byCommand.get(command)?.options.get(key) ?? (isOwn(option) ? undefined : shared.get(key)),
  }
}

async function load(path: string, name: string): Promise<Loaded> {
  const extension = extname(path)
  if (!extensions.some((each) => each === extension))
    throw new UsageError(`--config: ${name}: expected a file that ends in ${extensions.join(', ')}`)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new UsageError(`--config: ${name}: there is no such file`)
  if (!stat.isFile())
    throw new UsageError(`--config: ${name}: expected a file, found ${stat.isDirectory() ? 'a folder' : 'something else'}`)
  if (stat.size > most) throw new UsageError(`--config: ${name}: expected at most 1 MiB, got ${stat.size} bytes`)
  if (extension === '.mjs' || extension === '.ts')
    return { value: await (await import('./config-module.ts')).loadModule(path, name), at: () => name }
  const { parseData } = await import('./config-data.ts')
  return parseData(readText(path, name), name)
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw new UsageError(`--config: ${name} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** Names under which people look for a place for a secret, and where it belongs. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/^(kyx)?(access|bearer|api|auth)?(token|key|bearer)$|^authorization$/, 'KYX_TOKEN'],
  [/^(kyx)?clientid$/, 'KYX_CLIENT_ID'],
  [/^(kyx)?(client)?(secret|password)$/, 'KYX_CLIENT_SECRET'],
  [/^(kyx)?othertoken$/, 'KYX_OTHER_TOKEN'],
]

/** Not of a file: they say which file, or that nothing is to be done. */
export const lineOnly: readonly string[] = ['config', 'printConfig']

function strange(options: ReadonlyMap<string, FileOption>, settings: readonly Setting[]): readonly string[] {
  const known = [...new Set(settings.map(({ key }) => key))].filter((key) => !lineOnly.includes(key))
  return [...options].flatMap(([key, { at }]) => {
    if (known.includes(key)) return []
    const plain = key.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
    const variable = secrets.find(([pattern]) => pattern.test(plain))?.[1]
    if (variable !== undefined)
      return [`${at}: secrets do not belong in a file that is committed: set ${variable} in the environment, and take this out`]
    return [
      lineOnly.includes(key) ? `${at}: it is for the command line only` : `${at}: there is no such option${adviceFor(key, plain, known)}`,
    ]
  })
}

function adviceFor(key: string, plain: string, known: readonly string[]): string {
  const meant = (text: string) => known.find((each) => [text, text.replace(/s$/, '')].includes(each.toLowerCase()))
  const positive = plain.startsWith('no') ? meant(plain.slice(2)) : undefined
  if (positive !== undefined) return `; write ${positive}: false`
  const near = meant(plain) ?? nearest(key, known)
  return near === undefined ? '' : `; did you mean ${near}?`
}
