import { referredSchemas, schemaOf } from '../schemas/index.ts'
import { type JsonSchema, schemaBase } from '../schemas/schema.ts'

/** A JSON value of an example. */
export type Sample = null | boolean | number | string | readonly Sample[] | SampleObject
export interface SampleObject {
  readonly [member: string]: Sample
}

export function isSampleObject(value: Sample | undefined): value is SampleObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const known = new Map(referredSchemas.map((schema) => [String(schema.$id), schema]))

function resolve(reference: string): JsonSchema {
  const [id = '', pointer = ''] = reference.split('#')
  const steps = pointer.split('/').filter((step) => step !== '')
  const found = steps.reduce<JsonSchema | undefined>(
    (schema, step) => schema?.[step] as JsonSchema | undefined,
    known.get(id) ?? schemaOf(id.slice(schemaBase.length)),
  )
  if (found === undefined) throw new RangeError(`no schema is called ${reference}`)
  return found
}

/** True of a demand that an erratum stands on: it is no ground to fail anybody. */
const isContested = ({ $comment }: JsonSchema): boolean => String($comment ?? '').startsWith('ERR-')

/** Every plain schema that speaks of a value: what it refers to, what it joins, and what its conditions ask of this value. */
export function nodesOf(schemas: readonly JsonSchema[], value: Sample): readonly JsonSchema[] {
  return schemas.flatMap((schema) => {
    if (isContested(schema)) return []
    const { $ref, allOf = [], if: condition, then } = schema
    const inner = [
      ...(typeof $ref === 'string' ? [resolve($ref)] : []),
      ...(allOf as readonly JsonSchema[]),
      ...(condition !== undefined && meets(value, condition as JsonSchema) ? [then as JsonSchema] : []),
    ]
    return [schema, ...nodesOf(inner, value)]
  })
}

/** The conditions of the contract ask for the value of one member, and for nothing else. */
function meets(value: Sample, { properties = {} }: JsonSchema): boolean {
  return (
    isSampleObject(value) &&
    Object.entries(properties as JsonSchema).every(([name, schema]) => value[name] === (schema as JsonSchema).const)
  )
}

/** What the nodes of an object say of one of its members. */
export function memberSchemas(nodes: readonly JsonSchema[], name: string): readonly JsonSchema[] {
  return nodes.flatMap(({ properties = {}, patternProperties = {} }) => {
    const own = (properties as JsonSchema)[name]
    const matching = Object.entries(patternProperties as JsonSchema).filter(([pattern]) => new RegExp(pattern).test(name))
    return [own, ...matching.map(([, schema]) => schema)].filter((schema) => typeof schema === 'object' && schema !== null) as JsonSchema[]
  })
}

/** What the nodes of a list say of each of its entries. */
export function entrySchemas(nodes: readonly JsonSchema[]): readonly JsonSchema[] {
  return nodes.flatMap(({ items }) => (typeof items === 'object' && items !== null ? [items as JsonSchema] : []))
}

/**
 * Of an example only what the schemas demand, and the paths that are kept besides: `$.capabilities.usability`.
 * A member of a kept path is kept in the same way, with what is demanded of it.
 */
export function demanded(value: Sample, schemas: readonly JsonSchema[], kept: readonly string[], at = '$'): Sample {
  const nodes = nodesOf(schemas, value)
  if (Array.isArray(value)) return (value as readonly Sample[]).map((entry) => demanded(entry, entrySchemas(nodes), kept, `${at}[*]`))
  if (!isSampleObject(value)) return value
  const required = new Set(nodes.flatMap((node) => (node.required ?? []) as readonly string[]))
  const members = Object.entries(value).filter(
    ([name]) => required.has(name) || kept.some((path) => path === `${at}.${name}` || path.startsWith(`${at}.${name}.`)),
  )
  return Object.fromEntries(members.map(([name, inner]) => [name, demanded(inner, memberSchemas(nodes, name), kept, `${at}.${name}`)]))
}
