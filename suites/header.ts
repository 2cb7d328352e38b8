import { UsageError } from './usage.ts'

const ours = new Set(['authorization', 'user-agent', 'host', 'content-length', 'transfer-encoding', 'content-type', 'accept', 'connection'])

/** `Name: value` as curl has it. Headers that the harness itself probes cannot be set here. */
export function readHeaders(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*([\x20-\x7e]*)$/.exec(text)
    if (match?.[1] === undefined) throw new UsageError(`--header: expected "Name: value", got ${JSON.stringify(text)}`)
    if (ours.has(match[1].toLowerCase()))
      throw new UsageError(
        `--header: ${match[1]} is set by the harness${match[1].toLowerCase() === 'user-agent' ? '; use --user-agent' : match[1].toLowerCase() === 'authorization' ? '; use KYX_TOKEN' : ''}`,
      )
    return [match[1], match[2] ?? ''] as const
  })
}
