import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { referredSchemas, schemaIds, schemaOf } from '../contracts/schemas/index.ts'
import { schemaBase } from '../contracts/schemas/schema.ts'
import { validatorOptions } from './validator-options.ts'

export interface CompiledValidator {
  (value: unknown): boolean
  errors?: readonly ErrorObject[] | null
}

/** Compiles a schema when it is first asked for. The bundle has this module replaced by validators that the build compiled. */
export function validatorOf(id: string): CompiledValidator | undefined {
  const compiled = compiler().getSchema(schemaBase + id)
  if (compiled !== undefined) return compiled as CompiledValidator
  if (!schemaIds.includes(id)) return undefined
  if (id.endsWith('/example')) validatorOf(id.replace(/example$/, 'stated'))
  return compiler().compile(schemaOf(id)) as CompiledValidator
}

let ajv: Ajv2020 | undefined

function compiler(): Ajv2020 {
  if (ajv === undefined) {
    ajv = new Ajv2020(validatorOptions)
    for (const schema of referredSchemas) ajv.addSchema(schema)
  }
  return ajv
}
