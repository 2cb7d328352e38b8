import { lines } from '../source.ts'
import type { JsonSchema } from './schema.ts'
import { each, object, word } from './schema.ts'
import { shared } from './shared.ts'

/** Capabilities of the companion's table, with where each is described. */
export const describedCapabilities = {
  usability: lines('G:L1435-L1448'),
  liveness: lines('G:L1450-L1466'),
  similarity: lines('G:L1468-L1483'),
  authentication: lines('G:L1485-L1501'),
  imageChecks: lines('G:L1503-L1525'),
  extraction: lines('G:L1527-L1600'),
  dataChecks: lines('G:L1602-L1615'),
  watchlistScreening: lines('G:L1617-L1642'),
  addressValidation: lines('G:L1644-L1657'),
  proofOfResidency: lines('G:L1659-L1672'),
  drivingLicenseVerification: lines('G:L1674-L1687'),
  braCpfValidation: lines('G:L1689-L1700'),
  biometricVerification: lines('G:L1702-L1717'),
} as const
export type DescribedCapability = keyof typeof describedCapabilities
export const describedCapabilityNames = Object.keys(describedCapabilities) as readonly DescribedCapability[]

/**
 * The capabilities of the details: each a list of entries under its name.
 * Labels are judged against their lists elsewhere, since they depend on the type of the decision.
 */
export function capabilitiesSchema(): JsonSchema {
  const properties = Object.entries(extras).map(([name, members]) => [
    name,
    { type: 'array', ...shared('capabilityEntries'), items: object(members) },
  ])
  const plain = describedCapabilityNames.filter((name) => extras[name] === undefined)
  return object(Object.fromEntries(properties), [], each(plain, shared('capabilityEntries')))
}

const livenessKinds = ['IPROOV_STANDARD', 'IPROOV_PREMIUM', 'JUMIO_STANDARD'] as const
const dateParts = object({}, [], each(['year', 'month', 'day'], { type: 'string' }))

const extractedTexts = [
  ...['subType', 'issuingCountry', 'firstName', 'lastName', 'dateOfBirth', 'expiryDate', 'issuingDate', 'documentNumber', 'state'],
  ...['personalNumber', 'optionalMrzField1', 'optionalMrzField2', 'issuingAuthority', 'issuingPlace', 'curp', 'gender', 'nationality'],
  ...['placeOfBirth', 'taxNumber', 'cpf', 'registrationNumber', 'mothersName', 'fathersName', 'personalIdentificationNumber', 'rgNumber'],
  ...['voterIdNumber', 'issuingNumber', 'passportNumber', 'durationOfStay', 'numberOfEntries', 'visaCategory', 'dni', 'pesel'],
]
const extractedDates = ['expiryDateParts', 'dateOfBirthParts', 'issuingDateParts']
const addressTexts = ['line1', 'line2', 'line3', 'line4', 'line5', 'country', 'postalCode', 'subdivision', 'city', 'formattedAddress']

/** Members beyond id, credentials and decision, as far as the tables give them. */
const extras: Readonly<Partial<Record<DescribedCapability, Readonly<Record<string, JsonSchema>>>>> = {
  liveness: { data: object({ type: word(livenessKinds) }), validFaceMapForAuthentication: shared('text') },
  similarity: { data: object({ similarity: word(['MATCH', 'NOT_MATCH', 'NOT_POSSIBLE']) }) },
  authentication: { data: object({ type: word(livenessKinds.slice(0, 2)) }), validFaceMapForAuthentication: shared('text') },
  imageChecks: {
    data: object({
      faceSearchFindings: object({ status: word(['DONE', 'PENDING', 'ERROR']), findings: { type: 'array', items: { type: 'string' } } }),
    }),
  },
  extraction: {
    data: object(
      {
        type: word(['PASSPORT', 'DRIVING_LICENSE', 'ID_CARD', 'VISA', 'UNSUPPORTED']),
        // ERR-164: a string in the table of the data, an object in its own table and in the example.
        address: { type: ['object', 'string'], ...each(addressTexts, { type: 'string' }) },
        dlCategories: { type: 'array' },
      },
      [],
      {
        patternProperties: {
          ...each(extractedTexts, { type: 'string' }).patternProperties,
          ...each(extractedDates, dateParts).patternProperties,
        },
      },
    ),
  },
  watchlistScreening: {
    data: object(
      {
        searchDate: shared('timestamp'),
        // ERR-132: SUCCESS is read as DONE.
        searchStatus: word(['DONE', 'NOT_DONE', 'ERROR', 'SUCCESS']),
        searchResults: { type: 'integer' },
      },
      [],
      each(['searchId', 'searchReference', 'searchResultUrl'], { type: 'string' }),
    ),
  },
}
