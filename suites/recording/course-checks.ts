import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, type Check, defineCheck, type JudgeContext } from '../check.ts'
import { type Exchange, isObject, type Json, type Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** A duty that rests on several requests: their order, their number. */
function courseCheck({
  look,
  ...facts
}: Pick<Check, 'id' | 'level' | 'step' | 'source' | 'statement'> & {
  readonly errata?: readonly string[]
  readonly appliesTo?: (workflow: Workflow) => boolean
  /** Findings, or why it does not concern what was recorded. */
  readonly look: (transcript: Transcript, context: JudgeContext) => readonly Finding[] | string
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

/** What the documents ask of the course that a client takes: order, number, patience. */
export const courseChecks: readonly AnyCheck[] = [
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
