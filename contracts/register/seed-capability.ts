import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

interface Link {
  readonly key: string
  readonly before: string
  readonly after: string
  readonly line: string
  /** End of the id where it is not the name of the later capability. */
  readonly short?: string
  readonly errata?: readonly string[]
}

// ERR-127: the companion guide leaves open which label these bear when they are blocked.
const contested = ['ERR-127'] as const
const chainLinks: readonly Link[] = [
  { key: '10011', before: 'usability', after: 'imageChecks', line: 'L751' },
  { key: '10011', before: 'imageChecks', after: 'extraction', line: 'L751' },
  { key: '10011', before: 'extraction', after: 'dataChecks', line: 'L751' },
  { key: '10011', before: 'usability', after: 'liveness', line: 'L752' },
  { key: '10013', before: 'usability', after: 'imageChecks', line: 'L1037' },
  { key: '10013', before: 'imageChecks', after: 'extraction', line: 'L1037' },
  { key: '10013', before: 'extraction', after: 'dataChecks', line: 'L1037' },
  { key: '10013', before: 'usability', after: 'liveness', line: 'L1038' },
  { key: '10013', before: 'extraction', after: 'watchlistScreening', line: 'L1039', short: 'WATCHLIST', errata: contested },
  { key: '10013', before: 'extraction', after: 'addressValidation', line: 'L1040', errata: contested },
  { key: '10013', before: 'extraction', after: 'proofOfResidency', line: 'L1041', errata: contested },
  { key: '10013', before: 'extraction', after: 'drivingLicenseVerification', line: 'L1042', short: 'DLVERIFICATION', errata: contested },
  { key: '10014', before: 'usability', after: 'authentication', line: 'L1332' },
]

const order = chainLinks.map(
  ({ key, before, after, line, short, errata }): RegisterEntry => ({
    id: `CAP-${key}-${before.toUpperCase()}-BEFORE-${short ?? after.toUpperCase()}`,
    level: 'MUST',
    stated: 'MUST',
    step: 'retrieve',
    workflows: [key],
    source: [line],
    statement: `In ${key}, ${after} waits until ${before} has gone well.`,
    ...(errata ? { errata } : {}),
    needs: ['fixtures', 'retrieval-api'],
  }),
)

const identity = ['usability', 'imageChecks', 'extraction', 'dataChecks', 'liveness'] as const
const extras = ['watchlistScreening', 'addressValidation', 'proofOfResidency', 'drivingLicenseVerification'] as const
const sets: readonly {
  readonly key: string
  readonly line: string
  readonly capabilities: readonly string[]
  readonly errata?: readonly string[]
}[] = [
  { key: '10011', line: 'L749-L752', capabilities: identity, errata: ['ERR-050'] },
  { key: '10013', line: 'L1035-L1042', capabilities: [...identity, ...extras], errata: ['ERR-050'] },
  { key: '10014', line: 'L1330-L1332', capabilities: ['usability', 'authentication'] },
]

const whole = sets.flatMap(({ key, line, capabilities, errata }) =>
  group({ step: 'retrieve', workflows: [key] }, [
    {
      id: `CAP-${key}-SET`,
      level: 'MUST',
      source: [line],
      statement: `Retrieval shows each of these for ${key}: ${capabilities.join(', ')}.`,
      ...(errata ? { errata } : {}),
      needs: ['retrieval-api'],
    },
    {
      id: `CAP-${key}-TRANSITIVE`,
      level: 'MUST',
      source: [line],
      statement: `Once usability of ${key} is REJECTED, whatever follows it in a chain stays NOT_EXECUTED to the end.`,
      needs: ['fixtures', 'retrieval-api'],
    },
  ]),
)

const independence = group({ step: 'retrieve', workflows: ['10011'], needs: ['fixtures', 'retrieval-api'] }, [
  {
    id: 'CAP-10011-LIVENESS-INDEPENDENT-OF-IMAGECHECKS',
    level: 'MAY',
    workflows: ['10011', '10013'],
    source: ['L751-L752', 'L1037-L1038'],
    statement: 'A failure of imageChecks does not keep liveness from running.',
  },
  {
    id: 'CAP-10013-SIBLINGS-INDEPENDENT',
    level: 'MAY',
    workflows: ['10013'],
    source: ['L1037-L1042'],
    statement: 'The five capabilities that follow extraction in 10013 run whatever becomes of one another.',
  },
  {
    id: 'CAP-10011-NO-10013-EXTRAS',
    level: 'MAY',
    source: ['L749-L752', 'L1035-L1042'],
    statement: 'A 10011 run leaves out screening, address, residency and driving licence checks.',
    needs: ['retrieval-api'],
  },
  {
    id: 'CAP-10005-10006-10010-UNDOCUMENTED',
    level: 'MAY',
    workflows: ['10005', '10006', '10010'],
    source: ['L20-L251', 'L257-L524', 'L528-L730'],
    statement: 'For 10005, 10006 and 10010 only the companion guide names capabilities: CPF validation, biometric verification, screening.',
    errata: ['ERR-030'],
    needs: ['retrieval-api'],
  },
])

/** Which capabilities a workflow runs, and in which order. */
export const seedCapability: readonly RegisterEntry[] = [...order, ...whole, ...independence]
