import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi, workflowParts } from '../../contracts/workflow.ts'
import { type Answer, type AnyCheck, defineCheck } from '../check.ts'
import { asAnswer } from '../evidence.ts'
import { expectEqual, show, timestampPattern, valueAt } from '../expect.ts'
import type { Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

function sameIds(answer: Answer, start: Answer): readonly Finding[] {
  return ['account.id', 'workflowExecution.id'].flatMap((path) =>
    expectEqual(`${answer.exchange.name} $.${path}`, valueAt(answer.body, path), valueAt(start.body, path)),
  )
}

/** Checks that hold from step to step of one journey. */
export const consistencyChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'UPLOAD-IDS-UNCHANGED',
    level: 'SHOULD',
    step: 'upload',
    source: lines('L178-L183', 'L480-L485', 'L917-L922'),
    statement: 'An upload response names the account and the execution that were started.',
    needs: ['start', 'upload'],
    covers: ['ID-ACCOUNT-CONSISTENT', 'ID-EXECUTION-CONSISTENT'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ start, upload }) => sameIds(upload, start),
  }),
  defineCheck({
    id: 'FINALIZE-IDS-UNCHANGED',
    level: 'SHOULD',
    step: 'finalize',
    source: lines('L210-L215', 'L513-L518', 'L723-L728', 'L1004-L1009', 'L1302-L1307'),
    statement: 'The finalize response names the account and the execution that were started.',
    needs: ['start', 'finalize'],
    covers: ['ID-ACCOUNT-CONSISTENT', 'ID-EXECUTION-CONSISTENT'],
    appliesTo: isFinalizedByApi,
    judge: ({ start, finalize }) => sameIds(finalize, start),
  }),
  defineCheck({
    id: 'FINALIZE-EXACT-MEMBERS',
    level: 'MAY',
    step: 'finalize',
    source: lines('L208-L216', 'L511-L519', 'L721-L729', 'L1002-L1010', 'L1300-L1308'),
    statement: 'The finalize response has timestamp, account and workflowExecution, and nothing else.',
    needs: ['finalize'],
    covers: ['WF*-FINALIZE-RESPONSE-SHAPE'],
    errata: ['ERR-101'],
    appliesTo: isFinalizedByApi,
    judge: ({ finalize }) =>
      Object.keys(finalize.body)
        .filter((member) => !['timestamp', 'account', 'workflowExecution'].includes(member))
        .map((member) => ({ at: `finalize $.${member}`, expected: 'no further member', actual: show(finalize.body[member]) })),
  }),
  defineCheck({
    id: 'TIMESTAMPS-FORWARD',
    level: 'MAY',
    step: 'finalize',
    source: lines('L60', 'L177', 'L209', 'G:L191'),
    statement: 'Timestamps do not run backwards from the start over the uploads to the finalize.',
    needs: ['start', 'uploads', 'finalize'],
    covers: ['RESP-TIMESTAMP-MONOTONIC'],
    errata: ['ERR-021'],
    appliesTo: isFinalizedByApi,
    judge: ({ start, uploads, finalize }) => {
      const answers = [start, ...uploads, finalize].filter(({ body }) => timestampPattern.test(String(body.timestamp)))
      return answers.flatMap((answer, index) => {
        const before = answers[index - 1]
        return before !== undefined && String(answer.body.timestamp) < String(before.body.timestamp)
          ? [
              {
                at: `${answer.exchange.name} $.timestamp`,
                expected: `not before ${String(before.body.timestamp)} of ${before.exchange.name}`,
                actual: String(answer.body.timestamp),
              },
            ]
          : []
      })
    },
  }),
  defineCheck({
    id: 'FINALIZE-MINIMAL-ACCEPTED',
    level: 'MAY',
    step: 'finalize',
    source: lines('L199-L204', 'L502-L507', 'L712-L717', 'L993-L998', 'L1291-L1296'),
    statement: 'A finalize as the example prints it, with User-Agent and Authorization and no body, is accepted.',
    needs: ['finalize', 'transcript'],
    replayOnly: true,
    covers: ['HDR-FINALIZE-MINIMAL', 'FIN-NO-BODY-NEEDED'],
    errata: ['ERR-020', 'ERR-112', 'ERR-145'],
    appliesTo: isFinalizedByApi,
    judge: ({ transcript }) => {
      const refused = transcript.exchanges.find(({ name }) => name === 'finalize/minimal')
      return refused === undefined
        ? []
        : [
            {
              at: 'finalize/minimal status',
              expected: 'status 200',
              actual: `status ${refused.response?.status}; accepted only with a JSON Content-Type and body`,
              // The companion demands both.
              contested: 'ERR-112',
            },
          ]
    },
  }),
  defineCheck({
    id: 'ACCESS-TOKEN-ACCEPTED',
    level: 'MUST',
    step: 'finalize',
    source: lines('L141-L142', 'L203', 'L868', 'G:L214'),
    statement: 'The OAuth2 access token is accepted for uploads and finalize, or else the transaction token of the credential.',
    needs: ['start'],
    replayOnly: true,
    covers: ['HDR-DATA-AUTH-BEARER', 'HDR-FINALIZE-AUTH', 'HDR-AUTHORIZATION-REQUIRED'],
    errata: ['ERR-019'],
    appliesTo: isFinalizedByApi,
    unless: ({ transcript: { exchanges } }) =>
      exchanges.some(({ step, response }) => (step === 'upload' || step === 'finalize') && response !== undefined)
        ? undefined
        : { code: 'absent', text: 'no upload and no finalize was answered' },
    // Whoever was let in by the start is let in by what follows: a journey that stops here has no matter of wrong credentials.
    judge: (_, { transcript }) =>
      transcript.exchanges.flatMap(({ name, response }) => {
        const [step = '', token] = name.split('/')
        const seen = `status ${response?.status}`
        if (token === 'access-token')
          return [
            {
              at: `${step} status`,
              expected: 'status 200 with the access token',
              actual: `${seen}; only the transaction token was accepted`,
              contested: 'ERR-019',
            },
          ]
        return token === 'transaction-token' && response?.status === 401
          ? [{ at: `${step} status`, expected: 'status 200 with the access or the transaction token', actual: `${seen} for both` }]
          : []
      }),
  }),
  defineCheck({
    id: 'ACCOUNT-IDS-NEW',
    level: 'MAY',
    step: 'create',
    source: lines('L61-L63', 'L300-L302', 'L574-L576'),
    statement: 'Each account that is created gets an id of its own.',
    needs: ['start'],
    scenarios: ['probes'],
    covers: ['ID-ACCOUNT-UNIQUE'],
    appliesTo: (workflow) => workflow.start === 'create',
    unless: ({ transcript }) =>
      otherAccounts(transcript).length > 0 ? undefined : { code: 'absent', text: 'this journey created one account only' },
    judge: ({ start }, { transcript }) => {
      const own = valueAt(start.body, 'account.id')
      return otherAccounts(transcript)
        .filter(({ body }) => valueAt(body, 'account.id') === own)
        .map(({ exchange }) => ({
          at: `${exchange.name} $.account.id`,
          expected: `another id than that of ${start.exchange.name}`,
          actual: show(own),
        }))
    },
  }),
]

/** Accounts that accepted probes have created beside the one of the journey. */
function otherAccounts(transcript: Transcript): readonly Answer[] {
  return transcript.exchanges.filter(({ name }) => name.startsWith('probe:create/')).flatMap((exchange) => asAnswer(exchange) ?? [])
}
