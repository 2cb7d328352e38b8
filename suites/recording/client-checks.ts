import { imageLimits } from '../../contracts/limits.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import { isFinalizedByApi, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, type Check, defineCheck, type JudgeContext } from '../check.ts'
import { schemaFindings } from '../checks/schemas.ts'
import { show } from '../expect.ts'
import { linkText } from '../links.ts'
import { type Exchange, header, isObject, type Json, type JsonObject, type StepName, type Transcript } from '../transcript.ts'
import { libraryAgents, placeholderAgents } from '../user-agent.ts'
import type { Finding } from '../verdict.ts'
import { courseChecks } from './course-checks.ts'
import { pathOf } from './operation.ts'
import { mandatoryMissing, wrongData } from './prepared-data.ts'

/** A kind of call as the header tables of the documents have it. */
interface Call {
  readonly name: string
  readonly steps: readonly StepName[]
  readonly step: Check['step']
  /** Lines of the table, in the order Accept, Content-Type, Content-Length, Authorization, User-Agent. */
  readonly table: readonly [accept: SourceLine, type: SourceLine, length: SourceLine, authorization: SourceLine, agent: SourceLine]
  readonly appliesTo?: (workflow: Workflow) => boolean
}

const hasParts = (workflow: Workflow) => workflowParts(workflow).length > 0
const hasImages = (workflow: Workflow) => workflowParts(workflow).some(({ content }) => content === 'image')
const calls: readonly Call[] = [
  { name: 'START', steps: ['create', 'update'], step: 'start', table: ['G:L134', 'G:L135', 'G:L136', 'G:L137', 'G:L138'] },
  { name: 'UPLOAD', steps: ['upload'], step: 'upload', table: ['G:L461', 'G:L462', 'G:L463', 'G:L464', 'G:L465'], appliesTo: hasParts },
  {
    name: 'FINALIZE',
    steps: ['finalize'],
    step: 'finalize',
    table: ['G:L549', 'G:L550', 'G:L551', 'G:L552', 'G:L553'],
    appliesTo: isFinalizedByApi,
  },
  {
    name: 'RETRIEVE',
    steps: ['status', 'details', 'steps', 'image'],
    step: 'status',
    table: ['G:L1283', 'G:L1284', 'G:L1285', 'G:L1286', 'G:L1287'],
  },
]

type Looked = readonly Finding[]

/** A duty of a client: what it looks for in the requests of some steps. */
interface Duty extends Pick<Check, 'id' | 'level' | 'step' | 'source' | 'statement'> {
  readonly steps: readonly StepName[]
  readonly errata?: readonly string[]
  readonly appliesTo?: (workflow: Workflow) => boolean
  readonly concerns?: (exchange: Exchange) => boolean
  readonly look: (exchange: Exchange, context: JudgeContext) => Looked
}

/** A check of every request of a kind: of those that were refused too, since they are often refused for it. */
function dutyCheck({ steps, concerns = () => true, look, ...facts }: Duty): AnyCheck {
  const of = ({ exchanges }: Transcript) => exchanges.filter((each) => steps.includes(each.step) && concerns(each))
  return defineCheck({
    ...facts,
    needs: ['transcript'],
    covers: [],
    unless: ({ transcript }) => (of(transcript).length > 0 ? undefined : { code: 'absent', text: 'the client sent no such request' }),
    judge: ({ transcript }, context) => of(transcript).flatMap((each) => look(each, context)),
  })
}

const has = ({ request }: Exchange, name: string) => (header(request.headers, name) ?? '').trim()
const isData = ({ part }: Exchange) => part?.endsWith('.PREPARED_DATA') ?? false
/** A browser saves of a file no more than its name. */
const isKnown = ({ sha256 }: { readonly sha256: string }) => sha256 !== ''
const isImage = (exchange: Exchange) => !isData(exchange)
const lacking = ({ name }: Exchange, member: string, expected: string, contested?: string): Finding => ({
  at: `${name} request ${member}`,
  expected,
  actual: 'no such header',
  ...(contested === undefined ? {} : { contested }),
})

