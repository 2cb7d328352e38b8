import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

/** Starting 10014 by PUT on an account that exists. */
export const seedUpdate: readonly RegisterEntry[] = group({ step: 'update', workflows: ['10014'] }, [
  {
    id: 'WF10014-UPDATE-METHOD-PUT',
    level: 'MUST',
    source: ['L1336-L1340'],
    statement: 'Starting 10014 is a PUT to the account concerned.',
    errata: ['ERR-078'],
  },
  {
    id: 'WF10014-UPDATE-STATUS-200',
    level: 'MUST',
    stated: 'MAY',
    source: ['L1344-L1353', 'L1358-L1390', 'G:L187', 'G:L284-L285'],
    statement: 'Starting 10014 is answered 200.',
    errata: ['ERR-011'],
  },
  {
    id: 'WF10014-UPDATE-REQUEST-EXAMPLE',
    level: 'SHOULD',
    source: ['L1344-L1353'],
    statement: 'The printed 10014 body, a customer reference and a key, is all it takes.',
  },
  {
    id: 'WF10014-UPDATE-RESPONSE-SHAPE',
    level: 'SHOULD',
    source: ['L1358-L1390'],
    statement: 'The answer to a 10014 start holds all that the printed one holds, two credentials included, in the same types.',
    errata: ['ERR-081', 'ERR-082'],
  },
  {
    id: 'WF10014-ACCOUNT-MUST-EXIST',
    level: 'MUST',
    source: ['L1326', 'G:L185'],
    statement: 'Starting 10014 on an account that does not exist is turned down with 404.',
  },
  {
    id: 'WF10014-ACCOUNT-ID-UNCHANGED',
    level: 'SHOULD',
    source: ['L1344', 'L1361'],
    statement: 'The answer to a 10014 start names the same account as the address that was called.',
  },
  {
    id: 'WF10014-NEW-EXECUTION',
    level: 'SHOULD',
    source: ['L1369-L1370'],
    statement: 'Each start of 10014 opens an execution of its own, under a new id.',
  },
  {
    id: 'WF10014-FACEMAP-ON-FILE',
    level: 'MUST',
    source: ['L1314', 'L1327'],
    statement: 'Without a facemap from an earlier run on the account, 10014 cannot authenticate anyone.',
    errata: ['ERR-080'],
  },
  {
    id: 'WF10014-FACEMAP-FROM-UNFINISHED-RUN',
    level: 'MAY',
    source: ['L1314', 'L1327'],
    statement: 'A run that merely asked for a facemap, and never got it, leaves none for 10014.',
    errata: ['ERR-080'],
  },
  {
    id: 'WF10014-FACEMAP-FROM-10011',
    level: 'MAY',
    source: ['L741-L743', 'L1314'],
    statement: 'A facemap left by 10011, or by a former 10014, serves 10014 as well as one left by 10013.',
    needs: ['fixtures'],
  },
  {
    id: 'WF10014-POST-CREATE-REFUSED',
    level: 'MAY',
    step: 'create',
    source: ['L1326', 'L1336-L1340'],
    statement: 'Making a new account for 10014 is turned down, since nothing could be compared.',
  },
  {
    id: 'WF10014-NO-RESPONSE-URLS',
    level: 'SHOULD',
    source: ['L1363-L1365'],
    statement: 'Where the 10014 request sets no return addresses, the answer has none beside web.href.',
    needs: ['tenant-config'],
  },
  {
    id: 'WF10014-WEB-HREF-LOCALE',
    level: 'SHOULD',
    source: ['L1364'],
    statement: 'The web link of 10014 names a locale even where the request asked for none.',
    errata: ['ERR-082'],
  },
  {
    id: 'WF10014-WITH-WEB-REQUEST',
    level: 'MUST',
    stated: 'MAY',
    source: ['L1344-L1353', 'L1363-L1365', 'G:L270', 'G:L281-L282'],
    statement: 'Starting 10014 takes the same optional members as making an account: web, callbackUrl, userReference, tokenLifetime.',
  },
])
