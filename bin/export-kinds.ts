/** A document of an export. */
export interface ExportedFile {
  /** Path under `contracts/exports/`, and under the folder of --output: `openapi.json`, `schemas/token/stated.json`. */
  readonly path: string
  readonly text: string
}

export interface Exported {
  /** Documents, in a fixed order, the same bytes whenever they are made. */
  readonly files: readonly ExportedFile[]
  /** All of them in one: what standard output, one file and `contracts/exports/` get where there are several. */
  readonly bundle?: ExportedFile
}

export interface ExportInput {
  /** One origin that serves every role, instead of the documented hosts. */
  readonly baseUrl?: string
  /** Between two questions for the status, instead of what the documents advise. */
  readonly pollSeconds?: number
}

export interface ExportKind {
  readonly kind: string
  /** What it makes, in a few words. */
  readonly summary: string
  /** What of the input it heeds; nothing where absent. */
  readonly takes?: readonly (keyof ExportInput)[]
  /** Loads its maker when it is asked for, so that no other command pays for it. */
  readonly make: (input: ExportInput) => Promise<Exported>
}

/** The contract in standard form. An export is one file with its maker, and one line here. */
// biome-ignore format: one line per export
export const exportKinds: readonly ExportKind[] = [
  { kind: 'openapi', summary: 'OpenAPI 3.1 of every operation and of the callback', takes: ['baseUrl'], make: async (input) => (await import('./export-openapi.ts')).exportOpenApi(input) },
  { kind: 'arazzo', summary: 'Arazzo 1.0.1, a workflow per documented key', takes: ['pollSeconds'], make: async (input) => (await import('./export-arazzo.ts')).exportArazzo(input) },
  { kind: 'schemas', summary: 'JSON Schema 2020-12 of every request and response', make: async () => (await import('./export-schemas.ts')).exportSchemas() },
  { kind: 'pact', summary: 'a Pact V4 file for each workflow', make: async () => (await import('./export-pact.ts')).exportPacts() },
]

/** What is kept under `contracts/exports/`. */
export function committedFiles({ files, bundle }: Exported): readonly ExportedFile[] {
  return bundle === undefined ? files : [bundle]
}

/** JSON as it is kept: for people to read, and to compare line by line. */
export function documentText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
