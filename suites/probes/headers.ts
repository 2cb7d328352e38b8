import type { SourceLine } from '../../contracts/source.ts'
import { lines } from '../../contracts/source.ts'
import type { Level } from '../verdict.ts'
import { type Expectation, type Probe, type ProbeStep, withHeader, withoutHeader } from './probe.ts'
import { listedForParts } from './refusal.ts'

/** Steps that list required headers, with the lines and the register entries of each. */
interface HeaderList {
  readonly step: ProbeStep
  readonly name: string
  readonly content?: 'data' | 'image'
  readonly source: readonly SourceLine[]
  /** Prefixes of the companion's entries: each with the header and `-MISSING-403` or `-WRONG-403`. */
  readonly prefixes: readonly string[]
  /** Further entries by the id of the fault. */
  readonly further?: Readonly<Record<string, readonly string[]>>
  /** Headers that the step lists and that can be judged on it. ERR-112, ERR-162 */
  readonly lists: readonly ('Accept' | 'Content-Type' | 'Content-Length' | 'Authorization' | 'User-Agent')[]
  readonly wrongType?: string
  /** ERR-063: the list of headers stands where images are uploaded; prepared data only show theirs in an example. */
  readonly isShown?: true
  /** Further statuses that the step lists for a call that does not succeed. */
  readonly also?: readonly number[]
  readonly excuse?: Probe['excuse']
}

/** ERR-112: the example of finalize has no Accept. */
const unshown: Expectation = {
  answer: 'refused',
  statuses: listedForParts,
  lenient: { erratum: 'ERR-112', statuses: [400, 406], accepted: true },
}

/** A rule of the headers of a body, where these are only shown: a server may also not look at them. */
const shown: Expectation = {
  answer: 'refused',
  statuses: listedForParts,
  lenient: { erratum: 'ERR-063', statuses: [400, 406, 411, 415, 422], accepted: true },
}
const isOfBody = (header: HeaderFault['header']) => header !== 'User-Agent' && header !== 'Authorization'

const upper = (fault: string) => fault.toUpperCase()
const lists: readonly HeaderList[] = [
  {
    step: 'start',
    name: 'CREATE',
    source: lines('G:L134-L143', 'G:L278-L279', 'L44-L48', 'L764-L767'),
    prefixes: ['G-CREATE-HDR', 'G-UPDATE-HDR'],
    further: {
      'user-agent-empty': ['G-CREATE-USER-AGENT-BUSINESS'],
      'authorization-absent': ['TOKEN-OAUTH2-REQUIRED'],
      'authorization-invalid': ['TOKEN-OAUTH2-REQUIRED', 'G-CREATE-ERROR-STATUSES'],
    },
    lists: ['Accept', 'Content-Type', 'Content-Length', 'Authorization', 'User-Agent'],
    wrongType: 'text/plain',
    // G:L185
    also: [400],
  },
  {
    step: 'upload',
    name: 'UPLOAD',
    content: 'image',
    source: lines('L863-L874', 'L1160-L1171', 'G:L461-L470'),
    prefixes: ['HDR', 'G-UPLOAD-HDR'],
    further: {
      'user-agent-absent': ['HDR-UA-MISSING-403'],
      'user-agent-empty': ['HDR-UA-REFLECTS-BUSINESS'],
      'authorization-absent': ['TOKEN-OAUTH2-REQUIRED'],
      'authorization-without-bearer': ['HDR-AUTHORIZATION-NOT-BEARER'],
      'authorization-invalid': ['HDR-AUTHORIZATION-BAD-TOKEN-401', 'TOKEN-OAUTH2-REQUIRED', 'UPL-ERR-STATUS-SET'],
    },
    lists: ['Accept', 'Content-Type', 'Content-Length', 'Authorization', 'User-Agent'],
    wrongType: 'application/json',
  },
  {
    step: 'upload',
    name: 'UPLOAD-DATA',
    content: 'data',
    source: lines('L138-L142', 'G:L461-L470'),
    prefixes: ['G-UPLOAD-HDR'],
    further: { 'content-type-wrong': ['HDR-DATA-CONTENT-TYPE-JSON'], 'authorization-absent': ['HDR-DATA-AUTH-BEARER'] },
    lists: ['Accept', 'Content-Type', 'Content-Length', 'Authorization', 'User-Agent'],
    wrongType: 'text/plain',
    isShown: true,
  },
  {
    step: 'finalize',
    name: 'FINALIZE',
    source: lines('G:L549-L558', 'L201-L203'),
    prefixes: ['G-FINALIZE-HDR'],
    further: { 'authorization-absent': ['HDR-FINALIZE-AUTH'] },
    lists: ['Accept', 'Authorization', 'User-Agent'],
  },
  ...(['status', 'details', 'steps', 'image'] as const).map(
    (step): HeaderList => ({
      step,
      name: step.toUpperCase(),
      ...(step === 'image' ? { content: step } : {}),
      source: lines('G:L1283-L1292'),
      prefixes: ['G-RETRIEVE-HDR'],
      lists: ['Accept', 'Authorization', 'User-Agent'],
    }),
  ),
  {
    step: 'health',
    name: 'HEALTH',
    source: lines('G:L2111-L2117'),
    prefixes: ['G-HEALTH-HDR'],
    lists: ['Accept', 'User-Agent'],
  },
  ...(['delete', 'delete-account'] as const).map(
    (step): HeaderList => ({
      step,
      name: step.toUpperCase(),
      source: lines('G:L2183-L2190'),
      prefixes: ['G-DELETE-HDR'],
      lists: ['Accept', 'Authorization', 'User-Agent'],
      ...(step === 'delete-account' ? { excuse: { code: 'absent', text: 'the account was given, so it is not deleted' } } : {}),
    }),
  ),
]

