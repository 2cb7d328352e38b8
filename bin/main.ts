import { resolve } from 'node:path'
import { type Command, CommanderError } from 'commander'
import { isUsageError, UsageError } from '../suites/usage.ts'
import { type ConfigFile, findConfig, readConfig } from './config-file.ts'
import { createProgram, type World } from './program.ts'
import { type Effective, misnamed, settle } from './settings.ts'

/** Reads the command line, the environment and the configuration file, and does what they ask for. Gives the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const { terminal } = world
  let work: (() => Promise<number> | number) | undefined
  let settings: readonly Effective[] = []
  try {
    const program = createProgram((given) => (work = given), world)
    program.hook('preAction', async (_, command) => {
      settings = await configure(command, program.commands, world)
    })
    await program.parseAsync([...argv], { from: 'user' })
    const form = printForm(settings)
    if (form !== undefined) {
      const { printSettings } = await import('./print-config.ts')
      terminal.write(printSettings(settings, world.env, form))
      return 0
    }
    return (await work?.()) ?? 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (isUsageError(error)) {
      for (const message of error.messages) terminal.progress(`error: ${placed(message, settings)}\n`)
      return 2
    }
    const { faultText } = await import('./fault.ts')
    terminal.progress(`harness error: ${faultText(error, world.env)}\n`)
    return 4
  }
}

/** Gives the chosen command its options from all sources. */
async function configure(command: Command, commands: readonly Command[], { env, cwd, terminal }: World): Promise<readonly Effective[]> {
  const { faults, foreign } = misnamed(env, commands)
  // The environment may name the file.
  settle(command, env, undefined)
  const file = await fileOf(command.getOptionValue('config'), commands, cwd).catch((error: unknown) => {
    if (!isUsageError(error)) throw error
    faults.push(...error.messages)
    return undefined
  })
  const { settings, faults: own } = settle(command, env, file)
  const all = [...faults, ...(file?.faults ?? []), ...own]
  if (all.length > 0) throw new UsageError(all)
  if (foreign.length > 0) terminal.progress(`note: not read, since no option is called so: ${foreign.join(', ')}\n`)
  return settings
}

async function fileOf(asked: unknown, commands: readonly Command[], cwd: string): Promise<ConfigFile | undefined> {
  const path = asked === false ? undefined : typeof asked === 'string' ? resolve(cwd, asked) : findConfig(cwd)
  return path === undefined ? undefined : await readConfig(path, commands, cwd)
}

function printForm(settings: readonly Effective[]): 'text' | 'json' | undefined {
  const value = settings.find(({ key }) => key === 'printConfig')?.value
  if (value === undefined || value === false) return undefined
  if (value !== true && value !== 'text' && value !== 'json')
    throw new UsageError(`--print-config: expected text or json, got ${JSON.stringify(value)}`)
  const isJson = value === 'json' || (value === true && settings.some((each) => each.key === 'json' && each.value === true))
  return isJson ? 'json' : 'text'
}

/** A message about an option names the place that its value came from. */
function placed(message: string, settings: readonly Effective[]): string {
  const nameOf = ({ flag, key, origin }: Effective) =>
    (origin.from === 'file' ? `${origin.name}` : origin.from === 'flag' ? flag : origin.name) || key
  const elsewhere = settings.filter(({ origin }) => origin.from === 'environment' || origin.from === 'file')
  const subject = elsewhere.find(({ flag }) => message.startsWith(`${flag}: `))
  const text = subject === undefined ? message : `${nameOf(subject)}${message.slice(subject.flag.length)}`
  const others = elsewhere.filter((each) => each !== subject && new RegExp(`${each.flag}(?![\\w-])`).test(text))
  return others.length === 0 ? text : `${text} (${others.map((each) => `${each.flag} is from ${nameOf(each)}`).join(', ')})`
}
