import { percentEncode } from '../contracts/endpoints.ts'
import type { Hidden } from './mask.ts'

/** A value that should have been kept out of what was written: whose it is, and the form in which it was found. */
export interface Leak {
  readonly rule: Hidden['rule']
  readonly form: string
  /** Byte at which it begins. */
  readonly at: number
}

interface Needle {
  readonly rule: Hidden['rule']
  readonly form: string
  readonly bytes: Buffer
}

const reach = 6
const filterBits = 20

/** Searches bytes for hidden values in every form in which a report or a log could carry them. Gives the first find of each. */
export function leakFinder(hidden: readonly Hidden[]): (bytes: Uint8Array) => readonly Leak[] {
  const index = createIndex<Needle>()
  for (const needle of hidden.flatMap(needlesOf)) index.add(needle, needle.bytes)
  return (bytes) => {
    const found = new Map<Needle, number>()
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    index.scan(
      text.length,
      (at) => text[at] as number,
      (needle, start) => {
        if (!found.has(needle) && text.subarray(start, start + needle.bytes.length).equals(needle.bytes)) found.set(needle, start)
      },
    )
    return [...found].map(([{ rule, form }, at]) => ({ rule, form, at }))
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
      for (const { form, bytes } of needlesOf(hidden))
        if (form !== 'raw' && bytes.every((byte) => byte < 0x80)) index.add({ text: bytes.toString('latin1'), marker }, bytes)
    },
    text(text) {
      let covered = ''
      let from = 0
      index.scan(
        text.length,
        (at) => text.charCodeAt(at) & 0xff,
        (needle, start) => {
          if (start < from || !text.startsWith(needle.text, start)) return
          covered += text.slice(from, start) + needle.marker
          from = start + needle.text.length
        },
      )
      return from === 0 ? text : covered + text.slice(from)
    },
  }
}

/** Finds where any of many needles may begin, in one pass. */
function createIndex<N>() {
  const buckets = new Map<number, N[]>()
  const filter = new Uint8Array(1 << filterBits)
  return {
    add(needle: N, bytes: Uint8Array): void {
      let hash = 0
      for (const byte of bytes.subarray(0, reach)) hash = roll(hash, byte)
      const bucket = buckets.get(hash) ?? []
      buckets.set(hash, bucket)
      bucket.push(needle)
      filter[slot(hash)] = 1
    },
    /** Calls back where a needle may begin. */
    scan(length: number, byteAt: (at: number) => number, onPlace: (needle: N, start: number) => void): void {
      if (buckets.size === 0 || length < reach) return
      let hash = 0
      for (let at = 0; at < length; at++) {
        hash = roll(hash, byteAt(at))
        if (filter[slot(hash)] === 0 || at < reach - 1) continue
        for (const needle of buckets.get(hash) ?? []) onPlace(needle, at - reach + 1)
      }
    },
  }
}

/** A hash of the last six bytes: older ones are shifted out. */
function roll(hash: number, byte: number): number {
  return ((hash << 5) ^ byte) & 0x3fffffff
}

function slot(hash: number): number {
  return (hash ^ (hash >>> 11)) & ((1 << filterBits) - 1)
}

function needlesOf({ rule, value }: Hidden): readonly Needle[] {
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
    return [{ rule, form, bytes }]
  })
}

/** The base64 of a value within a longer text, whose length before it is `offset` modulo 3: the digits that depend on it alone. */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
}
