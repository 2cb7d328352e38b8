import { documentedHost } from '../endpoints.ts'
import { lines } from '../source.ts'
import { drafting, perRegion } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const upload = drafting('upload-image')
const finalize = drafting('finalize')

/** Uploads of parts and the end of the acquisition. */
export const companionUploads: readonly RegisterEntry[] = [
  ...perRegion(476, ({ suffix, region, line }) =>
    upload(
      `G-UPLOAD-URL-${suffix}`,
      ['G:L475', line],
      `Each part is sent by POST to its own address under ${documentedHost('api', region)}, which ends in its classifier.`,
    ),
  ),
  upload('G-UPLOAD-CLASSIFIERS', lines('G:L487'), 'A part is uploaded as FRONT, BACK, FACE or FACEMAP.', {
    errata: ['ERR-046', 'ERR-111', 'ERR-113'],
  }),
  // That it yields to the source document changes the limit (contracts/limits.ts), not the level.
  upload('G-UPLOAD-MAX-5MB', lines('G:L493'), 'A file of up to 5 MB is accepted; the source document doubles this limit and wins.', {
    errata: ['ERR-109', 'ERR-067'],
  }),
  upload('G-UPLOAD-MAX-RESOLUTION', lines('G:L493'), 'An image is no wider and no higher than 8000 pixels.'),
  upload(
    'G-UPLOAD-STATUSES',
    lines('G:L496', 'G:L498'),
    'Every upload, prepared data too, answers 200, or 401, 403 or 404 when it fails.',
    {
      needs: ['retrieval-api'],
    },
  ),
  upload(
    'G-UPLOAD-RESPONSE-FIELDS',
    lines('G:L500-L513'),
    'The upload response has the documented members; api.token, api.parts and the credentials may be absent.',
    {
      errata: ['ERR-041'],
    },
  ),
  upload(
    'G-UPLOAD-RESPONSE-EXAMPLE',
    lines('G:L516-L534'),
    'The upload response has the members of the printed example once that is valid JSON, api.token among them.',
    {
      level: 'SHOULD',
      errata: ['ERR-135'],
    },
  ),
  drafting('create')('G-UPLOAD-REDIRECT-URLS', lines('G:L453'), 'A start response gives the API channel at least one link to go on with.'),
  ...perRegion(542, ({ suffix, region, line }) =>
    finalize(
      `G-FINALIZE-URL-${suffix}`,
      ['G:L541', line],
      `A PUT to the address of the workflow execution under ${documentedHost('api', region)} ends the acquisition.`,
    ),
  ),
  finalize('G-FINALIZE-NEEDED', lines('G:L536', 'G:L539'), 'A transaction that was never finalized is not processed.', {
    needs: ['clock-control', 'retrieval-api'],
  }),
  finalize('G-FINALIZE-CLEANUP-STATUS', lines('G:L539'), 'A transaction left unfinalized is closed as SESSION_EXPIRED or TOKEN_EXPIRED.'),
  finalize('G-FINALIZE-STATUSES', lines('G:L569', 'G:L571'), 'A finalize answers 200, or 401, 403 or 404 when it fails.'),
  finalize(
    'G-FINALIZE-RESPONSE-FIELDS',
    lines('G:L573-L579', 'G:L594-L603'),
    'The finalize response holds a timestamp and the ids of the account and of the workflow execution.',
  ),
]
