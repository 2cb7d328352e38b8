import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const withData = ['10005', '10006', '10010'] as const

// The sections of 10006 and 10010 repeat the table and the example of 10005, 253 and 513 lines further down.
const inAllThree = (line: number): readonly string[] => [0, 253, 513].map((shift) => `L${line + shift}`)

interface Upload {
  readonly key: string
  readonly method: string
  readonly request: string
  readonly response: string
  readonly link: string
  readonly execution: string
}

const uploads: readonly Upload[] = [
  { key: '10005', method: 'L86-L90', request: 'L138-L171', response: 'L176-L190', link: 'L186', execution: 'L188' },
  { key: '10006', method: 'L339-L343', request: 'L391-L424', response: 'L429-L443', link: 'L439', execution: 'L441' },
  { key: '10010', method: 'L599-L603', request: 'L651-L684', response: 'L689-L703', link: 'L699', execution: 'L701' },
]

const calls = uploads.flatMap(({ key, method, request, response, link, execution }) =>
  group({ step: 'upload-data', workflows: [key] }, [
    {
      id: `WF${key}-UPLOAD-DATA-POST`,
      level: 'MUST',
      source: [method],
      statement: `Prepared data of ${key} is handed in by a POST to the PREPARED_DATA part of its credential.`,
      errata: ['ERR-013'],
    },
    {
      id: `WF${key}-UPLOAD-DATA-STATUS-200`,
      level: 'MUST',
      stated: 'MAY',
      source: [request, response, 'G:L498'],
      statement: `Handing in prepared data of ${key} is answered 200.`,
      errata: ['ERR-011'],
    },
    {
      id: `WF${key}-UPLOAD-DATA-REQUEST-EXAMPLE`,
      level: 'SHOULD',
      source: [request],
      statement: `The printed ${key} body of prepared data works as it stands.`,
      errata: ['ERR-024'],
    },
    {
      id: `WF${key}-UPLOAD-DATA-RESPONSE-SHAPE`,
      level: 'SHOULD',
      source: [response],
      statement: `The answer to prepared data of ${key} names account and execution, and links part and execution, without a token.`,
      errata: ['ERR-017', 'ERR-018'],
    },
    {
      id: `WF${key}-UPLOAD-DATA-RESPONSE-LINK`,
      level: 'SHOULD',
      source: [link],
      statement: `The answer to prepared data of ${key} links the part at the very address that was called.`,
      errata: ['ERR-017'],
    },
    {
      id: `WF${key}-UPLOAD-DATA-RESPONSE-EXEC-LINK`,
      level: 'SHOULD',
      source: [execution],
      statement: `The answer to prepared data of ${key} links the address for finalizing.`,
    },
  ]),
)

interface Field {
  readonly path: string
  readonly meaning: string
  /** Line in the table of 10005, and in its example where the field is used there. */
  readonly table: number
  readonly example?: number
  readonly errata?: readonly string[]
}

const fields: readonly Field[] = [
  { path: 'suffix', meaning: 'an addition to the name', table: 104, example: 144, errata: ['ERR-022'] },
  { path: 'firstName', meaning: 'the given name', table: 105, example: 145 },
  { path: 'middleName', meaning: 'further given names', table: 106, example: 146 },
  { path: 'lastName', meaning: 'the family name', table: 107, example: 147 },
  { path: 'sex', meaning: 'a letter for the sex', table: 108, example: 148, errata: ['ERR-025'] },
  { path: 'dateOfBirth', meaning: 'the day of birth', table: 109, example: 149 },
  { path: 'socialSecurityNumber', meaning: 'the number in social security', table: 110, example: 150 },
  { path: 'nationality', meaning: 'the country of citizenship', table: 111, errata: ['ERR-024'] },
  { path: 'email', meaning: 'a mail address', table: 112, example: 151 },
  { path: 'phoneNumber', meaning: 'a number to call', table: 113, example: 152 },
  { path: 'phoneNumber2', meaning: 'a second number to call', table: 114, errata: ['ERR-024'] },
  {
    path: 'personalNumber',
    meaning: 'the number the state knows the person by, such as the CPF',
    table: 115,
    example: 153,
    errata: ['ERR-023'],
  },
  { path: 'address', meaning: 'the place where the person lives', table: 116, example: 154 },
  { path: 'address.line1', meaning: 'the first line of the address', table: 117, example: 155 },
  { path: 'address.line2', meaning: 'the second line of the address', table: 118, example: 156 },
  { path: 'address.line3', meaning: 'the third line of the address', table: 119, example: 157 },
  { path: 'address.line4', meaning: 'the fourth line of the address', table: 120, example: 158 },
  { path: 'address.line5', meaning: 'the fifth line of the address', table: 121, example: 159 },
  { path: 'address.postalCode', meaning: 'the code for the post', table: 122, example: 160 },
  { path: 'address.city', meaning: 'the town', table: 123, example: 161 },
  { path: 'address.subdivision', meaning: 'the state, province or the like', table: 124, example: 162 },
  { path: 'address.country', meaning: 'the country of the address', table: 125, example: 163, errata: ['ERR-026'] },
  { path: 'id', meaning: 'the document of the person', table: 126, example: 165 },
  { path: 'id.issuingDate', meaning: 'the day the document was issued', table: 127, example: 167 },
  { path: 'id.expiryDate', meaning: 'the last day the document is valid', table: 128, example: 168 },
  { path: 'id.idNumber', meaning: 'the number on the document', table: 129, example: 166 },
  { path: 'id.type', meaning: 'the kind of document', table: 130, example: 169 },
]

