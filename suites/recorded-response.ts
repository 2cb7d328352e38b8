import { type ReadBody, readBody } from './body.ts'
import { bounds } from './bounds.ts'
import type { Mask } from './mask.ts'
import { type Body, type Headers, header, type Json, type RecordedResponse } from './transcript.ts'

/** An answer as it came over the wire. */
export interface RawResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

interface Recorded {
  readonly response: RecordedResponse
  readonly json?: Json
}

/** An answer as judges see it, with secrets and persons masked, and the JSON as it came for the one who goes on with it. */
export function recordResponse({ status, headers, bytes }: RawResponse, mask: Mask): Recorded {
  return recordRead({ status, headers }, readBody(bytes, header(headers, 'content-type') ?? ''), mask)
}

/** As `recordResponse`, for a body that was read as it came. */
export function recordRead({ status, headers }: Omit<RawResponse, 'bytes'>, read: ReadBody, mask: Mask): Recorded {
  // A secret that a header brings may stand in the body, and the other way round.
  mask.headers(headers)
  const body = maskBody(read.body, mask, read.text)
  return {
    response: {
      status,
      headers: mask.headers(headers),
      body,
      ...(read.notJson === undefined ? {} : { notJson: read.notJson }),
    },
    ...(read.json === undefined ? {} : { json: read.json }),
  }
}

/** A body that may be recorded; `text` is that of JSON. */
export function maskBody(body: Body, mask: Mask, text?: string): Body {
  switch (body.kind) {
    case 'json':
      return { ...body, value: mask.json(body.value, text) }
    case 'text':
      return { ...body, text: mask.text(body.text).slice(0, bounds.kept) }
    default:
      return body
  }
}
