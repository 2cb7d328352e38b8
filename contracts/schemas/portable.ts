import { isPlain } from '../plain.ts'
import type { JsonSchema } from './schema.ts'

const named = ['properties', 'patternProperties', '$defs'] as const
const single = ['items', 'additionalProperties', 'if', 'then', 'else', 'contains', 'not'] as const
const listed = ['allOf', 'anyOf', 'oneOf'] as const

/**
 * The same demands in words that every validator and generator takes, also in the strictest mode: members by their names,
 * one type at a time, and each required member declared.
 */
export function portable(schema: JsonSchema): JsonSchema {
  return eachSchema(schema, (node) => declared(oneType(unfolded(node))))
}

/** A schema with every schema in it rewritten, from the inside out. */
export function eachSchema(schema: JsonSchema, rewrite: (node: JsonSchema) => JsonSchema): JsonSchema {
  const within = (value: unknown): unknown => (isPlain(value) ? eachSchema(value, rewrite) : value)
  const node: Record<string, unknown> = { ...schema }
  for (const keyword of named) {
    const map = node[keyword]
    if (isPlain(map)) node[keyword] = Object.fromEntries(Object.entries(map).map(([name, value]) => [name, within(value)]))
  }
  for (const keyword of single) if (keyword in node) node[keyword] = within(node[keyword])
  for (const keyword of listed) {
    const list = node[keyword]
    if (Array.isArray(list)) node[keyword] = list.map(within)
  }
  return rewrite(node)
}

/** Members that were folded into one pattern of names, each by its name again. */
function unfolded(node: JsonSchema): JsonSchema {
  const { patternProperties, ...rest } = node
  if (!isPlain(patternProperties)) return node
  const entries = Object.entries(patternProperties)
  const folded = entries.flatMap(([pattern, schema]) => {
    const names = /^\^\(\?:([\w|]+)\)\$$/.exec(pattern)?.[1]?.split('|')
    return names === undefined ? [] : [{ pattern, members: names.map((name) => [name, schema] as const) }]
  })
  const left = entries.filter(([pattern]) => folded.every((each) => each.pattern !== pattern))
  const properties = isPlain(rest.properties) ? rest.properties : {}
  return {
    ...rest,
    properties: { ...properties, ...Object.fromEntries(folded.flatMap(({ members }) => members)) },
    ...(left.length > 0 ? { patternProperties: Object.fromEntries(left) } : {}),
  }
}

const ofObjects: readonly string[] = ['properties', 'patternProperties', 'required', 'additionalProperties', 'minProperties']

/** A choice of types as a choice of schemas. */
function oneType(node: JsonSchema): JsonSchema {
  const { type, ...rest } = node
  if (!Array.isArray(type)) return node
  const objects = Object.entries(rest).filter(([keyword]) => ofObjects.includes(keyword))
  const others = Object.entries(rest).filter(([keyword]) => !ofObjects.includes(keyword))
  const choices = type.map((each: unknown) => ({ type: each, ...(each === 'object' ? Object.fromEntries(objects) : {}) }))
  return { ...Object.fromEntries(others), anyOf: choices }
}

/** Whatever is required is also named among the members. */
function declared(node: JsonSchema): JsonSchema {
  const { required } = node
  if (!Array.isArray(required)) return node
  const properties = isPlain(node.properties) ? node.properties : {}
  const missing = required.filter((name: string) => !Object.hasOwn(properties, name))
  if (missing.length === 0) return node
  return { ...node, properties: { ...properties, ...Object.fromEntries(missing.map((name: string) => [name, true])) } }
}
