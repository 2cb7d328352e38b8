import { extractionSubTypes } from '../capabilities.ts'
import { lines } from '../source.ts'
import { drafting } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const onDocuments = drafting('retrieve', { workflows: ['10011', '10013'], needs: ['retrieval-api'] })
const onAuthentication = drafting('retrieve', { workflows: ['10014'], needs: ['retrieval-api'] })
const onScreening = drafting('retrieve', { workflows: ['10010', '10013'], needs: ['retrieval-api'] })

/** Data that capabilities bring. */
export const companionCapabilityData: readonly RegisterEntry[] = [
  onDocuments(
    'G-CAP-LIVENESS-DATA',
    lines('G:L1464-L1466'),
    'Liveness names its kind, IPROOV_STANDARD, IPROOV_PREMIUM or JUMIO_STANDARD, and links to the face map for later authentication.',
    { errata: ['ERR-148'] },
  ),
  onDocuments('G-CAP-SIMILARITY-DATA', lines('G:L1483'), 'The similarity found is MATCH, NOT_MATCH or NOT_POSSIBLE.', {
    errata: ['ERR-166'],
  }),
  onAuthentication(
    'G-CAP-AUTHENTICATION-DATA',
    lines('G:L1500-L1501'),
    'Authentication names its kind, IPROOV_STANDARD or IPROOV_PREMIUM, and links to the face map for later authentication.',
  ),
  onDocuments(
    'G-CAP-IMAGECHECKS-DATA',
    lines('G:L1520-L1525'),
    'The face search of imageChecks is DONE, PENDING or in ERROR and lists the UUIDs of the executions it found.',
  ),
  onDocuments(
    'G-CAP-EXTRACTION-DATA-FIELDS',
    lines('G:L1541-L1583'),
    'Extracted data has the documented members, each of its type; those to be activated come only once they are.',
  ),
  onDocuments(
    'G-CAP-EXTRACTION-DATA-TYPE',
    lines('G:L1545'),
    'An extracted document is a PASSPORT, DRIVING_LICENSE, ID_CARD, VISA or UNSUPPORTED.',
  ),
  onDocuments(
    'G-CAP-EXTRACTION-DATA-SUBTYPE',
    lines('G:L1546'),
    `A subtype is one documented for its type: ${extractionSubTypes.ID_CARD.length} for ID_CARD, ` +
      `${extractionSubTypes.DRIVING_LICENSE.length} for DRIVING_LICENSE, ${extractionSubTypes.PASSPORT.length} for PASSPORT.`,
    { errata: ['ERR-153'] },
  ),
  onDocuments(
    'G-CAP-EXTRACTION-ALPHA3',
    lines('G:L1547', 'G:L1563', 'G:L1596'),
    'Extracted countries and nationalities are three-letter ISO codes; an address may also say XKX.',
  ),
  onDocuments('G-CAP-EXTRACTION-GENDER', lines('G:L1562'), 'An extracted gender is given as M or F.'),
  onDocuments(
    'G-CAP-EXTRACTION-DATEPARTS',
    lines('G:L1581-L1585'),
    'Dates of expiry, birth and issue also come as strings of year, month and day, without what the document does not show.',
  ),
  onDocuments(
    'G-CAP-EXTRACTION-ADDRESS',
    lines('G:L1587-L1600'),
    'An extracted address has only the documented members, and each is a string.',
  ),
  onScreening(
    'G-CAP-WATCHLIST-DATA',
    lines('G:L1635-L1642'),
    'A screening tells when it searched and with what status, and only once DONE the id, reference, address and number of the results.',
  ),
  onScreening('G-CAP-WATCHLIST-SEARCHSTATUS', lines('G:L1638'), 'The search of a screening is DONE, NOT_DONE or in ERROR.', {
    errata: ['ERR-132'],
  }),
]
