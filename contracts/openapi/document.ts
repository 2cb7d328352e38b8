import { documentedHost, endpoints, regions, type roles } from '../endpoints.ts'
import type { Plain } from '../plain.ts'
import { register } from '../register/index.ts'
import { edition } from '../source.ts'
import { bodyOf, shownBy, successOf } from './bodies.ts'
import { type Components, createComponents } from './components.ts'
import { type DocumentedExamples, listed } from './examples.ts'
import { type OperationFact, operations, type Parameter } from './operations.ts'
import { type Place, placed } from './placement.ts'

export interface OpenApiOptions {
  readonly examples: DocumentedExamples
  /** One origin that serves every role, instead of the documented hosts. */
  readonly baseUrl?: string
}

interface Making {
  readonly options: OpenApiOptions
  readonly components: Components
  readonly requirements: ReadonlyMap<Place, readonly string[]>
}

/** The contract as OpenAPI 3.1: the same document each time it is made. */
export function openApi(options: OpenApiOptions): Plain {
  const making = { options, components: createComponents(), requirements: placed(register) }
  const paths: Record<string, Record<string, Plain>> = {}
  for (const fact of operations) {
    const { method, path } = endpoints[fact.endpoint]
    const at = fact.path ?? path
    paths[at] = { ...paths[at], [method.toLowerCase()]: operationOf(fact, making) }
  }
  const webhooks = { executionEnded: { post: webhook(making) } }
  return {
    openapi: '3.1.0',
    info: {
      title: 'KYX API',
      version: edition.id,
      summary: 'Identity verification by workflow: start, acquire, finalize, retrieve.',
      description: [
        'What the documents of this edition promise, restated as data. `Lnnn` is a line of the workflow descriptions, `G:Lnnn` one of the API guide.',
        '`x-kyx-requirement` names the requirements that belong to a place; docs/coverage.md lists them all, with the checks that judge them.',
        'Response schemas hold what is stated. What only the examples show is in the schemas that `x-kyx-shown` names.',
      ].join('\n\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: options.baseUrl === undefined ? serversOf('api', () => []) : [{ url: options.baseUrl }],
    tags,
    paths,
    webhooks,
    components: { schemas: making.components.all(), securitySchemes: securitySchemes(making) },
    'x-kyx-edition': edition,
    ...requirementsAt(making, 'document'),
  }
}

const tags = [
  { name: 'access', description: 'Access tokens' },
  { name: 'start', description: 'Accounts, and the workflows that start on them' },
  { name: 'acquisition', description: 'Parts of credentials, and the end of their acquisition' },
  { name: 'retrieval', description: 'What came of an execution' },
  { name: 'operations', description: 'Health and deletion' },
  { name: 'callbacks', description: 'What the service sends' },
]

function operationOf(fact: OperationFact, making: Making): Plain {
  const { id, endpoint, tag, summary, description } = fact
  const { role, source } = endpoints[endpoint]
  const request = bodyOf(id, making.components)
  const examples = making.options.examples.requests[id]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(making.options.baseUrl === undefined ? { servers: serversOf(role, (region) => idsAt(making, `${id}/servers/${region}`)) } : {}),
    security: [...(fact.securityIsOptional ? [{}] : []), ...fact.security.map((scheme) => ({ [scheme]: [] }))],
    parameters: parametersOf(fact, making),
    ...(request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [request.type]: { schema: request.schema, ...listed(examples) } },
            ...requirementsAt(making, `${id}/requestBody`),
          },
        }),
    responses: responsesOf(fact, making),
    'x-kyx-role': role,
    'x-kyx-source': source,
    ...headersOf(fact, making),
    ...requirementsAt(making, `${id}/operation`),
  }
}

function serversOf(role: (typeof roles)[number], idsOf: (region: string) => readonly string[]): readonly Plain[] {
  return regions.map((region) => ({
    url: `https://${documentedHost(role, region)}`,
    description: `${role}, ${region}`,
    ...asRequirement(idsOf(region)),
  }))
}

const texts: Readonly<Record<Parameter, string>> = {
  account: 'Id of the account',
  execution: 'Id of the workflow execution',
  credential: 'Id of the credential, from the start response',
  classifier: 'Part of the credential',
}

