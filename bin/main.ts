import { CommanderError } from 'commander'
import { isUsageError } from '../suites/usage.ts'
import { createProgram, type World } from './program.ts'

/** Reads the command line and does what it asks for. Gives the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const { terminal } = world
  let work: (() => Promise<number> | number) | undefined
  try {
    await createProgram((given) => (work = given), world).parseAsync([...argv], { from: 'user' })
    return (await work?.()) ?? 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (isUsageError(error)) {
      terminal.progress(`error: ${error.message}\n`)
      return 2
    }
    terminal.progress(`harness error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return 4
  }
}
