import { type Endpoint, endpoints, fillPath } from '../endpoints.ts'
import { schemaOf } from '../schemas/index.ts'
import type { Strength } from '../schemas/schema.ts'
import type { SourceLine } from '../source.ts'
import { type AddressedPart, chainedCapabilities, isFinalizedByApi, type Workflow, workflowParts } from '../workflow.ts'
import { type PactOperation, requirementsOf } from './requirements.ts'
import { type Rule, type RuleOptions, type RuleSet, regex, rule, rulesOf } from './rules.ts'
import {
  callbackSample,
  detailsSample,
  finalizeSample,
  sampleCredential,
  sampleIds,
  startRequestSample,
  startSample,
  statusSample,
  stepsSample,
  tokenSample,
  uploadSample,
} from './samples.ts'
import { demanded, type SampleObject } from './schema-walk.ts'
import { credentialValue, type StateKind, stateNames } from './states.ts'

/** What stands in the files and is made elsewhere. */
export interface PactMaterials {
  readonly preparedData: (workflow: Workflow) => SampleObject
  /** A form with an image for a part; the same bytes each time. */
  readonly form: (part: AddressedPart) => { readonly contentType: string; readonly base64: string; readonly imageType: string }
}

interface Content {
  readonly contentType: string
  readonly encoded: false | 'base64'
  readonly content: unknown
}

interface Generator {
  readonly type: 'ProviderState'
  readonly expression: string
  readonly dataType: 'STRING'
}

interface HttpMessage {
  readonly headers?: Readonly<Record<string, readonly string[]>>
  readonly body?: Content
  readonly matchingRules?: {
    readonly path?: Rule
    readonly header?: RuleSet
    readonly body?: RuleSet
  }
  readonly generators?: {
    readonly path?: Generator
    readonly header?: Readonly<Record<string, Generator>>
  }
}

interface Frame {
  readonly type: 'Synchronous/HTTP' | 'Asynchronous/Messages'
  readonly key: string
  readonly description: string
  /** A verifier reports a pending interaction and does not fail for it: what is shown, and not demanded. */
  readonly pending: boolean
  readonly providerStates: readonly { readonly name: string; readonly params: Readonly<Record<string, string>> }[]
  readonly comments: {
    readonly text: readonly string[]
    readonly requirements: readonly string[]
    readonly source: readonly SourceLine[]
    readonly step: string
    readonly part?: string
  }
}

export interface HttpInteraction extends Frame {
  readonly type: 'Synchronous/HTTP'
  readonly request: HttpMessage & { readonly method: Endpoint['method']; readonly path: string }
  readonly response: HttpMessage & { readonly status: number }
}

export interface MessageInteraction extends Frame {
  readonly type: 'Asynchronous/Messages'
  readonly contents: Content
  readonly metadata: Readonly<Record<string, string>>
  readonly matchingRules: { readonly body: RuleSet }
}

export type Interaction = HttpInteraction | MessageInteraction

/** One step: the request, what must precede it, and the answer in the words of a schema. */
interface Step {
  readonly operation: PactOperation
  readonly part?: AddressedPart
  readonly says: string
  readonly state: StateKind
  readonly headers?: Readonly<Record<string, string>>
  readonly request?: Content
  readonly requestRules?: RuleSet
  /** What the demanded interaction sends instead, where the documents differ on what must be sent: it has all that either asks for. ERR-020, ERR-112 */
  readonly full?: Pick<Step, 'headers' | 'request'>
  /** The answer: an example, the schema that it is an example of, and what the state before it settles. */
  readonly answer?: {
    readonly sample: SampleObject
    readonly schema: string
    readonly options?: RuleOptions
    readonly kept?: readonly string[]
  }
  readonly image?: boolean
}

/**
 * An interaction for each step of the documented journey. What the documents demand is one interaction; what only their
 * examples show is a second one of the same step, pending, so that it fails nobody.
 */
export function interactionsOf(workflow: Workflow, materials: PactMaterials): readonly Interaction[] {
  return stepsOf(workflow, materials).flatMap((step) => {
    if (step.answer === undefined) return [interactionOf(workflow, step, 'stated')]
    return [interactionOf(workflow, step, 'stated'), interactionOf(workflow, step, 'example')]
  })
}

const agent = 'Example Company Example App/1.0.0'
const json = 'application/json'
const jsonHeaders = { 'Content-Type': json }

/** The state before settles that the execution is done. */
const isDone = { '$.workflowExecution.status': '^PROCESSED$' }