function headerChecks({ name, steps, step, table, appliesTo }: Call): readonly AnyCheck[] {
  const [accept, type, length, authorization, agent] = table
  const facts = { level: 'MUST', step, steps, ...(appliesTo === undefined ? {} : { appliesTo }) } as const
  const hasBody = name === 'START' || name === 'UPLOAD'
  return [
    dutyCheck({
      ...facts,
      id: `CLIENT-${name}-USER-AGENT`,
      source: lines(agent, 'L869', 'L1166'),
      statement: 'The client names itself in User-Agent.',
      look: (each) => (has(each, 'user-agent') === '' ? [lacking(each, 'User-Agent', 'a User-Agent that is not empty')] : []),
    }),
    dutyCheck({
      ...facts,
      id: `CLIENT-${name}-ACCEPT`,
      source: lines(accept),
      errata: ['ERR-057'],
      statement: 'The client says in Accept that it takes JSON, or any type.',
      look: (each) => {
        const seen = has(each, 'accept')
        if (seen === '') return [lacking(each, 'Accept', 'application/json', 'ERR-057')]
        // An image is asked for by the media type of an image, or by any.
        if (each.step === 'image' || /application\/(json|\*)|\*\/\*/i.test(seen)) return []
        return [{ at: `${each.name} request Accept`, expected: 'application/json', actual: show(seen) }]
      },
    }),
    dutyCheck({
      ...facts,
      id: `CLIENT-${name}-AUTHORIZATION`,
      source: lines(authorization, 'L868', 'L1165'),
      statement: 'The client sends an OAuth2 token as a bearer token.',
      look: (each) => {
        const seen = has(each, 'authorization')
        if (seen === '') return [lacking(each, 'Authorization', 'Bearer and an access token')]
        return /^bearer \S/i.test(seen)
          ? []
          : [{ at: `${each.name} request Authorization`, expected: 'Bearer and an access token', actual: show(seen) }]
      },
    }),
    ...(hasBody
      ? [
          dutyCheck({
            ...facts,
            id: `CLIENT-${name}-CONTENT-TYPE`,
            source: lines(type),
            statement:
              name === 'START'
                ? 'The client sends the start request as application/json.'
                : 'The client sends images as multipart/form-data with a boundary, and prepared data as application/json.',
            look: (each) => {
              const form = each.step === 'upload' && isImage(each)
              const seen = has(each, 'content-type')
              const fits = form ? /^multipart\/form-data\s*;.*boundary=./i : /^application\/json\s*(;|$)/i
              const expected = form ? 'multipart/form-data with a boundary' : 'application/json'
              if (seen === '') return [lacking(each, 'Content-Type', expected)]
              return fits.test(seen) ? [] : [{ at: `${each.name} request Content-Type`, expected, actual: show(seen) }]
            },
          }),
          dutyCheck({
            ...facts,
            id: `CLIENT-${name}-CONTENT-LENGTH`,
            source: lines(length),
            errata: ['ERR-059'],
            statement: 'The client states the length of its body, and does not send it in chunks.',
            // Where neither is recorded, the recording leaves it open.
            concerns: (each) => has(each, 'content-length') !== '' || has(each, 'transfer-encoding') !== '',
            look: (each) =>
              has(each, 'content-length') === '' ? [lacking(each, 'Content-Length', 'the length of the body', 'ERR-059')] : [],
          }),
        ]
      : []),
  ]
}

