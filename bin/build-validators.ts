import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { transformSync } from 'esbuild'
import { referredSchemas, schemaIds, schemaOf } from '../contracts/schemas/index.ts'
import { schemaBase } from '../contracts/schemas/schema.ts'
import { validatorOptions } from '../suites/validator-options.ts'

/** Source of a module that stands in for `suites/validators.ts`: every schema compiled, the compiler left out. */
export function compiledValidators(): string {
  const ajv = new Ajv2020({ ...validatorOptions, code: { source: true, esm: true }, validateSchema: false })
  // No schema uses $dynamicRef or unevaluated members; the code that keeps track of them is a third of the whole.
  Object.assign(ajv.opts, { dynamicRef: false, unevaluated: false })
  const referred = new Set(referredSchemas.map((schema) => schema.$id))
  for (const schema of referredSchemas) ajv.addSchema(schema)
  for (const id of schemaIds) if (!referred.has(schemaBase + id)) ajv.addSchema(schemaOf(id))
  const names = schemaIds.map((id, index) => [`v${index}`, schemaBase + id] as const)
  const code = withShortErrors(standalone.default(ajv, Object.fromEntries(names)))
  const table = schemaIds.map((id, index) => `${JSON.stringify(id)}: v${index}`).join(', ')
  const source = `${code.replaceAll('export const v', 'const v')}
const table = new Map(Object.entries({ ${table} }))
export function validatorOf(id) { return table.get(id) }
`
  return transformSync(source, { loader: 'js', format: 'esm', minify: true }).code
}

/** Calls a helper where the compiler writes out the same literal some hundred times; anything of another form is left as it is. */
function withShortErrors(code: string): string {
  const literal =
    /const (err\d+) = \{instancePath:?(.*?),schemaPath:(".*?"),keyword:("[^"]*"),params:(\{.*?\}),schema:(.*?),parentSchema:(.*?),data:?(.*?)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g
  const short = code.replace(literal, (_, _name, path: string, schemaPath, keyword, params, schema, parent, data: string) => {
    return `vErrors = note(vErrors, ${path || 'instancePath'}, ${schemaPath}, ${keyword}, ${params}, ${schema}, ${parent}, ${data || 'data'});\n`
  })
  return `${short}
function note(errors, instancePath, schemaPath, keyword, params, schema, parentSchema, data) {
  const error = { instancePath, schemaPath, keyword, params, schema, parentSchema, data }
  if (errors === null) return [error]
  errors.push(error)
  return errors
}
`
}
