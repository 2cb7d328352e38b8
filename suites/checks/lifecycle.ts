import { lines } from '../../contracts/source.ts'
import { chainedCapabilities, isFinalizedByApi, opensAgain, workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck, type JudgeContext, type Reply } from '../check.ts'
import { asAnswer, replyOf } from '../evidence.ts'
import { expectStatus, objectsAt, said, show, valueAt } from '../expect.ts'
import { isObject, type Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** Not judged where the exchange was not sent: an earlier step of the same journey tells why. */
const unlessSent =
  (name: string) =>
  ({ transcript }: JudgeContext) =>
    replyOf(transcript, name) === undefined
      ? ({ code: 'absent', text: `${name} was not sent, since an earlier step did not succeed` } as const)
      : undefined

/** What passed although it must not: the overall decision, or the capability itself. */
function passedFindings(transcript: Transcript, capabilities: readonly string[], because: string): readonly Finding[] {
  const details = asAnswer(replyOf(transcript, 'details'))
  if (details === undefined) return []
  const overall = valueAt(details.body, 'decision.type')
  const passed = capabilities.filter((name) =>
    objectsAt(details.body, `capabilities.${name}`).some((entry) => valueAt(entry, 'decision.type') === 'PASSED'),
  )
  return [
    ...(overall === 'PASSED' ? [{ at: 'details $.decision.type', expected: `not PASSED, since ${because}`, actual: 'PASSED' }] : []),
    ...passed.map((name) => ({ at: `details $.capabilities.${name}`, expected: `NOT_EXECUTED, since ${because}`, actual: 'PASSED' })),
  ]
}

/** Checks of orders, of runs that lack something, and of deletion. */
export const lifecycleChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'ORDER-UPLOADS-FREE',
    level: 'MAY',
    step: 'upload',
    source: lines('L861-L902', 'L1158-L1199'),
    statement: 'Parts may be uploaded in any order.',
    // Read from the context: the stop that a refused order is excused by must not hide the refusal.
    needs: ['reply:start'],
    scenarios: ['order'],
    covers: ['UPL-ORDER-FREE'],
    appliesTo: (workflow) => workflowParts(workflow).length > 1,
    unless: ({ transcript }) =>
      transcript.exchanges.some(({ name, response }) => name.startsWith('upload:') && response !== undefined)
        ? undefined
        : { code: 'absent', text: 'no upload was answered' },
    judge: (_, { transcript }) =>
      transcript.exchanges
        .filter(({ name, response }) => /^upload:[\w.]+$/.test(name) && response !== undefined && response.status > 299)
        .map((exchange) => ({
          at: `${exchange.name} status`,
          expected: 'status 200',
          actual: `status ${exchange.response?.status}${said(exchange as Reply)}`,
        })),
  }),
  defineCheck({
    id: 'ORDER-PART-MISSING',
    level: 'MAY',
    step: 'finalize',
    source: lines('L23-L24', 'L260-L262', 'L531-L532', 'L735-L738', 'L1016-L1019'),
    statement: 'A finalize while a required part is missing is refused, or the execution does not end as PASSED.',
    needs: ['transcript'],
    scenarios: ['order'],
    covers: ['WF*-REQUIRED-CREDENTIALS-ENFORCED', 'FIN-BEFORE-UPLOAD'],
    errata: ['ERR-066', 'ERR-098'],
    unless: unlessSent('finalize-early'),
    judge: ({ transcript }) => {
      const early = replyOf(transcript, 'finalize-early')
      if (early === undefined) return []
      const { status } = early.response
      if (status >= 500) return expectStatus(early, [401, 403, 404])
      if (status > 299) return []
      return passedFindings(transcript, [], `${transcript.journey.variant?.replace('without-', '')} was never uploaded`)
    },
  }),
  defineCheck({
    id: 'ORDER-FINALIZE-AFTER-REFUSAL',
    level: 'MAY',
    step: 'finalize',
    source: lines('L193-L204', 'L987-L998', 'G:L536-L539'),
    statement: 'A finalize that was refused as too early leaves the execution usable: it can be completed and finalized.',
    // Read from the context: the stop that a refused order is excused by must not hide the refusal.
    needs: ['reply:start'],
    scenarios: ['order'],
    covers: [],
    unless: unlessSent('finalize'),
    judge: (_, { transcript }) => {
      const reply = replyOf(transcript, 'finalize')
      return reply === undefined || reply.response.status < 300 ? [] : expectStatus(reply, [200])
    },
  }),
  defineCheck({
    id: 'MANDATORY-DATA-MISSING',
    level: 'MUST',
    step: 'details',
    source: lines('L31', 'L270', 'L550-L551'),
    statement: 'A run without its mandatory data (or, for 10010, without a userReference) is refused, or its capability is not executed.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    covers: [
      'WF*-DATA-REQUIRED-PERSONALNUMBER',
      'WF*-DATA-REQUIRED-FIRSTNAME',
      'WF*-DATA-REQUIRED-LASTNAME',
      'WF*-DATA-REQUIRED-ADDRESS-COUNTRY',
      'WF*-USERREFERENCE-REQUIRED',
    ],
    errata: ['ERR-015', 'ERR-043', 'ERR-107'],
    appliesTo: (workflow) => workflow.mandatoryData.length > 0 || workflow.needsUserReference,
    variant: 'starved',
    unless: ({ transcript }) => {
      const refused = transcript.exchanges.find(
        ({ name, step, response }) =>
          step !== 'token' && !/^control:|\//.test(name) && (response?.status ?? 0) >= 400 && (response?.status ?? 0) < 500,
      )
      if (refused === undefined)
        return replyOf(transcript, 'details') === undefined
          ? { code: 'absent', text: 'the run without its mandatory data did not come to an end' }
          : undefined
      const control = replyOf(transcript, `control:${refused.name}`)
      if (control !== undefined && control.response.status < 300) return undefined
      if (control === undefined && transcript.stopped !== undefined)
        return { code: 'absent', text: 'the journey ended before the same request with its mandatory data was answered' }
      const also = control === undefined ? 'was not answered' : 'was refused too'
      return {
        code: 'control-failed',
        text: `${refused.name} was refused with ${refused.response?.status}, and the same request with its mandatory data ${also}: the refusal cannot be attributed`,
      }
    },
    judge: ({ transcript }, { workflow }) => {
      const missing = [...workflow.mandatoryData, ...(workflow.needsUserReference ? ['userReference'] : [])].join(', ')
      return passedFindings(transcript, chainedCapabilities(workflow), `${missing} were not given`)
    },
  }),
  defineCheck({
    id: 'UPDATE-ANY-WORKFLOW',
    level: 'MUST',
    step: 'update',
    source: lines('G:L268-L276', 'G:L284-L285'),
    statement: 'A further execution can be opened on an existing account by PUT, and gets an id of its own.',
    needs: ['start', 'transcript'],
    scenarios: ['lifecycle'],
    covers: ['G-UPDATE-ANY-WORKFLOW', 'WF10014-NEW-EXECUTION', 'G-UPDATE-EXAMPLE-10013', 'G-UPDATE-RESPONSE-EXAMPLE'],
    appliesTo: (workflow) => isFinalizedByApi(workflow) && opensAgain(workflow),
    unless: unlessSent('again'),
    judge: ({ start, transcript }) => {
      const reply = replyOf(transcript, 'again')
      if (reply === undefined) return []
      const wrong = expectStatus(reply, [200], reply.response.status > 200 && reply.response.status < 300 ? { contested: 'ERR-011' } : {})
      const id = reply.response.body.kind === 'json' ? valueAt(reply.response.body.value, 'workflowExecution.id') : undefined
      const isNew = typeof id === 'string' && id !== valueAt(start.body, 'workflowExecution.id')
      return wrong.length > 0 || isNew ? wrong : [{ at: 'again $.workflowExecution.id', expected: 'an id of its own', actual: show(id) }]
    },
  }),
  defineCheck({
    id: 'DELETE-STATUS-200',
    level: 'MUST',
    step: 'delete',
    source: lines('G:L2199-L2201', 'G:L2211', 'G:L2217-L2219', 'G:L2230'),
    statement: 'An execution and an account can be deleted: each DELETE is answered 200.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    covers: ['G-DELETE-200', 'G-DELETE-ACCOUNT-URL-*', 'G-DELETE-WORKFLOW-URL-*'],
    appliesTo: isFinalizedByApi,
    variant: 'deletion',
    unless: unlessSent('delete-account'),
    judge: ({ transcript }) =>
      ['delete-execution', 'delete-account'].flatMap((name) => {
        const reply = replyOf(transcript, name)
        return reply === undefined
          ? []
          : expectStatus(reply, [200], reply.response.status === 202 || reply.response.status === 204 ? { contested: 'ERR-147' } : {})
      }),
  }),
  defineCheck({
    id: 'DELETE-GONE',
    level: 'MUST',
    step: 'delete',
    source: lines('G:L2196', 'G:L2211', 'G:L2230'),
    statement: 'What was deleted is gone: the details of the execution, and everything of the account, are answered 404.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    covers: ['G-DELETE-200', 'G-DELETE-ACCOUNT-CASCADES'],
    appliesTo: isFinalizedByApi,
    variant: 'deletion',
    unless: unlessSent('gone:status'),
    judge: ({ transcript }) =>
      (
        [
          ['delete-execution', 'gone:details'],
          ['delete-account', 'gone:status'],
          ['delete-account', 'gone:image'],
        ] as const
      ).flatMap(([deletion, after]) => {
        const deleted = replyOf(transcript, deletion)
        const reply = replyOf(transcript, after)
        return deleted === undefined || reply === undefined || deleted.response.status > 299 ? [] : expectStatus(reply, [401, 403, 404])
      }),
  }),
  defineCheck({
    id: 'DELETED-TAKES-NO-UPLOAD',
    level: 'MAY',
    step: 'upload',
    source: lines('L900', 'L1197'),
    statement: 'An execution that was deleted is not available: it takes no upload.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    variant: 'deletion',
    covers: ['UPL-ERR-404-DELETED'],
    appliesTo: isFinalizedByApi,
    unless: unlessSent('gone:upload'),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'gone:upload')
      return reply === undefined ? [] : expectStatus(reply, [401, 403, 404])
    },
  }),
  defineCheck({
    id: 'DELETE-ONLY-THAT',
    level: 'MUST',
    step: 'delete',
    source: lines('G:L2214'),
    statement: 'Deleting an execution leaves the other executions of the account alone.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    covers: ['G-DELETE-WORKFLOW-ONLY-THAT'],
    appliesTo: (workflow) => isFinalizedByApi(workflow) && opensAgain(workflow),
    variant: 'deletion',
    unless: unlessSent('kept:status'),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'kept:status')
      return reply === undefined ? [] : expectStatus(reply, [200])
    },
  }),
  defineCheck({
    id: 'STATUS-INITIAL',
    level: 'MAY',
    step: 'status',
    source: lines('G:L1326'),
    statement: 'An execution that was just opened has the status INITIATED.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    covers: ['G-STATUS-LIFECYCLE'],
    appliesTo: (workflow) => isFinalizedByApi(workflow) && opensAgain(workflow),
    variant: 'deletion',
    unless: unlessSent('kept:status'),
    judge: ({ transcript }) => {
      const body = replyOf(transcript, 'kept:status')?.response.body
      const seen = body?.kind === 'json' && isObject(body.value) ? valueAt(body.value, 'workflowExecution.status') : undefined
      return seen === undefined || seen === 'INITIATED'
        ? []
        : [{ at: 'kept:status $.workflowExecution.status', expected: 'INITIATED', actual: show(seen) }]
    },
  }),
  defineCheck({
    id: 'AGAIN-TOKENS-NEW',
    level: 'MAY',
    step: 'update',
    source: lines('L803-L808', 'L1364-L1367'),
    statement: 'Two executions of one account do not share the tokens of their web and SDK journeys.',
    needs: ['start', 'transcript'],
    scenarios: ['lifecycle'],
    variant: 'deletion',
    covers: ['WEB-HREF-TOKEN-UNIQUE'],
    appliesTo: (workflow) => isFinalizedByApi(workflow) && opensAgain(workflow),
    unless: unlessSent('again'),
    judge: ({ start, transcript }) => {
      const again = asAnswer(replyOf(transcript, 'again'))
      return ['sdk.token', 'web.href'].flatMap((member) => {
        const token = valueAt(start.body, member)
        return again === undefined || token === undefined || valueAt(again.body, member) !== token
          ? []
          : [{ at: `again $.${member}`, expected: 'another than that of the first execution', actual: 'the same' }]
      })
    },
  }),
  defineCheck({
    id: 'DELETED-ACCOUNT-OPENS-NOTHING',
    level: 'MAY',
    step: 'update',
    source: lines('G:L2196', 'G:L2211'),
    statement: 'On a deleted account no workflow can be started.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    variant: 'deletion',
    covers: ['G-DELETE-FACEMAP-BLOCKS-10014'],
    appliesTo: isFinalizedByApi,
    unless: unlessSent('gone:update'),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'gone:update')
      return reply === undefined ? [] : expectStatus(reply, [400, 401, 403, 404])
    },
  }),
  defineCheck({
    id: 'DELETE-TWICE',
    level: 'MAY',
    step: 'delete',
    source: lines('G:L2209', 'G:L2228'),
    statement: 'Deleting what is gone already is answered 404, or 200 once more.',
    needs: ['transcript'],
    scenarios: ['lifecycle'],
    variant: 'deletion',
    covers: ['G-DELETE-ERROR-STATUS'],
    errata: ['ERR-147'],
    appliesTo: isFinalizedByApi,
    unless: unlessSent('delete-again'),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'delete-again')
      return reply === undefined ? [] : expectStatus(reply, [200, 202, 204, 401, 403, 404])
    },
  }),
]
