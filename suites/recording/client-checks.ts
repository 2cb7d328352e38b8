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
            look: (each) =>
              has(each, 'content-length') === '' ? [lacking(each, 'Content-Length', 'the length of the body', 'ERR-059')] : [],
          }),
        ]
      : []),
  ]
}

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
        .filter(({ type }) => !/^image\/(jpe?g|png)$/i.test(type))
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
      (body.kind === 'form' ? body.parts : []).flatMap(({ size }) => {
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

/** A duty that rests on several requests: their order, their number. */
function courseCheck({
  look,
  ...facts
}: Pick<Check, 'id' | 'level' | 'step' | 'source' | 'statement'> & {
  readonly errata?: readonly string[]
  readonly appliesTo?: (workflow: Workflow) => boolean
  /** Findings, or why it does not concern what was recorded. */
  readonly look: (transcript: Transcript, context: JudgeContext) => Looked | string
}): AnyCheck {
  return defineCheck({
    ...facts,
    needs: ['transcript'],
    covers: [],
    unless: (context) => {
      const found = look(context.transcript, context)
      return typeof found === 'string' ? { code: 'absent', text: found } : undefined
    },
    judge: ({ transcript }, context) => {
      const found = look(transcript, context)
      return typeof found === 'string' ? [] : found
    },
  })
}

const isAccepted = ({ response }: Exchange) => response !== undefined && response.status >= 200 && response.status < 300
const most = 10

const courseChecks: readonly AnyCheck[] = [
  courseCheck({
    id: 'CLIENT-PARTS-BEFORE-FINALIZE',
    level: 'SHOULD',
    step: 'finalize',
    source: lines('L194-L197', 'L497-L500', 'L707-L710', 'L988-L991', 'L1286-L1289', 'G:L541-L544'),
    statement: 'Every part that the start response asks for is uploaded before the execution is finalized, and none after.',
    appliesTo: isFinalizedByApi,
    look: ({ exchanges }, { workflow }) => {
      const end = exchanges.findIndex(({ step }) => step === 'finalize')
      if (end < 0) return 'the client did not finalize'
      const isUploaded = (address: string, until: number) =>
        exchanges.slice(0, until).some((each) => each.part === address && each.step === 'upload' && isAccepted(each))
      const missing = workflowParts(workflow).filter(({ address }) => !isUploaded(address, end))
      const late = exchanges.slice(end + 1).filter(({ step }) => step === 'upload')
      return [
        ...missing.map(({ address }) => ({ at: 'finalize', expected: `${address} uploaded before`, actual: 'it was not, or was refused' })),
        ...late.map(({ name }) => ({ at: name, expected: 'no upload after finalize', actual: 'it came after' })),
      ]
    },
  }),
  courseCheck({
    id: 'CLIENT-DETAILS-AFTER-END',
    level: 'SHOULD',
    step: 'details',
    source: lines('G:L1326', 'G:L1269-L1272'),
    statement: 'Details are asked for when the status says that the execution has ended.',
    look: ({ exchanges }) => {
      const asked = exchanges.filter(({ step }) => step === 'details')
      if (asked.length === 0) return 'the client did not ask for details'
      return asked
        .filter(({ name }) => name !== 'details')
        .filter(({ response }) => response?.body.kind !== 'json' || !isProcessed(response.body.value))
        .slice(0, 1)
        .map(({ name }) => ({ at: name, expected: 'details after a status that is final', actual: 'they were asked for before' }))
    },
  }),
  courseCheck({
    id: 'CLIENT-POLLS-BOUNDED',
    level: 'SHOULD',
    step: 'status',
    source: lines('G:L1273-L1276'),
    errata: ['ERR-160'],
    statement: `An execution is polled no more than ${most} times.`,
    look: ({ exchanges }) => {
      const polls = exchanges.filter(({ step }) => step === 'status').length
      if (polls === 0) return 'the client did not poll'
      return polls <= most
        ? []
        : [{ at: 'status requests', expected: `at most ${most}, at waits that grow`, actual: String(polls), contested: 'ERR-160' }]
    },
  }),
  courseCheck({
    id: 'CLIENT-TOKEN-KEPT',
    level: 'MAY',
    step: 'token',
    source: lines('G:L116'),
    statement: 'An access token is kept for as long as it is valid, and not asked for before each request.',
    look: ({ exchanges }) => {
      const tokens = exchanges.filter((each) => each.step === 'token' && isAccepted(each)).length
      if (tokens === 0) return 'the client asked for no token'
      return tokens === 1 ? [] : [{ at: 'token requests', expected: 'one for the journey', actual: String(tokens) }]
    },
  }),
]

function isProcessed(value: Json): boolean {
  const workflow = isObject(value) ? (value.workflow ?? value.workflowExecution) : undefined
  return isObject(workflow) && workflow.status === 'PROCESSED'
}

/** What the documents ask of a client: judged in recordings of somebody else's. */
export const clientChecks: readonly AnyCheck[] = [...calls.flatMap(headerChecks), ...bodyChecks, ...courseChecks]
