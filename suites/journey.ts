/** Families of journeys. */
export const scenarios = ['documented', 'probes', 'order', 'outcome', 'expiry', 'lifecycle'] as const
export type Scenario = (typeof scenarios)[number]

/** One ordered plan against one target. Plain data: it is part of the evidence. */
export interface Journey {
  /** Unique in a run: `10011/local/documented`, `10011/local/outcome/usability`. */
  readonly id: string
  readonly workflow: string
  readonly region: string
  readonly scenario: Scenario
  /** What distinguishes it from others of its scenario: the capability that is steered, the order that is tried. */
  readonly variant?: string
  /** Outcome that the target is asked for, by JSON in customerInternalReference. */
  readonly steer?: Readonly<Record<string, string>>
  /**
   * What it sends in place of the usual. `modest`: as little as the documents allow, in headers and in data.
   * `largest`: the largest images that are allowed.
   */
  readonly variation?: 'modest' | 'largest'
  /** A client of somebody else went this way: nobody planned it, and what it did not ask for is no gap. */
  readonly isRecorded?: true
  /** Probes that ride on this journey, by id, in the order they are sent. */
  readonly probes: readonly string[]
  /** Parts in the order they are uploaded. */
  readonly uploads: readonly string[]
  readonly cost: { readonly transactions: number; readonly requests: number }
}
