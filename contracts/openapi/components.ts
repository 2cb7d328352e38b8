import { isPlain } from '../plain.ts'
import { referredSchemas, schemaOf } from '../schemas/index.ts'
import { eachSchema, portable } from '../schemas/portable.ts'
import { type JsonSchema, schemaBase } from '../schemas/schema.ts'

/** Collects the schemas that a document refers to, and names them as its components. */
export interface Components {
  /** A reference to the component of a schema id, such as `start/10005/stated`. */
  readonly use: (id: string) => JsonSchema
  /** Every schema that was used, with those it refers to, by component name in alphabetic order. */
  readonly all: () => Readonly<Record<string, JsonSchema>>
}

const localPrefix = '#/components/schemas/'

export function createComponents(): Components {
  const used = new Map<string, JsonSchema>()
  const referTo = (uri: string): JsonSchema => {
    const name = nameOf(uri)
    if (!used.has(name)) {
      // Noted before it is read: a schema may refer to itself.
      used.set(name, {})
      const schema = local(portable(resolved(uri)), referTo)
      used.set(name, isRequest(uri) ? schema : open(schema))
    }
    return { $ref: localPrefix + name }
  }
  return {
    use: (id) => referTo(schemaBase + id),
    all: () => Object.fromEntries([...used].sort(([left], [right]) => (left < right ? -1 : 1))),
  }
}

const isRequest = (uri: string) => uri.startsWith(`${schemaBase}request/`)

/** Answers may always have members that nobody documents: said outright, since some tools take silence for a no. */
function open(schema: JsonSchema): JsonSchema {
  return eachSchema(schema, (node) =>
    node.type === 'object' && !('additionalProperties' in node) ? { ...node, additionalProperties: true } : node,
  )
}

/** `start/10005/stated` as `Start10005`; what is stated is the usual strength and goes without saying. */
function nameOf(uri: string): string {
  const path = uri
    .slice(schemaBase.length)
    .replace(/^shared#\/\$defs\//, '')
    .replace(/\/stated$/, '')
  return path
    .split(/[/.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function resolved(uri: string): JsonSchema {
  const [id = '', pointer] = uri.split('#')
  const document = referredSchemas.find((schema) => schema.$id === id) ?? schemaOf(id.slice(schemaBase.length))
  if (pointer === undefined) return document
  const name = pointer.split('/').at(-1) ?? ''
  return isPlain(document.$defs) ? (document.$defs[name] as JsonSchema) : {}
}

/** Schemas of a document that is their resource: no ids, no dialect, and nothing beside a reference, which many tools overlook. */
function local(schema: JsonSchema, referTo: (uri: string) => JsonSchema): JsonSchema {
  return eachSchema(schema, ({ $schema: _, $id: __, $ref, ...rest }) => {
    if (typeof $ref !== 'string') return rest
    const reference = referTo($ref)
    if (Object.keys(rest).length === 0) return reference
    const { title, $comment, type, ...demands } = rest
    const own = { ...(title === undefined ? {} : { title }), ...($comment === undefined ? {} : { $comment }) }
    // Beside a reference the type only repeats what that says.
    return Object.keys(demands).length === 0 ? { ...own, allOf: [reference] } : { ...own, allOf: [reference, { type, ...demands }] }
  })
}
