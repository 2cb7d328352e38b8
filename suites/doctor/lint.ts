import { isIP } from 'node:net'
import { readDocumentedHost, roles } from '../../contracts/endpoints.ts'
import { defaultUserAgent } from '../aim.ts'
import type { Target } from '../target.ts'
import { libraryAgents, placeholderAgents } from '../user-agent.ts'
import { type Diagnosis, type Draft, diagnose } from './diagnosis.ts'

/** What a user says beside the target. */
export interface Papers {
  /** As it was given; undefined where it was not. */
  readonly userAgent?: string
  readonly callbackUrl?: string
  readonly returnUrls: readonly (readonly [option: string, url: string])[]
  readonly reference?: string
}

/** What can be told without sending anything. */
export function lint(target: Target, papers: Papers): readonly Diagnosis[] {
  return [
    ...hostMix(target),
    ...userAgent(papers.userAgent),
    ...callbackUrl(papers.callbackUrl),
    ...returnUrls(papers),
    ...reference(papers),
    ...tokenKind(target),
  ].map(diagnose)
}

function hostMix(target: Target): readonly Draft[] {
  const hosts = roles.map((role) => ({ role, host: new URL(target.origins[role]).hostname }))
  const readings = hosts.map(({ role, host }) => ({ role, host, found: readDocumentedHost(host) }))
  const found = new Set(readings.flatMap((each) => each.found?.region ?? []))
  const wrong = readings.filter(({ role, found }) => found !== undefined && found.role !== role)
  const internal = hosts.filter(({ host }) => /(^|\.)jumiopp\.link$/.test(host))
  const drafts: Draft[] = [
    ...internal.map(({ role, host }) => ({ id: 'host-mix', grade: 'error' as const, subject: role, seen: `${host} is an internal name` })),
    ...wrong.map(({ role, host, found }) => ({
      id: 'host-mix',
      grade: 'error' as const,
      subject: role,
      seen: `${host} is the ${found?.role} host, and stands where the ${role} host belongs`,
    })),
    ...(found.size > 1
      ? [{ id: 'host-mix', grade: 'error' as const, subject: 'origins', seen: `hosts of ${[...found].join(' and ')} in one target` }]
      : []),
  ]
  return drafts.length > 0 ? drafts : [{ id: 'host-mix', grade: 'ok', subject: 'origins', seen: 'roles and region agree' }]
}

function userAgent(given: string | undefined): readonly Draft[] {
  const found = (grade: Draft['grade'], seen: string): readonly Draft[] => [{ id: 'user-agent', grade, subject: '--user-agent', seen }]
  if (given === undefined || given === defaultUserAgent)
    return found('warning', `none was given, so ${JSON.stringify(defaultUserAgent)} goes out, which names this tool and not your business`)
  if (given.trim() === '') return found('error', 'the User-Agent is missing')
  if (/[^\x20-\x7e]/.test(given)) return found('error', 'the User-Agent holds characters that a header cannot carry')
  if (placeholderAgents.test(given)) return found('error', `${JSON.stringify(given.slice(0, 80))} is a placeholder`)
  if (libraryAgents.test(given)) return found('error', `${JSON.stringify(given.slice(0, 80))} is the default of a library`)
  if (!/^[^\s/]+ [^\s/]+\/\S/.test(given))
    return found('note', `${JSON.stringify(given.slice(0, 80))} is not of the form "YourCompany YourApp/1.0"`)
  return found('ok', 'names the caller')
}

function callbackUrl(given: string | undefined): readonly Draft[] {
  if (given === undefined) return []
  const faults = urlFaults(given)
  return faults.length > 0
    ? [{ id: 'callback-url', grade: 'error', subject: '--callback-url', seen: faults.join('; ') }]
    : [{ id: 'callback-url', grade: 'ok', subject: '--callback-url', seen: 'https, a host name, no port' }]
}

