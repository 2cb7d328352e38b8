import { bounds } from './bounds.ts'
import { endText } from './ended.ts'
import { TooLarge } from './receive.ts'
import type { FailureKind, TransportFailure } from './transcript.ts'

const codes: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ERR_PROXY: 'refused',
}

/** What kept an answer from coming, in words that say what to look at. */
export function failureOf(error: unknown, timeoutMs: number, signal: AbortSignal | undefined): TransportFailure {
  const cause = error as {
    readonly name?: string
    readonly code?: string
    readonly message?: string
    readonly errors?: readonly { code?: string }[]
  }
  if (signal?.aborted) return { kind: 'aborted', message: endText(signal) }
  if (error instanceof TooLarge) return { kind: 'too-large', message: error.message }
  if (cause.name === 'TimeoutError') return { kind: 'timeout', message: `no complete answer within ${timeoutMs} ms (--timeout)` }
  const code = cause.code ?? cause.errors?.[0]?.code ?? ''
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return {
      kind: 'too-large',
      message: `the head of the answer is larger than ${bounds.head} bytes (raise it with NODE_OPTIONS=--max-http-header-size=BYTES)`,
    }
  const message = (cause.message || code || String(error)).slice(0, 300)
  if (isTlsCode(code)) return { kind: 'tls', message: `${tlsText(code) ?? message} (${code})` }
  if (code.startsWith('HPE_') || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || cause.name === 'HTTPParserError')
    return { kind: 'protocol', message: `the answer is not valid HTTP: ${message}` }
  return { kind: codes[code] ?? 'other', message }
}

export function isTlsCode(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)
}

/** What an error of OpenSSL means to the one who aims: its own text names files of its source. Undefined where it is plain enough. */
export function tlsText(code: string): string | undefined {
  if (/CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE|ALERT_BAD_CERTIFICATE|ALERT_NO_CERTIFICATE/.test(code))
    return 'the server asks for a client certificate, or does not take the one it got: --cert and --key'
  if (/ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|ALERT_UNSUPPORTED_CERTIFICATE|ALERT_ACCESS_DENIED/.test(code))
    return 'the server does not take the client certificate of --cert'
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNEXPECTED_MESSAGE/.test(code))
    return 'the server does not speak TLS on this port: is it plain http?'
  if (/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|INTERNAL_ERROR|LEGACY/.test(code)) return 'the server speaks no TLS 1.2 or later'
  if (/NO_CIPHERS|NO_SHARED|INSUFFICIENT_SECURITY/.test(code)) return 'client and server have no cipher in common'
  return undefined
}
