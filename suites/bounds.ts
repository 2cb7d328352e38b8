import { maxHeaderSize } from 'node:http'

/**
 * What a run takes from a target, at most. No target is trusted to stop by itself: each bound has one name, and what hits
 * it says which bound it was and how to raise it. Times in milliseconds, sizes in bytes.
 */
export const bounds = {
  /** Body of an answer, after decoding; `--max-body`. */
  body: 2 * 1024 * 1024,
  /** Body of an image: the largest that may be uploaded (10 MB), with room to spare. */
  image: 16 * 1024 * 1024,
  /** Body that is kept in the record as it is. */
  kept: 65_536,
  /** Depth of JSON that is read: beyond it every recursive reader is at risk. */
  nesting: 200,
  /** Head of an answer, all fields together: that of Node; `NODE_OPTIONS=--max-http-header-size=BYTES`. */
  get head() {
    // Asked when it is needed: a list of checks needs no `node:http`.
    return maxHeaderSize
  },
  /** Content codings on top of each other. */
  codings: 2,
  /** Times that a request is sent again after 429, and how long all its waits together may be. */
  busyTries: 12,
  busyWaitMs: 60_000,
  /** Credentials of one start answer, and parts of one credential, that are taken up. */
  credentials: 100,
  parts: 100,
  /** Characters of an id or a link that is taken up. */
  id: 2048,
  /** Callback: body, head, time, and how many are kept for one journey and connected at once. */
  callback: { body: 256 * 1024, head: 16_384, ms: 10_000, kept: 16, callers: 256 },
  /** What follows an end before its time, in milliseconds: how long the answer to a start request is waited for, and how long all deletions may take. */
  graceMs: 5000,
  cleanup: { interruptMs: 10_000, overtimeMs: 30_000 },
  /** Connections to one origin. */
  connections: 64,
} as const
