import type { SourceLine } from '../source.ts'
import { lines } from '../source.ts'
import { drafting } from './companion-draft.ts'
import type { Level, RegisterEntry } from './entry.ts'

type HeaderName = 'Accept' | 'Content-Type' | 'Content-Length' | 'Authorization' | 'User-Agent'

interface HeaderFact {
  readonly name: HeaderName
  readonly line: SourceLine
  readonly errata?: readonly string[]
}

/** The headers that one call needs. */
interface CallFact {
  /** How its ids go on after `G-`. */
  readonly id: string
  readonly step: RegisterEntry['step']
  readonly call: string
  readonly headers: readonly HeaderFact[]
  /** Where the guide says how it answers without them. */
  readonly rule: readonly SourceLine[]
  readonly wrongType?: { readonly than: string; readonly level: Level }
  readonly needs: readonly string[]
}

const accept = (line: SourceLine): HeaderFact => ({ name: 'Accept', line, errata: ['ERR-057'] })
const contentType = (line: SourceLine, erratum?: string): HeaderFact => ({ name: 'Content-Type', line, ...on(erratum) })
const contentLength = (line: SourceLine, erratum: string): HeaderFact => ({ name: 'Content-Length', line, ...on(erratum) })
const authorization = (line: SourceLine): HeaderFact => ({ name: 'Authorization', line, errata: ['ERR-061'] })
const userAgent = (line: SourceLine): HeaderFact => ({ name: 'User-Agent', line })

const startHeaders = [
  accept('G:L134'),
  contentType('G:L135'),
  contentLength('G:L136', 'ERR-059'),
  authorization('G:L137'),
  userAgent('G:L138'),
] as const

const calls: readonly CallFact[] = [
  {
    id: 'CREATE',
    step: 'create',
    call: 'create an account',
    headers: startHeaders,
    rule: lines('G:L143'),
    wrongType: { than: 'application/json', level: 'MUST' },
    needs: [],
  },
  {
    id: 'UPDATE',
    step: 'update',
    call: 'update an account',
    headers: startHeaders,
    rule: lines('G:L143', 'G:L278-L279'),
    wrongType: { than: 'application/json', level: 'MUST' },
    needs: [],
  },
  {
    id: 'UPLOAD',
    step: 'upload-image',
    call: 'upload a part',
    headers: [accept('G:L461'), contentType('G:L462'), contentLength('G:L463', 'ERR-059'), authorization('G:L464'), userAgent('G:L465')],
    rule: lines('G:L470'),
    wrongType: { than: 'multipart/form-data', level: 'MUST' },
    needs: [],
  },
  {
    id: 'FINALIZE',
    step: 'finalize',
    call: 'finalize',
    headers: [
      accept('G:L549'),
      contentType('G:L550', 'ERR-112'),
      contentLength('G:L551', 'ERR-112'),
      authorization('G:L552'),
      userAgent('G:L553'),
    ],
    rule: lines('G:L558'),
    wrongType: { than: 'application/json', level: 'MAY' },
    needs: [],
  },
  {
    id: 'RETRIEVE',
    step: 'retrieve',
    call: 'retrieve results',
    headers: [
      accept('G:L1283'),
      contentType('G:L1284', 'ERR-162'),
      contentLength('G:L1285', 'ERR-162'),
      authorization('G:L1286'),
      userAgent('G:L1287'),
    ],
    rule: lines('G:L1292'),
    wrongType: { than: 'application/json', level: 'MAY' },
    needs: ['retrieval-api'],
  },
  {
    id: 'HEALTH',
    step: 'health',
    call: 'ask for the health',
    headers: [accept('G:L2111'), userAgent('G:L2112')],
    rule: lines('G:L2117'),
    needs: [],
  },
  {
    id: 'DELETE',
    step: 'delete',
    call: 'delete data',
    headers: [accept('G:L2183'), authorization('G:L2184'), userAgent('G:L2185')],
    rule: lines('G:L2190'),
    needs: ['retrieval-api'],
  },
]

function on(erratum: string | undefined): Pick<HeaderFact, 'errata'> {
  return erratum === undefined ? {} : { errata: [erratum] }
}

/** One entry for each header of a call, and one for a Content-Type that is not the documented one. */
function headersOf({ id, step, call, headers, rule, wrongType, needs }: CallFact): readonly RegisterEntry[] {
  const draft = drafting(step)
  const sourceOf = (name: HeaderName) => [...headers.filter((header) => header.name === name).map(({ line }) => line), ...rule]
  const missing = headers.map(({ name, errata }) =>
    draft(`G-${id}-HDR-${name.toUpperCase()}-MISSING-403`, sourceOf(name), `A request to ${call} that lacks ${name} is refused with 403.`, {
      ...(errata === undefined ? {} : { errata }),
      // An ordinary client adds headers of its own, so leaving one out takes a bare socket.
      needs: ['raw-socket', ...needs],
    }),
  )
  if (wrongType === undefined) return missing
  const statement = `A request to ${call} whose Content-Type is not ${wrongType.than} looks suspicious and is refused with 403.`
  const wrong = draft(`G-${id}-HDR-CONTENT-TYPE-WRONG-403`, sourceOf('Content-Type'), statement, {
    level: wrongType.level,
    ...(needs.length === 0 ? {} : { needs }),
  })
  return [...missing, wrong]
}

/** Headers that each call needs. */
export const companionHeaders: readonly RegisterEntry[] = [
  ...calls.flatMap(headersOf),
  drafting('create')(
    'G-CREATE-USER-AGENT-BUSINESS',
    lines('G:L140', 'G:L467', 'G:L555', 'G:L1289', 'G:L2114', 'G:L2187'),
    'The User-Agent names the company or body that sends the request.',
    { errata: ['ERR-060'] },
  ),
  drafting('health')(
    'G-HEALTH-AUTH-OPTIONAL',
    lines('G:L2109-L2118', 'G:L2143'),
    'The health can be asked for without Authorization, which its headers do not include even though a notice speaks of OAuth2.',
    { level: 'MAY', errata: ['ERR-146'] },
  ),
]