/** Where the documents say that the User-Agent is to tell the business, an empty one breaks that; elsewhere it is as good as none. */
const namesBusiness = ({ name }: HeaderList) => name === 'UPLOAD' || name === 'CREATE'

interface HeaderFault {
  readonly id: string
  readonly header: HeaderList['lists'][number]
  readonly level: Level
  readonly says: string
  readonly fault: string
  readonly expect: Expectation
  readonly edit: (list: HeaderList) => Probe['edit']
  readonly appliesTo?: (list: HeaderList) => boolean
}

const faults: readonly HeaderFault[] = [
  {
    id: 'user-agent-absent',
    header: 'User-Agent',
    level: 'MUST',
    says: 'without a User-Agent header is refused with 403',
    fault: 'user-agent-missing-403',
    expect: { answer: 'refused', statuses: [403] },
    edit: () => (draft) => withoutHeader(draft, 'User-Agent'),
  },
  {
    id: 'user-agent-empty',
    header: 'User-Agent',
    level: 'MUST',
    says: 'with an empty User-Agent header is refused with 403',
    fault: 'ua-empty',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-060', statuses: [400] } },
    edit: () => (draft) => withHeader(draft, 'User-Agent', ''),
    appliesTo: namesBusiness,
  },
  {
    id: 'user-agent-empty',
    header: 'User-Agent',
    level: 'MAY',
    says: 'with an empty User-Agent header is refused with 403, as one without it is',
    fault: 'ua-empty',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-060', statuses: [400] } },
    edit: () => (draft) => withHeader(draft, 'User-Agent', ''),
    appliesTo: (list) => !namesBusiness(list),
  },
  {
    id: 'authorization-absent',
    header: 'Authorization',
    level: 'MUST',
    says: 'without an Authorization header is refused with 403 (or 401)',
    fault: 'authorization-missing-403',
    expect: { answer: 'refused', statuses: [401, 403] },
    edit: () => (draft) => withoutHeader(draft, 'Authorization'),
  },
  {
    id: 'authorization-without-bearer',
    header: 'Authorization',
    level: 'MUST',
    says: 'with a bare token instead of a bearer credential is refused with 401 or 403',
    fault: 'authorization-not-bearer',
    expect: { answer: 'refused', statuses: [401, 403], lenient: { erratum: 'ERR-038', accepted: true } },
    edit: () => (draft, world) => withHeader(draft, 'Authorization', world.token),
    appliesTo: (list) => list.name === 'UPLOAD' || list.name === 'CREATE',
  },
  {
    id: 'authorization-invalid',
    header: 'Authorization',
    // Which of the two statuses is open; that no token lets in whom it was not given to is not. L874, L900
    level: 'MUST',
    says: 'with an unknown bearer token is refused with 401 (or 403)',
    fault: 'authorization-bad-token-401',
    expect: { answer: 'refused', statuses: [401, 403], lenient: { erratum: 'ERR-061', statuses: [400, 404] } },
    edit: () => (draft) => withHeader(draft, 'Authorization', 'Bearer invalid-kyx-conformance-probe'),
  },
  {
    id: 'accept-absent',
    header: 'Accept',
    level: 'MUST',
    says: 'without an Accept header is refused with 403',
    fault: 'accept-missing-403',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-057', statuses: [400, 406], accepted: true } },
    edit: () => (draft) => withoutHeader(draft, 'Accept'),
  },
  {
    id: 'content-type-absent',
    header: 'Content-Type',
    level: 'MUST',
    says: 'without a Content-Type header is refused with 403',
    fault: 'content-type-missing-403',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-062', statuses: [400, 401, 404, 415, 422] } },
    edit: () => (draft) => withoutHeader(draft, 'Content-Type'),
  },
  {
    id: 'content-type-wrong',
    header: 'Content-Type',
    level: 'MUST',
    says: 'with a Content-Type of another kind is refused with 403',
    fault: 'content-type-wrong-403',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-062', statuses: [400, 401, 404, 415, 422] } },
    edit: (list) => (draft) => withHeader(draft, 'Content-Type', list.wrongType ?? 'text/plain'),
  },
  {
    id: 'content-length-absent',
    header: 'Content-Length',
    level: 'MUST',
    says: 'without a Content-Length header (chunked) is refused with 403',
    fault: 'content-length-missing-403',
    expect: { answer: 'refused', statuses: [403], lenient: { erratum: 'ERR-059', statuses: [400, 411], accepted: true } },
    edit: () => (draft) => ({ ...draft, chunked: true }),
  },
]

