import { operations } from '../openapi/operations.ts'
import { placesOf } from '../openapi/placement.ts'
import type { Plain } from '../plain.ts'
import { type Level, type RegisterEntry, register } from '../register/index.ts'
import { executionStatuses, finalStatuses } from '../schemas/shared.ts'
import { lines } from '../source.ts'
import { type AddressedPart, isFinalizedByApi, type Workflow, workflowParts } from '../workflow.ts'

export interface StepInput {
  readonly workflow: Workflow
  /** The printed start request. */
  readonly request: Plain
  /** The printed prepared data. */
  readonly preparedData: Plain
  /** Between two questions for the status. */
  readonly pollSeconds: number
}

/** Advised: no more than ten attempts, the first wait of 40 seconds. G:L1273-L1276 */
const attempts = 10
export const advisedPollSeconds = 40

/** The documented course of a workflow, step by step. */
export function stepsOf(input: StepInput): readonly Plain[] {
  const { workflow } = input
  const parts = workflowParts(workflow)
  return [
    startStep(input),
    ...parts.map((part) => uploadStep(input, part)),
    ...(isFinalizedByApi(workflow) ? [finalizeStep(workflow)] : []),
    statusStep(input),
    detailsStep(workflow),
    step(workflow, 'steps', 'getSteps', { parameters: executionParameters(workflow) }),
    ...parts.filter(({ content }) => content === 'image').map((part) => partStep(workflow, part)),
  ]
}

/** Inputs that stand in for members of the start request. */
export const requestInputs = ['customerInternalReference', 'userReference', 'callbackUrl'] as const

function startStep({ workflow, request }: StepInput): Plain {
  const isUpdate = workflow.start === 'update'
  const filled = requestInputs.filter((name) => name in request).map((name) => [name, `$inputs.${name}`])
  const taken = workflow.credentials.flatMap(({ category, parts }, index) => (parts.length === 0 ? [] : [{ category, index }]))
  return step(workflow, 'start', isUpdate ? 'updateAccount' : 'createAccount', {
    ...(isUpdate ? { parameters: [inPath('account', '$inputs.account')] } : {}),
    requestBody: { contentType: 'application/json', payload: { ...request, ...Object.fromEntries(filled) } },
    // A pointer is all that a runtime expression has: what is uploaded to must come in the printed order, or the step says so.
    criteria: taken.map(({ category, index }) => equals(credentialAt(index, 'category'), category)),
    outputs: {
      account: '$response.body#/account/id',
      execution: '$response.body#/workflowExecution/id',
      ...Object.fromEntries(taken.map(({ category, index }) => [credentialName(category), credentialAt(index, 'id')])),
    },
    source: [...workflow.startSource, ...workflow.request.source],
  })
}

function uploadStep({ workflow, preparedData }: StepInput, part: AddressedPart): Plain {
  const isData = part.content === 'data'
  const { source = [] } = workflow.credentials.find(({ category }) => category === part.category) ?? {}
  return step(workflow, `upload${titled(part)}`, isData ? 'uploadPreparedData' : 'uploadImage', {
    parameters: [...executionParameters(workflow), ...credentialParameters(workflow, part, !isData)],
    requestBody: isData
      ? { contentType: 'application/json', payload: preparedData }
      : // Arazzo has no expression for the bytes of a file: this is how the one runner that sends files has it.
        { contentType: 'multipart/form-data', payload: { file: `$file('./${part.key}.jpg')` } },
    criteria: [sameExecution(workflow)],
    source,
  })
}

function finalizeStep(workflow: Workflow): Plain {
  return step(workflow, 'finalize', 'finalizeExecution', { parameters: executionParameters(workflow), criteria: [sameExecution(workflow)] })
}

/** Asks again while the run is not final; ends where it is final without a result. */
function statusStep({ workflow, pollSeconds }: StepInput): Plain {
  const status = '$response.body#/workflowExecution/status'
  const expired = finalStatuses.filter((each) => each !== 'PROCESSED')
  const pending = executionStatuses.filter((each) => !(finalStatuses as readonly string[]).includes(each))
  return step(workflow, 'status', 'getStatus', {
    parameters: executionParameters(workflow),
    criteria: [equals(status, 'PROCESSED')],
    onFailure: [
      { name: 'expired', type: 'end', criteria: [oneOf(status, expired)] },
      { name: 'pending', type: 'retry', retryAfter: pollSeconds, retryLimit: attempts - 1, criteria: [oneOf(status, pending)] },
    ],
    outputs: { status },
    source: lines('G:L1273-L1276', 'G:L1326'),
    more: { 'x-kyx-terminal-states': finalStatuses },
  })
}

