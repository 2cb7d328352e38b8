import { actualOf, expectedOf, type RawError } from './validator-error.ts'
import { type CompiledValidator, validatorOf } from './validators.ts'

/** A place at which a value breaks a schema. */
export interface SchemaError {
  /** Place in the value: `$.workflowExecution.credentials[0].id`. */
  readonly path: string
  /** Keyword of JSON Schema that is broken. */
  readonly keyword: string
  /** What should be there, in plain words: `a UUID`, `one of A, B`, `member "id" present`. */
  readonly expected: string
  /** What is there, clipped, with nothing of a secret. */
  readonly actual: string
  /** The tolerance or the erratum that stands on the broken demand: `TOL-...` or `ERR-...`. */
  readonly comment?: string
}

/** Most errors that one value is told: beyond it a hostile answer would only fill the report. */
const mostErrors = 100

/** What a value breaks of the schema of an id; nothing where it conforms. Throws where no schema has the id. */
export function validate(id: string, value: unknown): readonly SchemaError[] {
  const validator = validatorOf(id)
  if (validator === undefined) throw new RangeError(`no schema has the id ${id}`)
  return errorsOf(validator, value)
}

/** What a compiled validator says of a value, in words. */
export function errorsOf(validator: CompiledValidator, value: unknown): readonly SchemaError[] {
  if (validator(value)) return []
  const errors = new Map<string, SchemaError>()
  for (const raw of (validator.errors ?? []) as readonly RawError[]) {
    if (isConsequence(raw)) continue
    const error = toSchemaError(raw, value)
    errors.set(`${error.path} ${error.keyword} ${error.expected}`, error)
    if (errors.size >= mostErrors) break
  }
  return [...errors.values()]
}

/** `if` repeats what its `then` says, and a failed `contains` is told once, at the list. */
function isConsequence({ keyword, schemaPath }: RawError): boolean {
  return keyword === 'if' || schemaPath.includes('/contains/')
}

function toSchemaError(raw: RawError, value: unknown): SchemaError {
  const member = memberOf(raw)
  const path = pathOf(raw.instancePath, value) + (member === undefined ? '' : step(member, false))
  const comment = raw.parentSchema?.$comment
  return {
    path,
    keyword: raw.keyword,
    expected: expectedOf(raw),
    actual: actualOf(raw, path),
    ...(typeof comment === 'string' && /^(TOL|ERR)-/.test(comment) ? { comment } : {}),
  }
}

/** The member that an error of its object is about. */
function memberOf({ keyword, params }: RawError): string | undefined {
  const member =
    keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined
  return typeof member === 'string' ? member : undefined
}

/** A JSON pointer as a path; the value tells an index from a member that looks like one. */
function pathOf(pointer: string, root: unknown): string {
  let path = '$'
  let at = root
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~')
    path += step(name, Array.isArray(at))
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined
  }
  return path
}

function step(name: string, isIndex: boolean): string {
  if (isIndex) return `[${name}]`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 80))}]`
}
