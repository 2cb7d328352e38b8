import type { Operation } from '../endpoints.ts'
import type { SourceLine } from '../source.ts'
import { lines } from '../source.ts'

export type ErrorStatus = '400' | '401' | '403' | '404'
export type Parameter = 'account' | 'execution' | 'credential' | 'classifier'
export type Scheme = 'oauth2' | 'accessToken' | 'transactionToken' | 'clientCredentials'

/** One operation as OpenAPI has it. An endpoint that takes data and images is two of them: they share neither headers nor bodies. */
export interface OperationFact {
  readonly id: string
  readonly endpoint: Operation
  /** Where the path is not the template of the endpoint. */
  readonly path?: string
  readonly tag: 'access' | 'start' | 'acquisition' | 'retrieval' | 'operations'
  readonly summary: string
  readonly description?: string
  /** Values of the classifier in the path. */
  readonly classifiers?: readonly string[]
  /** Ways to authorise, each enough by itself; none where the call is open. */
  readonly security: readonly Scheme[]
  readonly securityIsOptional?: boolean
  /** The documents list User-Agent among the headers of the call. */
  readonly namesCaller: boolean
  readonly success: string
  readonly errors: Readonly<Partial<Record<ErrorStatus, string>>>
  readonly errorSource: readonly SourceLine[]
}

const user: readonly Scheme[] = ['oauth2', 'accessToken']
const acquirer: readonly Scheme[] = ['oauth2', 'accessToken', 'transactionToken']
const upload = '/api/v1/accounts/{account}/workflow-executions/{execution}/credentials/{credential}/parts'

const unauthorised = 'The token is unknown or has expired. ERR-061: 403 is as good.'
const forbidden = 'A required header is missing or wrong, or a value looks like an attack. ERR-061: without a token 401 is as good.'
const absent = 'There is no such resource, or it belongs to another tenant.'

