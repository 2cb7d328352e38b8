import { randomUUID } from 'node:crypto'
import { documentedHost, regions } from '../../contracts/endpoints.ts'
import type { Client } from '../client.ts'
import { addressOf } from '../links.ts'
import { endsOnLoopback } from '../mapping.ts'
import type { Target } from '../target.ts'
import { tokenDraft } from '../token.ts'
import { type Exchange, type Headers, header, isObject, type Json } from '../transcript.ts'
import { silenceSeen, strangerSeen } from './answer.ts'
import { type Diagnosis, type Draft, diagnose } from './diagnosis.ts'

export interface Seen {
  readonly found: readonly Diagnosis[]
  /** The access token, where there is one that was not refused. */
  readonly token?: string
}

/** Reads a token answer as strictly as RFC 6749 has it; gives what is wrong with it. */
export type StrictReading = (status: number, headers: Headers, json: Json) => Promise<string | undefined>

/** Token endpoint, clock, and whether the token opens the account and the retrieval host. */
export async function lookAtService(target: Target, client: Client, readStrictly: StrictReading): Promise<Seen> {
  const drafts: Draft[] = []
  const exchanges: Exchange[] = []
  let token = target.secrets.token
  if (token === undefined) {
    const sent = await client.send(tokenDraft(target))
    exchanges.push(sent.exchange)
    token =
      isObject(sent.json) && typeof sent.json.access_token === 'string' && sent.json.access_token !== ''
        ? sent.json.access_token
        : undefined
    const { fallbackToken } = target.secrets
    if (token === undefined && fallbackToken !== undefined && [404, 405, 501].includes(sent.exchange.response?.status ?? 0)) {
      token = fallbackToken
      drafts.push(noTokenEndpoint(target))
    } else drafts.push(await tokenAnswer(target, client, sent.exchange, sent.json, readStrictly))
    drafts.push(...issuedAhead(token))
  }
  const asked = token === undefined ? [] : await askRoles(target, client, token)
  exchanges.push(...asked)
  drafts.push(...(await rolesSeen(target, asked)), ...clockOf(exchanges))
  const isRefused = asked.some(({ response }) => response?.status === 401)
  return { found: drafts.map(diagnose), ...(token === undefined || isRefused ? {} : { token }) }
}

async function tokenAnswer(
  target: Target,
  client: Client,
  exchange: Exchange,
  json: Json | undefined,
  readStrictly: StrictReading,
): Promise<Draft> {
  const { response } = exchange
  const subject = new URL(target.tokenUrl).host
  const frame = { id: 'token-endpoint', grade: 'error' as const, subject }
  if (response === undefined) return silenceSeen(exchange, target)
  const stranger = strangerSeen(exchange)
  if (stranger !== undefined) return stranger
  const { status } = response
  if ([400, 401, 403].includes(status)) {
    const home = await homeOf(target, client)
    const error = isObject(json) && typeof json.error === 'string' ? ` (${json.error})` : ''
    if (home !== undefined)
      return {
        id: 'wrong-region',
        grade: 'error',
        subject,
        seen: `the credentials were refused with ${status}${error}, and are good in ${home}`,
        why: 'A tenant lives in one region.',
        advice: `Use --region ${home}.`,
      }
    return {
      id: 'credentials',
      grade: 'error',
      subject,
      seen: `client id or secret was refused with ${status}${error}`,
      why: 'The token endpoint does not know this pair.',
      advice: 'Check KYX_CLIENT_ID and KYX_CLIENT_SECRET, and that they belong to a tenant of this region.',
    }
  }
  if (status === 429) return { id: 'rate-limits', grade: 'error', subject, seen: 'the token endpoint answers 429' }
  if (status < 200 || status > 299 || !isObject(json))
    return {
      ...frame,
      seen: `POST ${exchange.request.url} answered ${status}${isObject(json) ? '' : ' without JSON'}`,
      why: 'This host does not hand out tokens.',
      advice: 'Check the auth origin: --region, --origin auth=URL or --token-url.',
    }
  const fault = await readStrictly(status, response.headers, json)
  if (typeof json.access_token !== 'string' || json.access_token === '')
    return {
      ...frame,
      seen: `the answer has no access_token${fault === undefined ? '' : `: ${fault}`}`,
      why: 'Without a token nothing else works.',
      advice: 'Ask the owner of the auth host.',
    }
  if (fault !== undefined)
    return {
      ...frame,
      grade: 'warning',
      seen: `a strict client would refuse the answer: ${fault}`,
      why: 'RFC 6749 asks for it.',
      advice: 'Ask the owner of the auth host.',
    }
  return { ...frame, grade: 'ok', seen: `hands out tokens for ${String(json.expires_in ?? 'an unknown number of')} seconds` }
}

/** A provider on this machine that hands out no token, and a user who gave none: any bearer token may do. */
function noTokenEndpoint({ tokenUrl }: Target): Draft {
  return {
    id: 'token-endpoint',
    grade: 'note',
    subject: new URL(tokenUrl).host,
    seen: 'there is no token endpoint, and no credentials were given: a made-up bearer token goes out',
    why: 'A provider on this machine may take any token.',
    advice: 'Set KYX_TOKEN if it takes only its own.',
  }
}

/** The region that knows the credentials: asked for documented regions only, and only where this run may go. */
async function homeOf(target: Target, client: Client): Promise<string | undefined> {
  if (target.documentedRegion === undefined) return undefined
  for (const region of regions.filter((each) => each !== target.documentedRegion)) {
    const url = `https://${documentedHost('auth', region)}/oauth2/token`
    if (!endsOnLoopback(new URL(url), target.wire?.mappings ?? [])) continue
    const { json } = await client.send({ ...tokenDraft(target), name: `token:${region}`, url })
    if (isObject(json) && typeof json.access_token === 'string') return region
  }
  return undefined
}

