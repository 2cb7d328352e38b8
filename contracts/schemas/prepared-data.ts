import type { DataField } from '../prepared-data.ts'
import { preparedDataFields, preparedDataSource } from '../prepared-data.ts'
import type { Workflow } from '../workflow.ts'
import type { JsonSchema } from './schema.ts'
import { named } from './schema.ts'

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
  return {
    type: 'object',
    properties: Object.fromEntries(
      direct.map((field) => [
        field.path.slice(prefix.length),
        field.type === 'object' ? objectAt(`${field.path}.`, mandatory) : text(field),
      ]),
    ),
    ...(required.size > 0 ? { required: [...required] } : {}),
  }
}

function text({ format, values }: DataField): JsonSchema {
  if (values !== undefined) return { type: 'string', enum: values }
  if (format === 'date') return { title: 'a date such as 1985-01-31', type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
  if (format === 'email') return { title: 'an e-mail address', type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' }
  return { type: 'string' }
}