export const operations: readonly OperationFact[] = [
  {
    id: 'requestAccessToken',
    endpoint: 'token',
    tag: 'access',
    summary: 'Exchange API token and secret for an access token',
    description: 'The access token is sent as a bearer with every other call, and lives for an hour.',
    security: ['clientCredentials'],
    namesCaller: false,
    success: 'The access token.',
    errors: {
      400: 'The credentials or the body are wrong. ERR-122',
      403: 'A header or a value is absent, wrong or suspect. ERR-122',
    },
    errorSource: lines('G:L92'),
  },
  {
    id: 'createAccount',
    endpoint: 'create',
    tag: 'start',
    summary: 'Create an account and start a workflow on it',
    description: 'The key of the workflow decides which credentials the answer offers.',
    security: user,
    namesCaller: true,
    success: 'The account, the execution, and where each credential is to be sent.',
    errors: { 400: 'The body cannot be read or breaks a rule. ERR-122: any other 4xx is as good.', 401: unauthorised, 403: forbidden },
    errorSource: lines('G:L143', 'G:L185'),
  },
  {
    id: 'updateAccount',
    endpoint: 'update',
    tag: 'start',
    summary: 'Start a workflow on an account that exists',
    description: '10014 starts in this way only, and needs a facemap on file; every other workflow may.',
    security: user,
    namesCaller: true,
    success: 'The account, the new execution, and where each credential is to be sent.',
    errors: {
      400: 'The body cannot be read or breaks a rule. ERR-122: any other 4xx is as good.',
      401: unauthorised,
      403: forbidden,
      404: 'There is no such account, or it has no facemap on file.',
    },
    errorSource: lines('G:L143', 'G:L185', 'G:L278-L279'),
  },
  {
    id: 'uploadPreparedData',
    endpoint: 'upload',
    path: `${upload}/PREPARED_DATA`,
    tag: 'acquisition',
    summary: 'Upload prepared data',
    description:
      'To the link that the start response gave. ERR-013: that link leads to the api host, while a list of addresses says account host.',
    security: acquirer,
    namesCaller: true,
    success: 'The execution, and the links to the parts of the credential.',
    errors: { 401: unauthorised, 403: `${forbidden} Also for data that cannot be used.`, 404: absent },
    errorSource: lines('G:L470', 'G:L496'),
  },
  {
    id: 'uploadImage',
    endpoint: 'upload',
    path: `${upload}/{classifier}`,
    tag: 'acquisition',
    summary: 'Upload an image of a document or a face',
    description:
      'To the link that the start response gave. One JPEG or PNG of at most 10 MB and 8000 pixels a side, as a form field called file.',
    classifiers: ['FRONT', 'BACK', 'FACE'],
    security: acquirer,
    namesCaller: true,
    success: 'The execution, and the links to the parts of the credential.',
    errors: { 401: unauthorised, 403: `${forbidden} Also for an image that cannot be used.`, 404: absent },
    errorSource: lines('L874', 'L900', 'L1171', 'L1197', 'G:L470', 'G:L496'),
  },
  {
    id: 'finalizeExecution',
    endpoint: 'finalize',
    tag: 'acquisition',
    summary: 'Finalize: all parts are there, process them',
    description: 'Without a body. ERR-112: the headers that the documents list for it differ; Content-Type counts only with a body.',
    security: acquirer,
    namesCaller: true,
    success: 'The execution is being processed.',
    errors: { 401: unauthorised, 403: `${forbidden} Also while a part is missing.`, 404: absent },
    errorSource: lines('G:L558', 'G:L569'),
  },
  {
    id: 'getStatus',
    endpoint: 'status',
    tag: 'retrieval',
    summary: 'State of an execution',
    description:
      'PROCESSED, SESSION_EXPIRED and TOKEN_EXPIRED are final. Advised: ten attempts, at waits that grow from 40 to 940 seconds.',
    security: user,
    namesCaller: true,
    success: 'The state.',
    errors: { 401: unauthorised, 403: forbidden, 404: absent },
    errorSource: lines('G:L1292', 'G:L1313'),
  },
  {
    id: 'getDetails',
    endpoint: 'details',
    tag: 'retrieval',
    summary: 'All that an execution came to',
    description: 'Complete once the state is PROCESSED.',
    security: user,
    namesCaller: true,
    success: 'The decision, the capabilities and the credentials.',
    errors: { 401: unauthorised, 403: forbidden, 404: absent },
    errorSource: lines('G:L1292', 'G:L1359'),
  },
  {
    id: 'getSteps',
    endpoint: 'steps',
    tag: 'retrieval',
    summary: 'Steps of an execution and their decisions',
    security: user,
    namesCaller: true,
    success: 'The steps.',
    errors: { 401: unauthorised, 403: forbidden, 404: absent },
    errorSource: lines('G:L1292', 'G:L2006'),
  },
  {
    id: 'getPart',
    endpoint: 'image',
    tag: 'retrieval',
    summary: 'A part as it was uploaded or captured',
    description: 'ERR-118: whether prepared data is served here is open; if so, as JSON.',
    classifiers: ['FRONT', 'BACK', 'FACE', 'FACEMAP', 'PREPARED_DATA'],
    security: user,
    namesCaller: true,
    success: 'The image.',
    errors: { 401: unauthorised, 403: forbidden, 404: absent },
    errorSource: lines('G:L1292', 'G:L1978'),
  },
  {
    id: 'getHealth',
    endpoint: 'health',
    tag: 'operations',
    summary: 'Health of a data centre',
    description: 'ERR-146: no token is needed; one may be sent.',
    security: user,
    securityIsOptional: true,
    namesCaller: true,
    success: 'UP, DEGRADED or DOWN.',
    errors: { 403: forbidden },
    errorSource: lines('G:L2117'),
  },
  {
    id: 'deleteExecution',
    endpoint: 'delete-execution',
    tag: 'operations',
    summary: 'Delete an execution and what it gathered',
    security: user,
    namesCaller: true,
    success: 'It is deleted.',
    errors: { 401: unauthorised, 403: forbidden, 404: `${absent} ERR-147: a second deletion may also succeed.` },
    errorSource: lines('G:L2190', 'G:L2228'),
  },
  {
    id: 'deleteAccount',
    endpoint: 'delete-account',
    tag: 'operations',
    summary: 'Delete an account with all its executions',
    security: user,
    namesCaller: true,
    success: 'It is deleted.',
    errors: { 401: unauthorised, 403: forbidden, 404: `${absent} ERR-147: a second deletion may also succeed.` },
    errorSource: lines('G:L2190', 'G:L2209'),
  },
]
