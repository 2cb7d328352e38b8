import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { buildSync } from 'esbuild'
import { referredSchemas, schemaIds, schemaOf } from '../contracts/schemas/index.ts'
import { schemaBase } from '../contracts/schemas/schema.ts'
import { validatorOptions } from '../suites/validator-options.ts'

/** A CommonJS module with the same `validatorOf` as `suites/validators.ts`: every schema compiled, the compiler left out. */
export function compiledValidators(): string {
  const ajv = new Ajv2020({ ...validatorOptions, code: { source: true, esm: true, lines: true }, validateSchema: false })
  // No schema uses $dynamicRef or unevaluated members; the code that keeps track of them is a third of the whole.
  Object.assign(ajv.opts, { dynamicRef: false, unevaluated: false })
  const referred = new Set(referredSchemas.map((schema) => schema.$id))
  for (const schema of referredSchemas) ajv.addSchema(schema)
  for (const id of schemaIds) if (!referred.has(schemaBase + id)) ajv.addSchema(schemaOf(id))
  const names = schemaIds.map((id, index) => [`v${index}`, schemaBase + id] as const)
  const code = withShortErrors(standalone.default(ajv, Object.fromEntries(names))).replaceAll('export const v', 'const v')
  const table = schemaIds.map((id, index) => `${JSON.stringify(id)}: v${index}`).join(', ')
  const contents = `${code}\nconst table = new Map(Object.entries({ ${table} }))\nexport function validatorOf(id) { return table.get(id) }\n`
  const resolveDir = import.meta.dirname
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir },
    bundle: true,
    format: 'cjs',
    minify: true,
    target: 'node20',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Calls a helper where the compiler writes out the same literal some hundred times; anything of another form is left as it is. */
function withShortErrors(code: string): string {
  const lines = code.split('\n')
  const short: string[] = [helper]
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string
    const name = /^const (err\d+) = \{instancePath/.exec(line)?.[1]
    const push = ['if(vErrors === null){', `vErrors = [${name}];`, '}', 'else {', `vErrors.push(${name});`, '}']
    if (name === undefined || push.some((each, at) => lines[index + 1 + at] !== each)) short.push(line)
    else {
      short.push(`vErrors = note(vErrors, ${argumentsOf(line)});`)
      index += push.length
    }
  }
  return short.join('\n')
}

/** What `suites/validator.ts` reads of an error; all else of it follows from the schema node and the keyword. */
const helper = `function note(errors, instancePath, keyword, parentSchema, data, params = {}, schemaPath = '') {
  const schema = keyword === 'false schema' ? false : parentSchema[keyword]
  const error = { instancePath, schemaPath, keyword, params, schema, parentSchema, data }
  if (errors === null) return [error]
  errors.push(error)
  return errors
}`

const members = ['instancePath', 'schemaPath', 'keyword', 'params', 'schema', 'parentSchema', 'data'] as const

/** The arguments of the helper for an error literal. */
function argumentsOf(line: string): string {
  let rest = line.slice(line.indexOf('{') + 1, line.lastIndexOf('}'))
  const values: Partial<Record<(typeof members)[number], string>> = {}
  for (const [index, member] of members.entries()) {
    if (!rest.startsWith(member)) throw new Error(`an error literal of another form: ${line.slice(0, 200)}`)
    const next = members[index + 1]
    const end = next === undefined ? rest.length : rest.indexOf(`,${next}`)
    values[member] = rest.slice(member.length, end).replace(/^:/, '') || member
    rest = rest.slice(end + 1)
  }
  const { instancePath, schemaPath, keyword, params, parentSchema, data } = values
  const own = [instancePath, keyword, parentSchema, data]
  if (schemaPath?.includes('/contains/') === true) own.push('{}', schemaPath)
  else if (params !== undefined && /^\{(missingProperty|additionalProperty):/.test(params)) own.push(params)
  return own.join(', ')
}
