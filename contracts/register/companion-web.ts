import { errorCodes } from '../capabilities.ts'
import { lines } from '../source.ts'
import { drafting } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const web = drafting('create', { workflows: ['10011', '10013', '10014'] })

/** The web client, as far as it concerns the API. */
export const companionWeb: readonly RegisterEntry[] = [
  web(
    'G-WEB-HREF-NEEDS-DOMAIN',
    lines('G:L616'),
    'A start response has web.href only for a tenant whose portal sets the prefix of the domain.',
    {
      errata: ['ERR-124'],
      needs: ['tenant-config'],
    },
  ),
  web('G-WEB-HREF-OPENS', lines('G:L201', 'G:L673-L679'), 'Behind web.href the web client opens.'),
  web(
    'G-WEB-REDIRECT-PARAMS',
    lines('G:L1145-L1156'),
    'The final redirect carries accountId, workflowExecutionId, acquisitionStatus of SUCCESS or ERROR, and customerInternalReference in its query.',
    { needs: ['fixtures', 'browser'] },
  ),
  web(
    'G-WEB-ERRORCODE',
    lines('G:L1157'),
    `A redirect after an ERROR, and no other, adds an errorCode, one of ${errorCodes.length} documented ones.`,
    {
      needs: ['fixtures', 'browser'],
    },
  ),
  web(
    'G-WEB-POSTMESSAGE',
    lines('G:L743-L772'),
    'Inside an iFrame the client posts messages of eventType 510 with the ids, a token, the time, and a payload that says loaded, success or error.',
    { needs: ['browser'] },
  ),
]
