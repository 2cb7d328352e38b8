import type { RegionName, Role } from '../contracts/hosts.ts'

/** What judges may know of a target; part of the evidence, so that old evidence can be judged again. */
export interface TargetFacts {
  /** Label in reports: a region, or `local` for a base URL of no documented region. */
  readonly region: string
  /** The documented region that this target serves, where it is known. */
  readonly documentedRegion?: RegionName
  /** Base URL of each role, with no trailing slash. */
  readonly origins: Readonly<Record<Role, string>>
  readonly userAgent: string
  /** Where the access token came from: a token that was given tells nothing of the token endpoint. */
  readonly tokenSource: 'given' | 'client-credentials'
}
