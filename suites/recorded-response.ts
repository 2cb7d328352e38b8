import { readBody } from './body.ts'
import type { Mask } from './mask.ts'
import { type Body, type Headers, header, type Json, type RecordedResponse } from './transcript.ts'

/** An answer as it came over the wire. */
export interface RawResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** An answer as judges see it, with secrets and persons masked, and the JSON as it came for the one who goes on with it. */
export function recordResponse(
  { status, headers, bytes }: RawResponse,
  mask: Mask,
): { readonly response: RecordedResponse; readonly json?: Json } {
  const read = readBody(bytes, header(headers, 'content-type') ?? '')
  return {
    response: {
      status,
      headers: mask.headers(headers),
      body: maskBody(read.body, mask),
      ...(read.notJson === undefined ? {} : { notJson: read.notJson }),
    },
    ...(read.json === undefined ? {} : { json: read.json }),
  }
}

/** A body that may be recorded. */
export function maskBody(body: Body, mask: Mask): Body {
  switch (body.kind) {
    case 'json':
      return { ...body, value: mask.json(body.value) }
    case 'text':
      return { ...body, text: mask.text(body.text).slice(0, 65_536) }
    default:
      return body
  }
}
