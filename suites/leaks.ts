import { percentEncode } from '../contracts/endpoints.ts'
import { codesOf, createIndex, endsAt, reach } from './finder.ts'
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
  readonly form: Form
  readonly text: string
}

/** Searches bytes for hidden values in every form in which a report or a log could carry them. Gives the first find of each. */
export function leakFinder(hidden: readonly Hidden[]): (bytes: Uint8Array) => readonly Leak[] {
  const index = createIndex<Needle & { readonly bytes: Buffer }>()
  for (const needle of hidden.flatMap(needlesOf)) {
    const bytes = Buffer.from(needle.text)
    if (bytes.length >= reach) index.add({ ...needle, bytes }, bytes.length, (at) => bytes[at] as number)
  }
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
    return [...found].map(([{ hidden, form }, at]) => ({ hidden, form: form.name, at }))
  }
}

/** Covers hidden values in text where they stand in another form than their own: an answer may give back what was sent, encoded. */
export interface Cover {
  add(value: Hidden, marker: string): void
  text(text: string): string
  /** Places at which a value stands in another form than its own. */
  count(text: string): number
}

/** A disguise is made again when it may stand somewhere: for each of many thousand tokens there are half a dozen, longer than the token. */
interface Disguise {
  readonly hidden: Hidden
  readonly form: Form
  readonly marker: string
}

export function createCover(): Cover {
  const index = createIndex<Disguise>()
  return {
    add(hidden, marker) {
      for (const { form, text } of needlesOf(hidden))
        if (form !== raw && text.length >= reach) index.add({ hidden, form, marker }, text.length, codesOf(text))
    },
    count(text) {
      let places = 0
      index.scan(text.length, codesOf(text), ({ hidden, form }, end) => {
        if (endsAt(text, form.of(hidden.value), end)) places += 1
      })
      return places
    },
    text(text) {
      const found: { readonly start: number; readonly end: number; readonly marker: string }[] = []
      index.scan(text.length, codesOf(text), ({ hidden, form, marker }, end) => {
        const disguise = form.of(hidden.value)
        if (endsAt(text, disguise, end)) found.push({ start: end - disguise.length, end, marker })
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

/** A way in which a report or a log may write a value. */
interface Form {
  readonly name: string
  of(value: string): string
}

const raw: Form = { name: 'raw', of: (value) => value }
const hex: Form = { name: 'hex', of: (value) => Buffer.from(value).toString('hex') }
const inBase64 = [0, 1, 2].map((offset): Form => ({ name: 'base64', of: (value) => base64At(value, offset) }))
const spelled: readonly Form[] = [
  { name: 'JSON', of: (value) => JSON.stringify(value).slice(1, -1) },
  { name: 'XML', of: (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') },
  { name: 'percent', of: percentEncode },
  { name: 'percent', of: (value) => percentEncode(value).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()) },
  { name: 'form', of: (value) => new URLSearchParams({ '': value }).toString().slice(1) },
]
const coded: readonly Form[] = [
  hex,
  { name: 'hex', of: (value) => hex.of(value).toUpperCase() },
  ...inBase64.flatMap((form): readonly Form[] => [
    form,
    { name: 'base64url', of: (value) => form.of(value).replaceAll('+', '-').replaceAll('/', '_') },
  ]),
]
const forms: readonly Form[] = [raw, ...spelled, ...coded]
/** What all spellings write as it is: most tokens. */
const plainForms: readonly Form[] = [raw, ...coded]
const plain = /^[\w.-]*$/

function needlesOf(hidden: Hidden): readonly Needle[] {
  const known = new Set<string>()
  const needles: Needle[] = []
  for (const form of plain.test(hidden.value) ? plainForms : forms) {
    const text = form.of(hidden.value)
    if (known.has(text)) continue
    known.add(text)
    needles.push({ hidden, form, text })
  }
  return needles
}

/** The base64 of a value within a longer text, whose length before it is `offset` modulo 3: the digits that depend on it alone. */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
}
