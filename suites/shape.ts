import { isObject, type Json } from './transcript.ts'

/** The structure of a JSON value: each path with the types and, for words, the values that were seen there. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>

const word = /^[A-Z][A-Z0-9_]{1,60}$/
const named = new Map([
  [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'uuid'],
  [/^\d{4}-\d{2}-\d{2}T/, 'instant'],
  [/^masked:/, 'secret'],
  [/^https?:\/\//, 'url'],
])

/** Values are ignored, save words in capitals, which are members of an enumeration; of a URL the scheme counts. */
export function shapeOf(value: Json): Shape {
  const shape = new Map<string, Set<string>>()
  const note = (path: string, type: string) => void (shape.get(path) ?? shape.set(path, new Set()).get(path))?.add(type)
  const walk = (path: string, inner: Json) => {
    if (Array.isArray(inner)) {
      note(path, inner.length === 0 ? 'empty array' : 'array')
      for (const each of inner) walk(`${path}[]`, each)
    } else if (isObject(inner)) {
      note(path, 'object')
      for (const [member, each] of Object.entries(inner)) walk(`${path}.${member}`, each)
    } else note(path, typeOf(inner))
  }
  walk('$', value)
  return shape
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value !== 'string') return typeof value
  if (word.test(value)) return `"${value}"`
  for (const [pattern, name] of named) if (pattern.test(value)) return name === 'url' ? `url ${new URL(value).protocol}` : name
  return 'string'
}
