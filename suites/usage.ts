/** What is wrong with what the user gave: the thing, what was expected, what was seen, what to do. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** One per mistake. One that is about an option begins with it: `--workflow: no workflow "1001"`. */
  readonly messages: readonly string[]

  constructor(message: string | readonly string[]) {
    const messages = typeof message === 'string' ? [message] : message
    super(messages.join('\n'))
    this.messages = messages
  }
}

/** By its name: a loader of TypeScript may have read this file twice, once for each way to import. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError'
}

type Readers = Readonly<Record<string, () => unknown>>

/** Reads all that was given, and throws every mistake in it at once. */
export function readAll<T extends Readers>(readers: T): { readonly [K in keyof T]: ReturnType<T[K]> } {
  const messages: string[] = []
  const entries = Object.entries(readers).map(([name, read]) => {
    try {
      return [name, read()]
    } catch (error) {
      if (!isUsageError(error)) throw error
      messages.push(...error.messages)
      return [name, undefined]
    }
  })
  if (messages.length > 0) throw new UsageError([...new Set(messages)])
  return Object.fromEntries(entries) as { readonly [K in keyof T]: ReturnType<T[K]> }
}

/** Reads each of several texts, and throws every mistake in them at once. */
export function readEach<T>(texts: readonly string[], read: (text: string) => T): readonly T[] {
  return Object.values(readAll(Object.fromEntries(texts.map((text, index) => [`${index}`, () => read(text)]))))
}

/** The nearest of several names, where one is near enough to be meant: `most` steps away, by default more for a longer name. */
export function nearest(
  given: string,
  names: readonly string[],
  most: number = Math.max(2, Math.floor(given.length / 3)),
): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= most ? best.name : undefined
}

/** `; did you mean X?` where a near name is known, otherwise the list of what there is. */
export function hint(given: string, names: readonly string[]): string {
  const near = nearest(given, names)
  if (near !== undefined) return `; did you mean ${near}?`
  return names.length <= 12 ? `; expected one of ${names.join(', ')}` : ''
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)))
    row = next
  }
  return row[right.length] ?? 0
}

/** A text as messages show it: in quotes, of bounded length, without the password of a URL. */
export function quoted(text: string): string {
  const shown = withoutLogin(text.slice(0, 1000))
  return JSON.stringify(shown.length > 120 ? `${shown.slice(0, 120)}...` : shown)
}

/** A text without the names and passwords of its URLs, of one without a scheme too. What is before the last `@` may be a password. */
export function withoutLogin(text: string): string {
  return text.replace(/\/\/\S*@/g, '//').replace(/^[^\s/:@]+:\S*@/, '')
}

/** What timers bear is 24 days. */
const mostMinutes = 30_000

/** Milliseconds of `30s`, `500ms`, `2m`; a bare number is seconds. */
export function readDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim())
  const value = Number(match?.[1])
  if (!match || !(value > 0)) throw new UsageError(`${option}: expected a duration such as 500ms, 30s or 2m, got ${quoted(text)}`)
  const ms = Math.round(value * { ms: 1, s: 1000, m: 60_000 }[(match[2] ?? 's') as 'ms' | 's' | 'm'])
  if (ms > mostMinutes * 60_000) throw new UsageError(`${option}: expected ${mostMinutes}m at most, got ${quoted(text)}`)
  return ms
}

export function readCount(text: string, option: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, got ${quoted(text)}`)
  return value
}
