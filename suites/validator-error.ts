/** An error as the compiled validators report it. */
export interface RawError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly schema?: unknown
  readonly parentSchema?: Readonly<Record<string, unknown>>
  readonly data?: unknown
}

const mostCharacters = 80
const mostMembers = 8

/** What a broken keyword asks for, in plain words. */
export function expectedOf({ keyword, params, schema, parentSchema }: RawError): string {
  const title = typeof parentSchema?.title === 'string' ? parentSchema.title : undefined
  switch (keyword) {
    case 'type':
      return typesOf(schema)
    case 'required':
      return `member ${quoted(params.missingProperty)} present`
    case 'additionalProperties':
      return `no member ${quoted(params.additionalProperty)}`
    case 'false schema':
      return 'no such member'
    case 'enum':
      return `one of ${(schema as readonly unknown[]).map(String).join(', ')}`
    case 'const':
      return quoted(schema)
    case 'pattern':
      return title ?? `a string that matches ${String(schema)}`
    case 'minLength':
      return title ?? `a string of at least ${String(schema)} characters`
    case 'maxLength':
      return title ?? `a string of at most ${String(schema)} characters`
    case 'minItems':
      return `at least ${counted(schema, 'item')}`
    case 'maxItems':
      return `at most ${counted(schema, 'item')}`
    case 'minProperties':
      return `at least ${counted(schema, 'member')}`
    case 'contains':
      return String((schema as Readonly<Record<string, unknown>>).title ?? 'an item of the documented kind')
    case 'minimum':
    case 'exclusiveMinimum':
      return `a number ${keyword === 'minimum' ? 'of at least' : 'above'} ${String(schema)}`
    case 'maximum':
      return `a number of at most ${String(schema)}`
    default:
      return `${keyword} ${clipped(schema)}`
  }
}

/** What is there instead, clipped; of a value whose name speaks of a secret only the kind and length. */
export function actualOf({ keyword, schema, data }: RawError, path: string): string {
  if (keyword === 'required') return 'absent'
  if (keyword === 'additionalProperties') return 'present'
  if (keyword === 'contains') return containedOf(schema, data)
  if (typeof data === 'string' && /token|secret|password/i.test(path)) return `a string of ${data.length} characters`
  return described(data)
}

/** The values of the member by which `contains` tells items apart. */
function containedOf(schema: unknown, data: unknown): string {
  const name = Object.keys((schema as { readonly properties?: object } | undefined)?.properties ?? {})[0]
  if (!Array.isArray(data) || name === undefined) return described(data)
  const values = data.map((item: unknown) =>
    typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>)[name] : undefined,
  )
  return values.length === 0 ? 'an empty list' : listed(values.map((value) => (typeof value === 'string' ? clipped(value) : kindOf(value))))
}

function described(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value === '' ? 'an empty string' : clipped(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${counted(value.length, 'item')}`
  if (typeof value !== 'object') return 'absent'
  const names = Object.keys(value)
  return names.length === 0 ? 'an empty object' : `an object with ${listed(names.map((name) => clipped(name)))}`
}

function kindOf(value: unknown): string {
  return value === undefined ? 'absent' : value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
}

function listed(words: readonly string[]): string {
  const more = words.length - mostMembers
  return words.slice(0, mostMembers).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** JSON without control characters, at most `mostCharacters` of the value. */
function clipped(value: unknown): string {
  if (typeof value !== 'string') return (JSON.stringify(value) ?? 'absent').slice(0, mostCharacters)
  const text = value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? clipped(value) : String(value)
}

function counted(count: unknown, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

function typesOf(schema: unknown): string {
  const names = Array.isArray(schema) ? schema : [schema]
  return names.map((name: unknown) => kinds[String(name)] ?? String(name)).join(' or ')
}
