import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

interface Creation {
  readonly key: string
  /** Lines of method and addresses, of the request example and of the response example. */
  readonly method: string
  readonly request: string
  readonly response: string
  readonly requestErrata?: readonly string[]
  readonly responseErrata: readonly string[]
}

const creations: readonly Creation[] = [
  { key: '10005', method: 'L36-L40', request: 'L44-L54', response: 'L59-L83', responseErrata: ['ERR-010'] },
  { key: '10006', method: 'L275-L279', request: 'L283-L293', response: 'L298-L336', responseErrata: ['ERR-010', 'ERR-033', 'ERR-034'] },
  {
    ...{ key: '10010', method: 'L544-L548', request: 'L555-L567', response: 'L572-L596' },
    ...{ requestErrata: ['ERR-044'], responseErrata: ['ERR-010'] },
  },
  {
    ...{ key: '10011', method: 'L756-L760', request: 'L764-L792', response: 'L797-L856' },
    ...{ requestErrata: ['ERR-044'], responseErrata: ['ERR-049', 'ERR-047'] },
  },
  {
    ...{ key: '10013', method: 'L1046-L1050', request: 'L1054-L1089', response: 'L1094-L1153' },
    ...{ requestErrata: ['ERR-044'], responseErrata: ['ERR-049'] },
  },
]

const created = creations.flatMap(({ key, method, request, response, requestErrata, responseErrata }) =>
  group({ step: 'create', workflows: [key] }, [
    {
      id: `WF${key}-CREATE-METHOD-POST`,
      level: 'MUST',
      source: [method],
      statement: `An account for ${key} is made by a POST to the list of accounts.`,
    },
    {
      id: `WF${key}-CREATE-STATUS-200`,
      level: 'MUST',
      stated: 'MAY',
      source: [request, response, 'G:L187'],
      statement: `Making an account for ${key} is answered 200.`,
      errata: ['ERR-011'],
    },
    {
      id: `WF${key}-CREATE-REQUEST-EXAMPLE`,
      level: 'SHOULD',
      source: [request],
      statement: `The printed request body of ${key} works once real values stand for its placeholders.`,
      ...(requestErrata ? { errata: requestErrata } : {}),
    },
    {
      id: `WF${key}-CREATE-RESPONSE-SHAPE`,
      level: 'SHOULD',
      source: [response],
      statement: `The answer to a ${key} creation holds all that the printed one holds, in the same places and types.`,
      errata: responseErrata,
    },
    {
      id: `WF${key}-CREATE-NO-REQUEST-ECHO`,
      level: 'MAY',
      source: [request, response],
      statement: `Apart from the two return addresses in web, the answer to a ${key} creation repeats nothing of the request.`,
    },
  ]),
)

const references = [
  { key: '10005', line: 'L50' },
  { key: '10006', line: 'L289' },
  { key: '10010', line: 'L561' },
  { key: '10011', line: 'L769' },
  { key: '10013', line: 'L1059' },
  { key: '10014', line: 'L1349' },
] as const
const customerReferences = references.map(
  ({ key, line }): RegisterEntry => ({
    id: `WF${key}-REQ-CUSTOMER-INTERNAL-REFERENCE`,
    level: 'MUST',
    stated: 'SHOULD',
    step: key === '10014' ? 'update' : 'create',
    workflows: [key],
    source: [line, 'G:L159'],
    statement: `Starting ${key} takes a customerInternalReference, a text of the caller's own.`,
    needs: ['retrieval-api'],
  }),
)

const screening = group({ step: 'create', workflows: ['10010'] }, [
  {
    id: 'WF10010-USERREFERENCE-REQUIRED',
    level: 'MUST',
    source: ['L550'],
    statement: 'Starting 10010 needs a userReference; screening fails without one.',
    errata: ['ERR-043', 'ERR-107'],
  },
  {
    id: 'WF10010-USERREFERENCE-EMPTY-REFUSED',
    level: 'MAY',
    source: ['L550'],
    statement: 'A userReference for 10010 that is blank, null or no text is as good as none.',
    errata: ['ERR-043'],
  },
  {
    id: 'WF10010-USERREFERENCE-POSITION',
    level: 'SHOULD',
    source: ['L566'],
    statement: 'The place of userReference is at the top of the request, beside workflowDefinition.',
  },
  {
    id: 'REQ-USERREFERENCE-OPTIONAL-ELSEWHERE',
    level: 'SHOULD',
    workflows: ['10005', '10006', '10014'],
    source: ['L49-L54', 'L288-L293', 'L1348-L1353'],
    statement: 'Starting 10005, 10006 or 10014 needs no userReference.',
  },
])

interface Member {
  readonly key: string
  readonly source: readonly string[]
}

