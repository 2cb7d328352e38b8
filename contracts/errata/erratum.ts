import type { SourceLine } from '../source.ts'

export const erratumKinds = [
  'contradiction',
  'ambiguity',
  'omission',
  'inconsistent-example',
  'invalid-json',
  'invalid-shell',
  'broken-link',
  'structure',
  'content',
  'placeholder',
  'work-marker',
  'typo',
] as const
export type ErratumKind = (typeof erratumKinds)[number]

/** Worst first. */
export const erratumSeverities = ['blocker', 'major', 'minor', 'cosmetic'] as const
export type ErratumSeverity = (typeof erratumSeverities)[number]

/** A slip of the documentation, or a silence, with the two readings that it permits. */
export interface Erratum {
  /** `ERR-013` */
  readonly id: string
  /** A short stable word: `account-vs-api-host`. */
  readonly name: string
  readonly title: string
  readonly kind: ErratumKind
  readonly severity: ErratumSeverity
  /** The source document, its companion, or the two against each other. */
  readonly scope: 'seed' | 'seed-vs-companion' | 'companion'
  readonly source: readonly SourceLine[]
  /** What stands there and why it is a slip. */
  readonly problem: string
  /** The reading that the contract takes; also the correction that is proposed. */
  readonly strict: string
  /** What a tolerant client or a tolerant run may accept. */
  readonly lenient: string
  /** False where the text, copied as printed, does not parse, run or resolve, or breaks the contract. */
  readonly copyable: boolean
  /** Ids of the requirements that the slip qualifies. */
  readonly requirements: readonly string[]
}
