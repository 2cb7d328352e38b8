import type { Plain } from '../plain.ts'

/** A printed example, by the key of its workflow or another short name. */
export type Examples = Readonly<Record<string, Plain>>

/** Examples of the documents, by the operation and what of it they show. Whoever makes the document brings them. */
export interface DocumentedExamples {
  readonly requests: Readonly<Record<string, Examples>>
  readonly responses: Readonly<Record<string, Examples>>
}

/** As OpenAPI lists them; nothing where there are none. */
export function listed(examples: Examples | undefined): { readonly examples?: Plain } {
  if (examples === undefined || Object.keys(examples).length === 0) return {}
  return { examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])) }
}
