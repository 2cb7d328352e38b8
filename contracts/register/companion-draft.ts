import type { RegionName } from '../endpoints.ts'
import type { SourceLine } from '../source.ts'
import type { Level, RegisterEntry } from './entry.ts'

type Step = RegisterEntry['step']

/** What an entry has beyond its id, source and statement. Without a level it is a MUST, without workflows it concerns all. */
export interface Particulars {
  readonly level?: Level
  readonly workflows?: readonly string[]
  readonly errata?: readonly string[]
  readonly needs?: readonly string[]
}

export type Draft = (id: string, source: readonly SourceLine[], statement: string, own?: Particulars) => RegisterEntry

/** Drafts entries of one step. The companion never holds more or less in effect than it states. */
export function drafting(step: Step, shared: Particulars = {}): Draft {
  return (id, source, statement, own = {}) => {
    const { level = 'MUST', workflows = 'all', errata, needs } = { ...shared, ...own }
    return {
      id,
      level,
      stated: level,
      step,
      workflows,
      source,
      statement,
      ...(errata === undefined ? {} : { errata }),
      ...(needs === undefined ? {} : { needs }),
    }
  }
}

export interface RegionOfId {
  /** How ids end: `AMER`. */
  readonly suffix: string
  readonly region: RegionName
  /** Source line, where a list gives the regions on lines that follow each other. */
  readonly line: SourceLine
}

/** One entry for each region; the first of its three lines is given. */
export function perRegion(firstLine: number, draft: (of: RegionOfId) => RegisterEntry): readonly RegisterEntry[] {
  return regionsOfIds.map(({ suffix, region }, index) => draft({ suffix, region, line: `G:L${firstLine + index}` }))
}

const regionsOfIds = [
  { suffix: 'AMER', region: 'amer-1' },
  { suffix: 'EMEA', region: 'emea-1' },
  { suffix: 'APAC', region: 'apac-1' },
] as const
