import type { ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { openApi } from '../contracts/openapi/document.ts'
import type { Plain } from '../contracts/plain.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import { generatorOf, spoilt } from '../fixtures/openapi-requests.ts'
import { openApiValidators } from '../fixtures/openapi-validators.ts'
import { documentedExamples } from '../fixtures/payloads/examples.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { type Answer, at, complete, type Sending, send, smallImage, start } from '../fixtures/sandbox/test-client.ts'

/** Another one by KYX_SEED; a failure prints the one that it had. */
const seed = Number(process.env.KYX_SEED ?? 20_220_201)
const requests = 2000
const mostMs = 50_000

const document = openApi({ examples: documentedExamples })
const compile = openApiValidators(document)
const generator = generatorOf(document)

interface Media {
  readonly schema?: Plain
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface OpenApiOperation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Plain }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}
interface Endpoint {
  readonly path: string
  readonly method: string
  readonly operation: OpenApiOperation
}

const endpoints: readonly Endpoint[] = Object.entries(
  document.paths as Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>,
).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))

/** Ids that belong together, of an execution that was started. */
type Ids = Readonly<Record<string, string>>

interface Draft {
  readonly operation: string
  /** Which of the started executions the path names. */
  readonly pick: number
  /** Values of parameters that are not those of the execution. */
  readonly odd: Readonly<Record<string, string>>
  readonly sending: Sending
}

const often = <T>(usual: T, ...odd: readonly (T | undefined)[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant<T | undefined>(usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) })

const tokens = [
  ...['Bearer kyx-other-token', 'Bearer kyx-bare-token', 'Bearer kyx-expired-token', 'Bearer nobody', 'Bearer a.b.c'],
  ...['Bearer', 'Basic a3l4', 'kyx-sandbox-token', undefined],
]
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

function headersFor({ operation }: Endpoint): fc.Arbitrary<Sending['headers']> {
  const isToken = operation.operationId === 'requestAccessToken'
  return fc.record({
    'user-agent': often<string>('Test Company/1.0', '', 'x'.repeat(1001), undefined),
    accept: often<string>('application/json', '*/*', '', undefined),
    authorization: isToken
      ? often<string>(basic('kyx-sandbox:kyx-sandbox-secret'), basic('kyx-sandbox:wrong'), basic(''), 'Bearer x', undefined)
      : often<string>('Bearer kyx-sandbox-token', ...tokens),
  })
}

function bodyFor({ operation }: Endpoint): fc.Arbitrary<Sending> {
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  if (type === undefined || media?.schema === undefined) return fc.constant({})
  if (type === 'multipart/form-data') {
    const bytes = fc.oneof(
      { weight: 4, arbitrary: fc.constant(smallImage) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map(Buffer.from) },
    )
    return fc
      .array(fc.record({ field: fc.oneof({ weight: 5, arbitrary: fc.constant('file') }, fc.constant('image')), bytes }), { maxLength: 2 })
      .map((form) => ({ form }))
  }
  if (type === 'application/json') {
    const printed = fc.constantFrom(...Object.values(media.examples ?? {}).map(({ value }) => value))
    const made = generator.valid(media.schema)
    return fc.oneof(
      ...[made, spoilt(made), printed, spoilt(printed), fc.jsonValue()].map((values) => values.map((json) => ({ json }))),
      fc.string().map((text) => ({ text })),
    )
  }
  return fc
    .constantFrom('grant_type=client_credentials', 'grant_type=password', '', 'grant_type')
    .map((text) => ({ text, headers: { 'content-type': type } }))
}

function oddFor({ operation }: Endpoint): fc.Arbitrary<Draft['odd']> {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path')
  if (inPath.length === 0) return fc.constant({})
  const text = fc.oneof(fc.constantFrom('none', '0', '%00', '__proto__', 'x'.repeat(101)), fc.uuid())
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...inPath.map(({ name }) => name)), text).map(([name, value]) => ({ [name]: value })),
    },
  )
}

/** Made once for each operation: what a schema allows takes longer to work out than to pick from. */
const drafts: fc.Arbitrary<Draft> = fc.oneof(
  ...endpoints.map((endpoint) =>
    fc.record({
      operation: fc.constant(endpoint.operation.operationId),
      pick: fc.nat(),
      odd: oddFor(endpoint),
      sending: fc
        .tuple(bodyFor(endpoint), headersFor(endpoint))
        .map(([body, headers]) => ({ ...body, headers: { ...headers, ...body.headers } })),
    }),
  ),
)

const compiled = new Map<Plain, ValidateFunction>()
function validatorOf(schema: Plain): ValidateFunction {
  const validate = compiled.get(schema) ?? compile(schema)
  compiled.set(schema, validate)
  return validate
}

