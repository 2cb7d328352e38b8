import type { Command } from 'commander'
import { createProgram } from './program.ts'

/** Every command with its options, to be looked at. */
export function allCommands(): readonly Command[] {
  const terminal = { write: () => undefined, progress: () => undefined, isTty: false, color: false }
  const { commands } = createProgram(() => undefined, { env: {}, cwd: '.', terminal, signal: new AbortController().signal })
  return commands
}
