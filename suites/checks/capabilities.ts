import { type CapabilityName, capabilityFacts } from '../../contracts/capabilities.ts'
import { lines } from '../../contracts/source.ts'
import { type CapabilityEdge, capabilityEdges, chainedCapabilities } from '../../contracts/workflow.ts'
import { entriesOf, hasStatedChains, labelOf, typeOf } from '../capability-entry.ts'
import { type AnyCheck, defineCheck, type JudgeContext } from '../check.ts'
import { asAnswer, replyOf } from '../evidence.ts'
import { isText, list, objectsAt, show, valueAt } from '../expect.ts'
import { steeredIn } from '../steering.ts'
import { isObject, type JsonObject } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

const edgeName = ({ from, to }: CapabilityEdge) => `${from}->${to}`
const isProcessed = (details: JsonObject) => valueAt(details, 'workflow.status') === 'PROCESSED'
const ran = (entry: JsonObject) => ['PASSED', 'REJECTED', 'WARNING'].some((type) => type === typeOf(entry))
const blocks = (entry: JsonObject) => typeOf(entry) === 'REJECTED' || typeOf(entry) === 'NOT_EXECUTED'

/** Ids of the credentials that an entry covers. */
function coveredBy(entry: JsonObject): readonly string[] {
  return objectsAt(entry, 'credentials').flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
}

/**
 * The entries of A that an entry of B stands on: those that share a credential with it, or, where none does, all.
 * The service judges per credential: a FACEMAP that was never uploaded does not stop liveness on a usable SELFIE.
 */
export function foundations(entry: JsonObject, before: readonly JsonObject[]): readonly JsonObject[] {
  const own = new Set(coveredBy(entry))
  const sharing = before.filter((each) => coveredBy(each).some((id) => own.has(id)))
  return sharing.length > 0 ? sharing : before
}

/** An edge is broken where B ran although every entry of A that it stands on was rejected or not executed. */
export function brokenEdges(details: JsonObject, edge: CapabilityEdge): readonly Finding[] {
  const before = entriesOf(details, edge.from)
  return entriesOf(details, edge.to).flatMap((entry, index) => {
    const bases = foundations(entry, before)
    if (!ran(entry) || bases.length === 0 || !bases.every(blocks)) return []
    return [
      {
        at: `details $.capabilities.${edge.to}[${index}].decision.type`,
        expected: `NOT_EXECUTED, since ${edge.from} is ${list([...new Set(bases.map((each) => String(typeOf(each))))])}`,
        actual: `${show(typeOf(entry))} although ${edge.from} did not succeed`,
      },
    ]
  })
}

function edgeOf(context: JudgeContext): CapabilityEdge {
  return capabilityEdges(context.workflow).find((edge) => edgeName(edge) === context.subject) as CapabilityEdge
}

/** What only a spoiled capability shows cannot be judged where the target did not spoil it. */
function unlessSteered({ transcript }: JudgeContext): ReturnType<NonNullable<AnyCheck['unless']>> {
  const details = asAnswer(replyOf(transcript, 'details'))
  const asked = details === undefined ? undefined : steeredIn(transcript.journey, details.body)
  return asked?.isHonoured === false
    ? {
        code: 'not-steered',
        text: `the target does not take outcomes by customerInternalReference: ${asked.capability} came out as it does always`,
      }
    : undefined
}

