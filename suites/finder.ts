/** Looks for many values in a text at once. */
export interface Finder {
  /** From now on this value is looked for; it must have `shortest` characters. */
  add(value: string): void
  /** The values that stand in the text, in the order in which they were added. */
  within(text: string): readonly string[]
}

/** Length from which a value can be looked for. */
export const shortest = 8

interface Sought {
  readonly value: string
  readonly order: number
}

export function createFinder(): Finder {
  const index = createIndex<Sought>()
  const known = new Set<string>()
  return {
    add(value) {
      if (value.length < shortest) throw new RangeError(`expected at least ${shortest} characters, got ${value.length}`)
      if (known.has(value)) return
      index.add({ value, order: known.size }, value.length, codesOf(value))
      known.add(value)
    },
    within(text) {
      const found = new Set<Sought>()
      index.scan(text.length, codesOf(text), (each, end) => {
        const start = end - each.value.length
        if (start >= 0 && text.startsWith(each.value, start)) found.add(each)
      })
      return found.size === 0 ? [] : [...found].sort((one, other) => one.order - other.order).map(({ value }) => value)
    },
  }
}

/** Gives the code at a place: a byte, or a UTF-16 unit. */
export type CodeAt = (at: number) => number

export function codesOf(text: string): CodeAt {
  return (at) => text.charCodeAt(at)
}

/** Length from which a needle can be put into an index. */
export const reach = 6

/** Many needles, of which any may turn up: what a search costs grows with what is searched, hardly with the number of needles. */
export interface Index<N> {
  /** A needle of `reach` codes or more. */
  add(needle: N, length: number, codeAt: CodeAt): void
  /** Calls back where a needle may end, in order. Whether it really stands there is for the caller to see. */
  scan(length: number, codeAt: CodeAt, onPlace: (needle: N, end: number) => void): void
}

const filterBits = 20

/** Tokens begin alike, so a needle is recognised by its last codes: first by a table, then by a hash of them. */
export function createIndex<N>(): Index<N> {
  const buckets = new Map<number, N[]>()
  const filter = new Uint8Array(1 << filterBits)
  return {
    add(needle, length, codeAt) {
      let hash = 0
      for (let at = length - reach; at < length; at++) hash = roll(hash, codeAt(at))
      const bucket = buckets.get(hash) ?? []
      buckets.set(hash, bucket)
      bucket.push(needle)
      filter[slot(hash)] = 1
    },
    scan(length, codeAt, onPlace) {
      if (buckets.size === 0 || length < reach) return
      let hash = 0
      for (let at = 0; at < length; at++) {
        hash = roll(hash, codeAt(at))
        if (filter[slot(hash)] === 0 || at < reach - 1) continue
        for (const needle of buckets.get(hash) ?? []) onPlace(needle, at + 1)
      }
    },
  }
}

/** A hash of the last six codes: older ones are shifted out. */
function roll(hash: number, code: number): number {
  return ((hash << 5) ^ (code & 0xff)) & 0x3fffffff
}

function slot(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - filterBits)
}
