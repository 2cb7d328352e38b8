import { documentedHost, endpoints, fillPath, type Operation } from '../endpoints.ts'
import { chainedCapabilities, type Workflow, workflowChannels } from '../workflow.ts'
import type { Sample, SampleObject } from './schema-walk.ts'

/** The ids of the documented examples, mended to be UUIDs. L62, L65, L68: ERR-012 */
export const sampleIds = { account: '11111111-1111-4111-8111-aaaaaaaaaaaa', execution: '22222222-2222-4222-8222-aaaaaaaaaaaa' } as const
const timestamp = '2022-01-06T13:41:20.769Z'
const runIds = ['44444444-4444-4444-8444-', '55555555-5555-4555-8555-'] as const

/** Id of the credential of a category. */
export function sampleCredential(workflow: Workflow, category: string): string {
  const letter = 'abcdef'.charAt(workflow.credentials.findIndex((credential) => credential.category === category))
  return `33333333-3333-4333-8333-${letter.repeat(12)}`
}

function address(operation: Operation, credential?: string, classifier?: string): string {
  const { role, path } = endpoints[operation]
  return `https://${documentedHost(role, 'amer-1')}${fillPath(path, { ...sampleIds, credential, classifier })}`
}

const identified: SampleObject = { account: { id: sampleIds.account }, workflowExecution: { id: sampleIds.execution } }

export const tokenSample: SampleObject = { access_token: 'ACCESS_TOKEN', expires_in: 3600, token_type: 'Bearer' }

/** The documented start request without callbackUrl: a verification would make the service call it. */
export function startRequestSample({ key, request }: Workflow): SampleObject {
  const { definition, userReference, tokenLifetime, web } = request
  return {
    customerInternalReference: 'CUSTOMER_REFERENCE',
    workflowDefinition: { key: Number(key), ...(definition as SampleObject | undefined) },
    ...(userReference ? { userReference: 'YOUR_USER_REFERENCE' } : {}),
    ...(tokenLifetime === undefined ? {} : { tokenLifetime }),
    ...(web === undefined ? {} : { web: { ...web } }),
  }
}

function linksOf(workflow: Workflow, category: string): SampleObject {
  const credential = sampleCredential(workflow, category)
  const parts = workflow.credentials.find((each) => each.category === category)?.parts ?? []
  return {
    parts: Object.fromEntries(parts.map(({ key, classifier }) => [key, address('upload', credential, classifier)])),
    workflowExecution: address('finalize'),
  }
}

/** L57-L83, L795-L856, L1356-L1390 */
export function startSample(workflow: Workflow): SampleObject {
  const channels = workflowChannels(workflow)
  const { web } = workflow.request
  const href = 'https://yourcompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=TOKEN&locale=es'
  return {
    timestamp,
    account: { id: sampleIds.account },
    ...(channels.includes('WEB')
      ? { web: { href, ...(web === undefined ? {} : { successUrl: web.successUrl, errorUrl: web.errorUrl }) } }
      : {}),
    ...(channels.includes('SDK') ? { sdk: { token: 'TOKEN' } } : {}),
    workflowExecution: {
      id: sampleIds.execution,
      credentials: workflow.credentials.map(({ category, channels: allowed }) => ({
        id: sampleCredential(workflow, category),
        category,
        allowedChannels: [...allowed],
        ...(allowed.includes('API') ? { api: { token: 'TOKEN', ...linksOf(workflow, category) } } : {}),
      })),
    },
  }
}

/** L176-L190, L478-L493, L915-L929. Without the token that one example shows: ERR-041 */
export function uploadSample(workflow: Workflow, category: string): SampleObject {
  return { timestamp, ...identified, api: linksOf(workflow, category) }
}

/** L208-L216 */
export const finalizeSample: SampleObject = { timestamp, ...identified }

function referencesSample({ key }: Workflow): SampleObject {
  return {
    account: { id: sampleIds.account, href: address('delete-account') },
    workflowExecution: { id: sampleIds.execution, href: address('details'), definitionKey: key, status: 'PROCESSED' },
  }
}

/** G:L1331-L1343 */
export const statusSample = referencesSample

/** G:L1249-L1263 */
export function callbackSample(workflow: Workflow): SampleObject {
  return {
    callbackSentAt: timestamp,
    ...(workflow.request.userReference ? { userReference: 'YOUR_USER_REFERENCE' } : {}),
    ...referencesSample(workflow),
  }
}

const passed = { type: 'PASSED', details: { label: 'PASSED' } }

/** G:L1731-L1960. A word stands for any entry of a capability: what it has besides depends on the decision. */
export function detailsSample(workflow: Workflow): SampleObject {
  const names = workflow.capabilities.stated ? chainedCapabilities(workflow) : []
  const [about] = workflow.credentials
  const entry = (index: number): Sample => ({
    id: `${runIds[0]}${String(index).padStart(12, '0')}`,
    credentials: about === undefined ? [] : [{ id: sampleCredential(workflow, about.category), category: about.category }],
    decision: { type: 'PASSED', details: { label: 'OK' } },
  })
  return {
    workflow: {
      id: sampleIds.execution,
      status: 'PROCESSED',
      definitionKey: workflow.key,
      ...(workflow.request.userReference ? { userReference: 'YOUR_USER_REFERENCE' } : {}),
      customerInternalReference: 'CUSTOMER_REFERENCE',
    },
    account: { id: sampleIds.account },
    createdAt: timestamp,
    startedAt: timestamp,
    completedAt: timestamp,
    credentials: workflow.credentials.map(({ category, parts }) => {
      const id = sampleCredential(workflow, category)
      return { id, category, parts: parts.map(({ classifier }) => ({ classifier, href: address('image', id, classifier) })) }
    }),
    decision: { ...passed, risk: { score: 0 } },
    steps: { href: address('steps') },
    capabilities: Object.fromEntries(names.map((name, index) => [name, [entry(index)]])),
  }
}

/** G:L2038-L2101 */
export function stepsSample({ stepNames }: Workflow): SampleObject {
  const run = `${runIds[0]}${'0'.repeat(12)}`
  return {
    // The names of some workflows are not documented: any word stands for them.
    steps: (stepNames.length > 0 ? stepNames : ['ID_IV']).map((name, index) => ({
      id: `${runIds[1]}${String(index).padStart(12, '0')}`,
      name,
      capabilityIds: [run],
      decision: { ...passed, risk: { score: 0 } },
    })),
  }
}
