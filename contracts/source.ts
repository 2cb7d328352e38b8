/** Where a fact stands: `L193-L197` is a line range of the source document, `G:L571` one of the companion guide. */
export type SourceLine = `L${string}` | `G:L${string}`

/** The lines a fact stands on. */
export function lines(...at: readonly SourceLine[]): readonly SourceLine[] {
  return at
}

/** The edition of the documents that this contract restates. */
export const edition = {
  id: '2022-02',
  document: 'workflow-descriptions-kyx.md',
  sha256: 'd34435e083e9912b1d541133fa109812acc12a12336039c9c2fc5e42127c48b9',
  companion: 'api-guide-kyx.md',
  companionSha256: '4eb2021e6c29b018c4c1988af13bd2caeadecef763319c8d598ebb539e533ccd',
} as const
