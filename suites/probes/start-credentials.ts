import { lines, type SourceLine } from '../../contracts/source.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import { changed } from './edits.ts'
import type { Probe } from './probe.ts'
import { listedForStart, permitsAcceptance, refusal, refusedStart } from './refusal.ts'
import type { StartFault } from './start-request.ts'

type Members = Record<string, unknown>

/** Workflows whose documented request customises the ID credential. */
const customises = (workflow: Workflow) => workflow.request.definition?.credentials !== undefined
const screens = (workflow: Workflow) => workflow.request.definition?.capabilities !== undefined

const definitionOf = (body: Members) => body.workflowDefinition as Members
const credentialOf = (body: Members) => (definitionOf(body).credentials as readonly Members[])[0] as Members

function onCredential(change: (credential: Members) => void): Probe['edit'] {
  return changed((body) => change(credentialOf(body)))
}

/** One entry more: of a category alone, so that nothing else in it can be at fault. */
function alsoCredential(category: string): Probe['edit'] {
  return changed((body) => {
    const definition = definitionOf(body)
    definition.credentials = [...(definition.credentials as readonly Members[]), { category }]
  })
}

function choice(name: 'country' | 'type', members: Members): Probe['edit'] {
  return onCredential((credential) => {
    credential[name] = { ...(credential[name] as Members), ...members }
  })
}

function should(id: string, says: string, covers: readonly string[], source: readonly SourceLine[], edit: Probe['edit']): StartFault {
  return { id, says, level: 'SHOULD', covers, source, expect: refusedStart, edit, appliesTo: customises }
}

const typeCovers = ['WF*-REQ-TYPE-VALUES', 'G-CREATE-TYPE-VALUES-ID']
const typeLines = lines('L775-L777', 'L1069-L1072', 'G:L182')
const countryCovers = ['WF*-REQ-COUNTRY-VALUES', 'G-CREATE-COUNTRY-VALUES-ALPHA3']
const countryLines = lines('L778-L780', 'L1065-L1068', 'G:L179')
const predefinedLines = lines('L1066', 'L1070', 'G:L178', 'G:L181')

/** What the customised credentials and capabilities of a start request may hold. The values are listed; what a wrong one does is not. */
export const startCredentialFaults: readonly StartFault[] = [
  should(
    'type-misspelt',
    'with an ID type that is not listed is refused',
    typeCovers,
    typeLines,
    choice('type', { values: ['PASS_PORT'] }),
  ),
  should(
    'type-of-facemap',
    'with a facemap type for the ID credential is refused',
    ['G-CREATE-TYPE-VALUES-ID', 'G-CREATE-TYPE-VALUES-FACEMAP'],
    typeLines,
    choice('type', { values: ['IPROOV_STANDARD'] }),
  ),
  should(
    'type-bare-string',
    'with a bare string for type.values, which is an array, is refused',
    typeCovers,
    typeLines,
    choice('type', { values: 'PASSPORT' }),
  ),
  // At least one country is asked for, but nothing says so of types. G:L179, G:L182
  {
    ...should('type-empty', 'with no type in type.values is refused', typeCovers, typeLines, choice('type', { values: [] })),
    level: 'MAY',
  },
  should(
    'country-two-letters',
    'with a country code of two letters is refused',
    countryCovers,
    countryLines,
    choice('country', { values: ['US'] }),
  ),
  should(
    'country-unknown',
    'with a country code that no country has is refused',
    countryCovers,
    countryLines,
    choice('country', { values: ['ZZZ'] }),
  ),
  should('country-empty', 'with no country in country.values is refused', countryCovers, countryLines, choice('country', { values: [] })),
  should(
    'country-predefined-type',
    'with a country.predefinedType that is neither DEFINED nor RECOMMENDED is refused',
    ['G-CREATE-COUNTRY-PREDEFINEDTYPE', 'WF10013-REQ-PREDEFINEDTYPE-DEFINED'],
    predefinedLines,
    choice('country', { predefinedType: 'SOMETHING' }),
  ),
  should(
    'type-predefined-type',
    'with a type.predefinedType that is neither DEFINED nor RECOMMENDED is refused',
    ['G-CREATE-TYPE-PREDEFINEDTYPE', 'WF10013-REQ-PREDEFINEDTYPE-DEFINED'],
    predefinedLines,
    choice('type', { predefinedType: 'SOMETHING' }),
  ),
  should(
    'category-unknown',
    'with a credential category that is not listed is refused',
    ['G-CREATE-CRED-CATEGORY-ENUM', 'WF*-REQ-CRED-CATEGORY-ID'],
    lines('L774', 'L1064', 'G:L176'),
    alsoCredential('PASSPORT'),
  ),
  {
    ...should(
      'category-of-other-workflow',
      'with a credential that the workflow does not have is refused or the entry ignored',
      ['WF*-REQ-CRED-CATEGORY-ID'],
      lines('L774', 'L1064', 'G:L176'),
      alsoCredential('DOCUMENT'),
    ),
    level: 'MAY',
    expect: refusal(listedForStart, 'ERR-005', permitsAcceptance),
  },
  should(
    'credentials-object',
    'with an object for workflowDefinition.credentials, which is an array, is refused',
    ['G-CREATE-CREDENTIALS-OPTIONAL'],
    lines('G:L162'),
    changed((body) => {
      definitionOf(body).credentials = credentialOf(body)
    }),
  ),
  {
    ...should(
      'screening-property-number',
      'with a number for the additionalProperties of watchlistScreening is refused',
      ['G-CREATE-CAPABILITIES-WATCHLIST'],
      lines('L1075-L1079', 'G:L218-L223'),
      changed((body) => {
        definitionOf(body).capabilities = { watchlistScreening: { additionalProperties: 42 } }
      }),
    ),
    expect: refusal(listedForStart, 'ERR-070', permitsAcceptance),
    appliesTo: screens,
  },
]
