import { stepNames as companionNames, stepCapabilities } from '../../contracts/capabilities.ts'
import { lines } from '../../contracts/source.ts'
import { workflowParts } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import { decisionTypes, isScore } from '../decision.ts'
import { expectContentType, expectStatus, list, objectsAt, show, stringsAt, valueAt } from '../expect.ts'
import { isObject, type JsonObject } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** Checks of the steps and of the stored images. */
export const stepChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'STEPS-NAMES',
    level: 'SHOULD',
    step: 'steps',
    source: lines('G:L2018', 'G:L2038-L2101', 'L236'),
    statement: 'The steps have the names that are documented for the workflow.',
    needs: ['status', 'steps'],
    covers: ['G-STEPS-NAMES', 'G-STEPS-10013-FOUR', 'RET-10005-STEPS-NAME', 'RET-10005-STEPS-ONE'],
    errata: ['ERR-114', 'ERR-134'],
    appliesTo: (workflow) => workflow.stepNames.length > 0,
    judge: ({ status, steps }, { workflow }) => {
      if (valueAt(status.body, 'workflowExecution.status') !== 'PROCESSED') return []
      const seen = objectsAt(steps.body, 'steps').map((step) => String(step.name))
      // ERR-114: one name stands in a comment only, and the table lists others.
      const isListed = seen.length > 0 && seen.every((name) => companionNames.some((each) => each === name))
      return workflow.stepNames
        .filter((name) => !seen.includes(name))
        .map((name) => ({
          at: 'steps $.steps[*].name',
          expected: name,
          actual: list(seen),
          ...(isListed && !companionNames.some((each) => each === name) ? { contested: 'ERR-114' } : {}),
        }))
    },
  }),
  defineCheck({
    id: 'STEPS-CAPABILITIES-RESOLVE',
    level: 'SHOULD',
    step: 'steps',
    source: lines('G:L2019', 'G:L2045-L2091'),
    statement: 'Each step lists its capabilities, each by the id that it has in the details.',
    needs: ['details', 'steps'],
    covers: ['G-STEPS-CAPABILITYIDS-RESOLVE', 'RET-10005-STEPS-IDS-UUID', 'G-STEPS-FIELDS'],
    judge: ({ details, steps }) => {
      const capabilities = details.body.capabilities
      const known = new Map(
        isObject(capabilities)
          ? Object.keys(capabilities).flatMap((name) => objectsAt(capabilities, name).map(({ id }) => [id, name]))
          : [],
      )
      if (known.size === 0) return []
      return objectsAt(steps.body, 'steps').flatMap((step) => {
        const own: readonly string[] | undefined = stepCapabilities[String(step.name)]
        if (step.capabilityIds === undefined)
          return [{ at: `steps capabilityIds of ${show(step.name)}`, expected: 'a list of ids', actual: 'nothing: the member is missing' }]
        return stringsAt(step, 'capabilityIds').flatMap((id) => {
          const name = known.get(id)
          const at = `steps capabilityIds of ${show(step.name)}`
          if (name === undefined) return [{ at, expected: 'the id of a capability in the details', actual: id }]
          return own === undefined || own.includes(name) ? [] : [{ at, expected: `ids of ${list(own)}`, actual: `${id} of ${name}` }]
        })
      })
    },
  }),
  defineCheck({
    id: 'STEPS-DECISIONS',
    level: 'MUST',
    step: 'steps',
    source: lines('G:L2022-L2025'),
    statement: 'Each step has a decision of a documented type with a label of the same word.',
    needs: ['steps'],
    covers: ['G-STEPS-DECISION-TYPE', 'G-STEPS-DECISION-LABEL', 'G-STEPS-RISK-SCORE', 'RET-10005-STEPS-DECISION'],
    errata: ['ERR-115', 'ERR-126', 'ERR-152'],
    judge: ({ steps }) => objectsAt(steps.body, 'steps').flatMap(stepFindings),
  }),
  defineCheck({
    id: 'STEPS-ONE',
    level: 'MAY',
    step: 'steps',
    source: lines('L233-L247'),
    statement: 'A 10005 run has one step.',
    needs: ['steps'],
    covers: ['RET-10005-STEPS-ONE'],
    appliesTo: ({ key }) => key === '10005',
    judge: ({ steps }) => {
      const names = objectsAt(steps.body, 'steps').map(({ name }) => String(name))
      return names.length === 1 ? [] : [{ at: 'steps $.steps', expected: 'one step', actual: list(names) }]
    },
  }),
  defineCheck({
    id: 'IMAGE-UNCHANGED',
    level: 'MAY',
    step: 'image',
    source: lines('G:L1979'),
    statement: 'A stored image has the bytes that were uploaded.',
    needs: ['reply:upload', 'success:image'],
    covers: ['G-IMAGE-200-BYTES'],
    appliesTo: (workflow) => workflowParts(workflow).some((part) => part.content === 'image'),
    subjects: (workflow) => workflowParts(workflow).flatMap((part) => (part.content === 'image' ? [part.address] : [])),
    judge: (evidence) => {
      const sent = evidence['reply:upload'].request.body
      const image = evidence['success:image']
      const seen = image.response.body
      if (sent.kind !== 'form' || seen.kind !== 'binary' || sent.parts.some(({ sha256 }) => sha256 === seen.sha256)) return []
      const size = sent.parts.map((part) => part.size).join(', ')
      return [{ at: `${image.name} body`, expected: `the ${size} bytes that were uploaded`, actual: `${seen.size} other bytes` }]
    },
  }),
  defineCheck({
    id: 'IMAGE-BYTES',
    level: 'MUST',
    step: 'image',
    source: lines('G:L1979'),
    statement: 'A stored image is returned with 200, as JPEG or PNG, with the matching Content-Type.',
    needs: ['reply:image'],
    covers: ['G-IMAGE-200-BYTES', 'G-IMAGE-CLASSIFIERS', 'G-IMAGE-URL-*'],
    appliesTo: (workflow) => workflowParts(workflow).some((part) => part.content === 'image'),
    judge: (evidence) => {
      const image = evidence['reply:image']
      const wrong = expectStatus(image, [200])
      if (wrong.length > 0) return wrong
      const { body } = image.response
      const head = body.kind === 'binary' ? body.head : ''
      const kind = head.startsWith('ffd8ff') ? 'jpe?g' : head.startsWith('89504e470d0a1a0a') ? 'png' : undefined
      if (kind === undefined)
        return [
          {
            at: `${image.name} body`,
            expected: 'the bytes of a JPEG or PNG',
            actual: body.kind === 'binary' ? `bytes that begin ${head}` : `a ${body.kind} body`,
          },
        ]
      return expectContentType(image, new RegExp(`^image/${kind}\\b`, 'i'), `image/${kind === 'png' ? 'png' : 'jpeg'}`)
    },
  }),
]

function stepFindings(step: JsonObject): readonly Finding[] {
  const at = `steps decision of ${show(step.name)}`
  const type = valueAt(step, 'decision.type')
  const label = valueAt(step, 'decision.details.label')
  const score = valueAt(step, 'decision.risk.score')
  return [
    ...(decisionTypes.some((known) => known === type) ? [] : [{ at: `${at}: type`, expected: list(decisionTypes), actual: show(type) }]),
    ...(decisionTypes.some((known) => known === label)
      ? label === type || !decisionTypes.some((known) => known === type)
        ? []
        : [{ at: `${at}: label`, expected: show(type), actual: show(label), contested: 'ERR-126' }]
      : [
          {
            at: `${at}: label`,
            expected: list(decisionTypes),
            actual: show(label),
            ...(label === 'TECHNICAL_ERROR' ? { contested: 'ERR-152' } : {}),
          },
        ]),
    ...(score === undefined || isScore(score, 0)
      ? []
      : [
          {
            at: `${at}: risk.score`,
            expected: 'a number from 0 to 100 with at most two decimals',
            actual: show(score),
            ...(isScore(score, -1) ? { tolerance: 'TOL-RISK-SCORE-NEGATIVE' } : {}),
          },
        ]),
  ]
}
