import type { Command, Option } from 'commander'
import { nearest } from '../suites/usage.ts'
import type { ConfigFile } from './config-file.ts'
import { readFileValue } from './file-value.ts'
import { isListed, isOwn, type Kind, kindOf, splitList } from './flags.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Where the value of an option comes from. */
export interface Origin {
  readonly from: 'flag' | 'environment' | 'file' | 'default'
  /** `--workflow`, `KYX_WORKFLOW`, `kyx.config.yaml:3:1`; empty for a default. */
  readonly name: string
}

/** One option of a command, by whatever flags it has. */
export interface Setting {
  /** `baseUrl`: its key in a configuration file. */
  readonly key: string
  /** `--base-url`. */
  readonly flag: string
  readonly kind: Kind
  readonly option: Option
  readonly command: string
  /** It may stand without a value. */
  readonly isOptional: boolean
}

export interface Effective extends Setting {
  readonly value: unknown
  readonly origin: Origin
}

/** Values that only the environment may hold. */
export const secretVariables = ['KYX_TOKEN', 'KYX_CLIENT_ID', 'KYX_CLIENT_SECRET', 'KYX_OTHER_TOKEN'] as const
/** Those that are set, also those of single targets: `KYX_TOKEN_EMEA_1`. */
export function secretVariablesIn(env: Environment): readonly string[] {
  const names = Object.keys(env).filter((name) => env[name] !== undefined)
  return names
    .filter((name) => name !== 'KYX_TOKEN_URL' && secretVariables.some((secret) => name === secret || name.startsWith(`${secret}_`)))
    .sort()
}

/** Variables that are no option: the number of parts where Kubernetes tells the index only. */
const otherVariables = ['KYX_SHARD_TOTAL'] as const

/** What a command takes, one entry for `--color` and `--no-color` together. */
export function settingsOf(command: Command): readonly Setting[] {
  const byKey = new Map<string, Setting>()
  for (const option of command.options) {
    const key = option.attributeName()
    const before = byKey.get(key)
    if (option.long === '--version' || (before !== undefined && option.negate)) continue
    byKey.set(key, { key, flag: option.long ?? key, kind: kindOf(option), option, command: command.name(), isOptional: option.optional })
  }
  return [...byKey.values()]
}

/** `--base-url` as `KYX_BASE_URL`, `--no-cleanup` as `KYX_CLEANUP`; one of its own kind as `KYX_SANDBOX_RATE_LIMIT`. */
export function variableOf({ flag, option, command }: Setting): string {
  const name = option.negate ? flag.replace(/^--no-/, '--') : flag
  return `KYX_${isOwn(option) ? `${command}_` : ''}${name.slice(2)}`.replaceAll('-', '_').toUpperCase()
}

/** Where a setting may be switched off by its opposite: `KYX_NO_CLEANUP`. */
function oppositeOf(setting: Setting): string | undefined {
  return setting.kind === 'flag' ? variableOf(setting).replace(/^KYX_/, 'KYX_NO_') : undefined
}

export interface Settled {
  readonly settings: readonly Effective[]
  /** One message per mistake. */
  readonly faults: readonly string[]
}

/** Gives the options of a command their values: flags before environment before file before defaults. */
export function settle(command: Command, env: Environment, file: ConfigFile | undefined): Settled {
  const faults: string[] = []
  const settings = settingsOf(command).map((setting): Effective => {
    const { key, flag } = setting
    if (command.getOptionValueSource(key) === 'cli')
      return { ...setting, value: command.getOptionValue(key), origin: { from: 'flag', name: flag } }
    const given = fromVariable(setting, env) ?? fromFile(setting, file)
    if (given === undefined) return { ...setting, value: command.getOptionValue(key), origin: { from: 'default', name: '' } }
    if ('fault' in given) faults.push(given.fault)
    else command.setOptionValueWithSource(key, given.value, given.origin.from === 'file' ? 'config' : 'env')
    return { ...setting, value: command.getOptionValue(key), origin: given.origin }
  })
  return { settings, faults }
}

type Given = { readonly value: unknown; readonly origin: Origin } | { readonly fault: string; readonly origin: Origin } | undefined

function fromVariable(setting: Setting, env: Environment): Given {
  const [name, opposite] = [variableOf(setting), oppositeOf(setting)]
  const isOpposite = opposite !== undefined && env[opposite] !== undefined
  const used = isOpposite ? opposite : name
  const text = env[used]
  if (text === undefined) return undefined
  const origin = { from: 'environment', name: used } as const
  if (isOpposite && env[name] !== undefined) return { origin, fault: `${name} and ${used} are both set: unset one of them` }
  if (text.trim() === '') return { origin, fault: `${used}: it is set, but empty: give it a value, or unset it` }
  const isOn = readSwitch(text)
  if (setting.kind === 'flag')
    return isOn === undefined
      ? { origin, fault: `${used}: expected true or false, got ${JSON.stringify(text)}` }
      : { origin, value: isOpposite ? !isOn : isOn }
  if (setting.isOptional && isOn !== undefined) return { origin, value: isOn }
  return { origin, value: isListed(setting.kind) ? splitList(text, setting.kind) : text }
}

function readSwitch(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  return ['true', '1', 'yes', 'on'].includes(word) ? true : ['false', '0', 'no', 'off'].includes(word) ? false : undefined
}

function fromFile(setting: Setting, file: ConfigFile | undefined): Given {
  const found = file?.optionOf(setting)
  if (found === undefined) return undefined
  const read = readFileValue(found, setting)
  const origin = { from: 'file', name: found.at } as const
  return 'fault' in read ? { origin, fault: read.fault } : { origin, value: read.value }
}

/**
 * What is wrong with the names of variables: one that is nearly the name of an option is a mistake, since a run without it would
 * test something else. Others are told, and may belong to somebody else.
 */
export function misnamed(
  env: Environment,
  commands: readonly Command[],
): { readonly faults: string[]; readonly foreign: readonly string[] } {
  const options = commands.flatMap(settingsOf)
  const known = [
    ...new Set([...options.map(variableOf), ...options.flatMap((each) => oppositeOf(each) ?? []), ...secretVariables, ...otherVariables]),
  ]
  const odd = Object.keys(env).filter(
    (name) =>
      name.startsWith('KYX_') &&
      env[name] !== undefined &&
      !known.includes(name) &&
      // `KYX_TOKEN_EMEA_1`: a tenant of its own for each target.
      !secretVariables.some((secret) => name.startsWith(`${secret}_`) && !known.some((other) => isNear(name, other))),
  )
  const faults = odd.flatMap((name) => {
    const near = known.find((each) => isNear(name, each))
    return near === undefined ? [] : [`${name}: there is no such variable; did you mean ${near}?`]
  })
  return { faults, foreign: odd.filter((name) => !faults.some((fault) => fault.startsWith(`${name}:`))) }
}

function isNear(name: string, known: string): boolean {
  const bare = (text: string) => text.slice('KYX_'.length).replaceAll('_', '')
  const [one, other] = [bare(name), bare(known)]
  return nearest(one, [other], other.length > 7 ? 2 : other.length > 3 ? 1 : 0) !== undefined
}