const members = fields.map(
  ({ path, meaning, table, example, errata }): RegisterEntry => ({
    id: `UPL-DATA-FIELD-${path.toUpperCase().replace('.', '-')}`,
    level: 'MUST',
    stated: 'MUST',
    step: 'upload-data',
    workflows: withData,
    source: [...inAllThree(table), ...(example === undefined ? [] : inAllThree(example))],
    statement: `Prepared data has room for ${path}, ${path === 'address' || path === 'id' ? 'an object' : 'a text'}: ${meaning}.`,
    ...(errata ? { errata } : {}),
    needs: ['retrieval-api'],
  }),
)

const rules = group({ step: 'upload-data', workflows: withData }, [
  {
    id: 'UPL-DATA-FORMAT-DATEOFBIRTH',
    level: 'MUST',
    source: inAllThree(109),
    statement: 'The day of birth is written year first: 1985-01-01.',
    errata: ['ERR-016'],
  },
  {
    id: 'UPL-DATA-FORMAT-ID-ISSUINGDATE',
    level: 'MUST',
    source: inAllThree(127),
    statement: 'The day a document was issued is written year first: 2014-02-20.',
    errata: ['ERR-016'],
  },
  {
    id: 'UPL-DATA-FORMAT-ID-EXPIRYDATE',
    level: 'MUST',
    source: inAllThree(128),
    statement: 'The last day of a document is written year first: 2034-11-30.',
    errata: ['ERR-016'],
  },
  {
    id: 'UPL-DATA-DATE-CALENDAR',
    level: 'MAY',
    source: ['L109', 'L127-L128', 'L362', 'L380-L381', 'L622', 'L640-L641'],
    statement: 'A day that no calendar has, such as 30 February, is turned down.',
  },
  {
    id: 'UPL-DATA-FORMAT-EMAIL',
    level: 'MUST',
    source: inAllThree(112),
    statement: 'An email is a mail address with an @ and a domain.',
    errata: ['ERR-016'],
  },
  {
    id: 'UPL-DATA-ENUM-ID-TYPE',
    level: 'MUST',
    source: inAllThree(130),
    statement: 'A document is one of three kinds: DRIVING_LICENSE, ID_CARD or PASSPORT.',
    errata: ['ERR-117'],
  },
  {
    id: 'UPL-DATA-ADDRESS-NESTED',
    level: 'SHOULD',
    source: ['L154-L164', 'L407-L417', 'L667-L677'],
    statement: 'The dots in the table stand for nesting: the lines of an address sit inside an address object.',
  },
  {
    id: 'UPL-DATA-ID-NESTED',
    level: 'SHOULD',
    source: ['L165-L170', 'L418-L423', 'L678-L683'],
    statement: 'What concerns the document sits inside an id object.',
  },
  {
    id: 'UPL-DATA-PARTIAL-OK',
    level: 'MAY',
    source: ['L100-L130', 'L353-L383', 'L613-L643'],
    statement: 'A body that leaves fields out is accepted, provided that it holds what its workflow asks for.',
    errata: ['ERR-015'],
  },
  {
    id: 'UPL-DATA-UNKNOWN-FIELD',
    level: 'MAY',
    source: ['L100-L130', 'L353-L383', 'L613-L643'],
    statement: 'A member that the table does not know is turned down or dropped, and never comes back on retrieval.',
    errata: ['ERR-062'],
  },
  {
    id: 'UPL-DATA-KYC-NOT-DOCUMENTED',
    level: 'MAY',
    source: ['L132-L134', 'L385-L387', 'L645-L647'],
    statement: 'The member kyc, found in a hidden comment only, binds nobody.',
    errata: ['ERR-014'],
  },
  {
    id: 'UPL-DATA-MALFORMED-JSON',
    level: 'MAY',
    source: ['L139', 'L143-L171'],
    statement: 'Prepared data that cannot be parsed as JSON is turned down.',
  },
  {
    id: 'UPL-DATA-UTF8',
    level: 'MAY',
    source: ['L105', 'L123-L124', 'L358', 'L376-L377'],
    statement: 'Letters beyond ASCII survive in names and places.',
    needs: ['retrieval-api'],
  },
  {
    id: 'UPL-DATA-CLASSIFIER-CASE',
    level: 'SHOULD',
    source: ['L76', 'L88-L90', 'L138'],
    statement: 'The address spells PREPARED_DATA in capitals; the name of the link is in small letters.',
    errata: ['ERR-018'],
  },
])

/** Handing in prepared data. */
export const seedPreparedData: readonly RegisterEntry[] = [...calls, ...members, ...rules]
