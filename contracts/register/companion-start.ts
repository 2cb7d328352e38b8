import { locales } from '../capabilities.ts'
import { documentedHost } from '../endpoints.ts'
import { lengths } from '../limits.ts'
import type { SourceLine } from '../source.ts'
import { lines } from '../source.ts'
import { drafting, perRegion } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const create = drafting('create')
const update = drafting('update')

const longest = {
  customerInternalReference: 'G:L159',
  userReference: 'G:L163',
  reportingCriteria: 'G:L164',
  callbackUrl: 'G:L165',
  'web.successUrl': 'G:L168',
  'web.errorUrl': 'G:L169',
  'web.locale': 'G:L170',
} as const satisfies Readonly<Record<keyof typeof lengths, SourceLine>>

function tooLong(member: keyof typeof lengths): RegisterEntry {
  const id = `G-CREATE-MAX-${member.toUpperCase().replace('.', '-')}-${lengths[member]}`
  const statement = `A ${member} of more than ${lengths[member]} characters is refused.`
  // Only who receives callbacks sees whether one went to the whole of a long address.
  return create(id, [longest[member]], statement, member === 'callbackUrl' ? { needs: ['callback-listener'] } : {})
}

const requestMembers: readonly RegisterEntry[] = [
  create(
    'G-CREATE-OVERRIDES-PORTAL',
    lines('G:L153', 'G:L165-L170'),
    'What the request says of URLs, lifetime and locale beats the settings of the portal.',
    {
      needs: ['tenant-config', 'callback-listener'],
    },
  ),
  create('G-CREATE-CIR-MANDATORY', lines('G:L155', 'G:L159'), 'A start request without customerInternalReference is refused.'),
  create('G-CREATE-WORKFLOWDEFINITION-MANDATORY', lines('G:L155', 'G:L160'), 'A start request without workflowDefinition is refused.'),
  create('G-CREATE-KEY-MANDATORY', lines('G:L155', 'G:L161'), 'A start request that names no workflow key is refused.', {
    errata: ['ERR-108'],
  }),
  ...(Object.keys(longest) as readonly (keyof typeof lengths)[]).map(tooLong),
  create('G-CREATE-CREDENTIALS-OPTIONAL', lines('G:L162'), 'The credentials of the definition are a list, which a request may leave out.', {
    errata: ['ERR-005'],
  }),
  create(
    'G-CREATE-USERREFERENCE-OPTIONAL',
    lines('G:L163'),
    'A request may leave out userReference, unless its workflow asks for it as 10010 does.',
    {
      errata: ['ERR-107'],
    },
  ),
  create('G-CREATE-REPORTINGCRITERIA', lines('G:L164'), 'A request may carry a string of reportingCriteria.'),
  create(
    'G-CREATE-CALLBACKURL-OVERRIDES',
    lines('G:L165'),
    'A request with its own callbackUrl is called back there, not at the address of the portal.',
    {
      needs: ['callback-listener'],
    },
  ),
  create('G-CREATE-TOKENLIFETIME-MIN-5M', lines('G:L166'), 'A tokenLifetime below five minutes is refused.', { errata: ['ERR-158'] }),
  create('G-CREATE-TOKENLIFETIME-MAX-60D', lines('G:L166'), 'A tokenLifetime beyond sixty days is refused.', { errata: ['ERR-158'] }),
  create('G-CREATE-TOKENLIFETIME-UNITS', lines('G:L166'), 'A tokenLifetime is a number with s, m, h or d behind it.'),
  create(
    'G-CREATE-LOCALE-VALUES',
    lines('G:L624-L670'),
    `A web.locale is a language, or language and country, out of a list of ${locales.length}.`,
    {
      errata: ['ERR-156'],
    },
  ),
  create('G-CREATE-LOCALE-DEFAULT-EN', lines('G:L638'), 'The web client speaks English where no locale is asked for.', {
    errata: ['ERR-082'],
    needs: ['tenant-config'],
  }),
  create(
    'G-CREATE-CRED-CATEGORY-ENUM',
    lines('G:L176'),
    'A request names credentials by one of four categories: ID, FACEMAP, DOCUMENT, SELFIE.',
    {
      errata: ['ERR-110'],
    },
  ),
  create('G-CREATE-COUNTRY-PREDEFINEDTYPE', lines('G:L178'), 'Countries are either DEFINED, as without a word, or RECOMMENDED.'),
  create('G-CREATE-COUNTRY-VALUES-ALPHA3', lines('G:L179'), 'A country choice lists one or more countries by three-letter ISO code.'),
  create('G-CREATE-TYPE-PREDEFINEDTYPE', lines('G:L181'), 'Document types are either DEFINED, as without a word, or RECOMMENDED.', {
    errata: ['ERR-148'],
  }),
  create('G-CREATE-TYPE-VALUES-ID', lines('G:L182'), 'For an ID the choice is among ID_CARD, DRIVING_LICENSE, PASSPORT and VISA.', {
    errata: ['ERR-117'],
  }),
  create(
    'G-CREATE-TYPE-VALUES-FACEMAP',
    lines('G:L182'),
    'For a FACEMAP the choice is among IPROOV_STANDARD, IPROOV_PREMIUM and JUMIO_STANDARD.',
    {
      needs: ['tenant-config'],
    },
  ),
  create(
    'G-CREATE-CAPABILITIES-WATCHLIST',
    lines('G:L199', 'G:L218-L223'),
    'A request may give watchlistScreening a string of additionalProperties.',
    {
      errata: ['ERR-070', 'ERR-149'],
    },
  ),
]

