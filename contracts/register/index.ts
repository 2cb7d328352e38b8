import { companionRegister } from './companion.ts'
import type { RegisterEntry } from './entry.ts'
import { seedAccess } from './seed-access.ts'
import { seedCapability } from './seed-capability.ts'
import { seedCreate } from './seed-create.ts'
import { seedCredential } from './seed-credential.ts'
import { seedDocument } from './seed-document.ts'
import { seedFinalize } from './seed-finalize.ts'
import { seedHeader } from './seed-header.ts'
import { seedImage } from './seed-image.ts'
import { seedKey } from './seed-key.ts'
import { seedLink } from './seed-link.ts'
import { seedPreparedData } from './seed-prepared-data.ts'
import { seedRegion } from './seed-region.ts'
import { seedResponse } from './seed-response.ts'
import { seedRetrieval } from './seed-retrieval.ts'
import { seedUpdate } from './seed-update.ts'

export type { Level, RegisterEntry, RegisterStep } from './entry.ts'

/** What the source document promises. */
export const seedRegister: readonly RegisterEntry[] = [
  ...seedKey,
  ...seedRegion,
  ...seedHeader,
  ...seedCredential,
  ...seedCreate,
  ...seedUpdate,
  ...seedResponse,
  ...seedLink,
  ...seedPreparedData,
  ...seedImage,
  ...seedFinalize,
  ...seedCapability,
  ...seedRetrieval,
  ...seedAccess,
  ...seedDocument,
]

/** Every documented promise: of the source document first, then of the companion guide. */
export const register: readonly RegisterEntry[] = [...seedRegister, ...companionRegister]
