import type { SourceLine } from '../source.ts'

/** A JSON Schema of draft 2020-12, as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** `stated` is what the documents demand; `example` is what only their examples show. */
export const strengths = ['stated', 'example'] as const
export type Strength = (typeof strengths)[number]

/** Names the schemas; nothing is ever fetched from it. */
export const schemaBase = 'https://kyx-conformance.dev/schemas/'
export const dialect = 'https://json-schema.org/draft/2020-12/schema'

export interface SchemaHead {
  readonly id: string
  readonly title: string
  readonly source: readonly SourceLine[]
}

/** A schema with its name and the lines that it stands on. */
export function named({ id, title, source }: SchemaHead, body: JsonSchema): JsonSchema {
  return { $schema: dialect, $id: schemaBase + id, title, $comment: source.join(', '), ...body }
}

/** An object; members that are not listed are always allowed. */
export function object(
  properties: Readonly<Record<string, JsonSchema | boolean>>,
  required: readonly string[] = [],
  more: JsonSchema = {},
): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...more }
}

export function list(items: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, ...more }
}

/** Members that must be there, as a node of its own: its comment names what contests or tolerates their absence. */
export function present(comment: string, ...members: readonly string[]): JsonSchema {
  return { $comment: comment, required: members }
}

/** Members that share one schema where they are there: told once, so that it is compiled once. */
export function each(names: readonly string[], schema: JsonSchema): { readonly patternProperties: Readonly<Record<string, JsonSchema>> } {
  return { patternProperties: { [`^(?:${names.join('|')})$`]: schema } }
}

/** One of a closed list of words; `tolerance` names what tolerates another word. */
export function word(values: readonly string[], tolerance?: `TOL-${string}` | `ERR-${string}`): JsonSchema {
  return { type: 'string', enum: values, ...(tolerance === undefined ? {} : { $comment: tolerance }) }
}

/** One strength of a schema: what is stated, or that and what the examples add. The strength is added to the id. */
export function strengthened(head: SchemaHead, strength: Strength, stated: JsonSchema, example: JsonSchema): JsonSchema {
  const own = { ...head, id: `${head.id}/${strength}` }
  return named(own, strength === 'stated' ? stated : { type: 'object', $ref: `${schemaBase}${head.id}/stated`, ...example })
}

/** What holds of an object where one of its members has a value. */
export function when(member: string, value: string, consequence: JsonSchema): JsonSchema {
  const condition = { properties: { [member]: { const: value } }, required: [member] }
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: consequence }
}

/** A list of further demands; nothing where there are none, since an empty `allOf` is no schema. */
export function all(demands: readonly JsonSchema[]): JsonSchema {
  return demands.length === 0 ? {} : { allOf: demands }
}
