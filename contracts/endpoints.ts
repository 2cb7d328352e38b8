import { type RegionName, type Role, regions, roles } from './hosts.ts'
import type { SourceLine } from './source.ts'
import { lines } from './source.ts'

export { type RegionName, type Role, regions, roles }

/** Other names that users know the regions by. ERR-157: SG and SGP are one region. */
export const regionAliases: Readonly<Record<string, RegionName>> = {
  us: 'amer-1',
  amer: 'amer-1',
  eu: 'emea-1',
  emea: 'emea-1',
  sg: 'apac-1',
  sgp: 'apac-1',
  apac: 'apac-1',
}

/** The documented host of a role in a region. */
export function documentedHost(role: Role, region: RegionName): string {
  return `${role}.${region}.jumio.ai`
}

/** Reads a documented host name back into its role and region; undefined for any other name, look-alikes included. */
export function readDocumentedHost(host: string): { readonly role: string; readonly region: string } | undefined {
  const match = /^(?:[a-z0-9-]+\.)?(account|api|retrieval|auth|status|web)\.(amer-1|emea-1|apac-1)\.jumio\.ai$/.exec(host.toLowerCase())
  return match?.[1] !== undefined && match[2] !== undefined ? { role: match[1], region: match[2] } : undefined
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly role: Role
  /** Path template; `{account}`, `{execution}`, `{credential}`, `{classifier}` are filled in. */
  readonly path: string
  readonly source: readonly SourceLine[]
}

const execution = '/api/v1/accounts/{account}/workflow-executions/{execution}'

/** Every documented operation. ERR-013: part uploads go to the api host, whatever the URL list of the data upload says. */
export const endpoints = {
  token: { method: 'POST', role: 'auth', path: '/oauth2/token', source: lines('G:L86-L88', 'G:L99') },
  create: {
    method: 'POST',
    role: 'account',
    path: '/api/v1/accounts',
    source: lines('L37-L40', 'L276-L279', 'L545-L548', 'L757-L760', 'L1047-L1050', 'G:L126-L129'),
  },
  update: { method: 'PUT', role: 'account', path: '/api/v1/accounts/{account}', source: lines('L1337-L1340', 'G:L273-L276') },
  upload: {
    method: 'POST',
    role: 'api',
    path: `${execution}/credentials/{credential}/parts/{classifier}`,
    source: lines('L448-L451', 'L879-L882', 'L1176-L1179', 'G:L475-L478'),
  },
  finalize: {
    method: 'PUT',
    role: 'api',
    path: execution,
    source: lines('L194-L197', 'L497-L500', 'L707-L710', 'L988-L991', 'L1286-L1289', 'G:L541-L544'),
  },
  status: { method: 'GET', role: 'retrieval', path: `${execution}/status`, source: lines('G:L1301-L1303') },
  details: { method: 'GET', role: 'retrieval', path: execution, source: lines('G:L1347-L1349') },
  steps: { method: 'GET', role: 'retrieval', path: `${execution}/steps`, source: lines('G:L1994-L1996') },
  image: {
    method: 'GET',
    role: 'retrieval',
    path: '/api/v1/accounts/{account}/credentials/{credential}/parts/{classifier}',
    source: lines('G:L1964-L1966'),
  },
  health: { method: 'GET', role: 'status', path: '/', source: lines('G:L2122-L2124') },
  'delete-execution': { method: 'DELETE', role: 'retrieval', path: execution, source: lines('G:L2217-L2219') },
  'delete-account': { method: 'DELETE', role: 'retrieval', path: '/api/v1/accounts/{account}', source: lines('G:L2199-L2201') },
} as const satisfies Readonly<Record<string, Endpoint>>

export type Operation = keyof typeof endpoints

export interface PathIds {
  readonly account?: string | undefined
  readonly execution?: string | undefined
  readonly credential?: string | undefined
  readonly classifier?: string | undefined
}

/** Fills a path template; an id that is missing leaves an empty segment, which no server takes for a valid path. */
export function fillPath(template: string, ids: PathIds): string {
  return template.replace(/\{(account|execution|credential|classifier)\}/g, (_, name: keyof PathIds) => percentEncode(ids[name] ?? ''))
}

const unreserved = /^[\w.~-]*$/

/** As `encodeURIComponent`, which throws at half of a surrogate pair; an id of a hostile answer may have one. */
export function percentEncode(text: string): string {
  return unreserved.test(text) ? text : encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
