import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

/** How a request names its workflow. */
export const seedKey: readonly RegisterEntry[] = group({ step: 'create', workflows: 'all' }, [
  {
    id: 'KEY-SELECTS-WORKFLOW',
    level: 'MUST',
    source: ['L12-L18'],
    statement: 'The number in workflowDefinition.key decides which workflow runs.',
  },
  {
    id: 'KEY-SUPPORTED-SET',
    level: 'MUST',
    source: ['L3-L9', 'L20', 'L257', 'L528', 'L732', 'L1013', 'L1311'],
    statement: 'None of the six documented keys, from 10005 to 10014, is unknown to the service.',
    errata: ['ERR-106'],
  },
  {
    id: 'KEY-JSON-NUMBER',
    level: 'SHOULD',
    source: ['L52', 'L291', 'L563', 'L771', 'L1061', 'L1351'],
    statement: 'A key written as a plain number, without quotes, is understood.',
    errata: ['ERR-004', 'ERR-108'],
  },
  {
    id: 'KEY-MISSING-REFUSED',
    level: 'MUST',
    stated: 'MAY',
    source: ['L12-L18', 'G:L160-L161', 'G:L185'],
    statement: 'A start request that names no key is turned down with 400.',
  },
  {
    id: 'KEY-UNKNOWN-REFUSED',
    level: 'MAY',
    source: ['L3-L18'],
    statement: 'A number that is none of the six documented keys is turned down.',
  },
  {
    id: 'KEY-CREDENTIALS-EMPTY-OK',
    level: 'SHOULD',
    source: ['L14-L17'],
    statement: 'An empty credentials list beside the key does no harm: the usual credentials are still created.',
    errata: ['ERR-005'],
  },
  {
    id: 'KEY-CREDENTIALS-OMITTED-OK',
    level: 'SHOULD',
    workflows: ['10005', '10006', '10010', '10014'],
    source: ['L51-L53', 'L290-L292', 'L562-L564', 'L1350-L1352'],
    statement: 'A start request works without any credentials list.',
  },
  {
    id: 'KEY-CREDENTIALS-PARTIAL-OK',
    level: 'SHOULD',
    workflows: ['10011', '10013'],
    source: ['L772-L782', 'L1062-L1074'],
    statement: 'Naming the ID credential alone takes neither SELFIE nor FACEMAP out of the execution.',
  },
])
