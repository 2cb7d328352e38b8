import { preparedDataFields, preparedDataSource } from '../../contracts/prepared-data.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import { encodeForm } from '../body.ts'
import { boundary } from '../drafts.ts'
import type { Level } from '../verdict.ts'
import { changed, malformed, onIds, withMember, withMethod, withoutMember } from './edits.ts'
import { type Expectation, type Probe, withHeader } from './probe.ts'
import { clean, listedForParts, permitsAcceptance, refusal, refusedPart, suspicious, wrongMethod } from './refusal.ts'

interface DataFault {
  readonly id: string
  readonly says: string
  readonly level: Level
  readonly covers: readonly string[]
  readonly expect: Expectation
  readonly edit: Probe['edit']
  readonly source?: readonly SourceLine[]
  readonly appliesTo?: Probe['appliesTo']
}

/** ERR-015: a gap may also show later, as a check that did not run. */
const refusedGap = refusal(listedForParts, 'ERR-015', permitsAcceptance)
/** ERR-016: a wrong value may also show later. */
const refusedValue = refusal(listedForParts, 'ERR-016', permitsAcceptance)

const word = (path: string) =>
  path
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('.', '-')
    .toLowerCase()
const entry = (path: string) => path.replaceAll('.', '-').toUpperCase()

/** Members without which a workflow cannot run: the union over the workflows, each where its workflow names it. */
const mandatory = ['personalNumber', 'firstName', 'lastName', 'address.country'].map(
  (path): DataFault => ({
    id: `without-${word(path)}`,
    says: `without ${path}, which the workflow cannot do without, is refused`,
    // That it is refused at once is an inference; that it must not pass is judged by MANDATORY-DATA-MISSING.
    level: 'MAY',
    source: lines('L31', 'L270'),
    covers: [`WF*-DATA-REQUIRED-${entry(path)}`],
    expect: refusedGap,
    edit: withoutMember(path),
    appliesTo: (workflow) => workflow.mandatoryData.includes(path),
  }),
)

const wrongTypes: readonly (readonly [path: string, word: string, value: unknown])[] = [
  ['firstName', 'a number', 42],
  ['lastName', 'an array', ['LASTNAME']],
  ['personalNumber', 'a number', 1_234_567_890],
  ['dateOfBirth', 'a number', 19_850_101],
  ['email', 'an object', { address: 'tmp@tmp.com' }],
  ['address.city', 'a number', 42],
  ['address.country', 'an array', ['BRA']],
  ['address', 'a string', '123 HIGHLAND DRIVE, CITY, BRA'],
  ['id.idNumber', 'a number', 12_345],
  ['id', 'a string', 'ABCD12345'],
]

const types = wrongTypes.map(([path, kind, value]): DataFault => {
  const field = preparedDataFields.find((each) => each.path === path)
  return {
    id: `type-of-${word(path)}`,
    says: `with ${kind} as ${path}, which is ${field?.type === 'object' ? 'an object' : 'a string'}, is refused`,
    level: 'MUST',
    covers: [`UPL-DATA-FIELD-${entry(path)}`, ...(path === 'id' ? ['UPL-DATA-ID-NESTED'] : [])],
    expect: refusedValue,
    edit: withMember(path, value),
  }
})

const dates = ['dateOfBirth', 'id.issuingDate', 'id.expiryDate'].flatMap((path): readonly DataFault[] => [
  {
    id: `format-of-${word(path)}`,
    says: `with ${path} as 01/02/2020 instead of YYYY-MM-DD is refused`,
    level: 'MUST',
    covers: [`UPL-DATA-FORMAT-${entry(path)}`],
    expect: refusedValue,
    edit: withMember(path, '01/02/2020'),
  },
  {
    id: `calendar-of-${word(path)}`,
    says: `with ${path} on 30 February is refused`,
    level: 'MAY',
    covers: ['UPL-DATA-DATE-CALENDAR'],
    expect: refusedValue,
    edit: withMember(path, '2021-02-30'),
  },
])