/** Checks of what each capability says, and of the order in which capabilities depend on each other. */
export const capabilityChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'CAP-SET',
    level: 'MUST',
    step: 'details',
    source: lines('L749-L752', 'L1035-L1042', 'L1330-L1332'),
    statement: 'A processed execution lists every capability of the chains of its workflow.',
    needs: ['details'],
    // What was not executed is listed as well, with its reason. G:L1405-L1407
    scenarios: ['documented', 'outcome'],
    covers: ['CAP-*-SET', 'WF*-PURPOSE', 'G-CAP-PRECONDITION-RULE'],
    errata: ['ERR-050'],
    appliesTo: hasStatedChains,
    judge: ({ details }, { workflow }) => {
      const { capabilities } = details.body
      if (!isProcessed(details.body) || !isObject(capabilities)) return []
      const seen = Object.keys(capabilities).filter((name) => entriesOf(details.body, name).length > 0)
      return chainedCapabilities(workflow)
        .filter((name) => !seen.includes(name))
        .map((name) => ({
          at: 'details $.capabilities',
          expected: `an entry for ${name}`,
          actual: list(seen),
          tolerance: 'TOL-CAPABILITIES-SET',
        }))
    },
  }),
  defineCheck({
    id: 'CAP-NAMES',
    level: 'MAY',
    step: 'details',
    source: lines('L749-L752', 'L1035-L1042', 'L1330-L1332', 'G:L1419-L1433'),
    statement: 'A processed execution lists no capability that the documents do not give to its workflow.',
    needs: ['details'],
    covers: ['CAP-10011-NO-10013-EXTRAS', 'CAP-10005-10006-10010-UNDOCUMENTED'],
    errata: ['ERR-030', 'ERR-050'],
    judge: ({ details }, { workflow }) => {
      const { capabilities } = details.body
      const known: readonly string[] = [...chainedCapabilities(workflow), ...workflow.capabilities.optional]
      return (isObject(capabilities) ? Object.keys(capabilities) : [])
        .filter((name) => !known.includes(name))
        .map((name) => ({ at: 'details $.capabilities', expected: list(known), actual: name }))
    },
  }),
  defineCheck({
    id: 'CAP-NAMED',
    level: 'SHOULD',
    step: 'details',
    source: lines('L21', 'L258', 'L529', 'G:L1428', 'G:L1432-L1433'),
    statement: 'A processed execution of a data workflow lists the capability that the companion names for it.',
    needs: ['details'],
    covers: ['WF*-PURPOSE', 'CAP-10005-10006-10010-UNDOCUMENTED'],
    errata: ['ERR-030'],
    appliesTo: (workflow) => !workflow.capabilities.stated,
    judge: ({ details }, { workflow }) =>
      !isProcessed(details.body)
        ? []
        : chainedCapabilities(workflow)
            .filter((name) => entriesOf(details.body, name).length === 0)
            .map((name) => ({
              at: 'details $.capabilities',
              expected: `an entry for ${name}`,
              actual: show(details.body.capabilities),
              tolerance: 'TOL-CAPABILITIES-EMPTY',
            })),
  }),
  defineCheck({
    id: 'CAP-ORDER',
    level: 'MUST',
    step: 'details',
    source: lines('L750-L752', 'L1036-L1042', 'L1331-L1332', 'G:L1405-L1417'),
    statement: 'A capability runs only where the one it depends on succeeded for the same credential.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: [
      'G-CAP-*-BEFORE-*',
      'G-CAP-*-DEPENDENCIES',
      'CAP-*-USABILITY-BEFORE-IMAGECHECKS',
      'CAP-*-IMAGECHECKS-BEFORE-EXTRACTION',
      'CAP-*-EXTRACTION-BEFORE-DATACHECKS',
      'CAP-*-USABILITY-BEFORE-LIVENESS',
      'CAP-*-EXTRACTION-BEFORE-WATCHLIST',
      'CAP-*-EXTRACTION-BEFORE-ADDRESSVALIDATION',
      'CAP-*-EXTRACTION-BEFORE-PROOFOFRESIDENCY',
      'CAP-*-EXTRACTION-BEFORE-DLVERIFICATION',
      'CAP-*-USABILITY-BEFORE-AUTHENTICATION',
    ],
    errata: ['ERR-051', 'ERR-120', 'ERR-127', 'ERR-128', 'ERR-154'],
    appliesTo: hasStatedChains,
    subjects: (workflow) => capabilityEdges(workflow).map(edgeName),
    judge: ({ details }, context) => brokenEdges(details.body, edgeOf(context)),
  }),
  defineCheck({
    id: 'CAP-SIMILARITY-ORDER',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1412', 'G:L1423', 'G:L1470'),
    statement: 'Similarity, where it is listed, runs only where usability succeeded.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: ['G-CAP-USABILITY-BEFORE-SIMILARITY', 'G-CAP-SIMILARITY-DEPENDENCIES'],
    errata: ['ERR-050'],
    appliesTo: (workflow) => workflow.capabilities.optional.includes('similarity'),
    judge: ({ details }) => brokenEdges(details.body, { from: 'usability', to: 'similarity' }),
  }),
  defineCheck({
    id: 'CAP-NO-DATA',
    level: 'MAY',
    step: 'details',
    source: lines('G:L1407'),
    statement: 'A capability that was not executed returns no data.',
    needs: ['details'],
    scenarios: ['outcome'],
    covers: ['G-CAP-PRECONDITION-NO-DATA'],
    appliesTo: hasStatedChains,
    judge: ({ details }, { workflow }) =>
      chainedCapabilities(workflow).flatMap((name) =>
        entriesOf(details.body, name)
          .filter((entry) => typeOf(entry) === 'NOT_EXECUTED' && isObject(entry.data) && Object.keys(entry.data).length > 0)
          .map((entry) => ({
            at: `details $.capabilities.${name} data`,
            expected: 'no data, since it was not executed',
            actual: show(entry.data),
          })),
      ),
  }),
  defineCheck({
    id: 'CAP-PRECONDITION-LABEL',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1405-L1407'),
    statement: 'A capability that did not run because of its precondition says PRECONDITION_NOT_FULFILLED.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: ['G-CAP-PRECONDITION-RULE', 'G-CAP-PRECONDITION-DIGITAL-COPY'],
    errata: ['ERR-127'],
    appliesTo: hasStatedChains,
    subjects: (workflow) => capabilityEdges(workflow).map(edgeName),
    judge: ({ details }, context) => {
      const edge = edgeOf(context)
      const before = entriesOf(details.body, edge.from)
      return entriesOf(details.body, edge.to).flatMap((entry, index) => {
        const bases = foundations(entry, before)
        const isHeld = typeOf(entry) === 'NOT_EXECUTED' && bases.length > 0 && bases.every(blocks)
        if (!isHeld || labelOf(entry) === 'PRECONDITION_NOT_FULFILLED') return []
        const own: readonly string[] = capabilityFacts[edge.to as CapabilityName]?.labels.NOT_EXECUTED ?? []
        const isListed = own.some((label) => label === labelOf(entry))
        return isListed && !own.includes('PRECONDITION_NOT_FULFILLED')
          ? []
          : [
              {
                at: `details $.capabilities.${edge.to}[${index}].decision.details.label`,
                expected: 'PRECONDITION_NOT_FULFILLED',
                actual: show(labelOf(entry)),
                // Which label it is may be open; that there is one is not.
                ...(isText(labelOf(entry)) ? { contested: 'ERR-127' } : {}),
              },
            ]
      })
    },
  }),
  defineCheck({
    id: 'CAP-TRANSITIVE',
    level: 'MUST',
    step: 'details',
    source: lines('L750-L752', 'L1036-L1042', 'L1331-L1332', 'G:L1405-L1407'),
    statement: 'Where a capability fails, every later one of its chain that stands on it is not executed.',
    needs: ['details'],
    scenarios: ['outcome'],
    covers: ['CAP-*-TRANSITIVE'],
    appliesTo: hasStatedChains,
    unless: unlessSteered,
    judge: ({ details }, context) => {
      const spoiled = steeredIn(context.transcript.journey, details.body)
      if (!spoiled?.isHonoured) return []
      const names = new Set(
        context.workflow.capabilities.chains.flatMap((chain) =>
          chain.indexOf(spoiled.capability as never) < 0 ? [] : chain.slice(chain.indexOf(spoiled.capability as never) + 1),
        ),
      )
      const before = entriesOf(details.body, spoiled.capability)
      return [...names].flatMap((name) =>
        entriesOf(details.body, name)
          .filter((entry) => ran(entry) && foundations(entry, before).every(blocks))
          .map((entry) => ({
            at: `details $.capabilities.${name}`,
            expected: `NOT_EXECUTED, since ${spoiled.capability} did not succeed`,
            actual: show(typeOf(entry)),
          })),
      )
    },
  }),
  defineCheck({
    id: 'CAP-INDEPENDENT',
    level: 'MAY',
    step: 'details',
    source: lines('L750-L752', 'L1036-L1042'),
    statement: 'Where a capability fails, those that do not stand on it still run.',
    needs: ['details'],
    scenarios: ['outcome'],
    covers: ['CAP-10011-LIVENESS-INDEPENDENT-OF-IMAGECHECKS', 'CAP-10013-SIBLINGS-INDEPENDENT'],
    appliesTo: (workflow) => workflow.capabilities.chains.length > 1,
    unless: unlessSteered,
    judge: ({ details }, context) => {
      const spoiled = steeredIn(context.transcript.journey, details.body)
      if (!spoiled?.isHonoured) return []
      const dependent = new Set(
        context.workflow.capabilities.chains.flatMap((chain) =>
          chain.includes(spoiled.capability as never) ? chain.slice(chain.indexOf(spoiled.capability as never)) : [],
        ),
      )
      return chainedCapabilities(context.workflow)
        .filter((name) => !dependent.has(name))
        .filter(
          (name) =>
            entriesOf(details.body, name).length > 0 && entriesOf(details.body, name).every((entry) => typeOf(entry) === 'NOT_EXECUTED'),
        )
        .map((name) => ({
          at: `details $.capabilities.${name}`,
          expected: `executed, since it does not stand on ${spoiled.capability}`,
          actual: 'NOT_EXECUTED',
        }))
    },
  }),
]
