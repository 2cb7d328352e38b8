/** Looks for many values in a text at once. */
export interface Finder {
  /** From now on this value is looked for; it must have `shortest` characters. */
  add(value: string): void
  /** The values that stand in the text, in the order in which they were added. */
  within(text: string): readonly string[]
  /** Places at which a value stands. */
  count(text: string): number
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
        if (endsAt(text, each.value, end)) found.add(each)
      })
      return found.size === 0 ? [] : [...found].sort((one, other) => one.order - other.order).map(({ value }) => value)
    },
    count(text) {
      let places = 0
      index.scan(text.length, codesOf(text), ({ value }, end) => {
        if (endsAt(text, value, end)) places += 1
      })
      return places
    },
  }
}

/** True where a value stands in a text and ends at a place. */
export function endsAt(text: string, value: string, end: number): boolean {
  const start = end - value.length
  return start >= 0 && text.startsWith(value, start)
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

/** Slots of the filter for each hash that is known: with fewer, too much would be looked at twice. */
const roomy = 16

/** Tokens begin alike, so a needle is recognised by its last codes: first by a table, then by a hash of them. */
export function createIndex<N>(): Index<N> {
  const buckets = new Map<number, N[]>()
  // It stays as small as it can: what does not fit into the cache of a processor is slow at each code.
  let bits = 12
  let filter = new Uint8Array(1 << bits)
  const grow = () => {
    bits += 2
    filter = new Uint8Array(1 << bits)
    for (const hash of buckets.keys()) filter[slot(hash, bits)] = 1
  }
  return {
    add(needle, length, codeAt) {
      let hash = 0
      for (let at = length - reach; at < length; at++) hash = roll(hash, codeAt(at))
      const bucket = buckets.get(hash)
      if (bucket !== undefined) {
        bucket.push(needle)
        return
      }
      buckets.set(hash, [needle])
      if (buckets.size * roomy > filter.length && bits < 24) grow()
      filter[slot(hash, bits)] = 1
    },
    scan(length, codeAt, onPlace) {
      if (buckets.size === 0 || length < reach) return
      let hash = 0
      for (let at = 0; at < length; at++) {
        hash = roll(hash, codeAt(at))
        if (filter[slot(hash, bits)] === 0 || at < reach - 1) continue
        for (const needle of buckets.get(hash) ?? []) onPlace(needle, at + 1)
      }
    },
  }
}

/** A hash of the last six codes: older ones are shifted out. */
function roll(hash: number, code: number): number {
  return ((hash << 5) ^ (code & 0xff)) & 0x3fffffff
}

function slot(hash: number, bits: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - bits)
}
