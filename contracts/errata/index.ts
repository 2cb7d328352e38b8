import { companionCapabilities } from './companion-capabilities.ts'
import { companionOperations } from './companion-operations.ts'
import { contrast } from './contrast.ts'
import type { Erratum } from './erratum.ts'
import { seed10005 } from './seed-10005.ts'
import { seed1000610010 } from './seed-10006-10010.ts'
import { seed10011 } from './seed-10011.ts'
import { seed10014 } from './seed-10014.ts'
import { seedPreparedData } from './seed-prepared-data.ts'
import { seedThroughout } from './seed-throughout.ts'
import { seedUploads } from './seed-uploads.ts'

export type { Erratum } from './erratum.ts'

/** Every known slip of the documentation, in the order of its ids. */
export const errata: readonly Erratum[] = [
  ...seed10005,
  ...seedPreparedData,
  ...seed1000610010,
  ...seed10011,
  ...seedUploads,
  ...seed10014,
  ...seedThroughout,
  ...contrast,
  ...companionCapabilities,
  ...companionOperations,
]

export function erratum(id: string): Erratum | undefined {
  return errata.find((each) => each.id === id)
}
