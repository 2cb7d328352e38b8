import type { SourceLine } from '../../contracts/source.ts'
import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { type Answer, type AnyCheck, defineCheck, type Subject } from '../check.ts'
import { expectContentType, expectJsonBody, expectMember, expectStatus, expectTimestamp, isText, valueAt } from '../expect.ts'
import type { StepName } from '../transcript.ts'

/** Steps whose success is stated as 200 with a JSON object, with what they have in common. */
interface AnswerRule {
  readonly subject: Exclude<Subject, 'image' | 'delete' | 'token'>
  readonly name: string
  readonly step: StepName | 'start'
  readonly says: string
  readonly source: readonly SourceLine[]
  readonly covers: { readonly status: readonly string[]; readonly json: readonly string[]; readonly shape: readonly string[] }
  readonly appliesTo?: (workflow: Workflow) => boolean
  /** ERR-011: the source document gives no status for this step, so another 2xx breaks only the strict reading. */
  readonly contested?: string
  readonly hasTimestamp: boolean
}

const hasParts = (workflow: Workflow) => workflowParts(workflow).length > 0

export const answerRules: readonly AnswerRule[] = [
  {
    subject: 'start',
    name: 'CREATE',
    step: 'start',
    says: 'A start request',
    source: lines('G:L187', 'G:L284-L285', 'L37', 'L276', 'L545', 'L757', 'L1047', 'L1337'),
    covers: {
      status: [
        'WF*-CREATE-STATUS-200',
        'WF*-UPDATE-STATUS-200',
        'WF*-CREATE-METHOD-POST',
        'WF*-UPDATE-METHOD-PUT',
        'WF*-CREATE-REQUEST-EXAMPLE',
        'WF*-UPDATE-REQUEST-EXAMPLE',
        'G-CREATE-200',
        'KEY-SUPPORTED-SET',
        'KEY-JSON-NUMBER',
        'REG-HOST-*-CREATE',
        'REG-HOST-*-UPDATE',
        'G-CREATE-URL-*',
        'G-UPDATE-URL-*',
        'HDR-CREATE-CONTENT-TYPE-JSON',
        'HDR-CREATE-USER-AGENT',
        'HDR-CREATE-AUTH-BEARER',
        'REQ-USERREFERENCE-OPTIONAL-ELSEWHERE',
        'G-CREATE-USERREFERENCE-OPTIONAL',
        'WF*-REQ-TOKENLIFETIME',
        'REQ-TOKENLIFETIME-OMITTED',
        'WF10011-REQ-PREDEFINEDTYPE-OMITTED',
        'WF10013-REQ-CAPABILITIES-WATCHLIST',
        'G-CREATE-EXAMPLE-10013',
        'G-KEYS-TABLE',
        'WF10014-FACEMAP-FROM-10011',
      ],
      json: ['HDR-RESPONSE-JSON'],
      shape: ['RESP-TIMESTAMP-PRESENT', 'RESP-ACCOUNT-ID'],
    },
    contested: 'ERR-011',
    hasTimestamp: true,
  },
  {
    subject: 'upload',
    name: 'UPLOAD',
    step: 'upload',
    says: 'An upload',
    source: lines('L902', 'L1199', 'G:L496-L498'),
    covers: {
      status: [
        'WF*-UPLOAD-DATA-STATUS-200',
        'WF*-UPLOAD-DATA-POST',
        'WF*-UPLOAD-DATA-REQUEST-EXAMPLE',
        'WF10006-UPLOAD-FACE-STATUS-200',
        'WF*-UPLOAD-FRONT-REQUEST-EXAMPLE',
        'WF*-UPLOAD-BACK-REQUEST-EXAMPLE',
        'WF*-UPLOAD-FACE-REQUEST-EXAMPLE',
        'UPL-OK-200-JSON',
        'UPL-FILE-METHOD-POST',
        'UPL-CLASSIFIER-FRONT',
        'UPL-CLASSIFIER-BACK',
        'UPL-CLASSIFIER-FACE',
        'G-UPLOAD-STATUSES',
        'REG-HOST-*-UPLOAD-IMAGE',
        'REG-HOST-*-UPLOAD-DATA-LINK',
        'G-UPLOAD-URL-*',
        'HDR-ACCEPT-REQUIRED',
        'HDR-CONTENT-TYPE-MULTIPART',
        'HDR-CONTENT-LENGTH-REQUIRED',
        'HDR-UA-REQUIRED',
        'UPL-DATA-FIELD-*',
        'UPL-FILE-JPEG',
        'UPL-FILE-PNG',
      ],
      json: ['UPL-OK-200-JSON'],
      shape: [],
    },
    appliesTo: hasParts,
    hasTimestamp: true,
  },
  {
    subject: 'finalize',
    name: 'FINALIZE',
    step: 'finalize',
    says: 'A finalize',
    source: lines('G:L569-L571', 'L194', 'L497', 'L707', 'L988', 'L1286'),
    covers: {
      status: [
        'WF*-FINALIZE-STATUS-200',
        'WF*-FINALIZE-PUT',
        'FIN-NO-BODY-NEEDED',
        'G-FINALIZE-STATUSES',
        'REG-HOST-*-FINALIZE',
        'G-FINALIZE-URL-*',
      ],
      json: [],
      shape: ['G-FINALIZE-RESPONSE-FIELDS'],
    },
    appliesTo: isFinalizedByApi,
    contested: 'ERR-011',
    hasTimestamp: true,
  },
  {
    subject: 'status',
    name: 'STATUS',
    step: 'status',
    says: 'A status request',
    source: lines('G:L1313-L1315'),
    covers: { status: ['RET-API-AVAILABLE', 'G-STATUS-200', 'G-RETRIEVE-STATUS-URL-*'], json: [], shape: [] },
    hasTimestamp: false,
  },
  {
    subject: 'details',
    name: 'DETAILS',
    step: 'details',
    says: 'A details request',
    source: lines('G:L1359-L1361'),
    covers: { status: ['G-DETAILS-STATUSES', 'RET-API-AVAILABLE', 'G-RETRIEVE-DETAILS-URL-*'], json: [], shape: [] },
    hasTimestamp: false,
  },
  {
    subject: 'steps',
    name: 'STEPS',
    step: 'steps',
    says: 'A steps request',
    source: lines('G:L2006-L2008'),
    covers: { status: ['G-STEPS-200-404', 'RET-API-AVAILABLE', 'G-RETRIEVE-STEPS-URL-*'], json: [], shape: [] },
    hasTimestamp: false,
  },
  {
    subject: 'health',
    name: 'HEALTH',
    step: 'health',
    says: 'A health request',
    source: lines('G:L2122-L2130'),
    covers: { status: ['G-HEALTH-URL-*'], json: [], shape: [] },
    hasTimestamp: false,
  },
]