/** The same optional member in the request examples of several workflows. */
function member(suffix: string, statement: string, where: readonly Member[], extra: Partial<RegisterEntry> = {}): readonly RegisterEntry[] {
  return where.flatMap(({ key, source }) =>
    group({ step: 'create', workflows: [key], ...extra }, [
      { id: `WF${key}-${suffix}`, level: 'SHOULD', source, statement: statement.replace('{key}', key) },
    ]),
  )
}

const members: readonly RegisterEntry[] = [
  ...member(
    'REQ-CALLBACKURL',
    'A {key} request may name a callbackUrl, to which the outcome is sent.',
    [
      { key: '10010', source: ['L565'] },
      { key: '10011', source: ['L784'] },
      { key: '10013', source: ['L1081'] },
    ],
    { errata: ['ERR-044'], needs: ['callback-listener'] },
  ),
  ...member(
    'REQ-USERREFERENCE',
    'A {key} request may name its user by a userReference.',
    [
      { key: '10011', source: ['L785'] },
      { key: '10013', source: ['L1082'] },
    ],
    { needs: ['callback-listener', 'retrieval-api'] },
  ),
  ...member(
    'REQ-TOKENLIFETIME',
    'A {key} request may set a tokenLifetime, written like 5m.',
    [
      { key: '10011', source: ['L786'] },
      { key: '10013', source: ['L1083'] },
    ],
    { errata: ['ERR-055'] },
  ),
  ...group({ step: 'create', workflows: ['10005', '10006', '10010', '10014'] }, [
    {
      id: 'REQ-TOKENLIFETIME-OMITTED',
      level: 'SHOULD',
      source: ['L49-L54', 'L288-L293', 'L560-L567', 'L1348-L1353'],
      statement: 'A start request works without a tokenLifetime.',
    },
    {
      id: 'REQ-TOKENLIFETIME-ENFORCED',
      level: 'MUST',
      stated: 'MAY',
      step: 'upload-image',
      workflows: ['10011', '10013'],
      source: ['L786', 'L1083', 'G:L119', 'G:L539'],
      statement: 'Transaction tokens die at the end of tokenLifetime unless the execution was finalized before.',
      needs: ['clock-control', 'retrieval-api'],
    },
  ]),
]

const idChoices: readonly RegisterEntry[] = [
  ...member('REQ-CRED-CATEGORY-ID', 'A {key} request picks the credential that it narrows down by its category, ID.', [
    { key: '10011', source: ['L774'] },
  ]),
  ...member(
    'REQ-TYPE-VALUES',
    'A {key} request may restrict the kinds of document; its example allows driving licences, ID cards and passports.',
    [{ key: '10011', source: ['L775-L777'] }],
  ),
  ...member('REQ-COUNTRY-VALUES', 'A {key} request may restrict the issuing countries, each written in three letters.', [
    { key: '10011', source: ['L778-L780'] },
  ]),
  ...member('REQ-CRED-CATEGORY-ID', 'A {key} request picks the credential that it narrows down by its category, ID.', [
    { key: '10013', source: ['L1064'] },
  ]),
  ...member('REQ-TYPE-VALUES', 'A {key} request may restrict the kinds of document; its example allows driving licences and ID cards.', [
    { key: '10013', source: ['L1069-L1072'] },
  ]),
  ...member('REQ-COUNTRY-VALUES', 'A {key} request may restrict the issuing countries, each written in three letters.', [
    { key: '10013', source: ['L1065-L1068'] },
  ]),
  ...member(
    'REQ-PREDEFINEDTYPE-OMITTED',
    'A {key} request may list types and countries without a predefinedType.',
    [{ key: '10011', source: ['L775-L780'] }],
    { errata: ['ERR-053'] },
  ),
  ...member(
    'REQ-PREDEFINEDTYPE-DEFINED',
    'A {key} request may mark its lists of types and countries as DEFINED.',
    [{ key: '10013', source: ['L1066', 'L1070'] }],
    { errata: ['ERR-053'] },
  ),
  ...member(
    'REQ-CAPABILITIES-WATCHLIST',
    'A {key} request may pass a text to screening below workflowDefinition.capabilities.',
    [{ key: '10013', source: ['L1075-L1079'] }],
    { errata: ['ERR-070'] },
  ),
  ...member('REQ-WEB', 'A {key} request may set, in web, the locale and where the user returns after success and failure.', [
    { key: '10011', source: ['L787-L791'] },
    { key: '10013', source: ['L1084-L1088'] },
  ]),
]

/** Making an account by POST: the call, its request and its answer. */
export const seedCreate: readonly RegisterEntry[] = [...created, ...customerReferences, ...screening, ...members, ...idChoices]
