/** Looks for many values in a text at once: what it costs grows with the text, hardly with the number of values. */
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
  // Tokens begin alike, so a value is recognised by its last characters: first by a table, then by the value itself.
  const mayEnd = new Uint8Array(1 << 16)
  const ending = new Map<number, readonly Sought[]>()
  let order = 0
  return {
    add(value) {
      if (value.length < shortest) throw new RangeError(`expected at least ${shortest} characters, got ${value.length}`)
      const hash = tailOf(value, value.length)
      const others = ending.get(hash) ?? []
      if (others.some((other) => other.value === value)) return
      mayEnd[hash] = 1
      ending.set(hash, [...others, { value, order: order++ }])
    },
    within(text) {
      if (order === 0 || text.length < shortest) return []
      const found = new Map<string, number>()
      for (let end = shortest; end <= text.length; end++) {
        const hash = tailOf(text, end)
        if (mayEnd[hash] === 0) continue
        for (const each of ending.get(hash) ?? []) {
          const begin = end - each.value.length
          if (begin >= 0 && text.startsWith(each.value, begin)) found.set(each.value, each.order)
        }
      }
      return found.size === 0 ? [] : [...found].sort((one, other) => one[1] - other[1]).map(([value]) => value)
    },
  }
}

/** A number below 65,536 for the four characters before a place. */
function tailOf(text: string, end: number): number {
  const code = (back: number) => text.charCodeAt(end - back)
  return (((code(4) * 31 + code(3)) * 31 + code(2)) * 31 + code(1)) & 0xffff
}
