import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck, type JudgeContext } from '../check.ts'
import { asAnswer, replyOf } from '../evidence.ts'
import { expectStatus, show, valueAt } from '../expect.ts'
import type { Exchange, Transcript } from '../transcript.ts'

/** The probes of a step; with a name, those that were sent before the exchange of that name. */
const probesTo = ({ exchanges }: Transcript, step: string, before?: string) =>
  exchanges
    .slice(0, before === undefined ? undefined : exchanges.findIndex(({ name }) => name === before))
    .filter(({ name }) => name.startsWith(`probe:${step}/`))
const isAccepted = ({ response }: Exchange) => response !== undefined && response.status < 300
const statusIn = (transcript: Transcript, name: string) => valueAt(asAnswer(replyOf(transcript, name))?.body, 'workflowExecution.status')

/** Not judged where the status was not read after the refusals, or where one of the probes was accepted: that is told of already. */
const unlessRefused =
  (step: string, name: string) =>
  ({ transcript }: JudgeContext) =>
    replyOf(transcript, name) === undefined || probesTo(transcript, step, name).some(isAccepted)
      ? ({ code: 'absent', text: `the probes of ${step} were not all refused, or the status was not read after them` } as const)
      : undefined

const inProbes = { scenarios: ['probes'], needs: ['transcript'], appliesTo: isFinalizedByApi } as const

/** What was refused must not have happened: a caller without a token is not kept out by an answer alone. */
export const effectChecks: readonly AnyCheck[] = [
  defineCheck({
    ...inProbes,
    id: 'FINALIZE-REFUSED-DOES-NOTHING',
    level: 'SHOULD',
    step: 'finalize',
    source: lines('L203', 'L506', 'L716', 'L997', 'L1295'),
    statement: 'A finalize that is refused leaves the execution as it was.',
    covers: ['HDR-FINALIZE-AUTH'],
    unless: unlessRefused('finalize', 'refused:finalize'),
    judge: ({ transcript }) => {
      const before = statusIn(transcript, 'untouched:status')
      const after = statusIn(transcript, 'refused:finalize')
      return before === undefined || after === undefined || before === after
        ? []
        : [
            {
              at: 'refused:finalize $.workflowExecution.status',
              expected: `${show(before)}, as before the refusals`,
              actual: `${show(after)}: a refused finalize was carried out`,
            },
          ]
    },
  }),
  defineCheck({
    ...inProbes,
    id: 'DELETE-REFUSED-DOES-NOTHING',
    level: 'SHOULD',
    step: 'delete',
    source: lines('G:L2183-L2190', 'G:L2228'),
    statement: 'A deletion that is refused leaves the execution where it is.',
    covers: ['G-DELETE-ERROR-STATUS'],
    unless: unlessRefused('delete-execution', 'refused:delete'),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'refused:delete')
      return reply === undefined || asAnswer(replyOf(transcript, 'status')) === undefined ? [] : expectStatus(reply, [200])
    },
  }),
  defineCheck({
    ...inProbes,
    id: 'STATUS-STAYS-FINAL',
    level: 'MAY',
    step: 'status',
    source: lines('G:L1326'),
    statement: 'An execution that has ended keeps its status.',
    covers: ['G-STATUS-LIFECYCLE'],
    unless: unlessRefused('delete-execution', 'refused:delete'),
    judge: ({ transcript }) => {
      const before = statusIn(transcript, 'status')
      const after = statusIn(transcript, 'refused:delete')
      return before === undefined || after === undefined || before === after
        ? []
        : [{ at: 'refused:delete $.workflowExecution.status', expected: `${show(before)}, as before`, actual: show(after) }]
    },
  }),
  defineCheck({
    id: 'START-REFUSED-MAKES-NOTHING',
    level: 'MAY',
    step: 'start',
    source: lines('L47-L48', 'L286-L287', 'L558-L559', 'L767', 'L1057', 'G:L137'),
    statement: 'The answer to a start request that is refused names no account that was made.',
    needs: ['transcript'],
    scenarios: ['probes'],
    covers: ['HDR-CREATE-AUTH-BEARER'],
    appliesTo: (workflow) => workflow.start === 'create',
    judge: ({ transcript }) =>
      probesTo(transcript, 'create').flatMap(({ name, response }) => {
        const body = response !== undefined && response.status >= 400 && response.body.kind === 'json' ? response.body.value : undefined
        const account = valueAt(body, 'account.id')
        return account === undefined
          ? []
          : [{ at: `${name} $.account.id`, expected: 'no account, since the start was refused', actual: show(account) }]
      }),
  }),
  defineCheck({
    id: 'UPDATE-IDS-NEW',
    level: 'SHOULD',
    step: 'start',
    source: lines('L1369-L1370'),
    statement: 'Each start on one account opens an execution of its own, under a new id.',
    needs: ['start', 'transcript'],
    scenarios: ['probes'],
    covers: ['WF10014-NEW-EXECUTION'],
    appliesTo: (workflow) => workflow.start === 'update',
    judge: ({ start, transcript }) => {
      const own = valueAt(start.body, 'workflowExecution.id')
      return probesTo(transcript, 'update')
        .filter((exchange) => own !== undefined && valueAt(asAnswer(exchange)?.body, 'workflowExecution.id') === own)
        .map(({ name }) => ({ at: `${name} $.workflowExecution.id`, expected: 'another id than that of the update', actual: show(own) }))
    },
  }),
  defineCheck({
    id: 'UPDATE-TOKENS-NEW',
    level: 'MAY',
    step: 'start',
    source: lines('L1364-L1368'),
    statement: 'A start on an account does not repeat the SDK token of the workflow that went before.',
    needs: ['start', 'transcript'],
    replayOnly: true,
    covers: ['WF10014-SDK-TOKEN', 'WEB-HREF-TOKEN-UNIQUE'],
    appliesTo: (workflow) => workflow.start === 'update',
    unless: ({ transcript }) =>
      replyOf(transcript, 'prepare:create') === undefined ? { code: 'absent', text: 'the account was given' } : undefined,
    judge: ({ start, transcript }) => {
      const before = asAnswer(replyOf(transcript, 'prepare:create'))
      const token = valueAt(start.body, 'sdk.token')
      return token === undefined || valueAt(before?.body, 'sdk.token') !== token
        ? []
        : [{ at: 'update $.sdk.token', expected: 'another token than that of the earlier workflow', actual: 'the same' }]
    },
  }),
]
