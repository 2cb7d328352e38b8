import { companionAccess } from './companion-access.ts'
import { companionCallback } from './companion-callback.ts'
import { companionCapabilities } from './companion-capabilities.ts'
import { companionCapabilityData } from './companion-capability-data.ts'
import { companionHeaders } from './companion-headers.ts'
import { companionOperations } from './companion-operations.ts'
import { companionRetrieval } from './companion-retrieval.ts'
import { companionStart } from './companion-start.ts'
import { companionUploads } from './companion-uploads.ts'
import { companionWeb } from './companion-web.ts'
import type { RegisterEntry } from './entry.ts'

/** What the companion guide adds to the source document, or repeats with another force. */
export const companionRegister: readonly RegisterEntry[] = [
  ...companionAccess,
  ...companionHeaders,
  ...companionStart,
  ...companionUploads,
  ...companionWeb,
  ...companionCallback,
  ...companionRetrieval,
  ...companionCapabilities,
  ...companionCapabilityData,
  ...companionOperations,
]
