import type { Body, Exchange, FormPart } from '../suites/transcript.ts'
import { cut, isHarmless } from './text.ts'

const maxData = 4096

// How the client's mask writes a secret: kind, length, digest and, for a JWT, its lifetime.
const masked = /masked:(?:jwt|opaque):\d+:[0-9a-f]{8}(?::-?\d+)?/g

/** Set by curl itself, or by the connection. */
const implied = new Set(['host', 'content-length', 'connection', 'date'])

/**
 * A curl that sends the request again. Secrets are shell variables; what curl would add by itself is taken away where the request
 * did not have it. `ownTokens` holds the Authorization values of the journey: another one is a probe's, and not `$KYX_TOKEN`.
 */
export function curlOf(exchange: Exchange, ownTokens?: ReadonlySet<string>): string {
  const { request } = exchange
  const notes: string[] = []
  const quote = (text: string, variable: string) => shellWord(text, variable)
  const secret = exchange.step === 'token' ? 'KYX_CLIENT_SECRET' : 'KYX_TOKEN'
  const words = [`curl -sS -i${request.method === 'HEAD' ? ' --head' : ''}${urlOptions(request.url)} ${quote(request.url, secret)}`]
  if (request.method !== 'GET' && request.method !== 'HEAD')
    words.push(`-X ${/^[A-Z]+$/.test(request.method) ? request.method : quote(request.method, secret)}`)
  else if (request.method === 'GET' && request.body.kind !== 'none') words.push('-X GET')
  words.push(...headerWords(exchange, ownTokens, notes))
  words.push(...bodyWords(request.body, secret, notes))
  return [...notes.map((note) => `# ${note}`), words.join(' \\\n  ')].join('\n')
}

function urlOptions(url: string): string {
  return `${/[[\]{}]/.test(url) ? ' --globoff' : ''}${/\/\.{1,2}(\/|$|\?)/.test(url) ? ' --path-as-is' : ''}`
}

function headerWords(exchange: Exchange, ownTokens: ReadonlySet<string> | undefined, notes: string[]): string[] {
  const { headers, body, url } = exchange.request
  const has = (name: string) => headers.some(([key]) => key.toLowerCase() === name)
  const words: string[] = []
  if (!has('user-agent')) words.push("-A ''")
  if (!has('accept')) words.push("-H 'Accept:'")
  if ((body.kind === 'json' || body.kind === 'text' || body.kind === 'binary') && !has('content-type')) words.push("-H 'Content-Type:'")
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (implied.has(key) && !(key === 'host' && value !== hostOf(url))) continue
    if (key === 'content-type' && body.kind === 'form' && /^multipart\/form-data/i.test(value)) continue
    if (value === '') words.push(`-H ${shellWord(`${name};`, 'KYX_TOKEN')}`)
    else if (key === 'authorization' && /^basic masked:/i.test(value)) words.push('-u "$KYX_CLIENT_ID:$KYX_CLIENT_SECRET"')
    else words.push(`-H ${shellWord(`${name}: ${value}`, tokenVariable(key, value, ownTokens, notes))}`)
  }
  return words
}

function tokenVariable(header: string, value: string, ownTokens: ReadonlySet<string> | undefined, notes: string[]): string {
  if (header !== 'authorization' || ownTokens === undefined || ownTokens.size === 0 || ownTokens.has(value) || value.search(masked) < 0)
    return 'KYX_TOKEN'
  notes.push('KYX_OTHER_TOKEN: not the token of this run, but the one that this probe sends')
  return 'KYX_OTHER_TOKEN'
}

function bodyWords(body: Body, secret: string, notes: string[]): string[] {
  if (body.kind === 'none') return []
  if (body.kind === 'form') return body.parts.map((part) => formWord(part, notes))
  if (body.kind === 'binary') {
    notes.push(`body.bin: ${body.size} bytes, ${safeWord(body.type)}, sha256 ${safeWord(body.sha256)}`)
    return ['--data-binary @body.bin']
  }
  const text = body.kind === 'json' ? JSON.stringify(body.value) : body.text
  if (text.length <= maxData && (body.kind === 'json' || new TextEncoder().encode(text).length >= body.size))
    return [`--data-raw ${shellWord(text, secret)}`]
  notes.push(`body.txt: ${body.size} bytes, as in the evidence`)
  return ['--data-binary @body.txt']
}

function formWord(part: FormPart, notes: string[]): string {
  const local = safeWord(part.filename)
  notes.push(`${local}: ${part.size} bytes, sha256 ${safeWord(part.sha256)}`)
  const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`
  const name = part.name.replaceAll('=', '_')
  const filename = part.filename === local ? '' : `;filename=${quoted(part.filename)}`
  return `-F ${shellWord(`${name}=@${local}${part.type === '' ? '' : `;type=${part.type}`}${filename}`, 'KYX_TOKEN')}`
}

function safeWord(text: string): string {
  const safe = cut(text, 100)
    .replace(/[^\w./+-]+/g, '_')
    .replace(/^[-.]+/, '_')
  return safe === '' ? 'file' : safe
}

/** One word of a POSIX shell, with masked secrets as a variable. Characters that act on a terminal are written as bytes. */
export function shellWord(text: string, variable: string): string {
  const pieces: string[] = []
  let at = 0
  for (const match of text.matchAll(masked)) {
    if (match.index > at) pieces.push(literal(text.slice(at, match.index)))
    pieces.push(`"$${variable}"`)
    at = match.index + match[0].length
  }
  if (at < text.length || text === '') pieces.push(literal(text.slice(at)))
  return pieces.join('')
}

function literal(text: string): string {
  if (isHarmless(text) && !text.includes('\r')) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = [...text].map((character) => {
    if (character === '\\' || character === "'") return `\\${character}`
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    if (isHarmless(character)) return character
    return [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  })
  // bash and zsh know $'...'; no POSIX quoting carries a control character without printing it.
  return `$'${escaped.join('')}'`
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}
