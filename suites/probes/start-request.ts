import { randomUUID } from 'node:crypto'
import { lengths } from '../../contracts/limits.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import type { Level } from '../verdict.ts'
import { malformed, onIds, withIds, withMember, withMethod, withoutMember } from './edits.ts'
import type { Expectation, Probe } from './probe.ts'
import { listedForStart, permitsAcceptance, refusal, refusedStart, suspiciousStart, wrongMethod } from './refusal.ts'
import { startCredentialFaults } from './start-credentials.ts'

export interface StartFault {
  readonly id: string
  readonly says: string
  readonly level: Level
  readonly covers: readonly string[]
  readonly source: readonly SourceLine[]
  readonly expect: Expectation
  readonly edit: Probe['edit']
  readonly appliesTo?: (workflow: Workflow) => boolean
}

const isCreated = (workflow: Workflow) => workflow.start === 'create'
const isUpdated = (workflow: Workflow) => workflow.start === 'update'
const hasWeb = (workflow: Workflow) => workflow.request.web !== undefined
const needsUser = (workflow: Workflow) => workflow.needsUserReference
/** Workflows whose documented definition holds nothing but the key. */
const isPlain = (workflow: Workflow) => isCreated(workflow) && workflow.request.definition === undefined

function must(id: string, says: string, covers: readonly string[], source: readonly SourceLine[], edit: Probe['edit']): StartFault {
  return { id, says, level: 'MUST', covers, source, expect: refusedStart, edit }
}

const mandatory: readonly StartFault[] = [
  must(
    'without-reference',
    'without customerInternalReference is refused',
    ['G-CREATE-CIR-MANDATORY', 'G-CREATE-ERROR-STATUSES'],
    lines('G:L155', 'G:L159'),
    withoutMember('customerInternalReference'),
  ),
  must(
    'reference-null',
    'with null for customerInternalReference is refused',
    ['G-CREATE-CIR-MANDATORY'],
    lines('G:L155', 'G:L159'),
    withMember('customerInternalReference', null),
  ),
  must(
    'without-definition',
    'without workflowDefinition is refused',
    ['G-CREATE-WORKFLOWDEFINITION-MANDATORY', 'KEY-MISSING-REFUSED'],
    lines('G:L155', 'G:L160'),
    withoutMember('workflowDefinition'),
  ),
  must(
    'without-key',
    'without workflowDefinition.key is refused',
    ['G-CREATE-KEY-MANDATORY', 'KEY-MISSING-REFUSED'],
    lines('G:L155', 'G:L161', 'L12-L18'),
    withoutMember('workflowDefinition.key'),
  ),
  {
    id: 'unknown-key',
    says: 'with a key that is not documented is refused',
    level: 'MAY',
    covers: ['KEY-UNKNOWN-REFUSED'],
    source: lines('L3-L18'),
    expect: refusedStart,
    edit: withMember('workflowDefinition.key', 99_999),
  },
  {
    id: 'authentication-by-creation',
    says: 'for 10014 by POST is refused: there is no account and no facemap yet',
    level: 'MAY',
    covers: ['WF10014-POST-CREATE-REFUSED'],
    source: lines('L1326', 'L1336-L1340'),
    expect: refusal(listedForStart, 'ERR-078'),
    edit: withMember('workflowDefinition.key', 10_014),
    appliesTo: isPlain,
  },
]

/** The address of a page whose URL has exactly this length. */
const urlOf = (length: number) => `https://www.example.com/${'a'.repeat(length)}`.slice(0, length)

const tooLong = (Object.keys(lengths) as (keyof typeof lengths)[]).map((path): StartFault => {
  const limit = lengths[path]
  const value = /url$/i.test(path) ? urlOf(limit + 1) : 'a'.repeat(limit + 1)
  const fault = must(
    `length-of-${path.replaceAll('.', '-').toLowerCase()}`,
    `with a ${path} of ${limit + 1} characters is refused: ${limit} are the limit`,
    [`G-CREATE-MAX-${path.replaceAll('.', '-').toUpperCase()}-${limit}`],
    lines('G:L159-L170'),
    withMember(path, value),
  )
  return path.startsWith('web.') ? { ...fault, appliesTo: hasWeb } : fault
})

const lifetimes: readonly StartFault[] = (
  [
    ['below-minimum', '4m', 'below the minimum of 5m', 'G-CREATE-TOKENLIFETIME-MIN-5M', 'ERR-158'],
    ['seconds-below-minimum', '299s', 'one second below the minimum of 5m', 'G-CREATE-TOKENLIFETIME-MIN-5M', 'ERR-158'],
    ['above-maximum', '61d', 'above the maximum of 60d', 'G-CREATE-TOKENLIFETIME-MAX-60D', 'ERR-158'],
    ['without-unit', '600', 'without a unit', 'G-CREATE-TOKENLIFETIME-UNITS', 'ERR-055'],
    ['unknown-unit', '10x', 'of an unknown unit', 'G-CREATE-TOKENLIFETIME-UNITS', 'ERR-055'],
    ['upper-case-unit', '10M', 'with its unit in upper case', 'G-CREATE-TOKENLIFETIME-UNITS', 'ERR-055'],
    ['iso-period', 'PT10M', 'in another notation', 'G-CREATE-TOKENLIFETIME-UNITS', 'ERR-055'],
  ] as const
).map(([id, value, says, entry, erratum]) => ({
  ...must(
    `lifetime-${id}`,
    `with the tokenLifetime ${value}, ${says}, is refused`,
    [entry],
    lines('G:L166'),
    withMember('tokenLifetime', value),
  ),
  expect: refusal(listedForStart, erratum, permitsAcceptance),
}))

