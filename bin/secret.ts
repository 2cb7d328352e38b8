import { checkAscii } from '../suites/header.ts'
import { readEach, UsageError } from '../suites/usage.ts'
import { type Environment, secretVariablesIn } from './settings.ts'

/** Finds what happens to secrets on their way through files and shells, so that it is not told as a refusal of the target. */
export function checkSecrets(env: Environment): void {
  readEach(secretVariablesIn(env), (name) => checkSecret(name, env[name] ?? ''))
}

/** A message never shows any of the value. */
function checkSecret(name: string, text: string): void {
  if (text === '') return
  if (text.trim() === '') throw new UsageError(`${name}: it holds nothing but blanks`)
  if (/[\r\n]$/.test(text)) throw new UsageError(`${name}: it ends in a line break, as the content of a file often does: take that off`)
  if (text.trim() !== text) throw new UsageError(`${name}: there are blanks around it: take them off`)
  if (/^(["'`]).*\1$/s.test(text)) throw new UsageError(`${name}: there are quotes around it, which became part of it: take them off`)
  if (/^bearer\s/i.test(text)) throw new UsageError(`${name}: it begins with "Bearer": give the token alone`)
  if (/^\$[A-Z_{(]/i.test(text)) throw new UsageError(`${name}: it is the name of a variable, which nothing replaced by its value`)
  // A client secret is encoded on its way, a token is not.
  if (!name.includes('TOKEN')) return
  checkAscii(text, name)
  if (/\s/.test(text)) throw new UsageError(`${name}: it holds a blank, which no token does`)
}