export function urlFaults(text: string): readonly string[] {
  if (!URL.canParse(text)) return [`${JSON.stringify(text.slice(0, 80))} is no absolute URL`]
  const url = new URL(text)
  // URL drops the default port, so `:443` has to be looked for in the text.
  const port = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1]
  return [
    ...(url.protocol === 'https:' ? [] : [`it is ${url.protocol.slice(0, -1)}, not https`]),
    ...(port === undefined ? [] : [`it has the port ${port}`]),
    ...(isIP(url.hostname.replace(/^\[|\]$/g, '')) > 0 ? ['it names an address, not a host'] : []),
    ...(url.hostname === 'localhost' ? ['localhost cannot be reached from outside'] : []),
    ...(text.length > 255 ? [`it has ${text.length} characters, more than 255`] : []),
    ...(url.username === '' && url.password === '' ? [] : ['it carries credentials']),
  ]
}

function returnUrls({ returnUrls }: Papers): readonly Draft[] {
  return returnUrls.map(([subject, text]) => {
    const faults = [...urlFaults(text), ...(URL.canParse(text) && new URL(text).search !== '' ? ['it has a query string'] : [])]
    return faults.length > 0
      ? { id: 'return-url-query', grade: 'error', subject, seen: faults.join('; ') }
      : { id: 'return-url-query', grade: 'ok', subject, seen: 'a plain https address' }
  })
}

function reference({ reference: text, callbackUrl: url = '' }: Papers): readonly Draft[] {
  const drafts: Draft[] = []
  const personal = /[^\s@]+(@|%40)[^\s@]+\.[a-z]{2,}|\b(token|secret|password|ssn)=|\beyJ[\w-]{8,}/i
  for (const [subject, each] of [
    ['--reference', text ?? ''],
    ['--callback-url', url],
  ] as const)
    if (personal.test(each))
      drafts.push({ id: 'personal-data', grade: 'error', subject, seen: 'it holds what looks like a mail address, a token or a secret' })
  if (text === undefined) return drafts
  if (/^\s*\{/.test(text))
    drafts.push({ id: 'mock-reference', grade: 'warning', subject: '--reference', seen: 'it is JSON, which only mock tenants read' })
  if (text.length > 100)
    drafts.push({
      id: 'reference-length',
      grade: 'error',
      subject: '--reference',
      seen: `${text.length} characters`,
      why: 'A reference has 100 at most.',
      advice: 'Shorten it.',
    })
  return drafts
}

function tokenKind({ secrets: { token } }: Target): readonly Draft[] {
  if (token === undefined) return []
  const found = (grade: Draft['grade'], seen: string, advice?: string): readonly Draft[] => [
    { id: 'token-kinds', grade, subject: 'KYX_TOKEN', seen, ...(advice === undefined ? {} : { advice }) },
  ]
  if (/^bearer\s/i.test(token)) return found('error', 'it begins with the word Bearer', 'Leave the word out: it is added.')
  if (/\s/.test(token)) return found('error', 'it holds white space', 'Set it without line breaks or blanks.')
  if (/authorizationToken=/.test(token) || /^https?:/.test(token)) return found('error', 'it is a web link or the token of one')
  if (/^[^:.]+:[^:.]+$/.test(token) || /^[\w-]+:[\w-]+$/.test(Buffer.from(token, 'base64').toString('latin1')))
    return found(
      'error',
      'it looks like client id and secret',
      'Set KYX_CLIENT_ID and KYX_CLIENT_SECRET instead: the access token is fetched with them.',
    )
  const claims = claimsOf(token)
  if (claims === undefined) return found('note', 'it is opaque: its kind and its end cannot be read')
  const words = JSON.stringify(claims)
  if (/"(sdk|web|api)"|workflowExecution|transaction/i.test(words) && !/client_credentials|"access"/i.test(words))
    return found('error', 'it is the token of one transaction, not an access token')
  const left = typeof claims.exp === 'number' ? Math.round(claims.exp - Date.now() / 1000) : undefined
  if (left !== undefined && left <= 0)
    return found('error', `it expired ${Math.ceil(-left / 60)} min ago`, 'Fetch a new one, or set client id and secret.')
  return found('ok', left === undefined ? 'a JWT' : `a JWT, valid for another ${Math.floor(left / 60)} min`)
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const part = token.split('.')
  if (part.length !== 3) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(part[1] ?? '', 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