const locale: readonly StartFault[] = ['xx', 'es_MX'].map((value) => ({
  id: `locale-${value.replace('_', '-').toLowerCase()}`,
  says: `with the web.locale ${value}, which the table does not list, is refused`,
  level: 'SHOULD',
  covers: ['G-CREATE-LOCALE-VALUES'],
  source: lines('G:L624-L670'),
  expect: refusedStart,
  edit: withMember('web.locale', value),
  appliesTo: hasWeb,
}))

/** ERR-043: a screening without a user may also start, and not run. */
const noUser = refusal(listedForStart, 'ERR-043', permitsAcceptance)

const users: readonly StartFault[] = [
  {
    id: 'without-user',
    says: 'for a screening without userReference is refused',
    level: 'MUST' as const,
    covers: ['WF10010-USERREFERENCE-REQUIRED'],
    source: lines('L550'),
    edit: withoutMember('userReference'),
  },
  ...(
    [
      ['empty', ''],
      ['blank', ' '],
      ['number', 42],
      ['null', null],
    ] as const
  ).map(([kind, value]) => ({
    id: `user-${kind}`,
    says: `for a screening with ${JSON.stringify(value)} for userReference is refused as one without`,
    level: 'MAY' as const,
    covers: ['WF10010-USERREFERENCE-EMPTY-REFUSED'],
    source: lines('L550'),
    edit: withMember('userReference', value),
  })),
  {
    id: 'user-in-definition',
    says: 'for a screening with userReference only inside workflowDefinition is refused as one without',
    level: 'MAY' as const,
    covers: ['WF10010-USERREFERENCE-POSITION'],
    source: lines('L566'),
    edit: ((draft, world) => {
      const inner = withMember('workflowDefinition.userReference', `kyx-${world.runId}-user`)(draft, world)
      return inner === undefined ? undefined : withoutMember('userReference')(inner, world)
    }) satisfies Probe['edit'],
  },
].map((fault) => ({ ...fault, expect: noUser, appliesTo: needsUser }))

const bodies = malformed.map(
  ({ id, says, edit }): StartFault => ({
    id,
    says: `${says} is refused`,
    level: 'MAY',
    covers: ['G-CREATE-400-BAD-BODY', 'G-CREATE-ERROR-STATUSES'],
    source: lines('G:L185'),
    expect: refusedStart,
    edit,
  }),
)

const addresses: readonly StartFault[] = [
  {
    ...must(
      'by-put',
      'by PUT on the accounts is refused: an account is created by POST',
      ['WF*-CREATE-METHOD-POST'],
      createLines(),
      withMethod('PUT'),
    ),
    expect: wrongMethod,
    appliesTo: isCreated,
  },
  {
    ...must(
      'by-post',
      'by POST on an account is refused: it is updated by PUT',
      ['WF*-UPDATE-METHOD-PUT'],
      lines('L1336-L1340'),
      withMethod('POST'),
    ),
    expect: wrongMethod,
    appliesTo: isUpdated,
  },
  {
    ...must(
      'unknown-account',
      'on an account that does not exist is refused',
      ['WF10014-ACCOUNT-MUST-EXIST', 'G-UPDATE-404-UNKNOWN'],
      lines('L1326', 'G:L185'),
      onIds(() => ({ account: randomUUID() })),
    ),
    expect: refusal(listedForStart, 'ERR-069'),
    appliesTo: isUpdated,
  },
  {
    id: 'malformed-account',
    says: 'on an account id that is no UUID is refused',
    level: 'MAY',
    covers: ['UPL-ERR-MALFORMED-UUID'],
    source: lines('L888-L890', 'G:L185'),
    expect: refusal(listedForStart, 'ERR-069'),
    edit: (draft) => withIds(draft, { account: '33333333-3333-3333-aaaaaaaaaaaa' }),
    appliesTo: isUpdated,
  },
  {
    id: 'path-traversal',
    says: 'with steps to a parent folder in its path is refused',
    level: 'SHOULD',
    covers: ['HDR-SUSPICIOUS-PARAM-403'],
    source: lines('G:L143'),
    expect: suspiciousStart,
    edit: (draft) => withIds(draft, { account: '..%2f..%2fetc' }),
    appliesTo: isUpdated,
  },
]

function createLines(): readonly SourceLine[] {
  return lines('L36-L40', 'L275-L279', 'L544-L548', 'L756-L760', 'L1046-L1050')
}

/** What a start request must hold, each refused for one fault. */
export const startProbes: readonly Probe[] = [
  ...mandatory,
  ...tooLong,
  ...lifetimes,
  ...locale,
  ...users,
  ...startCredentialFaults,
  ...bodies,
  ...addresses,
].map(({ id, says, level, covers, source, expect, edit, appliesTo }) => ({
  id,
  check: `START-${id.toUpperCase()}`,
  step: 'start',
  level,
  source,
  statement: `A start request ${says}.`,
  covers,
  ...(expect.lenient === undefined ? {} : { errata: [expect.lenient.erratum] }),
  expect,
  ...(appliesTo === undefined ? {} : { appliesTo }),
  edit,
}))