function checksOf(rule: AnswerRule): readonly AnyCheck[] {
  const common = { step: rule.step, source: rule.source, ...(rule.appliesTo === undefined ? {} : { appliesTo: rule.appliesTo }) } as const
  const reply = `reply:${rule.subject}` as const
  const success = `success:${rule.subject}` as const
  return [
    defineCheck({
      ...common,
      id: `${rule.name}-STATUS-200`,
      level: 'MUST',
      statement: `${rule.says} that is valid is answered 200 OK.`,
      needs: [reply],
      covers: rule.covers.status,
      ...(rule.contested === undefined ? {} : { errata: [rule.contested] }),
      judge: (evidence) => {
        const answer = evidence[reply]
        const isOther2xx = answer.response.status > 200 && answer.response.status < 300
        return expectStatus(answer, [200], isOther2xx && rule.contested !== undefined ? { contested: rule.contested } : {})
      },
    }),
    defineCheck({
      ...common,
      id: `${rule.name}-JSON-OBJECT`,
      level: 'MUST',
      statement: `${rule.says} that succeeds returns a JSON object.`,
      needs: [success],
      covers: rule.covers.json,
      judge: (evidence) => expectJsonBody(evidence[success]),
    }),
    defineCheck({
      ...common,
      id: `${rule.name}-CONTENT-TYPE`,
      level: 'SHOULD',
      statement: `${rule.says} that succeeds is answered with Content-Type application/json.`,
      needs: [success],
      covers: ['HDR-RESPONSE-JSON'],
      judge: (evidence) => expectContentType(evidence[success], /^application\/([\w.-]+\+)?json\b/i, 'application/json'),
    }),
    ...(rule.hasTimestamp ? timestampChecks(rule) : []),
  ]
}

function timestampChecks(rule: AnswerRule): readonly AnyCheck[] {
  const common = { step: rule.step, needs: [rule.subject], ...(rule.appliesTo === undefined ? {} : { appliesTo: rule.appliesTo }) } as const
  const named = (answer: Answer) => ({ name: answer.exchange.name, body: answer.body })
  return [
    defineCheck({
      ...common,
      id: `${rule.name}-TIMESTAMP-FORMAT`,
      level: 'MUST',
      source: lines('G:L191', 'G:L504', 'G:L575'),
      statement: `${rule.says} is answered with a timestamp in UTC with three decimals and Z.`,
      covers: ['RESP-TIMESTAMP-PRESENT', 'RESP-TIMESTAMP-FORMAT', 'G-CREATE-TIMESTAMP-FORMAT'],
      judge: (evidence) => {
        const { name, body } = named(evidence[rule.subject])
        return expectTimestamp(`${name} $.timestamp`, valueAt(body, 'timestamp'))
      },
    }),
    defineCheck({
      ...common,
      id: `${rule.name}-ACCOUNT-ID`,
      level: 'SHOULD',
      source: lines('L61-L63', 'L178-L180', 'L210-L212'),
      statement: `${rule.says} is answered with account.id and workflowExecution.id, both strings.`,
      covers: rule.covers.shape,
      judge: (evidence) =>
        ['account.id', 'workflowExecution.id'].flatMap((path) =>
          expectMember(named(evidence[rule.subject]), path, isText, 'a non-empty string'),
        ),
    }),
  ]
}

export const answerChecks: readonly AnyCheck[] = answerRules.flatMap(checksOf)
