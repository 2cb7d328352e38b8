import type { Command } from 'commander'
import { regionAliases, regions } from '../contracts/endpoints.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { reporterNames } from '../reporters/index.ts'
import { scenarios } from '../suites/journey.ts'
import { modes } from '../suites/target.ts'
import { lineOnly } from './config-file.ts'
import { isOwn, type Kind } from './flags.ts'
import { type Setting, settingsOf } from './settings.ts'

type Schema = Readonly<Record<string, unknown>>

/** Words that an option takes, where they are a closed list. */
const choices: Readonly<Record<string, readonly string[]>> = {
  workflow: workflows.map(({ key }) => key),
  scenario: scenarios,
  level: ['must', 'should', 'may'],
  mode: modes,
  failOn: ['error', 'warning'],
  region: [...regions, ...Object.keys(regionAliases)],
  report: reporterNames,
}

/** The JSON Schema of a configuration file: every option of every command. */
export function configSchema(commands: readonly Command[]): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'kyx.config',
    description:
      'Options of kyx-conformance. A key at the top holds for every command that has the option; one under commands for that command.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The address of this schema.' },
      ...propertiesOf(commands.flatMap(settingsOf).filter(({ option }) => !isOwn(option))),
      commands: {
        type: 'object',
        description: 'Options of single commands.',
        additionalProperties: false,
        properties: Object.fromEntries(
          commands.map((command) => [
            command.name(),
            {
              type: 'object',
              description: command.description(),
              additionalProperties: false,
              properties: propertiesOf(settingsOf(command)),
            },
          ]),
        ),
      },
    },
  }
}

function propertiesOf(settings: readonly Setting[]): Readonly<Record<string, Schema>> {
  const keys = [...new Set(settings.map(({ key }) => key))].filter((key) => !lineOnly.includes(key))
  return Object.fromEntries(
    keys.map((key) => {
      const own = settings.filter((each) => each.key === key)
      const forms = own.flatMap((setting) => [...(setting.isOptional ? [{ type: 'boolean' }] : []), ...formsOf(setting)])
      const unique = [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()]
      const description = own[0] === undefined ? '' : describe(own[0])
      return [key, { description, ...(unique.length === 1 ? unique[0] : { anyOf: unique }) }]
    }),
  )
}

function describe({ option }: Setting): string {
  return option.negate ? `false: ${option.description}` : option.description
}

function formsOf({ key, kind }: Setting): readonly Schema[] {
  const names = Object.hasOwn(choices, key) ? choices[key] : undefined
  return forms(names)[kind]
}

function forms(names: readonly string[] | undefined): Readonly<Record<Kind, readonly Schema[]>> {
  const text = { type: 'string', minLength: 1 }
  const list = (items: Schema) => ({ type: 'array', minItems: 1, items })
  const pairs = { type: 'object', minProperties: 1, additionalProperties: text }
  // YAML reads 10011 as a number.
  const numbers = names?.filter((name) => /^\d+$/.test(name)).map(Number) ?? []
  return {
    flag: [{ type: 'boolean' }],
    text: [names === undefined ? text : { enum: names }],
    path: [text],
    count: [{ type: 'integer', minimum: 0 }],
    duration: [
      { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m)?$' },
      { type: 'number', exclusiveMinimum: 0 },
    ],
    words: [text, ...numbers.map((number) => ({ const: number })), list(names === undefined ? text : { enum: [...names, ...numbers] })],
    list: [text, list(text)],
    pairs: [text, list(text), pairs],
    reports: [
      text,
      list(text),
      {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        properties: Object.fromEntries((names ?? []).map((name) => [name, text])),
      },
    ],
    headers: [text, list(text), pairs],
  }
}

/** The same as a TypeScript type, for `defineConfig`. */
export function configTypes(schema: Schema): string {
  const { $schema, commands, ...shared } = (schema as { readonly properties: Readonly<Record<string, Schema>> }).properties
  const sections = Object.entries((commands as { readonly properties: Readonly<Record<string, Schema>> }).properties)
  return `// Made by npm run docs from the options of the commands.

/** Options of several commands. */
export interface Options ${typeOf({ type: 'object', properties: shared }, '')}

/** A configuration file. */
export interface Config extends Options {
  /** ${$schema?.description} */
  readonly $schema?: string
  /** ${commands?.description} */
  readonly commands?: {
${sections.map(([name, section]) => `    readonly ${/^\w+$/.test(name) ? name : literal(name)}?: ${sectionType(section, shared)}\n`).join('')}  }
}
`
}

/** What a command shares is picked, what is its own is said. */
function sectionType({ properties }: Schema, shared: Readonly<Record<string, Schema>>): string {
  const all = Object.entries(properties as Readonly<Record<string, Schema>>)
  const isShared = ([key, own]: readonly [string, Schema]) => shared[key] !== undefined && typeOf(shared[key], '') === typeOf(own, '')
  const picked = all.filter(isShared).map(([key]) => literal(key))
  const own = all.filter((entry) => !isShared(entry))
  const parts = [
    ...(picked.length === 0 ? [] : [`Pick<Options, ${picked.join(' | ')}>`]),
    ...(own.length === 0 ? [] : [typeOf({ type: 'object', properties: Object.fromEntries(own) }, '    ')]),
  ]
  return parts.length === 0 ? 'Readonly<Record<string, never>>' : parts.join(' & ')
}

function typeOf(schema: Schema, indent: string): string {
  const { anyOf, enum: names, const: only, type, items, properties, additionalProperties } = schema
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((each) => typeOf(each as Schema, indent)))].join(' | ')
  if (Array.isArray(names)) return names.map(literal).join(' | ')
  if (only !== undefined) return literal(only)
  if (type === 'array') return `readonly (${typeOf(items as Schema, indent)})[]`
  if (type === 'object' && properties === undefined) return `Readonly<Record<string, ${typeOf(additionalProperties as Schema, indent)}>>`
  if (type === 'object') {
    const rows = Object.entries(properties as Readonly<Record<string, Schema>>).map(([name, each]) => {
      const comment = each.description === undefined ? '' : `${indent}  /** ${each.description} */\n`
      return `${comment}${indent}  readonly ${name}?: ${typeOf(each, `${indent}  `)}\n`
    })
    return `{\n${rows.join('')}${indent}}`
  }
  return type === 'integer' ? 'number' : String(type)
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value))