/** Header rules: one probe per fault and step that lists the header. */
export const headerProbes: readonly Probe[] = lists.flatMap((list) =>
  faults
    .filter((fault) => list.lists.includes(fault.header) && (fault.appliesTo?.(list) ?? true))
    .map((fault) => (list.isShown && isOfBody(fault.header) ? { ...fault, level: 'SHOULD' as const, expect: shown } : fault))
    .map((fault) =>
      list.name === 'FINALIZE' && fault.header === 'Accept' ? { ...fault, level: 'SHOULD' as const, expect: unshown } : fault,
    )
    .map((fault) => ({ ...fault, expect: { ...fault.expect, statuses: [...(fault.expect.statuses ?? []), ...(list.also ?? [])] } }))
    .map((fault) => ({
      id: fault.id,
      check: `${list.name}-${fault.id.toUpperCase()}`,
      step: list.step,
      ...(list.content === undefined ? {} : { content: list.content }),
      level: fault.level,
      source: list.source,
      statement: `${sentence(list)} ${fault.says}.`,
      covers: [
        ...(/-(MISSING|WRONG)-403$/.test(upper(fault.fault))
          ? list.prefixes.map((prefix) => `${prefix}-${upper(fault.fault)}`).filter((id) => id !== 'HDR-USER-AGENT-MISSING-403')
          : []),
        ...(list.further?.[fault.id] ?? []),
      ],
      ...(fault.expect.lenient === undefined ? {} : { errata: [fault.expect.lenient.erratum] }),
      ...(list.excuse === undefined ? {} : { excuse: list.excuse }),
      expect: fault.expect,
      edit: fault.edit(list),
    })),
)

function sentence(list: HeaderList): string {
  const names: Readonly<Record<string, string>> = {
    CREATE: 'A start request',
    UPLOAD: 'An image upload',
    'UPLOAD-DATA': 'A prepared-data upload',
    FINALIZE: 'A finalize',
    STATUS: 'A status request',
    DETAILS: 'A details request',
    STEPS: 'A steps request',
    HEALTH: 'A health request',
    IMAGE: 'A request for a stored image',
    DELETE: 'A deletion',
    'DELETE-ACCOUNT': 'A deletion of an account',
  }
  return names[list.name] ?? list.name
}