/** A token request as the documents print it: what is absent, wrong or suspect in it is refused with 400 or 403. G:L92 */
const tokenChecks: readonly AnyCheck[] = [
  dutyCheck({
    id: 'CLIENT-TOKEN-BASIC',
    level: 'MUST',
    step: 'token',
    steps: ['token'],
    source: lines('G:L80', 'G:L83', 'G:L103'),
    statement: 'The client asks for an access token with its id and secret in HTTP Basic.',
    look: (each) => {
      const seen = has(each, 'authorization')
      return /^basic \S/i.test(seen) ? [] : [{ at: `${each.name} request Authorization`, expected: 'Basic', actual: show(seen) }]
    },
  }),
  dutyCheck({
    id: 'CLIENT-TOKEN-GRANT',
    level: 'SHOULD',
    step: 'token',
    steps: ['token'],
    source: lines('G:L101', 'G:L102'),
    statement: 'The client asks for the client_credentials grant, in a URL-encoded form.',
    look: (each) => {
      const { body } = each.request
      const grant = body.kind === 'text' ? new URLSearchParams(body.text).get('grant_type') : undefined
      const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(has(each, 'content-type'))
      if (isForm && grant === 'client_credentials') return []
      const actual = isForm ? `grant_type ${show(grant)}` : `Content-Type ${show(has(each, 'content-type'))}`
      return [{ at: `${each.name} request body`, expected: 'a form with grant_type client_credentials', actual }]
    },
  }),
  dutyCheck({
    id: 'CLIENT-TOKEN-HEADERS',
    level: 'SHOULD',
    step: 'token',
    steps: ['token'],
    source: lines('G:L92', 'G:L100'),
    errata: ['ERR-122'],
    statement: 'The client says that it accepts JSON, and who it is, when it asks for an access token.',
    look: (each) =>
      (['Accept', 'User-Agent'] as const)
        .filter((name) => has(each, name) === '')
        .map((name) => lacking(each, name, name === 'Accept' ? 'application/json' : 'a User-Agent that is not empty')),
  }),
]

const jsonOf = ({ request: { body } }: Exchange): Json | undefined => (body.kind === 'json' ? body.value : undefined)

