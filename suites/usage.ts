/** What is wrong with what the user gave: the thing, what was expected, what was seen, what to do. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** By its name: a loader of TypeScript may have read this file twice, once for each way to import. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError'
}

/** The nearest of several names, where one is near enough to be meant. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(2, Math.floor(given.length / 3)) ? best.name : undefined
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

/** Milliseconds of `30s`, `500ms`, `2m`; a bare number is seconds. */
export function readDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim())
  const value = Number(match?.[1])
  if (!match || !(value > 0)) throw new UsageError(`${option}: expected a duration such as 500ms, 30s or 2m, got ${JSON.stringify(text)}`)
  return Math.round(value * { ms: 1, s: 1000, m: 60_000 }[(match[2] ?? 's') as 'ms' | 's' | 'm'])
}

export function readCount(text: string, option: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`)
  return value
}
