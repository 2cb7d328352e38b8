import { createHash } from 'node:crypto'
import { bounds } from './bounds.ts'
import type { Body, FormPart, Json } from './transcript.ts'

export interface ReadBody {
  readonly body: Body
  readonly notJson?: string
  readonly json?: Json
  /** What the JSON was read from. */
  readonly text?: string
}

const tooLong = `longer than the ${bounds.kept} bytes that are kept`
const tooDeep = 'JSON nested deeper'

/** True of an answer whose body went beyond what the harness reads or keeps: nothing can be said of its JSON. */
export function isUnread({ body, notJson = '' }: { readonly body: Body; readonly notJson?: string }): boolean {
  return (body.kind === 'binary' && (notJson === tooLong || notJson.startsWith('coded '))) || notJson.startsWith(tooDeep)
}

/** True of a body that nobody reads as text. */
export function isMedia(mediaType: string): boolean {
  return /^(image|audio|video)\/|octet-stream/i.test(mediaType)
}

/** A body whose coding could not be taken off. */
export function unreadCoding(bytes: Uint8Array, mediaType: string, why: string): ReadBody {
  return { body: binaryBody(bytes, mediaType), notJson: why }
}

/** Reads the bytes of an answer: JSON where they are JSON, text where they are UTF-8, otherwise size and digest. */
export function readBody(bytes: Uint8Array, mediaType: string): ReadBody {
  const size = bytes.byteLength
  if (size === 0) return { body: { kind: 'none' } }
  const isImage = isMedia(mediaType)
  const text = isImage ? undefined : decodeUtf8(bytes)
  if (text === undefined) return { body: binaryBody(bytes, mediaType), ...(isImage ? {} : { notJson: 'the body is not UTF-8' }) }
  if (size > bounds.kept) {
    const json = nestingOf(text) > bounds.nesting ? undefined : parse(text)
    return { body: binaryBody(bytes, mediaType), notJson: tooLong, ...(json === undefined ? {} : { json }) }
  }
  if (nestingOf(text) > bounds.nesting)
    return { body: { kind: 'text', text: text.slice(0, 4096), size }, notJson: `${tooDeep} than ${bounds.nesting} levels` }
  try {
    const value = JSON.parse(text) as Json
    return { body: { kind: 'json', value, size }, json: value, text }
  } catch (error) {
    return { body: { kind: 'text', text, size }, notJson: complaintOf(error) }
  }
}

/** What the parser said, without the piece of text that it quotes: it may be half of a secret. */
function complaintOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'not JSON'
  return message.replace(/,? (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, ': not valid JSON').slice(0, 200)
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

export function binaryBody(bytes: Uint8Array, type: string): Body {
  return { kind: 'binary', type, size: bytes.byteLength, sha256: sha256(bytes), head: Buffer.from(bytes.subarray(0, 16)).toString('hex') }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Part of a multipart form to send. */
export interface FormFile {
  readonly name: string
  readonly filename: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface EncodedForm {
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly parts: readonly FormPart[]
}

/** Encodes a multipart form with a fixed length. */
export function encodeForm(files: readonly FormFile[], boundary: string): EncodedForm {
  const chunks: Uint8Array[] = []
  for (const file of files) {
    const disposition = `Content-Disposition: form-data; name="${quoted(file.name)}"; filename="${quoted(file.filename)}"`
    chunks.push(Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${file.type}\r\n\r\n`), file.bytes, Buffer.from('\r\n'))
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`))
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat(chunks),
    parts: files.map(({ name, filename, type, bytes }) => ({ name, filename, type, size: bytes.byteLength, sha256: digestOf(bytes) })),
  }
}

const digests = new WeakMap<Uint8Array, string>()

/** Each journey sends the same few files. */
function digestOf(bytes: Uint8Array): string {
  const digest = digests.get(bytes) ?? sha256(bytes)
  digests.set(bytes, digest)
  return digest
}

function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (character) => ({ '"': '%22', '\r': '%0D', '\n': '%0A' })[character] as string)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Deepest nesting of brackets outside strings, found without recursion. */
function nestingOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return deepest
}