const responses: readonly RegisterEntry[] = [
  create('G-CREATE-ERROR-STATUSES', lines('G:L185'), 'A start that fails answers 400, 401 or 403, and a failed update also 404.', {
    errata: ['ERR-122'],
  }),
  create('G-CREATE-400-BAD-BODY', lines('G:L185'), 'A start request that cannot be parsed or breaks the rules is refused with 400.', {
    level: 'MAY',
    errata: ['ERR-122'],
  }),
  create('G-CREATE-200', lines('G:L187'), 'A start that succeeds answers 200 and a JSON object.'),
  create(
    'G-CREATE-RESPONSE-FIELDS',
    lines('G:L189-L203'),
    'The start response has the documented members: timestamp, account, sdk, workflowExecution and web, each of its type.',
    {
      errata: ['ERR-149', 'ERR-151', 'ERR-123'],
    },
  ),
  create(
    'G-CREATE-TIMESTAMP-FORMAT',
    lines('G:L191', 'G:L504', 'G:L575'),
    'Responses are stamped in UTC to the millisecond, with T between date and time and Z behind.',
  ),
  create(
    'G-CREATE-CREDENTIAL-FIELDS',
    lines('G:L205-L216'),
    'Each credential of the start response has the documented members; what it cannot offer may be absent.',
    {
      errata: ['ERR-110', 'ERR-111', 'ERR-113', 'ERR-121'],
    },
  ),
  create('G-CREATE-SDK-TOKEN-JWT', lines('G:L195', 'G:L417'), 'The token for the SDK has the form of a JWT.'),
  create('G-CREATE-API-TOKEN-JWT', lines('G:L214', 'G:L511'), 'The token for the API channel has the form of a JWT.'),
]

/** Account creation and update. */
export const companionStart: readonly RegisterEntry[] = [
  ...perRegion(127, ({ suffix, region, line }) =>
    create(`G-CREATE-URL-${suffix}`, ['G:L126', line], `A POST to ${documentedHost('account', region)}/api/v1/accounts opens an account.`),
  ),
  ...requestMembers,
  ...responses,
  create(
    'G-CREATE-EXAMPLE-10013',
    lines('G:L229-L264'),
    'The example request of 10013, the same in both documents, starts a transaction.',
    {
      level: 'SHOULD',
      workflows: ['10013'],
    },
  ),
  ...perRegion(274, ({ suffix, region, line }) =>
    update(
      `G-UPDATE-URL-${suffix}`,
      ['G:L273', line],
      `A PUT to the address of an account on ${documentedHost('account', region)} starts another transaction on it.`,
    ),
  ),
  update(
    'G-UPDATE-ANY-WORKFLOW',
    lines('G:L268-L270'),
    'An account that exists can start every workflow by update, with headers and body as at creation.',
    {
      workflows: ['10005', '10006', '10010', '10011', '10013', '10014'],
    },
  ),
  update('G-UPDATE-404-UNKNOWN', lines('G:L185', 'G:L284-L285'), 'An update of an account that is not there is refused with 404.'),
  update(
    'G-UPDATE-EXAMPLE-10013',
    lines('G:L291-L318'),
    'The example update of 10013, which leaves out predefinedType, capabilities and tokenLifetime, starts a transaction.',
    {
      level: 'SHOULD',
      workflows: ['10013'],
    },
  ),
  update('G-UPDATE-RESPONSE-EXAMPLE', lines('G:L322-L383'), 'An update of 10013 is answered with the members of the printed example.', {
    level: 'SHOULD',
    workflows: ['10013'],
    errata: ['ERR-049', 'ERR-012'],
  }),
  create('G-KEYS-TABLE', lines('G:L389-L402'), 'Of the eleven workflow keys in the table of the guide, 10011 and 10013 can be used.', {
    errata: ['ERR-106'],
  }),
]
