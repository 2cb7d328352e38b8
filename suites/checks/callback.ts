import { endpoints, fillPath } from '../../contracts/endpoints.ts'
import { finalStatuses } from '../../contracts/schemas/shared.ts'
import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import { asAnswer, replyOf } from '../evidence.ts'
import { expectEqual, show, valueAt } from '../expect.ts'
import { shortExecutionPath } from '../hrefs.ts'
import { readLink } from '../links.ts'
import { header } from '../transcript.ts'

const byApi = { appliesTo: isFinalizedByApi } as const

/** Checks of the callback, where the target can reach the listener of the run. */
export const callbackChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'CALLBACK-SENT',
    level: 'MUST',
    step: 'callback',
    source: lines('G:L1191', 'G:L1198', 'G:L1243', 'L565', 'L784', 'L1081'),
    statement: 'When the execution has ended, its result is posted to the callback URL of the start request.',
    needs: ['details', 'callbacks'],
    covers: ['G-CALLBACK-AFTER-PROCESSING', 'G-CALLBACK-PER-ACCOUNT', 'G-CREATE-CALLBACKURL-OVERRIDES', 'WF*-REQ-CALLBACKURL'],
    unless: ({ transcript, workflow }) => {
      const status = valueAt(asAnswer(replyOf(transcript, 'details'))?.body, 'workflow.status')
      return isFinalizedByApi(workflow) || finalStatuses.some((each) => each === status)
        ? undefined
        : { code: 'end-user', text: 'no end user has ended the execution' }
    },
    judge: ({ callbacks }) =>
      callbacks.length > 0 ? [] : [{ at: 'callback', expected: 'a POST to the callback URL', actual: 'none within the callback time-out' }],
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-ONCE',
    level: 'SHOULD',
    step: 'callback',
    source: lines('G:L1191', 'G:L1198'),
    statement: 'The callback is sent once.',
    needs: ['details', 'callbacks', 'callback'],
    covers: ['G-CALLBACK-AFTER-PROCESSING'],
    judge: ({ callbacks }) => (callbacks.length === 1 ? [] : [{ at: 'callback', expected: 'one', actual: String(callbacks.length) }]),
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-POST-JSON',
    level: 'MUST',
    step: 'callback',
    source: lines('G:L1190-L1195', 'G:L1233'),
    statement: 'The callback is a POST of application/json.',
    needs: ['callbacks'],
    covers: ['G-CALLBACK-POST-JSON'],
    unless: ({ transcript }) =>
      transcript.callbacks?.length === 0 ? { code: 'absent', text: 'no callback came: another check tells of it' } : undefined,
    judge: ({ callbacks: [callback] }) => {
      if (callback === undefined) return []
      const type = header(callback.headers, 'content-type')
      return [
        ...(callback.method === 'POST' ? [] : [{ at: 'callback method', expected: 'POST', actual: callback.method }]),
        ...(type !== undefined && /^application\/json\b/i.test(type)
          ? []
          : [{ at: 'callback Content-Type', expected: 'application/json', actual: type ?? 'no Content-Type header' }]),
      ]
    },
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-IDS',
    level: 'SHOULD',
    step: 'callback',
    source: lines('G:L1249-L1263'),
    statement: 'The callback names the account and the execution that were started.',
    needs: ['start', 'callback'],
    covers: ['G-CALLBACK-IDS-MATCH'],
    judge: ({ start, callback: { body } }) => [
      ...expectEqual('callback $.account.id', valueAt(body, 'account.id'), valueAt(start.body, 'account.id')),
      ...expectEqual('callback $.workflowExecution.id', valueAt(body, 'workflowExecution.id'), valueAt(start.body, 'workflowExecution.id')),
    ],
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-STATUS',
    level: 'MUST',
    step: 'callback',
    source: lines('G:L1242-L1243'),
    statement: 'The callback tells the final status and the workflow key of the execution.',
    needs: ['status', 'callback'],
    covers: ['G-CALLBACK-STATUS-ENUM', 'G-CALLBACK-DEFINITIONKEY-STRING'],
    errata: ['ERR-108'],
    judge: ({ status, callback: { body } }, { workflow }) => [
      ...expectEqual(
        'callback $.workflowExecution.status',
        valueAt(body, 'workflowExecution.status'),
        valueAt(status.body, 'workflowExecution.status'),
      ),
      ...expectEqual('callback $.workflowExecution.definitionKey', valueAt(body, 'workflowExecution.definitionKey'), workflow.key),
    ],
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-USERREFERENCE',
    level: 'MUST',
    step: 'callback',
    source: lines('G:L1238'),
    statement: 'The callback has the userReference of the start request, and none where the request had none.',
    needs: ['reply:start', 'callback', 'transcript'],
    covers: ['G-CALLBACK-USERREFERENCE'],
    judge: ({ callback: { body }, transcript }) => {
      const sent = transcript.exchanges.findLast(({ name }) => name === 'create')?.request.body
      const reference = sent?.kind === 'json' ? valueAt(sent.value, 'userReference') : undefined
      const seen = body.userReference
      if (reference === undefined && (seen === undefined || seen === null || seen === '')) return []
      return seen === reference
        ? []
        : [{ at: 'callback $.userReference', expected: reference === undefined ? 'no such member' : show(reference), actual: show(seen) }]
    },
  }),
  defineCheck({
    ...byApi,
    id: 'CALLBACK-HREFS',
    level: 'MUST',
    step: 'callback',
    source: lines('G:L1241', 'G:L1246'),
    statement: 'The hrefs of the callback are retrieval addresses of the execution and of the account.',
    needs: ['start', 'callback'],
    covers: ['G-CALLBACK-HREFS'],
    judge: ({ start, callback: { body } }, { target }) => {
      const ids = { account: String(valueAt(start.body, 'account.id')), execution: String(valueAt(start.body, 'workflowExecution.id')) }
      // Both forms of the execution address are seen. The one without the account is what every live callback had.
      const wanted = {
        'workflowExecution.href': [fillPath(endpoints.details.path, ids), shortExecutionPath(ids.execution)],
        'account.href': [`/api/v1/accounts/${ids.account}`],
      }
      return Object.entries(wanted).flatMap(([path, paths]) => {
        const reading = readLink(valueAt(body, path), target)
        const isRetrieval = reading?.roles.includes('retrieval') || (reading?.isOwn && reading.isMapped)
        return reading !== undefined && paths.includes(reading.path) && reading.isOwn && isRetrieval
          ? []
          : [
              {
                at: `callback $.${path}`,
                expected: `a retrieval address with the path ${paths.join(' or ')}`,
                actual: show(valueAt(body, path)),
              },
            ]
      })
    },
  }),
]