function detailsStep(workflow: Workflow): Plain {
  return step(workflow, 'details', 'getDetails', {
    parameters: executionParameters(workflow),
    criteria: [equals('$response.body#/workflow/status', 'PROCESSED')],
    outputs: { decision: '$response.body#/decision/type' },
    source: workflow.capabilities.source,
  })
}

function partStep(workflow: Workflow, part: AddressedPart): Plain {
  return step(workflow, `part${titled(part)}`, 'getPart', {
    parameters: [inPath('account', output(workflow, 'account')), ...credentialParameters(workflow, part, true)],
  })
}

interface StepBody {
  readonly parameters?: readonly Plain[]
  readonly requestBody?: Plain
  readonly criteria?: readonly Plain[]
  readonly onFailure?: readonly Plain[]
  readonly outputs?: Plain
  readonly source?: readonly string[]
  readonly more?: Plain
}

/** Ids end in the key of their workflow: a workflow alone need keep them apart, but Redocly mixes up steps of one name. */
function step(workflow: Workflow, stepId: string, operationId: string, body: StepBody): Plain {
  const { parameters, requestBody, criteria = [], onFailure, outputs, source = [], more = {} } = body
  const description = operations.find(({ id }) => id === operationId)?.summary
  return {
    stepId: stepId + workflow.key,
    ...(description === undefined ? {} : { description }),
    operationId,
    ...(parameters === undefined ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    successCriteria: [{ condition: '$statusCode == 200' }, ...criteria],
    ...(onFailure === undefined ? {} : { onFailure }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(source.length === 0 ? {} : { 'x-kyx-source': source }),
    ...levels(workflow, operationId),
    ...headerAbsence(operationId),
    ...more,
  }
}

/** Requirements of this step in particular, by level; what holds for every workflow stands at the operation. */
function levels({ key }: Workflow, operation: string): Plain {
  const own = register.filter(({ workflows }) => workflows !== 'all' && workflows.includes(key)).filter((entry) => isOf(entry, operation))
  const byLevel = (['MUST', 'SHOULD', 'MAY'] as const satisfies readonly Level[]).map(
    (level) => [level, own.filter((entry) => entry.level === level).map(({ id }) => id)] as const,
  )
  const found = byLevel.filter(([, ids]) => ids.length > 0)
  return found.length === 0 ? {} : { 'x-kyx-level': Object.fromEntries(found) }
}

/** Headers whose absence is refused: no expression of Arazzo can leave one out. */
function headerAbsence(operation: string): Plain {
  const absences = register
    .filter((entry) => /-MISSING-403$/.test(entry.id) && isOf(entry, operation))
    .map((entry) => ({ header: headerOf(entry, operation), status: 403, requirement: entry.id, level: entry.level }))
  return absences.length === 0 ? {} : { 'x-kyx-header-absence': absences }
}

const isOf = (entry: RegisterEntry, operation: string) => placesOf(entry).some((place) => place.startsWith(`${operation}/`))

function headerOf(entry: RegisterEntry, operation: string): string | undefined {
  return placesOf(entry)
    .find((place) => place.startsWith(`${operation}/`))
    ?.split('/')
    .at(-1)
}

/** What a step handed on. */
export const output = ({ key }: Workflow, name: string, step = 'start') => `$steps.${step}${key}.outputs.${name}`
const inPath = (name: string, value: string): Plain => ({ name, in: 'path', value })
const credentialName = (category: string) => `${category.toLowerCase()}Credential`
const credentialAt = (index: number, member: string) => `$response.body#/workflowExecution/credentials/${index}/${member}`
const equals = (expression: string, value: string): Plain => ({ condition: `${expression} == '${value}'` })
const oneOf = (context: string, values: readonly string[]): Plain => ({ context, condition: `^(${values.join('|')})$`, type: 'regex' })
const sameExecution = (workflow: Workflow): Plain => ({
  condition: `$response.body#/workflowExecution/id == ${output(workflow, 'execution')}`,
})
const executionParameters = (workflow: Workflow) => ['account', 'execution'].map((name) => inPath(name, output(workflow, name)))

function credentialParameters(workflow: Workflow, { category, classifier }: AddressedPart, withClassifier: boolean): readonly Plain[] {
  const credential = inPath('credential', output(workflow, credentialName(category)))
  return withClassifier ? [credential, inPath('classifier', classifier)] : [credential]
}

/** `PREPARED_DATA` as `PreparedData`. */
function titled({ classifier }: AddressedPart): string {
  return classifier.replace(/([A-Z])([A-Z]*)_?/g, (_, first: string, rest: string) => first + rest.toLowerCase())
}
