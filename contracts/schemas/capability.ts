import {
  addressMembers,
  authenticationTypes,
  type CapabilityName,
  capabilityNames,
  datePartsMembers,
  extractionDocumentTypes,
  faceSearchStatuses,
  livenessTypes,
  searchStatuses,
  similarityValues,
} from '../capabilities.ts'
import type { JsonSchema } from './schema.ts'
import { each, object, when, word } from './schema.ts'
import { shared } from './shared.ts'

/** What only a search that was done has: three texts and a count. */
const foundMembers = ['searchId', 'searchReference', 'searchResultUrl', 'searchResults'] as const

/**
 * The capabilities of the details: each a list of entries under its name.
 * Labels are judged against their lists elsewhere, since they depend on the type of the decision.
 */
export function capabilitiesSchema(): JsonSchema {
  const properties = Object.entries(extras).map(([name, members]) => [
    name,
    { type: 'array', ...shared('capabilityEntries'), items: object(members) },
  ])
  const plain = capabilityNames.filter((name) => extras[name] === undefined)
  return object(Object.fromEntries(properties), [], each(plain, shared('capabilityEntries')))
}

const dateParts = object({}, [], each(['year', 'month', 'day'], { type: 'string' }))

const extractedTexts = [
  ...['subType', 'issuingCountry', 'firstName', 'lastName', 'dateOfBirth', 'expiryDate', 'issuingDate', 'documentNumber', 'state'],
  ...['personalNumber', 'optionalMrzField1', 'optionalMrzField2', 'issuingAuthority', 'issuingPlace', 'curp', 'gender', 'nationality'],
  ...['placeOfBirth', 'taxNumber', 'cpf', 'registrationNumber', 'mothersName', 'fathersName', 'personalIdentificationNumber', 'rgNumber'],
  ...['voterIdNumber', 'issuingNumber', 'passportNumber', 'durationOfStay', 'numberOfEntries', 'visaCategory', 'dni', 'pesel'],
]

/** Members beyond id, credentials and decision, as far as the tables give them. */
const extras: Readonly<Partial<Record<CapabilityName, Readonly<Record<string, JsonSchema>>>>> = {
  liveness: { data: object({ type: word(livenessTypes) }), validFaceMapForAuthentication: shared('text') },
  similarity: { data: object({ similarity: word(similarityValues) }) },
  authentication: { data: object({ type: word(authenticationTypes) }), validFaceMapForAuthentication: shared('text') },
  imageChecks: {
    data: object({
      faceSearchFindings: object({ status: word(faceSearchStatuses), findings: { type: 'array', items: { type: 'string' } } }),
    }),
  },
  extraction: {
    data: object(
      {
        type: word(extractionDocumentTypes),
        // ERR-164: a string in the table of the data, an object in its own table and in the example.
        address: { type: ['object', 'string'], ...each(addressMembers, { type: 'string' }) },
        dlCategories: { type: 'array' },
      },
      [],
      {
        patternProperties: {
          ...each(extractedTexts, { type: 'string' }).patternProperties,
          ...each(datePartsMembers, dateParts).patternProperties,
        },
      },
    ),
  },
  watchlistScreening: {
    data: object(
      {
        searchDate: shared('timestamp'),
        // ERR-132: SUCCESS is read as DONE.
        searchStatus: word([...searchStatuses, 'SUCCESS']),
        searchResults: { type: 'integer' },
      },
      [],
      {
        ...each(foundMembers.slice(0, 3), { type: 'string' }),
        // What a search found is there only where it was done. G:L1639-L1642
        allOf: ['NOT_DONE', 'ERROR'].map((status) =>
          when('searchStatus', status, { properties: Object.fromEntries(foundMembers.map((name) => [name, false])) }),
        ),
      },
    ),
  },
}