function stepsOf(workflow: Workflow, { preparedData, form }: PactMaterials): readonly Step[] {
  const { key, start } = workflow
  const startRequest = startRequestSample(workflow)
  const byKey = (path: string) => ({ ...isDone, [path]: `^${key}$` })
  const capabilities = chainedCapabilities(workflow).map((name) => `$.capabilities.${name}`)
  const opened: Step = {
    operation: start,
    says: start === 'create' ? `starts workflow ${key} on a new account` : `starts workflow ${key} on an account`,
    state: workflow.needsFacemap ? 'facemap' : 'token',
    headers: jsonHeaders,
    request: { contentType: json, encoded: false, content: startRequest },
    requestRules: rulesOf(startRequest, [schemaOf(`request/start/${key}`)], { given: ['$.workflowDefinition.key'] }),
    answer: {
      sample: startSample(workflow),
      schema: `start/${key}`,
      options: { byCategory: ['$.workflowExecution.credentials'] },
    },
  }
  const uploads = workflowParts(workflow).map((part): Step => {
    const common = {
      operation: 'upload',
      part,
      says: `uploads ${part.address} of workflow ${key}`,
      state: 'opened',
      answer: { sample: uploadSample(workflow, part.category), schema: `upload/${key}/${part.address}` },
    } as const
    if (part.content === 'data') {
      const data = preparedData(workflow)
      return {
        ...common,
        headers: jsonHeaders,
        request: { contentType: json, encoded: false, content: data },
        requestRules: rulesOf(data, [schemaOf(`request/prepared-data/${key}`)]),
      }
    }
    const { contentType, base64, imageType } = form(part)
    return {
      ...common,
      headers: { 'Content-Type': contentType },
      request: { contentType, encoded: 'base64', content: base64 },
      requestRules: { '$.file': rule({ match: 'contentType', value: imageType }) },
    }
  })
  const read = (operation: 'status' | 'details' | 'steps', answer: Required<Step>['answer']): Step => ({
    operation,
    says: `reads the ${operation} of workflow ${key}`,
    state: 'processed',
    answer,
  })
  return [
    {
      operation: 'token',
      says: `obtains an access token for workflow ${key}`,
      state: 'client',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      request: { contentType: 'application/x-www-form-urlencoded', encoded: false, content: 'grant_type=client_credentials' },
      answer: { sample: tokenSample, schema: 'token' },
    },
    opened,
    ...uploads,
    ...(isFinalizedByApi(workflow)
      ? [
          {
            operation: 'finalize',
            says: `finalizes workflow ${key}`,
            state: 'uploaded',
            full: { headers: jsonHeaders, request: { contentType: json, encoded: false, content: {} } },
            answer: { sample: finalizeSample, schema: 'finalize' },
          } as const,
        ]
      : []),
    read('status', {
      sample: statusSample(workflow),
      schema: 'status',
      options: { narrowed: byKey('$.workflowExecution.definitionKey') },
    }),
    read('details', {
      sample: detailsSample(workflow),
      schema: `details/${key}`,
      options: {
        narrowed: { '$.workflow.status': '^PROCESSED$', '$.workflow.definitionKey': `^${key}$` },
        byCategory: ['$.credentials'],
        filled: capabilities,
      },
      // A processed execution lists every capability of its chains: CAP-*-SET.
      kept: capabilities,
    }),
    read('steps', {
      sample: stepsSample(workflow),
      schema: `steps/${key}`,
      ...(workflow.stepNames.length > 0 ? {} : { options: { narrowed: { '$.steps[*].name': '^[A-Z_]+$' } } }),
    }),
    ...workflowParts(workflow)
      .filter(({ content }) => content === 'image')
      .map(
        (part): Step => ({
          operation: 'image',
          part,
          says: `reads the image ${part.address} of workflow ${key}`,
          state: 'processed',
          image: true,
        }),
      ),
    {
      operation: 'callback',
      says: `is called back at the end of workflow ${key}`,
      state: 'processed',
      answer: {
        sample: callbackSample(workflow),
        schema: 'callback',
        options: { narrowed: byKey('$.workflowExecution.definitionKey') },
      },
    },
    { operation: 'delete-execution', says: `deletes the execution of workflow ${key}`, state: 'obsolete' },
  ]
}

