import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { isMedia, type ReadBody, readBody, unreadCoding } from './body.ts'
import { bounds } from './bounds.ts'
import type { Intake } from './call.ts'
import { type Headers, header } from './transcript.ts'

/** An answer went beyond a bound of the harness. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** `gzip, br` as a list, in the order in which they were put on; `identity` is none. */
function codingsOf(text = ''): readonly string[] {
  if (text === '') return []
  return text
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '' && each !== 'identity')
}

/**
 * Takes in the body of an answer within the bounds. Media goes through a digest and is never held as a whole; nobody asks for
 * content codings, but a server may use them all the same, so they are taken off, no further than the bound.
 */
export function intakeOf(
  headers: Headers,
  { maxBody, isKept }: { readonly maxBody: number; readonly isKept: boolean },
): Intake<ReadBody & { readonly bytes?: Uint8Array }> {
  const mediaType = header(headers, 'content-type') ?? ''
  const codings = codingsOf(header(headers, 'content-encoding'))
  const max = isMedia(mediaType) ? Math.max(bounds.image, maxBody) : maxBody
  if (isMedia(mediaType) && codings.length === 0 && !isKept) return mediaIntake(mediaType, max)
  const packs: Uint8Array[] = []
  let chunks: Uint8Array[] = []
  let size = 0
  return {
    take(chunk) {
      size += chunk.byteLength
      if (size > max) throw tooLarge(max)
      chunks.push(chunk)
      if (chunks.length < mostPieces) return
      packs.push(Buffer.concat(chunks))
      chunks = []
    },
    end() {
      if (packs.length > 0) chunks = [...packs, ...chunks]
      const [first = noBytes] = chunks
      const bytes = chunks.length > 1 ? Buffer.concat(chunks) : Buffer.from(first.buffer, first.byteOffset, first.byteLength)
      const decoded = decode(bytes, codings, max)
      const read = typeof decoded === 'string' ? unreadCoding(bytes, mediaType, decoded) : readBody(decoded, mediaType)
      return isKept ? { ...read, bytes } : read
    },
  }
}

const noBytes = new Uint8Array()
/** Pieces of a body that are kept as they come: a million of a byte each would take hundreds of megabytes. */
const mostPieces = 512

function mediaIntake(type: string, max: number): Intake<ReadBody> {
  const digest = createHash('sha256')
  let head = Buffer.alloc(0)
  let size = 0
  return {
    take(chunk) {
      size += chunk.byteLength
      if (size > max) throw tooLarge(max)
      digest.update(chunk)
      if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16 - head.length)])
    },
    end() {
      if (size === 0) return { body: { kind: 'none' } }
      return { body: { kind: 'binary', type, size, sha256: digest.digest('hex'), head: head.toString('hex') } }
    },
  }
}

/** The bytes without their codings, or what is wrong with them. */
function decode(bytes: Buffer, codings: readonly string[], max: number): Buffer | string {
  if (codings.length > bounds.codings) return `coded ${codings.length} times, more than the ${bounds.codings} that are read`
  let decoded = bytes
  for (const coding of codings.toReversed()) {
    const decoder = decoders.get(coding)
    if (decoder === undefined) return `coded as ${JSON.stringify(coding.slice(0, 40))}, which the harness does not read`
    try {
      decoded = decoder(decoded, { maxOutputLength: max })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(max, coding)
      return `no valid ${coding}, although Content-Encoding says so`
    }
  }
  return decoded
}

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  // Servers are at odds over whether deflate has a head of zlib: its first byte tells.
  ['deflate', (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options))],
  ['br', brotliDecompressSync],
])

function tooLarge(max: number, coding?: string): TooLarge {
  const megabytes = Math.round((max / 1024 / 1024) * 10) / 10
  const unpacked = coding === undefined ? '' : ` once its ${coding} is unpacked`
  return new TooLarge(`the body is larger than ${megabytes} MB${unpacked}, the bound on a body (raise it with --max-body)`)
}
