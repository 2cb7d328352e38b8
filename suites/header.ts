import { quoted, readEach, UsageError } from './usage.ts'

const ours = new Set(['authorization', 'user-agent', 'host', 'content-length', 'transfer-encoding', 'content-type', 'accept', 'connection'])

/** `Name: value` as curl has it. Headers that the harness itself probes cannot be set here. */
export function readHeaders(texts: readonly string[]): readonly (readonly [string, string])[] {
  return readEach(texts, (text) => {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/s.exec(text) ?? []
    // What follows a name may be a secret, and is not shown.
    if (name === undefined)
      throw new UsageError(`--header: expected "Name: value", got ${quoted(text.split(':')[0] ?? '')} before the colon`)
    const advice = new Map([
      ['user-agent', '; use --user-agent'],
      ['authorization', '; use KYX_TOKEN'],
    ]).get(name.toLowerCase())
    if (ours.has(name.toLowerCase())) throw new UsageError(`--header: ${name} is set by the harness${advice ?? ''}`)
    checkAscii(value, `--header: ${name}`)
    return [name, value.trim()] as const
  })
}

/** What may stand in a header: a line break would begin another one, and other characters arrive as something else. */
export function checkAscii(text: string, name: string): void {
  const at = text.search(/[^\x20-\x7e]/)
  if (at < 0) return
  const code = text.codePointAt(at) ?? 0
  const shown =
    code === 10 || code === 13
      ? 'a line break'
      : code < 32 || code === 127
        ? 'a control character'
        : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  throw new UsageError(`${name}: expected printable ASCII, got ${shown} at character ${at + 1}`)
}
