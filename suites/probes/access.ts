import { lines, type SourceLine } from '../../contracts/source.ts'
import type { Draft } from '../client.ts'
import type { World } from '../drafts.ts'
import type { Level } from '../verdict.ts'
import { type Expectation, type Probe, type ProbeStep, withHeader } from './probe.ts'
import { permitsAcceptance, refusal } from './refusal.ts'

interface AccessFault {
  readonly id: string
  readonly says: string
  readonly level: Level
  readonly covers: readonly string[]
  readonly source: readonly SourceLine[]
  readonly expect: Expectation
  readonly steps: readonly string[]
  readonly edit: Probe['edit']
  readonly excuse?: Probe['excuse']
}

const places: Readonly<Record<string, { readonly step: ProbeStep; readonly content?: 'data' | 'image'; readonly subject: string }>> = {
  START: { step: 'start', subject: 'A start request' },
  'UPLOAD-DATA': { step: 'upload', content: 'data', subject: 'A prepared-data upload' },
  UPLOAD: { step: 'upload', content: 'image', subject: 'An image upload' },
  FINALIZE: { step: 'finalize', subject: 'A finalize' },
  STATUS: { step: 'status', subject: 'A status request' },
  DETAILS: { step: 'details', subject: 'A details request' },
  STEPS: { step: 'steps', subject: 'A steps request' },
  IMAGE: { step: 'image', content: 'image', subject: 'A request for a stored image' },
}

const source = lines('L868', 'L874', 'L1165', 'L1171')
const unauthorised = [401, 403] as const

function basicOf({ target }: World): string {
  const { clientId = 'kyx-conformance', clientSecret = 'kyx-conformance-probe' } = target.secrets
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
}

/** Two Authorization headers, the valid one last: a server that takes the last lets the second identity in. */
function twice(draft: Draft): Draft {
  const index = draft.headers.findIndex(([name]) => name.toLowerCase() === 'authorization')
  const headers = [...draft.headers]
  headers.splice(index, 0, ['Authorization', 'Bearer invalid-kyx-conformance-probe'])
  return { ...draft, headers }
}

const faults: readonly AccessFault[] = [
  {
    id: 'authorization-basic',
    says: 'with HTTP Basic credentials instead of a bearer token is refused',
    level: 'MAY',
    covers: ['TOKEN-BASIC-NOT-ON-CREATE', 'G-AUTH-SCHEMES'],
    source,
    expect: refusal(unauthorised, 'ERR-119', permitsAcceptance),
    steps: ['START', 'UPLOAD-DATA', 'UPLOAD', 'FINALIZE', 'STATUS'],
    edit: (draft, world) => withHeader(draft, 'Authorization', `Basic ${basicOf(world)}`),
  },
  {
    id: 'authorization-other-scheme',
    says: 'with a valid token under another scheme than Bearer is refused',
    level: 'SHOULD',
    covers: ['TOKEN-SCHEME-BEARER'],
    source: lines('L47', 'L141', 'L909', 'L1207'),
    expect: refusal(unauthorised, 'ERR-061'),
    steps: ['START', 'UPLOAD-DATA', 'UPLOAD', 'FINALIZE', 'STATUS'],
    edit: (draft, world) => withHeader(draft, 'Authorization', `Token ${world.token}`),
  },
  {
    id: 'authorization-twice',
    says: 'with two Authorization headers is suspicious and refused',
    level: 'MUST',
    covers: ['HDR-SUSPICIOUS-HEADER-403'],
    source: lines('L874', 'L1171'),
    expect: refusal(unauthorised, 'ERR-062'),
    steps: ['UPLOAD-DATA', 'UPLOAD'],
    edit: twice,
  },
  {
    id: 'user-agent-long',
    says: 'with a User-Agent of 10,000 characters is suspicious and refused',
    // Nothing says that length is suspicious.
    level: 'MAY',
    covers: ['HDR-SUSPICIOUS-HEADER-403'],
    source: lines('L874', 'L1171'),
    expect: refusal([403], 'ERR-062', permitsAcceptance),
    steps: ['UPLOAD-DATA', 'UPLOAD'],
    edit: (draft) => withHeader(draft, 'User-Agent', 'a'.repeat(10_000)),
  },
  {
    id: 'other-tenant',
    says: 'with the token of another tenant is refused: accounts belong to the tenant that made them',
    level: 'MAY',
    covers: ['TOKEN-TENANT-ISOLATION', 'UPL-ERR-CROSS-ACCOUNT'],
    source: lines('L874', 'L900', 'L1171', 'L1197'),
    expect: refusal([401, 403, 404], 'ERR-069'),
    steps: Object.keys(places),
    excuse: { code: 'needs-second-tenant', text: 'no token of a second tenant was given' },
    edit: (draft, { target: { secrets } }) =>
      secrets.otherToken === undefined ? undefined : withHeader(draft, 'Authorization', `Bearer ${secrets.otherToken}`),
  },
]

/** Who may call: what is no bearer token of the tenant is refused. */
export const accessProbes: readonly Probe[] = faults.flatMap(({ id, says, steps, level, covers, source, expect, excuse, edit }) =>
  steps.flatMap((name): readonly Probe[] => {
    const place = places[name]
    if (place === undefined) return []
    const { subject, step, content } = place
    return [
      {
        id,
        check: `${name}-${id.toUpperCase()}`,
        step,
        ...(content === undefined ? {} : { content }),
        level,
        source,
        statement: `${subject} ${says}.`,
        covers,
        ...(expect.lenient === undefined ? {} : { errata: [expect.lenient.erratum] }),
        expect,
        ...(excuse === undefined ? {} : { excuse }),
        // A creation touches no account yet: another tenant may well make one.
        ...(id === 'other-tenant' && step === 'start' ? { appliesTo: (workflow) => workflow.start === 'update' } : {}),
        edit,
      },
    ]
  }),
)
