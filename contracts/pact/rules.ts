import type { JsonSchema } from '../schemas/schema.ts'
import { entrySchemas, isSampleObject, memberSchemas, nodesOf, type Sample } from './schema-walk.ts'

/** One matcher of a Pact V4 file. */
export type Matcher =
  | { readonly match: 'regex'; readonly regex: string }
  | { readonly match: 'type'; readonly min?: number }
  | { readonly match: 'number' | 'integer' | 'boolean' }
  | { readonly match: 'contentType'; readonly value: string }
  | { readonly match: 'arrayContains'; readonly variants: readonly Variant[] }

export interface Variant {
  readonly index: number
  readonly rules: RuleSet
  readonly generators: Readonly<Record<string, never>>
}

export interface Rule {
  readonly combine: 'AND'
  readonly matchers: readonly Matcher[]
}

/** Rules by path: `$.account.id`. */
export type RuleSet = Readonly<Record<string, Rule>>

export const rule = (...matchers: readonly Matcher[]): Rule => ({ combine: 'AND', matchers })
export const regex = (pattern: string): Rule => rule({ match: 'regex', regex: pattern })

export interface RuleOptions {
  /** Lists whose entries are told apart by their category and come in any order. */
  readonly byCategory?: readonly string[]
  /** Patterns that the state before narrows down, by path. */
  readonly narrowed?: Readonly<Record<string, string>>
  /** Paths whose value is compared as it is. */
  readonly given?: readonly string[]
  /** Lists that may not be empty. */
  readonly filled?: readonly string[]
}

/** The matchers of an example: by pattern, word list and type of the schema, never by the value that stands in the example. */
export function rulesOf(value: Sample, schemas: readonly JsonSchema[], options: RuleOptions = {}, at = '$'): RuleSet {
  if (options.given?.includes(at)) return {}
  const narrowed = options.narrowed?.[at]
  if (narrowed !== undefined) return { [at]: rule({ match: 'type' }, { match: 'regex', regex: narrowed }) }
  const nodes = nodesOf(schemas, value)
  if (Array.isArray(value)) return listRules(value, nodes, options, at)
  if (!isSampleObject(value)) return { [at]: leafRule(value, nodes) }
  return merged(Object.entries(value).map(([name, inner]) => rulesOf(inner, memberSchemas(nodes, name), options, `${at}.${name}`)))
}

function listRules(list: readonly Sample[], nodes: readonly JsonSchema[], options: RuleOptions, at: string): RuleSet {
  const entries = entrySchemas(nodes)
  if (options.byCategory?.includes(at)) {
    const variants = list.map((entry, index): Variant => {
      // The category tells the entries apart: it has no rule, so it is compared as it is.
      const rules = rulesOf(entry, entries, { ...options, given: ['$.category'] })
      return { index, rules, generators: {} }
    })
    return { [at]: rule({ match: 'arrayContains', variants }) }
  }
  const min = Math.max(options.filled?.includes(at) ? 1 : 0, ...nodes.map(({ minItems }) => Number(minItems ?? 0)))
  const [first] = list
  return {
    [at]: rule({ match: 'type', min }),
    ...(first === undefined ? {} : rulesOf(first, entries, options, `${at}[*]`)),
  }
}

function leafRule(value: Sample, nodes: readonly JsonSchema[]): Rule {
  const patterns = nodes.flatMap(({ pattern }) => (typeof pattern === 'string' ? [portable(pattern)] : []))
  const words = nodes.flatMap((node) => (Array.isArray(node.enum) && typeof value === 'string' ? [wordPattern(node.enum)] : []))
  const expressions = [...new Set([...patterns, ...words])]
  if (expressions.length > 0 && typeof value === 'string')
    // An expression alone would take the number 12345 for the text "12345".
    return rule({ match: 'type' }, ...expressions.map((each): Matcher => ({ match: 'regex', regex: each })))
  if (typeof value === 'number') return rule({ match: nodes.some(({ type }) => type === 'integer') ? 'integer' : 'number' })
  return rule(typeof value === 'boolean' ? { match: 'boolean' } : { match: 'type' })
}

const wordPattern = (words: readonly unknown[]): string => `^(${words.filter((word) => typeof word === 'string').join('|')})$`

/**
 * Regular expressions of JSON Schema are those of JavaScript and look for a match; those of Pact match the whole text,
 * and in other languages `\d` has the digits of every script.
 */
function portable(pattern: string): string {
  const plain = pattern.replaceAll('\\d', '[0-9]')
  return plain.endsWith('$') ? plain : `${plain}[\\s\\S]*$`
}

function merged(sets: readonly RuleSet[]): RuleSet {
  return Object.assign({}, ...sets) as RuleSet
}
