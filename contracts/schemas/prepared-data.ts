import type { DataField } from '../prepared-data.ts'
import { preparedDataFields, preparedDataSource } from '../prepared-data.ts'
import type { Workflow } from '../workflow.ts'
import type { JsonSchema } from './schema.ts'
import { each, named, object, word } from './schema.ts'

/** Prepared data that we send; with a workflow, including what it cannot do without. */
export function preparedDataSchema(workflow?: Workflow): JsonSchema {
  const mandatory = workflow?.mandatoryData ?? []
  const id = workflow === undefined ? 'request/prepared-data' : `request/prepared-data/${workflow.key}`
  const title = workflow === undefined ? 'Prepared data' : `Prepared data of ${workflow.key}`
  return named({ id, title, source: [...preparedDataSource, ...(workflow?.mandatoryDataSource ?? [])] }, objectAt('', mandatory))
}

/** The object at a dotted path: its direct members, and of those the mandatory ones. */
function objectAt(prefix: string, mandatory: readonly string[]): JsonSchema {
  const direct = preparedDataFields.filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'))
  const required = new Set(mandatory.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('.')[0] ?? ''))
  const properties: Record<string, JsonSchema> = {}
  const plain: string[] = []
  for (const field of direct) {
    const name = field.path.slice(prefix.length)
    const schema = field.type === 'object' ? objectAt(`${field.path}.`, mandatory) : textOf(field)
    if (schema === undefined) plain.push(name)
    else properties[name] = schema
  }
  return object(properties, [...required], each(plain, { type: 'string' }))
}

/** The schema of a text that is more than a string. */
function textOf({ format, values }: DataField): JsonSchema | undefined {
  if (values !== undefined) return word(values)
  if (format === 'date') return { title: 'a date such as 1985-01-31', type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
  if (format === 'email') return { title: 'an e-mail address', type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' }
  return undefined
}
