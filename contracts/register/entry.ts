/** How strongly the documents ask for something: said outright, shown by an example, or only to be inferred. */
export type Level = 'MUST' | 'SHOULD' | 'MAY'

/** The part of the documented course that a requirement speaks of. */
export type RegisterStep =
  | 'token'
  | 'create'
  | 'update'
  | 'upload-data'
  | 'upload-image'
  | 'finalize'
  | 'retrieve'
  | 'callback'
  | 'health'
  | 'delete'
  | 'docs'

/** One documented promise, in the words of this project. */
export interface RegisterEntry {
  readonly id: string
  /** The level that counts: the source document and its companion guide read together. */
  readonly level: Level
  /** The level in the document that the entry was drawn from, read alone. */
  readonly stated: Level
  readonly step: RegisterStep
  /** Keys of the workflows concerned. */
  readonly workflows: 'all' | readonly string[]
  /** `L36-L40` is a place in the source document, `G:L187` one in the companion guide. */
  readonly source: readonly string[]
  readonly statement: string
  /** Slips of the documents that qualify the requirement. */
  readonly errata?: readonly string[]
  /** What a check needs beyond plain requests. */
  readonly needs?: readonly string[]
}

/** What the entries of a group have in common; an entry may still say otherwise. */
export type Shared = Pick<RegisterEntry, 'step' | 'workflows'> & Partial<Omit<RegisterEntry, 'id'>>
export type Row = Pick<RegisterEntry, 'id' | 'level' | 'source' | 'statement'> & Partial<RegisterEntry>

/** Completes rows with what they share. A level that only one document knows is also the stated one. */
export function group(shared: Shared, rows: readonly Row[]): readonly RegisterEntry[] {
  return rows.map((row) => ({ stated: row.level, ...shared, ...row }))
}