const values: readonly DataFault[] = [
  {
    id: 'date-with-time',
    says: 'with a time after the date of birth is refused',
    level: 'MUST',
    covers: ['UPL-DATA-FORMAT-DATEOFBIRTH'],
    expect: refusedValue,
    edit: withMember('dateOfBirth', '1985-01-01T00:00:00Z'),
  },
  {
    id: 'format-of-email',
    says: 'with an email of no form like abc@test.com is refused',
    level: 'MUST',
    covers: ['UPL-DATA-FORMAT-EMAIL'],
    expect: refusedValue,
    edit: withMember('email', 'not-an-email'),
  },
  {
    id: 'value-of-id-type',
    says: 'with an id.type that is none of PASSPORT, DRIVING_LICENSE and ID_CARD is refused',
    level: 'MUST',
    covers: ['UPL-DATA-ENUM-ID-TYPE'],
    expect: refusedValue,
    edit: withMember('id.type', 'LIBRARY_CARD'),
  },
  {
    id: 'case-of-id-type',
    says: 'with an id.type in lower case is refused',
    level: 'MUST',
    covers: ['UPL-DATA-ENUM-ID-TYPE'],
    expect: refusedValue,
    edit: withMember('id.type', 'passport'),
  },
  {
    id: 'dotted-country',
    says: 'with a member called "address.country" in place of the nested one lacks the country and is refused',
    level: 'MAY',
    source: lines('L154-L164', 'L31'),
    covers: ['UPL-DATA-ADDRESS-NESTED'],
    expect: refusedGap,
    edit: changed((body) => {
      const { country, ...address } = body.address as Record<string, unknown>
      return { ...body, address, 'address.country': country }
    }),
    appliesTo: (workflow) => workflow.mandatoryData.includes('address.country'),
  },
  {
    id: 'unknown-member',
    says: 'with a member that no table lists is refused or the member ignored, never answered by an error of the server',
    level: 'MAY',
    covers: ['UPL-DATA-UNKNOWN-FIELD'],
    expect: clean,
    edit: withMember('favouriteColour', 'red'),
  },
  {
    id: 'kyc-member',
    says: 'with the undocumented member kyc is treated like one with any unknown member',
    level: 'MAY',
    source: lines('L132-L134', 'L385-L387', 'L645-L647'),
    covers: ['UPL-DATA-KYC-NOT-DOCUMENTED'],
    expect: clean,
    edit: withMember('kyc', 'x'),
  },
]

const requests: readonly DataFault[] = [
  ...malformed.map(
    ({ id, says, edit }): DataFault => ({
      id,
      says: `${says} is refused`,
      level: 'MAY',
      source: lines('L139', 'L143-L171'),
      covers: ['UPL-DATA-MALFORMED-JSON', 'G-UPLOAD-STATUSES'],
      expect: refusedPart,
      edit,
    }),
  ),
  {
    id: 'lower-case-classifier',
    says: 'to the classifier in lower case is refused: the path segment is PREPARED_DATA',
    level: 'MAY',
    source: lines('L76', 'L88-L90', 'L138'),
    covers: ['UPL-DATA-CLASSIFIER-CASE'],
    expect: refusedPart,
    edit: onIds(() => ({ classifier: 'prepared_data' })),
  },
  {
    id: 'by-put',
    says: 'by PUT is refused: a part is uploaded by POST',
    level: 'MUST',
    source: lines('L87-L90', 'L340-L343', 'L600-L603', 'G:L475-L478'),
    covers: ['WF*-UPLOAD-DATA-POST'],
    expect: wrongMethod,
    edit: withMethod('PUT'),
  },
  {
    id: 'as-form',
    says: 'as a form instead of JSON is refused',
    level: 'SHOULD',
    source: lines('L139', 'L392', 'L652'),
    covers: ['HDR-DATA-CONTENT-TYPE-JSON'],
    expect: suspicious,
    edit: (draft) => {
      if (draft.body?.kind !== 'json') return undefined
      const bytes = Buffer.from(JSON.stringify(draft.body.value))
      const form = encodeForm([{ name: 'file', filename: 'data.json', type: 'application/json', bytes }], boundary())
      return { ...withHeader(draft, 'Content-Type', form.contentType), body: { kind: 'form', form } }
    },
  },
]

/** What prepared data must hold and look like. */
export const preparedDataProbes: readonly Probe[] = [...mandatory, ...types, ...dates, ...values, ...requests].map(
  ({ id, says, level, covers, expect, edit, source = preparedDataSource, appliesTo }) => ({
    id,
    check: `DATA-${id.toUpperCase()}`,
    step: 'upload',
    content: 'data',
    level,
    source,
    statement: `A prepared-data upload ${says}.`,
    covers,
    ...(expect.lenient === undefined ? {} : { errata: [expect.lenient.erratum] }),
    expect,
    ...(appliesTo === undefined ? {} : { appliesTo }),
    edit,
  }),
)
