import { lines } from '../../contracts/source.ts'
import { type Probe, withHeader, withoutHeader } from './probe.ts'
import { refusal } from './refusal.ts'

const refused = { answer: 'refused', statuses: [400, 401, 403] } as const
const common = {
  step: 'token',
  level: 'MUST',
  source: lines('G:L80-L103', 'G:L92'),
  covers: ['G-TOKEN-BAD-REQUEST-400-403'],
  errata: ['ERR-122'],
} as const

/** Probes of the token endpoint; they ride only where the run fetches its token there. */
export const tokenProbes: readonly Probe[] = [
  {
    ...common,
    id: 'wrong-secret',
    check: 'TOKEN-SECRET-WRONG',
    statement: 'A token request with a wrong client secret is refused with 400, 401 or 403.',
    expect: refused,
    // The client is the one that the run has, so that nothing but the secret is at fault.
    edit: (draft, { target: { secrets } }) =>
      withHeader(draft, 'Authorization', `Basic ${Buffer.from(`${secrets.clientId ?? 'kyx-conformance'}:wrong`).toString('base64')}`),
  },
  {
    ...common,
    id: 'authorization-absent',
    check: 'TOKEN-AUTHORIZATION-ABSENT',
    statement: 'A token request without client credentials is refused with 400, 401 or 403.',
    expect: refused,
    edit: (draft) => withoutHeader(draft, 'Authorization'),
  },
  {
    ...common,
    id: 'grant-unknown',
    check: 'TOKEN-GRANT-UNKNOWN',
    statement: 'A token request with another grant type is refused with 400, 401 or 403.',
    expect: refused,
    edit: (draft) => ({ ...draft, body: { kind: 'text', text: 'grant_type=kyx_conformance' } }),
  },
  {
    ...common,
    id: 'as-json',
    check: 'TOKEN-AS-JSON',
    level: 'MAY',
    covers: ['G-TOKEN-FORM-ENCODED'],
    statement: 'A token request that is JSON instead of a form is refused.',
    expect: refusal(refused.statuses, 'ERR-122'),
    edit: (draft) => ({
      ...withHeader(draft, 'Content-Type', 'application/json'),
      body: { kind: 'text', text: '{"grant_type":"client_credentials"}' },
    }),
  },
]
