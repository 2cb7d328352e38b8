import { lengths } from '../limits.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'
import type { JsonSchema } from './schema.ts'
import { list, named, object, word } from './schema.ts'
import { allCategories, shared } from './shared.ts'

/** The start request of a workflow, as we send it. */
export function startRequestSchema(workflow: Workflow): JsonSchema {
  const { key } = workflow
  const head = {
    id: `request/start/${key}`,
    title: `Start request of ${key}`,
    source: [...workflow.request.source, ...lines('G:L155-L182')],
  }
  // ERR-108: the key is a number in the examples; a string is accepted too.
  const definition = object(
    {
      key: { enum: [Number(key), key] },
      credentials: list(credential),
      capabilities: object({ watchlistScreening: object({ additionalProperties: shared('string') }) }),
    },
    ['key'],
  )
  const properties = {
    customerInternalReference: bounded('customerInternalReference', 1),
    workflowDefinition: definition,
    userReference: bounded('userReference'),
    reportingCriteria: bounded('reportingCriteria'),
    callbackUrl: bounded('callbackUrl'),
    tokenLifetime: { title: 'a lifetime such as 30m or 60d', type: 'string', pattern: '^[0-9]+[smhd]$' },
    web: object({ successUrl: bounded('web.successUrl'), errorUrl: bounded('web.errorUrl'), locale: bounded('web.locale') }),
  }
  return named(
    head,
    object(properties, ['customerInternalReference', 'workflowDefinition', ...(workflow.needsUserReference ? ['userReference'] : [])]),
  )
}

const predefinedType = word(['DEFINED', 'RECOMMENDED'])
const alpha3 = { title: 'a country code of three capitals', type: 'string', pattern: '^[A-Z]{3}$' }
const credential = object(
  {
    category: word(allCategories),
    country: object({ predefinedType, values: list(alpha3, { minItems: 1 }) }),
    type: object({ predefinedType, values: list(shared('text')) }),
  },
  ['category'],
)

function bounded(name: keyof typeof lengths, least = 0): JsonSchema {
  const maxLength = lengths[name]
  return { title: `a string of at most ${maxLength} characters`, type: 'string', maxLength, ...(least > 0 ? { minLength: least } : {}) }
}
