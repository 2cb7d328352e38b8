import { percentEncode } from '../contracts/endpoints.ts'
import { codesOf, createIndex, reach } from './finder.ts'
import type { Hidden } from './mask.ts'

/** A value that should have been kept out of what was written: whose it is, and the form in which it was found. */
export interface Leak {
  readonly hidden: Hidden
  readonly form: string
  /** Byte at which it begins. */
  readonly at: number
}

interface Needle {
  readonly hidden: Hidden
  readonly form: string
  readonly text: string
  readonly bytes: Buffer
}

/** Searches bytes for hidden values in every form in which a report or a log could carry them. Gives the first find of each. */
export function leakFinder(hidden: readonly Hidden[]): (bytes: Uint8Array) => readonly Leak[] {
  const index = createIndex<Needle>()
  for (const needle of hidden.flatMap(needlesOf)) index.add(needle, needle.bytes.length, (at) => needle.bytes[at] as number)
  return (bytes) => {
    const found = new Map<Needle, number>()
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    index.scan(
      text.length,
      (at) => text[at] as number,
      (needle, end) => {
        const start = end - needle.bytes.length
        if (start >= 0 && !found.has(needle) && text.subarray(start, end).equals(needle.bytes)) found.set(needle, start)
      },
    )
    return [...found].map(([{ hidden, form }, at]) => ({ hidden, form, at }))
  }
}

/** Covers hidden values in text where they stand in another form than their own: an answer may give back what was sent, encoded. */
export interface Cover {
  add(value: Hidden, marker: string): void
  text(text: string): string
}

export function createCover(): Cover {
  const index = createIndex<{ readonly text: string; readonly marker: string }>()
  return {
    add(hidden, marker) {
      for (const { form, text } of needlesOf(hidden))
        if (form !== 'raw' && text.length >= reach) index.add({ text, marker }, text.length, codesOf(text))
    },
    text(text) {
      const found: { readonly start: number; readonly end: number; readonly marker: string }[] = []
      index.scan(text.length, codesOf(text), (needle, end) => {
        const start = end - needle.text.length
        if (start >= 0 && text.startsWith(needle.text, start)) found.push({ start, end, marker: needle.marker })
      })
      if (found.length === 0) return text
      let covered = ''
      let from = 0
      // Of two values that begin together the longer one holds the other.
      for (const { start, end, marker } of found.sort((one, other) => one.start - other.start || other.end - one.end)) {
        if (end <= from) continue
        covered += text.slice(from, Math.max(from, start)) + marker
        from = end
      }
      return covered + text.slice(from)
    },
  }
}

function needlesOf(hidden: Hidden): readonly Needle[] {
  const { value } = hidden
  const percent = percentEncode(value)
  const hex = Buffer.from(value).toString('hex')
  const forms: readonly (readonly [form: string, text: string])[] = [
    ['raw', value],
    ['JSON', JSON.stringify(value).slice(1, -1)],
    ['XML', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
    ['percent', percent],
    ['percent', percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    ['form', new URLSearchParams({ '': value }).toString().slice(1)],
    ['hex', hex],
    ['hex', hex.toUpperCase()],
    ...[0, 1, 2].flatMap((offset) => {
      const base64 = base64At(value, offset)
      return [['base64', base64] as const, ['base64url', base64.replaceAll('+', '-').replaceAll('/', '_')] as const]
    }),
  ]
  const known = new Set<string>()
  return forms.flatMap(([form, text]) => {
    const bytes = Buffer.from(text)
    if (bytes.length < reach || known.has(text)) return []
    known.add(text)
    return [{ hidden, form, text, bytes }]
  })
}

/** The base64 of a value within a longer text, whose length before it is `offset` modulo 3: the digits that depend on it alone. */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
}