/** A request that no provider may carry out, and one for what is not there: their answers tell whether host and token are right. */
async function askRoles(target: Target, client: Client, token: string): Promise<readonly Exchange[]> {
  const headers: Headers = [
    ['Accept', 'application/json'],
    ['User-Agent', target.userAgent],
    ['Authorization', `Bearer ${token}`],
    ...target.headers,
  ]
  const ids = { account: randomUUID(), execution: randomUUID() }
  const start = await client.send({
    name: 'account host',
    step: 'health',
    role: 'account',
    method: 'POST',
    url: addressOf('create', {}, target),
    headers: [...headers, ['Content-Type', 'application/json']],
    body: { kind: 'json', value: {} },
  })
  const read = await client.send({
    name: 'retrieval host',
    step: 'status',
    role: 'retrieval',
    method: 'GET',
    url: addressOf('status', ids, target),
    headers,
  })
  return [start.exchange, read.exchange]
}

async function rolesSeen(target: Target, asked: readonly Exchange[]): Promise<readonly Draft[]> {
  if (asked.length === 0) return []
  const silent = asked.find(({ response }) => response === undefined)
  const drafts: Draft[] = asked.flatMap((exchange) => strangerSeen(exchange) ?? [])
  if (silent !== undefined) drafts.push(await silenceSeen(silent, target))
  if (drafts.length > 0) return drafts
  const frame = { grade: 'error' as const }
  const refused = asked.filter(({ response }) => response?.status === 401)
  const hosts = (list: readonly Exchange[]) => [...new Set(list.map(({ request }) => new URL(request.url).host))].join(', ')
  if (refused.length > 0)
    drafts.push({
      ...frame,
      id: target.tokenSource === 'given' ? 'token-kinds' : 'token-refused',
      subject: hosts(refused),
      seen: `the access token was refused with 401${target.tokenSource === 'given' ? ': it has expired, is of another region, or is no access token' : ', although it is fresh'}`,
      why: 'A token is good in the region that issued it, for 60 minutes.',
      advice:
        target.tokenSource === 'given'
          ? 'Fetch a new one in this region, or set KYX_CLIENT_ID and KYX_CLIENT_SECRET.'
          : 'Check that auth, account and retrieval hosts are of one region.',
    })
  const [start] = asked
  const status = start?.response?.status
  if (start !== undefined && (status === 404 || status === 405))
    drafts.push({
      ...frame,
      id: 'host-mix',
      subject: hosts([start]),
      seen: `POST /api/v1/accounts answers ${status}: this is not the account host`,
      ...(target.documentedRegion === undefined
        ? { advice: `Check the URL, its path too: the accounts are asked for at ${start.request.url}` }
        : {}),
    })
  if (start !== undefined && status !== undefined && status >= 200 && status < 300)
    drafts.push({
      ...frame,
      grade: 'warning',
      id: 'empty-start',
      subject: hosts([start]),
      seen: 'an empty start request was accepted',
      why: 'It has no workflow.',
      advice: 'Run the probes: kyx-conformance run --scenario probes.',
    })
  if (asked.some(({ response }) => response?.status === 429))
    drafts.push({ grade: 'warning', id: 'rate-limits', subject: hosts(asked), seen: 'two requests were enough for a 429' })
  return drafts.length > 0 ? drafts : [{ id: 'token-kinds', grade: 'ok', subject: hosts(asked), seen: 'the access token is taken' }]
}

const skewWarning = 5
const skewError = 60

function clockOf(exchanges: readonly Exchange[]): readonly Draft[] {
  const skews = exchanges.flatMap(({ response, at, ms, retried }) => {
    const date = Date.parse(header(response?.headers ?? [], 'date') ?? '')
    // Date is cut to the second; a repeated request was begun at another time.
    return Number.isNaN(date) || retried !== undefined ? [] : [(date + 500 - (Date.parse(at) + ms)) / 1000]
  })
  if (skews.length === 0) return []
  const skew = skews.sort((one, other) => Math.abs(one) - Math.abs(other))[0] ?? 0
  return [clockDraft(skew, 'its Date header')]
}

function issuedAhead(token: string | undefined): readonly Draft[] {
  try {
    const { iat } = JSON.parse(Buffer.from((token ?? '').split('.')[1] ?? '', 'base64url').toString('utf8')) as { readonly iat?: unknown }
    const skew = typeof iat === 'number' ? iat - Date.now() / 1000 : 0
    return Math.abs(skew) > skewError ? [clockDraft(skew, 'the token it issued')] : []
  } catch {
    return []
  }
}

function clockDraft(skew: number, by: string): Draft {
  const size = Math.abs(skew)
  const text = `${size < 120 ? `${Math.round(size)} s` : `${Math.round(size / 60)} min`} ${skew > 0 ? 'ahead of' : 'behind'} this machine, by ${by}`
  return {
    id: 'clock',
    grade: size > skewError ? 'error' : size > skewWarning ? 'warning' : 'ok',
    subject: 'clock',
    seen: size > skewWarning ? `the clock of the target is ${text}` : 'agrees with that of the target',
    why: 'Tokens and sessions end too early or too late, and timestamps look wrong.',
    advice: 'Set this machine by NTP; if it is right, tell the owner of the target.',
  }
}
