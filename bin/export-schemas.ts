import { referredSchemas, schemaIds, schemaOf } from '../contracts/schemas/index.ts'
import { portable } from '../contracts/schemas/portable.ts'
import { dialect, type JsonSchema, schemaBase } from '../contracts/schemas/schema.ts'
import { documentText, type Exported } from './export-kinds.ts'

/** Every schema by itself, and all of them as one compound document (JSON Schema 2020-12, section 9.3). */
export function exportSchemas(): Exported {
  const schemas = new Map([...referredSchemas, ...schemaIds.map(schemaOf)].map((schema) => [nameOf(schema), portable(schema)]))
  const names = [...schemas.keys()].sort()
  const bundle = {
    $schema: dialect,
    $id: `${schemaBase}all`,
    title: 'Schemas of the KYX API',
    $comment: 'Refer to a schema by its $id. Lines: Lnnn of the workflow descriptions, G:Lnnn of the API guide.',
    $defs: Object.fromEntries(names.map((name) => [name, schemas.get(name)])),
  }
  return {
    files: names.map((name) => ({ path: `schemas/${name}.json`, text: documentText(schemas.get(name)) })),
    bundle: { path: 'schemas.json', text: documentText(bundle) },
  }
}

function nameOf({ $id }: JsonSchema): string {
  return String($id).slice(schemaBase.length)
}
