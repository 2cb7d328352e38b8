import { endpoints, fillPath } from '../../contracts/endpoints.ts'
import { lines } from '../../contracts/source.ts'
import { workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import { decisionTypes, isScore } from '../decision.ts'
import { replyOf } from '../evidence.ts'
import { expectEqual, expectStatus, expectTimestamp, isText, list, objectsAt, show, valueAt } from '../expect.ts'
import { shortExecutionPath } from '../hrefs.ts'
import { readLink } from '../links.ts'
import { finalStatuses } from '../poll.ts'
import type { TargetFacts } from '../target.ts'
import type { Json, Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

const statuses = ['INITIATED', 'ACQUIRED', ...finalStatuses]

function sentReference(transcript: Transcript, member: string): Json | undefined {
  const started = transcript.exchanges.findLast((each) => each.name === 'create' || each.name === 'update')
  return started?.request.body.kind === 'json' ? valueAt(started.request.body.value, member) : undefined
}

/** A link to the retrieval host with a documented path, or one of several. */
function expectRetrievalLink(
  at: string,
  link: Json | undefined,
  paths: readonly string[],
  target: TargetFacts,
  extra: Partial<Finding> = {},
): readonly Finding[] {
  const reading = readLink(link, target)
  if (reading === undefined) return [{ at, expected: 'an absolute URL', actual: show(link) }]
  const isRight = paths.includes(reading.path) && (reading.roles.includes('retrieval') || (reading.isOwn && reading.isMapped))
  return isRight ? [] : [{ at, expected: `the retrieval host and the path ${paths.join(' or ')}`, actual: show(link), ...extra }]
}

/** Checks of status, details and steps, apart from the capabilities. */
export const retrievalChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'STATUS-IDS',
    level: 'MUST',
    step: 'status',
    source: lines('G:L1317-L1326'),
    statement: 'The status response names the account, the execution and the workflow key that were started.',
    needs: ['start', 'status'],
    covers: ['G-STATUS-FIELDS', 'G-STATUS-DEFINITIONKEY-STRING'],
    errata: ['ERR-108'],
    judge: ({ start, status }, { workflow }) => [
      ...expectEqual('status $.account.id', valueAt(status.body, 'account.id'), valueAt(start.body, 'account.id')),
      ...expectEqual(
        'status $.workflowExecution.id',
        valueAt(status.body, 'workflowExecution.id'),
        valueAt(start.body, 'workflowExecution.id'),
      ),
      ...expectEqual('status $.workflowExecution.definitionKey', valueAt(status.body, 'workflowExecution.definitionKey'), workflow.key),
    ],
  }),
  defineCheck({
    id: 'STATUS-ENUM',
    level: 'MUST',
    step: 'status',
    source: lines('G:L1326', 'G:L1372'),
    statement: 'Every status that a poll reads is one of the five documented ones.',
    needs: ['polls'],
    covers: ['G-STATUS-ENUM'],
    judge: ({ polls }) =>
      polls.flatMap(({ exchange, body }) => {
        const seen = valueAt(body, 'workflowExecution.status')
        return statuses.some((status) => status === seen)
          ? []
          : [
              {
                at: `${exchange.name} $.workflowExecution.status`,
                expected: list(statuses),
                actual: show(seen),
                tolerance: 'TOL-STATUS-UNKNOWN',
              },
            ]
      }),
  }),
  defineCheck({
    id: 'STATUS-FORWARD',
    level: 'MAY',
    step: 'status',
    source: lines('G:L1326'),
    statement: 'The status never goes back from ACQUIRED to INITIATED.',
    needs: ['polls'],
    replayOnly: true,
    covers: ['G-STATUS-LIFECYCLE'],
    judge: ({ polls }) => {
      const seen = polls.map(({ exchange, body }) => ({
        name: exchange.name,
        rank: statuses.indexOf(String(valueAt(body, 'workflowExecution.status'))),
      }))
      return seen.flatMap(({ name, rank }, index) => {
        const before = seen[index - 1]
        return before !== undefined && rank >= 0 && rank < Math.min(before.rank, 2)
          ? [{ at: `${name} $.workflowExecution.status`, expected: `not before ${statuses[before.rank]}`, actual: statuses[rank] ?? '' }]
          : []
      })
    },
  }),
  defineCheck({
    id: 'STATUS-PROCESSED',
    level: 'MUST',
    step: 'status',
    source: lines('G:L539', 'G:L1326'),
    statement: 'An execution that was finalized in time ends as PROCESSED.',
    needs: ['finalize', 'status'],
    covers: ['G-FINALIZE-NEEDED', 'G-STATUS-LIFECYCLE'],
    scenarios: ['documented', 'outcome'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    // The documents give no time within which it ends: that ours ran out says nothing of the target.
    unless: ({ transcript: { stopped } }) =>
      stopped?.cause === 'deadline' && stopped.at === 'status' ? { code: 'deadline', text: stopped.detail } : undefined,
    judge: ({ status }) => expectEqual('status $.workflowExecution.status', valueAt(status.body, 'workflowExecution.status'), 'PROCESSED'),
  }),
  defineCheck({
    id: 'STATUS-HREFS',
    level: 'MUST',
    step: 'status',
    source: lines('G:L1321', 'G:L1324'),
    statement: 'The hrefs of the status response are retrieval addresses of the account and of the execution.',
    needs: ['status'],
    covers: ['G-STATUS-HREF'],
    errata: ['ERR-143'],
    judge: ({ status }, { target }) => {
      const ids = { account: String(valueAt(status.body, 'account.id')), execution: String(valueAt(status.body, 'workflowExecution.id')) }
      return [
        ...expectRetrievalLink('status $.account.href', valueAt(status.body, 'account.href'), [`/api/v1/accounts/${ids.account}`], target),
        // The example leaves the account out; both forms are accepted.
        ...expectRetrievalLink(
          'status $.workflowExecution.href',
          valueAt(status.body, 'workflowExecution.href'),
          [fillPath(endpoints.details.path, ids), shortExecutionPath(ids.execution)],
          target,
        ),
      ]
    },
  }),
  defineCheck({
    id: 'EXECUTION-HREFS-FOLLOWED',
    level: 'SHOULD',
    step: 'details',
    source: lines('G:L1241', 'G:L1324'),
    statement: 'The execution hrefs of the status and of the callback lead to the details, also where they leave the account out.',
    needs: ['details', 'transcript'],
    covers: ['G-STATUS-HREF', 'G-CALLBACK-HREFS'],
    errata: ['ERR-143'],
    judge: ({ transcript }) =>
      ['status', 'callback'].flatMap((name) => {
        const reply = replyOf(transcript, `followed:${name}`)
        return reply === undefined ? [] : expectStatus(reply, [200])
      }),
  }),
  defineCheck({
    id: 'DETAILS-IDS',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1368-L1373'),
    statement: 'The details name the account, the execution, the workflow key and the status.',
    needs: ['start', 'status', 'details'],
    covers: ['G-DETAILS-FIELDS', 'G-DETAILS-ONLY-AFTER-PROCESSED'],
    errata: ['ERR-108', 'ERR-161'],
    judge: ({ start, status, details }, { workflow }) => [
      ...expectEqual('details $.account.id', valueAt(details.body, 'account.id'), valueAt(start.body, 'account.id')),
      ...expectEqual('details $.workflow.id', valueAt(details.body, 'workflow.id'), valueAt(start.body, 'workflowExecution.id')),
      ...expectEqual('details $.workflow.definitionKey', valueAt(details.body, 'workflow.definitionKey'), workflow.key),
      ...expectEqual(
        'details $.workflow.status',
        valueAt(details.body, 'workflow.status'),
        valueAt(status.body, 'workflowExecution.status'),
      ),
    ],
  }),
  defineCheck({
    id: 'DETAILS-TIMESTAMPS',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1365-L1367'),
    statement: 'createdAt, startedAt and completedAt are UTC instants with three decimals, where they are present.',
    needs: ['details'],
    covers: ['G-DETAILS-TIMESTAMPS'],
    judge: ({ details }) =>
      ['createdAt', 'startedAt', 'completedAt'].flatMap((member) =>
        details.body[member] === undefined && member !== 'createdAt' ? [] : expectTimestamp(`details $.${member}`, details.body[member]),
      ),
  }),
  defineCheck({
    id: 'DETAILS-TIMES-IN-ORDER',
    level: 'MAY',
    step: 'details',
    source: lines('G:L1365-L1367'),
    statement: 'An execution is not started before it was created, and not completed before either.',
    needs: ['details'],
    covers: ['G-DETAILS-TIMESTAMPS'],
    judge: ({ details }) => {
      const times = ['createdAt', 'startedAt', 'completedAt'].flatMap((member) => {
        const time = details.body[member]
        return isText(time) ? [{ member, time }] : []
      })
      return times.flatMap(({ member, time }, index) => {
        const before = times[index - 1]
        return before !== undefined && time < before.time
          ? [{ at: `details $.${member}`, expected: `not before ${before.member} ${before.time}`, actual: time }]
          : []
      })
    },
  }),
  defineCheck({
    id: 'DETAILS-REFERENCES',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1374-L1375', 'L50', 'L566', 'L785'),
    statement: 'The details return customerInternalReference and userReference as they were sent.',
    needs: ['details', 'transcript'],
    covers: ['G-DETAILS-REFERENCES', 'WF*-REQ-CUSTOMER-INTERNAL-REFERENCE', 'WF*-REQ-USERREFERENCE'],
    errata: ['ERR-141'],
    judge: ({ details, transcript }) =>
      ['customerInternalReference', 'userReference'].flatMap((member) => {
        const sent = sentReference(transcript, member)
        const seen = valueAt(details.body, `workflow.${member}`)
        if (sent === undefined) return []
        return expectEqual(
          `details $.workflow.${member}`,
          seen,
          sent,
          seen === undefined ? { tolerance: 'TOL-DETAILS-MEMBERS-ABSENT' } : {},
        )
      }),
  }),
  defineCheck({
    id: 'DETAILS-DECISION',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1384-L1388'),
    statement: 'The overall decision has a documented type, and a risk score between 0 and 100 where it has one.',
    needs: ['status', 'details'],
    covers: ['G-DETAILS-DECISION-TYPE', 'G-DETAILS-RISK-SCORE'],
    judge: ({ status, details }) => {
      if (valueAt(status.body, 'workflowExecution.status') !== 'PROCESSED') return []
      const type = valueAt(details.body, 'decision.type')
      const score = valueAt(details.body, 'decision.risk.score')
      return [
        ...(decisionTypes.some((known) => known === type)
          ? []
          : [{ at: 'details $.decision.type', expected: list(decisionTypes), actual: show(type) }]),
        ...(score === undefined || isScore(score, 0)
          ? []
          : [
              {
                at: 'details $.decision.risk.score',
                expected: 'a number from 0 to 100 with at most two decimals',
                actual: show(score),
                ...(isScore(score, -1) ? { tolerance: 'TOL-RISK-SCORE-NEGATIVE' } : {}),
              },
            ]),
      ]
    },
  }),
  defineCheck({
    id: 'DETAILS-DECISION-LABEL',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1388'),
    statement: 'The label of the overall decision is one of NOT_EXECUTED, PASSED, REJECTED, TECHNICAL_ERROR and WARNING.',
    needs: ['status', 'details'],
    covers: ['G-DETAILS-DECISION-LABEL'],
    errata: ['ERR-126', 'ERR-152'],
    judge: ({ status, details }) => {
      if (valueAt(status.body, 'workflowExecution.status') !== 'PROCESSED') return []
      const type = valueAt(details.body, 'decision.type')
      const label = valueAt(details.body, 'decision.details.label')
      if (![...decisionTypes, 'TECHNICAL_ERROR'].some((known) => known === label))
        return [
          {
            at: 'details $.decision.details.label',
            expected: list([...decisionTypes, 'TECHNICAL_ERROR']),
            actual: show(label),
            ...(label === 'OK' ? { tolerance: 'TOL-OVERALL-LABEL-OK' } : {}),
          },
        ]
      return label === type || label === 'TECHNICAL_ERROR'
        ? []
        : [{ at: 'details $.decision.details.label', expected: show(type), actual: show(label), contested: 'ERR-126' }]
    },
  }),
  defineCheck({
    id: 'DETAILS-STEPS-HREF',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1393'),
    statement: 'steps.href of the details is the steps address of the execution.',
    needs: ['start', 'details'],
    covers: ['G-DETAILS-STEPS-HREF'],
    errata: ['ERR-142'],
    judge: ({ start, details }, { target }) => {
      const ids = { account: String(valueAt(start.body, 'account.id')), execution: String(valueAt(start.body, 'workflowExecution.id')) }
      return expectRetrievalLink('details $.steps.href', valueAt(details.body, 'steps.href'), [fillPath(endpoints.steps.path, ids)], target)
    },
  }),
  defineCheck({
    id: 'DETAILS-STORED-CREDENTIALS',
    level: 'MUST',
    step: 'details',
    source: lines('L26-L27', 'L264-L266', 'L534-L535', 'L740-L743', 'L1021-L1024', 'L1320-L1322'),
    statement: 'The details list each stored credential of the workflow with the id that the start response gave it.',
    needs: ['start', 'details'],
    covers: ['WF*-STORED-CREDENTIALS', 'G-DETAILS-CREDENTIALS'],
    errata: ['ERR-006', 'ERR-110', 'ERR-140'],
    judge: ({ start, details }, { workflow }) => {
      const stored = objectsAt(details.body, 'credentials')
      return objectsAt(start.body, 'workflowExecution.credentials')
        .filter(({ category }) => workflow.credentials.some((fact) => fact.category === category))
        .flatMap(({ id, category }) => {
          const same = stored.find((each) => each.category === category)
          const at = `details $.credentials of category ${show(category)}`
          return same === undefined
            ? [{ at, expected: 'listed', actual: `only ${list(stored.map((each) => String(each.category)))}` }]
            : expectEqual(`${at}: id`, same.id, id)
        })
    },
  }),
  defineCheck({
    id: 'DETAILS-PART-LINKS',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1396-L1402', 'G:L1964-L1966'),
    statement: 'The parts of a stored credential name a classifier and, where they have an href, a retrieval address.',
    needs: ['start', 'details'],
    covers: ['G-DETAILS-CREDENTIALS', 'G-IMAGE-URL-*'],
    errata: ['ERR-139', 'ERR-140', 'ERR-144'],
    judge: ({ start, details }, { target }) =>
      objectsAt(details.body, 'credentials').flatMap((credential) =>
        objectsAt(credential, 'parts').flatMap((part) => {
          const at = `details parts of ${show(credential.category)}`
          if (!isText(part.classifier)) return [{ at, expected: 'a classifier', actual: show(part.classifier) }]
          const ids = { account: String(valueAt(start.body, 'account.id')), credential: String(credential.id), classifier: part.classifier }
          return part.href === undefined
            ? []
            : expectRetrievalLink(`${at} ${part.classifier} href`, part.href, [fillPath(endpoints.image.path, ids)], target)
        }),
      ),
  }),
]
