import type { DocumentedExamples } from '../openapi/examples.ts'
import type { Plain } from '../plain.ts'
import { edition } from '../source.ts'
import type { Workflow } from '../workflow.ts'
import { workflows } from '../workflows/index.ts'
import { advisedPollSeconds, output, requestInputs, stepsOf } from './steps.ts'

export interface ArazzoOptions {
  readonly examples: DocumentedExamples
  /** Between two questions for the status; as the documents advise where absent. */
  readonly pollSeconds?: number
}

/** The documented workflows as Arazzo 1.0.1, on the operations of `openapi.json` beside it. */
export function arazzo(options: ArazzoOptions): Plain {
  return {
    arazzo: '1.0.1',
    info: {
      title: 'Workflows of the KYX API',
      version: edition.id,
      summary: 'One workflow for each documented key, from the start to the details.',
      description: [
        'Success criteria hold what is stated. `x-kyx-level` names the requirements of a step by their level, `x-kyx-header-absence` the headers whose absence is refused.',
        'Images are read from front.jpg, back.jpg and face.jpg beside this file. Credentials are taken by their place in the start response: it must keep the printed order.',
      ].join('\n\n'),
    },
    sourceDescriptions: [{ name: 'kyx', url: './openapi.json', type: 'openapi' }],
    workflows: [tokenWorkflow, ...workflows.map((workflow) => workflowOf(workflow, options)), deletionWorkflow],
    'x-kyx-edition': edition,
  }
}

const userAgent = { type: 'string', description: 'Names the business that calls.', default: 'YourCompany YourApp/1.0' }
const bearer = { type: 'string', description: 'An access token.' }
const callers = [
  { name: 'Authorization', in: 'header', value: 'Bearer {$inputs.accessToken}' },
  { name: 'User-Agent', in: 'header', value: '$inputs.userAgent' },
]

function workflowOf(workflow: Workflow, { examples, pollSeconds = advisedPollSeconds }: ArazzoOptions): Plain {
  const { key, title, source, prerequisites, capabilities, credentials } = workflow
  const operation = workflow.start === 'create' ? 'createAccount' : 'updateAccount'
  const request = examples.requests[operation]?.[key] ?? { customerInternalReference: '', workflowDefinition: { key: Number(key) } }
  const preparedData = examples.requests.uploadPreparedData?.[key] ?? {}
  const beyondApi = credentials.filter(({ parts }) => parts.length === 0).map(({ category }) => category)
  return {
    workflowId: `workflow${key}`,
    summary: title,
    description:
      workflow.start === 'update'
        ? 'The account needs a facemap on file. The end user acts in the web client or the SDK after the start.'
        : `Key ${key}.`,
    inputs: inputsOf(workflow, request),
    parameters: callers,
    steps: stepsOf({ workflow, request, preparedData, pollSeconds }),
    outputs: {
      account: output(workflow, 'account'),
      execution: output(workflow, 'execution'),
      status: output(workflow, 'status', 'status'),
      decision: output(workflow, 'decision', 'details'),
    },
    'x-kyx-source': source,
    'x-kyx-prerequisites': prerequisites.map(({ name }) => name),
    'x-kyx-capability-chains': capabilities.chains,
    ...(beyondApi.length === 0 ? {} : { 'x-kyx-not-by-api': beyondApi }),
  }
}

function inputsOf(workflow: Workflow, request: Plain): Plain {
  const filled = requestInputs.filter((name) => name in request)
  return {
    type: 'object',
    properties: {
      accessToken: bearer,
      userAgent,
      ...(workflow.start === 'update' ? { account: { type: 'string', description: 'Id of an account with a facemap on file.' } } : {}),
      ...Object.fromEntries(filled.map((name) => [name, { type: 'string', default: request[name] }])),
    },
    required: ['accessToken', ...(workflow.start === 'update' ? ['account'] : [])],
  }
}

const tokenWorkflow: Plain = {
  workflowId: 'accessToken',
  summary: 'Get the access token that every other workflow takes',
  inputs: {
    type: 'object',
    properties: { credentials: { type: 'string', description: 'API token, colon and API secret, in base64.' } },
    required: ['credentials'],
  },
  steps: [
    {
      stepId: 'token',
      operationId: 'requestAccessToken',
      parameters: [
        { name: 'Authorization', in: 'header', value: 'Basic {$inputs.credentials}' },
        { name: 'User-Agent', in: 'header', value: userAgent.default },
      ],
      requestBody: { contentType: 'application/x-www-form-urlencoded', payload: { grant_type: 'client_credentials' } },
      successCriteria: [{ condition: '$statusCode == 200' }],
      outputs: { accessToken: '$response.body#/access_token' },
    },
  ],
  outputs: { accessToken: '$steps.token.outputs.accessToken' },
}

const deletionWorkflow: Plain = {
  workflowId: 'deleteAccount',
  summary: 'Delete an account with all its executions',
  inputs: {
    type: 'object',
    properties: { accessToken: bearer, userAgent, account: { type: 'string', description: 'Id of the account.' } },
    required: ['accessToken', 'account'],
  },
  parameters: callers,
  steps: [
    {
      stepId: 'delete',
      operationId: 'deleteAccount',
      parameters: [{ name: 'account', in: 'path', value: '$inputs.account' }],
      successCriteria: [{ condition: '$statusCode == 200' }],
    },
  ],
}
