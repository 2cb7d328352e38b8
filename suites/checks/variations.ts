import { lines } from '../../contracts/source.ts'
import { workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck, type Reply } from '../check.ts'
import { asAnswer, replyOf } from '../evidence.ts'
import { expectStatus, said, show, valueAt } from '../expect.ts'
import type { Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** Starts and uploads of a journey that were answered with anything but 2xx. */
function refusals(transcript: Transcript, names: RegExp, extra: (reply: Reply) => Partial<Finding> = () => ({})): readonly Finding[] {
  return transcript.exchanges
    .filter(({ name, response }) => names.test(name) && response !== undefined && response.status > 299)
    .map((exchange) => ({
      at: `${exchange.name} status`,
      expected: 'accepted with 200',
      actual: `status ${exchange.response?.status}${said(exchange as Reply)}`,
      ...extra(exchange as Reply),
    }))
}

const unlessAnswered =
  (pattern: RegExp): NonNullable<AnyCheck['unless']> =>
  ({ transcript }) =>
    transcript.exchanges.some(({ name, response }) => pattern.test(name) && response !== undefined)
      ? undefined
      : { code: 'absent', text: 'it was not sent, since an earlier step did not succeed' }

const statusOf = (transcript: Transcript, name: string) => valueAt(asAnswer(replyOf(transcript, name))?.body, 'workflowExecution.status')
const expiredStatus = { session: 'SESSION_EXPIRED', token: 'TOKEN_EXPIRED' } as const

/** Checks of journeys that send the least or the most that is allowed, or that let time pass. */
export const variationChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'MODEST-REQUESTS-ACCEPTED',
    level: 'SHOULD',
    step: 'upload',
    source: lines('L907-L910', 'L46', 'L31', 'L270'),
    statement: 'Requests with the headers of the examples, the mandatory data alone, letters beyond ASCII and any file name are accepted.',
    // The transcript is read from the context: a stop that the order permits is no excuse for what is judged here.
    needs: ['reply:start'],
    scenarios: ['order'],
    variation: 'modest',
    covers: [
      'HDR-ACCEPT-WILDCARD-TOLERATED',
      'HDR-UA-EXAMPLE-TOLERATED',
      'WF*-DATA-MINIMUM-SUFFICIENT',
      'UPL-DATA-PARTIAL-OK',
      'UPL-DATA-UTF8',
      'UPL-FILE-FILENAME-IRRELEVANT',
    ],
    errata: ['ERR-015', 'ERR-057', 'ERR-060'],
    unless: unlessAnswered(/^(create|upload:.+)$/),
    judge: (_, { transcript }) => refusals(transcript, /^(create|upload:[\w.]+)$/),
  }),
  defineCheck({
    id: 'LARGEST-IMAGES-ACCEPTED',
    level: 'MUST',
    step: 'upload',
    source: lines('L465', 'L897', 'L1194', 'G:L493'),
    statement: 'Images of 10,000,000 bytes and of 8000 by 8000 pixels are accepted.',
    needs: ['reply:start'],
    scenarios: ['order'],
    variation: 'largest',
    covers: ['UPL-FILE-MAX-10MB', 'UPL-FILE-MAX-10MB-WHOLE-BODY', 'UPL-FILE-MAX-RESOLUTION-8000', 'G-UPLOAD-MAX-RESOLUTION'],
    errata: ['ERR-067', 'ERR-109'],
    appliesTo: (workflow) => workflowParts(workflow).some(({ content }) => content === 'image'),
    unless: unlessAnswered(/^upload:.+$/),
    // The companion halves the weight, and no order of uploads is promised, so a refusal breaks the strict reading only.
    judge: (_, { transcript }) =>
      refusals(transcript, /^upload:[\w.]+$/, ({ response }) => (response.status < 500 ? { contested: 'ERR-109' } : {})),
  }),
  defineCheck({
    id: 'EXPIRY-STATUS',
    level: 'MUST',
    step: 'status',
    source: lines('G:L119', 'G:L121', 'G:L166', 'G:L539', 'G:L1326'),
    statement: 'An execution that was not finalized ends as SESSION_EXPIRED or TOKEN_EXPIRED when its time has passed, and not before.',
    needs: ['transcript'],
    scenarios: ['expiry'],
    covers: [
      'G-SESSION-15M',
      'G-SESSION-RESET-BY-ACTION',
      'G-TXTOKEN-DEFAULT-30M',
      'G-TXTOKEN-OVERRIDE',
      'G-FINALIZE-CLEANUP-STATUS',
      'REQ-TOKENLIFETIME-ENFORCED',
    ],
    errata: ['ERR-055', 'ERR-159'],
    unless: unlessAnswered(/^status-expired$/),
    judge: ({ transcript }) => {
      const wanted = expiredStatus[transcript.journey.variant as 'session']
      const [alive, expired] = [statusOf(transcript, 'status-alive'), statusOf(transcript, 'status-expired')]
      return [
        ...(alive === 'INITIATED'
          ? []
          : [{ at: 'status-alive $.workflowExecution.status', expected: 'INITIATED, since its time has not passed', actual: show(alive) }]),
        ...(expired === wanted ? [] : [{ at: 'status-expired $.workflowExecution.status', expected: wanted, actual: show(expired) }]),
      ]
    },
  }),
  defineCheck({
    id: 'EXPIRY-CLOSES-UPLOADS',
    level: 'MUST',
    step: 'upload',
    source: lines('G:L119', 'G:L539', 'L900', 'L1197'),
    statement: 'An execution that has expired takes no more uploads.',
    needs: ['transcript'],
    scenarios: ['expiry'],
    covers: ['REQ-TOKENLIFETIME-ENFORCED', 'UPL-ERR-404-DELETED'],
    unless: unlessAnswered(/^upload-expired$/),
    judge: ({ transcript }) => {
      const reply = replyOf(transcript, 'upload-expired')
      return reply === undefined ? [] : expectStatus(reply, [401, 403, 404])
    },
  }),
]
