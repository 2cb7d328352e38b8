import { lines } from '../source.ts'
import { drafting } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const callback = drafting('callback')

const callbackSources = [
  { suffix: 'AMER', region: 'amer-1', list: 'callback.jumio.com', source: lines('G:L1206-L1211', 'G:L1213') },
  { suffix: 'EMEA', region: 'emea-1', list: 'callback.lon.jumio.com', source: lines('G:L1216-L1221', 'G:L1223') },
  { suffix: 'APAC', region: 'apac-1', list: 'callback.core-sgp.jumio.com', source: lines('G:L1226-L1228', 'G:L1230') },
] as const

/** What reaches the callback address, and from where. */
export const companionCallback: readonly RegisterEntry[] = [
  callback('G-CALLBACK-POST-JSON', lines('G:L1190-L1195', 'G:L1233'), 'A callback reaches its address as a POST of JSON.', {
    needs: ['callback-listener'],
  }),
  callback(
    'G-CALLBACK-AFTER-PROCESSING',
    lines('G:L1191', 'G:L1198', 'G:L1243'),
    'A transaction that ends, whether processed or expired, is called back once.',
    {
      needs: ['callback-listener', 'retrieval-api'],
    },
  ),
  callback(
    'G-CALLBACK-FIELDS',
    lines('G:L1235-L1246'),
    'A callback has the documented members: callbackSentAt, userReference, workflowExecution and account, each of its type.',
    {
      errata: ['ERR-155'],
    },
  ),
  callback(
    'G-CALLBACK-SENTAT-FORMAT',
    lines('G:L1237'),
    'The time of sending is in UTC to the millisecond, with T in the middle and Z behind.',
  ),
  callback(
    'G-CALLBACK-USERREFERENCE',
    lines('G:L1238'),
    'A callback repeats the userReference of the start request, and has none where that had none.',
  ),
  callback('G-CALLBACK-STATUS-ENUM', lines('G:L1243'), 'A callback reports PROCESSED, SESSION_EXPIRED or TOKEN_EXPIRED, no other state.'),
  callback('G-CALLBACK-DEFINITIONKEY-STRING', lines('G:L1242'), 'A callback names the key of the workflow that ran, as a string.', {
    errata: ['ERR-108'],
  }),
  callback(
    'G-CALLBACK-HREFS',
    lines('G:L1241', 'G:L1246'),
    'The links of a callback lead to the account and the execution on the retrieval host.',
    {
      needs: ['retrieval-api'],
    },
  ),
  callback(
    'G-CALLBACK-IDS-MATCH',
    lines('G:L1249-L1263'),
    'A callback speaks of the account and the execution that its start response named.',
    {
      level: 'SHOULD',
    },
  ),
  callback('G-CALLBACK-200-ACK', lines('G:L1199'), 'Who receives a callback confirms it with 200.', { needs: ['callback-listener'] }),
  ...callbackSources.map(({ suffix, region, list, source }) =>
    callback(
      `G-CALLBACK-IP-${suffix}`,
      source,
      `${region} sends callbacks only from its documented addresses, kept up to date at ${list}.`,
      {
        needs: ['deployed-server'],
      },
    ),
  ),
  callback(
    'G-CALLBACK-PER-ACCOUNT',
    lines('G:L1195'),
    'A callback address may be set for one account, when it is created and when it is updated.',
  ),
]
