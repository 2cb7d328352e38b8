import { dirname, isAbsolute, join, relative } from 'node:path'
import { quoted } from '../suites/usage.ts'
import { isListed, type Kind } from './flags.ts'

/** A value of a configuration file, and where it stands. */
export interface FileOption {
  readonly value: unknown
  /** `kyx.config.yaml:3:1: workflow`. */
  readonly at: string
  /** Path of the file. */
  readonly file: string
}

/** What a file may hold for an option of some kind, as messages say it. */
const expected: Readonly<Record<Kind, string>> = {
  flag: 'true or false',
  text: 'a text',
  path: 'a path',
  count: 'a whole number',
  duration: 'a duration such as 500ms or 30s, or a number of seconds',
  words: 'a text such as a,b, or a list of such words',
  list: 'a text, or a list of texts',
  pairs: 'a list of texts such as name=value, or an object of them',
  reports: 'a list of reports such as junit or junit=PATH, or an object of them',
  headers: 'an object of header names and values, or a list of texts such as "Name: value"',
}

type Read = { readonly value: string | boolean | readonly string[] } | { readonly fault: string }

/** The value of a file as the command line would give it. */
export function readFileValue(
  { value, at, file }: FileOption,
  { kind, isOptional }: { readonly kind: Kind; readonly isOptional: boolean },
): Read {
  if (isOptional && typeof value === 'boolean') return { value }
  const read = reader(kind)(value)
  if (read === undefined) return { fault: `${at}: expected ${isOptional ? 'true, false or ' : ''}${expected[kind]}, got ${shown(value)}` }
  const secret = secretIn(kind, read)
  if (secret !== undefined) return { fault: `${at}: ${secret}` }
  if (kind === 'path') return { value: fromFolderOf(file, String(read)) }
  return { value: kind === 'reports' ? (read as readonly string[]).map((report) => reportFrom(file, report)) : read }
}

function reader(kind: Kind): (value: unknown) => string | boolean | readonly string[] | undefined {
  if (kind === 'flag') return (value) => (typeof value === 'boolean' ? value : undefined)
  if (kind === 'text' || kind === 'path') return readText
  if (kind === 'count') return (value) => (Number.isInteger(value) ? String(value) : undefined)
  if (kind === 'duration') return (value) => (typeof value === 'number' ? String(value) : readText(value))
  if (kind === 'words') return (value) => readWords(value)?.join(',')
  return (value) => (isRecord(value) ? readPairs(value, kind) : readWords(value))
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function readWords(value: unknown): readonly string[] | undefined {
  const words = Array.isArray(value) ? value : [value]
  // YAML reads 10011 as a number.
  const texts = words.map((word) => readText(Number.isInteger(word) ? String(word) : word))
  return words.length === 0 || texts.includes(undefined) ? undefined : (texts as readonly string[])
}

function readPairs(value: Readonly<Record<string, unknown>>, kind: Kind): readonly string[] | undefined {
  if (kind === 'list' || !isListed(kind)) return undefined
  const pairs = Object.entries(value).map(([name, each]) => {
    const text = readText(each)
    return text === undefined ? undefined : `${name}${kind === 'headers' ? ': ' : '='}${text}`
  })
  return pairs.length === 0 || pairs.includes(undefined) ? undefined : (pairs as readonly string[])
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A file is committed: what logs somebody in belongs in the environment. */
function secretIn(kind: Kind, value: string | boolean | readonly string[]): string | undefined {
  const texts = [value].flat().filter((each) => typeof each === 'string')
  if (texts.some((text) => /\/\/[^/@\s]*:[^/@\s]*@/.test(text)))
    return 'it holds a password, and a file is no place for one: use the environment (KYX_PROXY, HTTPS_PROXY)'
  const header = kind === 'headers' ? texts.map((text) => text.split(':')[0] ?? '').find(isSecretName) : undefined
  return header === undefined
    ? undefined
    : `the header ${quoted(header)} may hold a secret, and a file is no place for one: use the environment (KYX_HEADER)`
}

/** True for the name of a header that logs somebody in. */
export function isSecretName(name: string): boolean {
  return /auth|token|secret|passw|cookie|api-?key/i.test(name)
}

/** A path of a file is seen from the folder of that file. */
function fromFolderOf(file: string, path: string): string {
  const folder = dirname(file)
  if (isAbsolute(path) || path === '-') return path
  return relative(process.cwd(), folder) === '' ? path : join(folder, path)
}

function reportFrom(file: string, report: string): string {
  const [name = '', ...path] = report.split('=')
  return path.length === 0 ? report : `${name}=${fromFolderOf(file, path.join('='))}`
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `the list ${quoted(safeJson(value))}`
  if (typeof value === 'object') return `the object ${quoted(safeJson(value))}`
  return typeof value === 'number' ? `the number ${value}` : typeof value === 'boolean' ? String(value) : `a ${typeof value}`
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