/** What an answer breaks of the document; undefined where it keeps it. */
function breachOf(operation: OpenApiOperation, { status, headers, json }: Answer): string | undefined {
  const documented = operation.responses[status]
  if (documented === undefined) return 'an undocumented status'
  if (documented.content === undefined) return undefined
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
  const media = documented.content[type]
  if (media === undefined) return `an undocumented media type, ${JSON.stringify(type)}`
  const validate = media.schema === undefined ? undefined : validatorOf(media.schema)
  return validate === undefined || validate(json)
    ? undefined
    : `a body that breaks its schema, ${JSON.stringify(validate.errors?.slice(0, 3))}`
}

/** Sends drafts to a sandbox, and remembers what it started so that later ones find it. */
async function createSender(url: string) {
  let pool: readonly Ids[] = []
  const seen = new Set<string>()
  let sent = 0

  /** Remembers what a start response handed out, an entry for each part that a credential takes. */
  const note = ({ json }: Answer): void => {
    const account = String(at(json, 'account.id'))
    const execution = String(at(json, 'workflowExecution.id'))
    const credentials = (at(json, 'workflowExecution.credentials') ?? []) as readonly {
      readonly id: string
      readonly api?: { readonly parts: Plain }
    }[]
    const own = credentials.flatMap(({ id, api }) =>
      Object.keys(api?.parts ?? { none: '' }).map((key) => ({ account, execution, credential: id, classifier: key.toUpperCase() })),
    )
    pool = [...pool, ...own]
  }

  /** Part of an execution that the operation may be about. */
  const chosen = ({ operationId, parameters }: OpenApiOperation, pick: number): Ids | undefined => {
    const named = parameters.find(({ name }) => name === 'classifier')?.schema.enum as readonly string[] | undefined
    const classifiers = operationId === 'uploadPreparedData' ? ['PREPARED_DATA'] : named
    const fitting = pool.filter(({ classifier = '' }) => classifiers?.includes(classifier) ?? true)
    return fitting[pick % fitting.length]
  }

  /** What was deleted is forgotten, but for one part in five, and made up for. */
  const replace = async (deleted: Ids): Promise<void> => {
    const isLeft = ({ account, execution }: Ids, index: number) =>
      index % 5 === 0 || (deleted.execution === undefined ? account !== deleted.account : execution !== deleted.execution)
    pool = pool.filter(isLeft)
    note((await (pool.length % 2 === 0 ? start : complete)(url, pool.length % 3 === 0 ? '10006' : '10011')).answer)
  }

  for (const key of ['10005', '10006', '10011']) {
    note((await start(url, key)).answer)
    note((await complete(url, key)).answer)
  }
  return {
    seen,
    sent: () => sent,
    exchange: async ({ operation: id, pick, odd, sending }: Draft): Promise<void> => {
      const endpoint = endpoints.find((each) => each.operation.operationId === id)
      if (endpoint === undefined) throw new Error(`no operation ${id}`)
      const { path, method, operation } = endpoint
      const ids = { ...chosen(operation, pick), ...odd }
      const answer = await send(method, url + path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? ''), sending)
      sent += 1
      seen.add(`${id} ${answer.status}`)
      const breach = breachOf(operation, answer)
      if (breach !== undefined)
        throw new Error(`${breach}: ${method} ${path} was answered ${answer.status}: ${answer.bytes.toString('utf8').slice(0, 500)}`)
      if (answer.status === 200 && /^(create|update)Account$/.test(id)) note(answer)
      if (answer.status === 200 && /^delete/.test(id)) await replace(ids)
    },
  }
}

const settings = { seed, endOnFailure: true, interruptAfterTimeLimit: mostMs, markInterruptAsFailure: true }

describe('the OpenAPI export against the sandbox', () => {
  let sandbox: Sandbox
  let sender: Awaited<ReturnType<typeof createSender>>
  before(async () => {
    sandbox = await startSandbox({ processMs: 20 })
    sender = await createSender(sandbox.url)
  })
  after(() => sandbox.close())

  it(`is kept in ${requests} generated requests`, async () => {
    await fc.assert(fc.asyncProperty(drafts, sender.exchange), { ...settings, numRuns: requests })
    expect(sender.sent()).to.equal(requests)
  })

  it('had every operation succeed, and every documented status come up', () => {
    const succeeded = endpoints.map(({ operation }) => `${operation.operationId} 200`)
    expect(succeeded.filter((each) => !sender.seen.has(each))).to.deep.equal([])
    const documented = endpoints.flatMap(({ operation }) => Object.keys(operation.responses))
    expect(new Set([...sender.seen].map((each) => each.split(' ')[1]))).to.deep.equal(new Set(documented))
  })

  for (const id of ['token-answers-201', 'steps-answers-500', 'status-lower-case', 'delete-account-500'])
    it(`notices the mutant ${id}`, async () => {
      const mutated = await startSandbox({ processMs: 20, mutant: mutantOf(id) })
      try {
        const { exchange } = await createSender(mutated.url)
        const { failed } = await fc.check(fc.asyncProperty(drafts, exchange), { ...settings, numRuns: 300 })
        expect(failed).to.equal(true)
      } finally {
        await mutated.close()
      }
    })
})
