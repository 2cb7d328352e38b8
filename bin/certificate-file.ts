import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { isUsageError, quoted, readAll, UsageError } from '../suites/usage.ts'
import type { Wire } from '../suites/wire.ts'
import { largest, readGivenFile } from './given-file.ts'

const block = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g

/** PEM of the authorities of a file. */
export function readAuthorities(path: string, option: string): string {
  const text = readText(path, option)
  certificatesOf(text, path, option)
  return text
}

/** A client certificate and its key; one file may hold both, as curl has it. */
export function readIdentity(cert: string | undefined, key: string | undefined): Pick<Wire, 'cert' | 'key'> | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined) throw new UsageError('--key: a key alone is no use; give its certificate with --cert')
  const { certificate, secret } = readAll({
    certificate: () => {
      const text = readText(cert, '--cert')
      return { text, first: certificatesOf(text, cert, '--cert') }
    },
    secret: () => readKey(key ?? cert, key === undefined ? '--cert' : '--key'),
  })
  if (!certificate.first.checkPrivateKey(secret.key))
    throw new UsageError(`${key === undefined ? '--cert' : '--key'}: the key does not belong to the certificate in ${quoted(cert)}`)
  const identity = { cert: certificate.text, key: secret.text }
  try {
    createSecureContext(identity)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(`--cert: expected a certificate and a key that OpenSSL takes, got: ${code ?? message}`)
  }
  return identity
}

function certificatesOf(text: string, path: string, option: string): X509Certificate {
  const blocks = [...text.matchAll(block)].filter(([, kind]) => kind?.endsWith('CERTIFICATE'))
  const [first] = blocks.map(([pem], index) => {
    try {
      return new X509Certificate(pem)
    } catch {
      // OpenSSL would pass over it, and then trust none.
      throw new UsageError(`${option}: ${quoted(path)} holds a certificate that cannot be read: number ${index + 1} of ${blocks.length}`)
    }
  })
  if (first === undefined) throw new UsageError(`${option}: expected PEM with a certificate in ${quoted(path)}, got ${contentOf(text)}`)
  return first
}

function readKey(path: string, option: string): { readonly text: string; readonly key: KeyObject } {
  const text = readText(path, option)
  const pem = [...text.matchAll(block)].find(([, kind]) => kind?.endsWith('PRIVATE KEY'))?.[0]
  const advice = option === '--cert' ? '; name the file of the key with --key' : ''
  if (pem === undefined)
    throw new UsageError(`${option}: expected PEM with a private key in ${quoted(path)}, got ${contentOf(text)}${advice}`)
  if (/ENCRYPTED/.test(pem))
    throw new UsageError(`${option}: the key in ${quoted(path)} is encrypted; give one that is not: openssl pkey -in key.pem -out open.pem`)
  try {
    return { text, key: createPrivateKey(pem) }
  } catch {
    throw new UsageError(`${option}: the private key in ${quoted(path)} is damaged: it cannot be parsed`)
  }
}

function contentOf(text: string): string {
  const kinds = [...text.matchAll(block)].map(([, kind]) => kind)
  if (kinds.length > 0) return `PEM with ${[...new Set(kinds)].join(', ')}`
  if (text === '') return 'an empty file'
  return text.includes('-----BEGIN') ? 'PEM that is cut off' : 'a file that is no PEM'
}

function readText(path: string, option: string): string {
  try {
    return readGivenFile(path, { option, most: largest.certificate, encoding: 'latin1', isReadOnce: true })
  } catch (error) {
    if (isUsageError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`
    throw new UsageError(`${option}: ${quoted(path)}: ${why}`)
  }
}
