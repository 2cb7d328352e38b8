import { referredSchemas, schemaOf } from './index.ts'
import { type JsonSchema, schemaBase } from './schema.ts'
import { sharedId } from './shared.ts'

/** A line of a schema as a person reads it: indented as JSON, with what is asked for in the place of a value. */
export interface OutlineLine {
  readonly depth: number
  readonly text: string
  /** Place in the value, where the line stands for one: `$.workflowExecution.credentials[*].id`. */
  readonly path?: string
}

type Node = JsonSchema | boolean

/** A schema with what it refers to, as one. */
interface Merged {
  types: readonly string[]
  words: readonly unknown[] | undefined
  title: string | undefined
  readonly demands: string[]
  readonly members: Map<string, Node[]>
  readonly required: Set<string>
  readonly items: Node[]
  readonly cases: { readonly when: string; readonly then: Node }[]
  isForbidden: boolean
}

const maxDepth = 12

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

/** The schema of an id as the outline of a value: every member, its type or words, and what may be left out. */
export function outlineOf(id: string): readonly OutlineLine[] {
  return linesOf([schemaOf(id)], '$', 0, '', '')
}

function linesOf(nodes: readonly Node[], path: string, depth: number, lead: string, note: string): readonly OutlineLine[] {
  const merged = merge(nodes)
  const line = (text: string): OutlineLine => ({ depth, text: `${lead}${text}${note}`, path })
  if (merged.isForbidden) return [{ depth, text: `${lead}must not be there`, path }]
  const demands = [...(merged.title === undefined ? [] : [merged.title]), ...merged.demands].join(', ')
  if (depth < maxDepth && merged.members.size + merged.cases.length > 0)
    return [line(`{${demands === '' ? '' : `  ${demands}`}`), ...membersOf(merged, path, depth + 1), { depth, text: '}' }]
  if (depth < maxDepth && merged.items.length > 0)
    return [
      line(`[${demands === '' ? '' : `  ${demands}`}`),
      ...linesOf(merged.items, `${path}[*]`, depth + 1, '', ''),
      { depth, text: ']' },
    ]
  return [line(demandOf(merged, demands))]
}

function membersOf(merged: Merged, path: string, depth: number, sure: ReadonlySet<string> = merged.required): readonly OutlineLine[] {
  const names = new Set([...merged.members.keys(), ...merged.required])
  return [
    ...[...names].flatMap((name) =>
      linesOf(
        merged.members.get(name) ?? [],
        `${path}${/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`}`,
        depth,
        `${JSON.stringify(name)}: `,
        merged.required.has(name) || sure.has(name) ? '' : '  (may be absent)',
      ),
    ),
    ...merged.cases.flatMap(({ when, then }) => [
      { depth, text: `where ${when}:` },
      ...membersOf(merge([then]), path, depth + 1, merged.required),
    ]),
  ]
}

function demandOf({ words, types }: Merged, demands: string): string {
  if (words !== undefined) return words.length === 1 ? JSON.stringify(words[0]) : `one of ${words.map(String).join(', ')}`
  const kind = types.map((type) => kinds[type] ?? type).join(' or ')
  return demands === '' ? kind || 'present' : demands
}

function merge(nodes: readonly Node[]): Merged {
  const merged: Merged = {
    ...{ types: [], words: undefined, title: undefined, isForbidden: false },
    ...{ demands: [], members: new Map(), required: new Set(), items: [], cases: [] },
  }
  for (const node of nodes) take(node, merged, true)
  return merged
}

/** Adds what a node demands. Only the title of a value that is referred to tells of it: that of a whole schema is its name. */
function take(node: Node, into: Merged, isOuter: boolean): void {
  if (node === false) into.isForbidden = true
  if (typeof node === 'boolean') return
  const members = (node.properties ?? {}) as Readonly<Record<string, Node>>
  if (typeof node.$ref === 'string') take(referred(node.$ref), into, false)
  for (const part of (node.allOf ?? []) as readonly Node[]) take(part, into, false)
  if (node.type !== undefined) into.types = (Array.isArray(node.type) ? node.type : [node.type]) as readonly string[]
  into.words ??= Array.isArray(node.enum) ? node.enum : node.const === undefined ? undefined : [node.const]
  if (typeof node.title === 'string' && !('$id' in node) && into.title === undefined) into.title = node.title
  for (const name of (node.required ?? []) as readonly string[]) into.required.add(name)
  for (const [name, schema] of Object.entries(members)) add(into.members, name, schema)
  for (const [pattern, schema] of Object.entries((node.patternProperties ?? {}) as Readonly<Record<string, Node>>))
    for (const name of /^\^\(\?:([\w|]+)\)\$$/.exec(pattern)?.[1]?.split('|') ?? []) add(into.members, name, schema)
  if (node.items !== undefined) into.items.push(node.items as Node)
  into.demands.push(...demandsOf(node))
  const when = conditionOf(node.if)
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  if (when !== undefined && node.then !== undefined) into.cases.push({ when, then: node.then as Node })
  if (isOuter && into.types.length === 0 && into.members.size > 0) into.types = ['object']
}

function add(members: Map<string, Node[]>, name: string, schema: Node): void {
  const known = members.get(name)
  if (known === undefined) members.set(name, [schema])
  else if (!known.includes(schema)) known.push(schema)
}

function demandsOf({ minItems, maxItems, minimum, maximum, contains }: JsonSchema): readonly string[] {
  const title = (contains as JsonSchema | undefined)?.title
  return [
    ...(minItems === undefined ? [] : [`at least ${String(minItems)}`]),
    ...(maxItems === undefined ? [] : [`at most ${String(maxItems)}`]),
    ...(minimum === undefined ? [] : [`from ${String(minimum)}`]),
    ...(maximum === undefined ? [] : [`to ${String(maximum)}`]),
    ...(typeof title === 'string' ? [title] : []),
  ]
}

/** `category is "ID"`. */
function conditionOf(condition: unknown): string | undefined {
  const { properties } = (condition ?? {}) as { readonly properties?: Readonly<Record<string, { readonly const?: unknown }>> }
  const [name, schema] = Object.entries(properties ?? {})[0] ?? []
  return name === undefined || schema?.const === undefined ? undefined : `${name} is ${JSON.stringify(schema.const)}`
}

function referred(ref: string): Node {
  const [base = '', pointer = ''] = ref.split('#')
  const id = base.slice(schemaBase.length)
  const whole = referredSchemas.find(({ $id }) => $id === base) ?? (id === sharedId ? {} : schemaOf(id))
  return pointer
    .split('/')
    .slice(1)
    .reduce<Node>((node, name) => (node as Readonly<Record<string, Node>>)[name] ?? true, whole)
}