function parametersOf(fact: OperationFact, making: Making): readonly Plain[] {
  const { id, endpoint, classifiers = [], namesCaller } = fact
  const template = fact.path ?? endpoints[endpoint].path
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as Parameter)
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    description: texts[name],
    schema: name === 'classifier' ? { type: 'string', enum: classifiers } : making.components.use('shared#/$defs/uuid'),
    ...requirementsAt(making, `${id}/parameters/${name}`),
  }))
  const caller = {
    name: 'User-Agent',
    in: 'header',
    required: true,
    description: 'Names the business that calls, and its product with the version. Without it: 403.',
    schema: { type: 'string', minLength: 1 },
    example: 'YourCompany YourApp/1.0',
    ...requirementsAt(making, `${id}/parameters/User-Agent`),
  }
  return [...inPath, ...(namesCaller ? [caller] : [])]
}

/** Required headers that OpenAPI has no parameters for: it leaves them to the body, to security or to the client. */
function headersOf({ id }: OperationFact, making: Making): Plain {
  const prefix = `${id}/headers/`
  const found = [...making.requirements].filter(([place]) => place.startsWith(prefix))
  if (found.length === 0) return {}
  return { 'x-kyx-headers': found.map(([place, ids]) => ({ name: place.slice(prefix.length), ...asRequirement(ids) })) }
}

function responsesOf(fact: OperationFact, making: Making): Plain {
  const { id, success, errors, errorSource } = fact
  const { components, options } = making
  const content = successOf(id, components).map(({ type, schema }) => {
    const examples = type === 'application/json' ? options.examples.responses[id] : undefined
    return [type, { ...(schema === undefined ? {} : { schema }), ...listed(examples) }] as const
  })
  const shown = shownBy(id)
  const refusals = Object.entries(errors).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/json': { schema: components.use('error') } },
      'x-kyx-source': errorSource,
      ...requirementsAt(making, `${id}/responses/${status}`),
    },
  ])
  return {
    200: {
      description: success,
      ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
      ...(shown.length === 0 ? {} : { 'x-kyx-shown': shown }),
      ...requirementsAt(making, `${id}/responses/200`),
    },
    ...Object.fromEntries(refusals),
  }
}

/** The callback, as a webhook: its address is set in the portal, or by a start request. */
function webhook(making: Making): Plain {
  return {
    operationId: 'executionEnded',
    tags: ['callbacks'],
    summary: 'An execution has ended',
    description: 'Sent once to the callback address of the tenant, or to the callbackUrl of the start request, which wins.',
    security: [],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: making.components.use('callback/stated'),
          ...listed(making.options.examples.requests.executionEnded),
        },
      },
      'x-kyx-shown': shownBy('executionEnded'),
      ...requirementsAt(making, 'executionEnded/requestBody'),
    },
    responses: { 200: { description: 'It was received.', ...requirementsAt(making, 'executionEnded/responses/200') } },
    ...requirementsAt(making, 'executionEnded/operation'),
  }
}

function securitySchemes(making: Making): Plain {
  const tokenUrls = regions.map((region) => `https://${documentedHost('auth', region)}${endpoints.token.path}`)
  const own = making.options.baseUrl === undefined ? tokenUrls[0] : making.options.baseUrl + endpoints.token.path
  const scheme = (name: string, body: Plain) => [name, { ...body, ...requirementsAt(making, `security/${name}`) }] as const
  return Object.fromEntries([
    scheme('oauth2', {
      type: 'oauth2',
      description: 'Client credentials at the auth host of the region of the tenant.',
      flows: { clientCredentials: { tokenUrl: own, scopes: {} } },
      'x-kyx-token-urls': tokenUrls,
    }),
    scheme('accessToken', { type: 'http', scheme: 'bearer', description: 'The access token itself, for tools that cannot ask for one.' }),
    scheme('transactionToken', {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'The token that the start response gives to a credential. It opens uploads and finalize of its own execution. ERR-019: it is enough that one of both tokens is accepted.',
    }),
    scheme('clientCredentials', { type: 'http', scheme: 'basic', description: 'API token and API secret, for the token request.' }),
  ])
}

function idsAt({ requirements }: Making, place: Place): readonly string[] {
  return requirements.get(place) ?? []
}

function requirementsAt(making: Making, place: Place): Plain {
  return asRequirement(idsAt(making, place))
}

function asRequirement(ids: readonly string[]): Plain {
  return ids.length === 0 ? {} : { 'x-kyx-requirement': ids }
}