function interactionOf(workflow: Workflow, step: Step, strength: Strength): Interaction {
  const { operation, part, answer, says, state } = step
  const isShown = strength === 'example'
  const { requirements, source } = requirementsOf(workflow, operation, part, strength)
  const name = [workflow.key, operation, ...(part === undefined ? [] : [part.address]), ...(isShown ? ['shown'] : [])].join('/')
  const frame = {
    key: name,
    description: isShown ? `${says}, and gets what the examples show` : says,
    pending: isShown,
    providerStates: [{ name: stateNames[state], params: paramsOf(workflow, state) }],
    comments: {
      text: [`${isShown ? 'Shown by example' : 'Demanded'}: ${requirements.join(', ')}`],
      requirements,
      source,
      step: operation,
      ...(part === undefined ? {} : { part: part.address }),
    },
  } as const
  const body = answer === undefined ? undefined : answerOf(answer, strength)
  if (operation === 'callback' && body !== undefined)
    return {
      type: 'Asynchronous/Messages',
      ...frame,
      contents: body.content,
      metadata: { contentType: json },
      matchingRules: { body: body.rules },
    }
  return {
    type: 'Synchronous/HTTP',
    ...frame,
    request: requestOf(workflow, isShown ? step : { ...step, ...step.full }, operation as Exclude<PactOperation, 'callback'>),
    response: {
      status: 200,
      ...(body === undefined
        ? {}
        : {
            body: body.content,
            ...(isShown ? { headers: { 'Content-Type': [json] } } : {}),
            matchingRules: { body: body.rules, ...(isShown ? { header: { 'Content-Type': regex('^application/json') } } : {}) },
          }),
      ...(step.image
        ? { headers: { 'Content-Type': ['image/jpeg'] }, matchingRules: { header: { 'Content-Type': regex('^image/(jpeg|jpg|png)') } } }
        : {}),
    },
  }
}

function paramsOf({ key }: Workflow, state: StateKind): Readonly<Record<string, string>> {
  return state === 'client' ? {} : { workflow: key }
}

function answerOf({ sample, schema, options = {}, kept = [] }: Required<Step>['answer'], strength: Strength) {
  const schemas = [schemaOf(`${schema}/${strength}`)]
  const content = strength === 'stated' ? demanded(sample, schemas, kept) : sample
  return {
    content: { contentType: json, encoded: false, content } as const,
    rules: rulesOf(content, schemas, options),
  }
}

const fromState = (expression: string): Generator => ({ type: 'ProviderState', expression, dataType: 'STRING' })

function requestOf(
  workflow: Workflow,
  { headers = {}, part, request, requestRules = {}, state }: Step,
  operation: Exclude<PactOperation, 'callback'>,
): HttpInteraction['request'] {
  const { method, path } = endpoints[operation]
  const credential = part === undefined ? undefined : sampleCredential(workflow, part.category)
  const isAddressed = path.includes('{')
  const isBasic = state === 'client'
  return {
    method,
    path: fillPath(path, { ...sampleIds, credential, classifier: part?.classifier }),
    headers: {
      Accept: [operation === 'image' ? '*/*' : json],
      'User-Agent': [agent],
      Authorization: [isBasic ? 'Basic Y2xpZW50OnNlY3JldA==' : 'Bearer ACCESS_TOKEN'],
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    },
    ...(request === undefined ? {} : { body: request }),
    matchingRules: {
      ...(isAddressed ? { path: regex(`^${pattern(path, part)}$`) } : {}),
      header: {
        Accept: regex('^(application/json|\\*/\\*).*$'),
        'User-Agent': regex('^\\S.*$'),
        Authorization: regex(isBasic ? '^Basic \\S+$' : '^Bearer \\S+$'),
        ...(headers['Content-Type'] === undefined ? {} : { 'Content-Type': regex(typePattern(headers['Content-Type'])) }),
      },
      ...(Object.keys(requestRules).length === 0 ? {} : { body: requestRules }),
    },
    generators: {
      ...(isAddressed ? { path: fromState(expression(path, part)) } : {}),
      header: { Authorization: fromState(isBasic ? stateValue('basic', 'Basic') : stateValue('token', 'Bearer')) },
    },
  }
}

/** A word with a value of the state behind it, in the notation of Pact. */
const stateValue = (name: string, scheme = ''): string => `${scheme} \${${name}}`.trim()

const pattern = (path: string, part: AddressedPart | undefined): string =>
  path.replace('{classifier}', part?.classifier ?? '').replace(/\{\w+\}/g, '[^/]+')

function expression(path: string, part: AddressedPart | undefined): string {
  return path
    .replace('{classifier}', part?.classifier ?? '')
    .replace('{credential}', `\${${credentialValue(part?.category ?? '')}}`)
    .replace(/(?<!\$)\{(\w+)\}/g, (_, name: string) => `\${${name}}`)
}

const typePattern = (type: string): string =>
  type.startsWith('multipart/') ? '^multipart/form-data;\\s*boundary=.+$' : `^${type.replace('+', '\\+')}(;.*)?$`