const bodyChecks: readonly AnyCheck[] = [
  dutyCheck({
    id: 'CLIENT-USER-AGENT-OWN',
    level: 'SHOULD',
    step: 'start',
    steps: ['create', 'update', 'upload', 'finalize', 'status', 'details', 'steps'],
    source: lines('L871', 'L1168'),
    errata: ['ERR-060'],
    statement: 'The User-Agent tells which business is calling: it is no default of a library and no placeholder.',
    concerns: (each) => has(each, 'user-agent') !== '',
    look: (each) => {
      const seen = has(each, 'user-agent')
      if (!libraryAgents.test(seen) && !placeholderAgents.test(seen)) return []
      return [{ at: `${each.name} request User-Agent`, expected: 'a name such as "YourCompany YourApp/1.0"', actual: show(seen) }]
    },
  }),
  dutyCheck({
    id: 'CLIENT-START-BODY',
    level: 'MUST',
    step: 'start',
    steps: ['create', 'update'],
    source: lines('G:L155-L182'),
    statement: 'The start request has the members and types that the documents state.',
    look: (each, { workflow }) => {
      const body = jsonOf(each)
      if (body === undefined) return [{ at: `${each.name} request body`, expected: 'JSON', actual: each.request.body.kind }]
      return schemaFindings(`request/start/${workflow.key}`, body, `${each.name} request`)
    },
  }),
  dutyCheck({
    id: 'CLIENT-DATA-BODY',
    level: 'MUST',
    step: 'upload',
    steps: ['upload'],
    source: lines('L102-L130', 'L355-L383', 'L615-L643'),
    statement: 'Prepared data is JSON with the members, types, formats and values of the tables.',
    appliesTo: (workflow) => workflowParts(workflow).some(({ content }) => content === 'data'),
    concerns: isData,
    look: (each) => {
      const body = jsonOf(each)
      if (!isObject(body)) return [{ at: `${each.name} request body`, expected: 'a JSON object', actual: each.request.body.kind }]
      return wrongData(body, `${each.name} request`)
    },
  }),
  dutyCheck({
    id: 'CLIENT-DATA-MANDATORY',
    level: 'MUST',
    step: 'upload',
    steps: ['upload'],
    source: lines('L102-L130', 'L355-L383', 'L615-L643'),
    statement: 'Prepared data holds what the workflow cannot do without.',
    appliesTo: (workflow) => workflow.mandatoryData.length > 0,
    concerns: (each) => isData(each) && isObject(jsonOf(each)),
    look: (each, { workflow }) => mandatoryMissing(jsonOf(each) ?? null, workflow, `${each.name} request`),
  }),
  dutyCheck({
    id: 'CLIENT-IMAGE-FORM',
    level: 'MUST',
    step: 'upload',
    steps: ['upload'],
    source: lines('L461-L465', 'L893-L897', 'L1190-L1194'),
    statement: 'An image travels as the one file of a form, in a field called file.',
    appliesTo: hasImages,
    concerns: isImage,
    look: (each) => {
      const { body } = each.request
      const at = `${each.name} request body`
      if (body.kind !== 'form') return [{ at, expected: 'a form with one file', actual: body.kind }]
      const names = body.parts.map(({ name }) => name)
      return names.length === 1 && names[0] === 'file' ? [] : [{ at, expected: 'one field called file', actual: show(names) }]
    },
  }),
  dutyCheck({
    id: 'CLIENT-IMAGE-TYPE',
    level: 'SHOULD',
    step: 'upload',
    steps: ['upload'],
    source: lines('L465', 'L897', 'L1194'),
    errata: ['ERR-065'],
    statement: 'An image says that it is JPEG or PNG.',
    appliesTo: hasImages,
    concerns: ({ request: { body } }) => body.kind === 'form',
    look: ({ name, request: { body } }) =>
      (body.kind === 'form' ? body.parts : [])

        // A recording that does not tell is no sign of a fault.
        .filter(({ type }) => type !== '' && !/^image\/(jpe?g|png)$/i.test(type))
        .map(({ type }) => ({ at: `${name} request file type`, expected: 'image/jpeg or image/png', actual: show(type) })),
  }),
  dutyCheck({
    id: 'CLIENT-IMAGE-SIZE',
    level: 'MUST',
    step: 'upload',
    steps: ['upload'],
    source: lines('L465', 'L897', 'L1194'),
    errata: ['ERR-067', 'ERR-109'],
    statement: 'An image holds something, and weighs no more than 10 MB.',
    appliesTo: hasImages,
    concerns: ({ request: { body } }) => body.kind === 'form',
    look: ({ name, request: { body } }) =>
      (body.kind === 'form' ? body.parts : []).filter(isKnown).flatMap(({ size }) => {
        const at = `${name} request file size`
        if (size === 0) return [{ at, expected: 'an image', actual: 'no bytes' }]
        if (size >= imageLimits.refusedBytes)
          return [{ at, expected: `at most ${imageLimits.acceptedBytes} bytes`, actual: `${size} bytes` }]
        return size > imageLimits.acceptedBytes
          ? [{ at, expected: `at most ${imageLimits.acceptedBytes} bytes`, actual: `${size} bytes`, contested: 'ERR-067' }]
          : []
      }),
  }),
  dutyCheck({
    id: 'CLIENT-LINKS-FOLLOWED',
    level: 'SHOULD',
    step: 'upload',
    steps: ['upload'],
    source: lines('G:L189-L216'),
    errata: ['ERR-013'],
    statement: 'Parts are uploaded to the addresses that the start response gave.',
    appliesTo: hasParts,
    look: (each, { transcript, target }) => {
      const links = linksOf(transcript)
      const path = pathOf(each.request.url, target)
      if (links.length === 0 || links.some((link) => pathOf(link, target) === path)) return []
      return [{ at: `${each.name} request URL`, expected: `one of ${show(links)}`, actual: show(each.request.url) }]
    },
  }),
]

/** Links of the parts that the start response gave. */
function linksOf({ exchanges }: Transcript): readonly string[] {
  const opened = exchanges.find(({ name }) => name === 'create' || name === 'update')?.response?.body
  const execution = opened?.kind === 'json' && isObject(opened.value) ? opened.value.workflowExecution : undefined
  const credentials = isObject(execution) && Array.isArray(execution.credentials) ? execution.credentials : []
  return credentials.flatMap((each) => {
    const parts = isObject(each) && isObject(each.api) ? each.api.parts : undefined
    return isObject(parts) ? Object.values(parts as JsonObject).flatMap((link) => linkText(link) ?? []) : []
  })
}

/** What the documents ask of a client: judged in recordings of somebody else's. */
export const clientChecks: readonly AnyCheck[] = [...tokenChecks, ...calls.flatMap(headerChecks), ...bodyChecks, ...courseChecks]
