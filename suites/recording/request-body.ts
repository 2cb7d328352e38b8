import busboy from 'busboy'
import { readBody, sha256 } from '../body.ts'
import type { Mask } from '../mask.ts'
import { maskBody } from '../recorded-response.ts'
import type { Body, FormPart } from '../transcript.ts'

const maxParts = 100

/** Reads the body of a request that somebody else sent: a form by its parts, a token request without its secret. */
export async function readRequestBody(bytes: Buffer, mediaType: string, mask: Mask): Promise<Body> {
  if (/^multipart\/form-data\s*;/i.test(mediaType)) return (await readForm(bytes, mediaType)) ?? readPlainBody(bytes, mediaType, mask)
  return readPlainBody(bytes, mediaType, mask)
}

/** Reads a body that is no form. A secret that goes in the body of a token request is masked wherever it turns up. */
export function readPlainBody(bytes: Buffer, mediaType: string, mask: Mask): Body {
  if (/^application\/x-www-form-urlencoded/i.test(mediaType))
    mask.learn(new URLSearchParams(bytes.toString()).get('client_secret') ?? undefined)
  return maskBody(readBody(bytes, mediaType).body, mask)
}

/** The parts of a form; undefined where it is none, whatever it says. */
function readForm(bytes: Buffer, mediaType: string): Promise<Body | undefined> {
  return new Promise((resolve) => {
    const parts: FormPart[] = []
    try {
      const form = busboy({ headers: { 'content-type': mediaType }, limits: { parts: maxParts }, preservePath: true })
      form.on('file', (name, stream, { filename, mimeType }) => {
        const chunks: Buffer[] = []
        stream.on('error', () => resolve(undefined))
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
        stream.on('end', () => {
          const content = Buffer.concat(chunks)
          parts.push({ name: name ?? '', filename: filename ?? '', type: mimeType, size: content.byteLength, sha256: sha256(content) })
        })
      })
      // A field without a file name is told as a part too: its value is a stranger's, and stays out.
      form.on('field', (name, value, { mimeType }) => {
        const content = Buffer.from(value)
        parts.push({ name: name ?? '', filename: '', type: mimeType, size: content.byteLength, sha256: sha256(content) })
      })
      form.on('error', () => resolve(undefined))
      form.on('close', () => resolve(parts.length === 0 ? undefined : { kind: 'form', parts, size: bytes.byteLength }))
      form.end(bytes)
    } catch {
      resolve(undefined)
    }
  })
}
