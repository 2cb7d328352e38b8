import { type CapabilityName, capabilityFacts, extractionSubTypes } from '../../contracts/capabilities.ts'
import { lines } from '../../contracts/source.ts'
import { chainedCapabilities } from '../../contracts/workflow.ts'
import { entriesOf, labelOf, typeOf } from '../capability-entry.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import { expectUuid, list, objectsAt, show, valueAt } from '../expect.ts'
import { isObject, type JsonObject } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** Checks of what each capability decides, and of the data it gives. */
export const capabilityDecisionChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'CAP-DECISION-TYPE',
    level: 'MUST',
    step: 'details',
    source: lines(
      'G:L1405-L1407',
      'G:L1446',
      'G:L1461',
      'G:L1479',
      'G:L1496',
      'G:L1514',
      'G:L1536',
      'G:L1613',
      'G:L1628',
      'G:L1655',
      'G:L1670',
      'G:L1685',
      'G:L1698',
      'G:L1713',
    ),
    statement: 'Each capability entry has an id that is a UUID and a decision of a type that is documented for the capability.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: ['G-CAP-*-TYPES', 'G-CAP-*-ID-UUID'],
    subjects: (workflow) => [...chainedCapabilities(workflow), ...workflow.capabilities.optional],
    judge: ({ details }, { subject }) => {
      const types: readonly string[] = capabilityFacts[subject as CapabilityName]?.types ?? [
        'NOT_EXECUTED',
        'PASSED',
        'REJECTED',
        'WARNING',
      ]
      return entriesOf(details.body, subject).flatMap((entry, index) => {
        const at = `details $.capabilities.${subject}[${index}]`
        return [
          ...expectUuid(`${at}.id`, entry.id),
          ...(types.some((type) => type === typeOf(entry))
            ? []
            : [{ at: `${at}.decision.type`, expected: list(types), actual: show(typeOf(entry)) }]),
        ]
      })
    },
  }),
  defineCheck({
    id: 'CAP-LABEL',
    level: 'MUST',
    step: 'details',
    source: lines(
      'G:L1448',
      'G:L1463',
      'G:L1481',
      'G:L1498',
      'G:L1516',
      'G:L1538',
      'G:L1615',
      'G:L1630',
      'G:L1657',
      'G:L1672',
      'G:L1687',
      'G:L1700',
      'G:L1715',
    ),
    statement: 'The label of each capability entry is one that is documented for the capability and its decision.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: ['G-CAP-*-LABELS'],
    errata: ['ERR-127', 'ERR-130', 'ERR-153', 'ERR-166'],
    subjects: (workflow) => [...chainedCapabilities(workflow), ...workflow.capabilities.optional],
    judge: ({ details }, { subject }) => entriesOf(details.body, subject).flatMap((entry, index) => labelFindings(subject, entry, index)),
  }),
  defineCheck({
    id: 'CAP-CREDENTIALS-KNOWN',
    level: 'SHOULD',
    step: 'details',
    source: lines('G:L1440-L1444'),
    statement: 'A capability entry refers to credentials of the details, under their own category.',
    needs: ['details'],
    covers: ['G-CAP-*-CATEGORIES'],
    errata: ['ERR-116', 'ERR-131'],
    judge: ({ details }) => {
      const stored = new Map(objectsAt(details.body, 'credentials').map(({ id, category }) => [id, category]))
      const { capabilities } = details.body
      if (!isObject(capabilities) || stored.size === 0) return []
      return Object.keys(capabilities).flatMap((name) =>
        entriesOf(details.body, name).flatMap((entry, index) =>
          objectsAt(entry, 'credentials')
            .filter(({ id, category }) => !stored.has(id) || stored.get(id) !== category)
            .map((credential) => ({
              at: `details $.capabilities.${name}[${index}].credentials`,
              expected: 'a credential of this execution',
              actual: show(credential),
            })),
        ),
      )
    },
  }),
  defineCheck({
    id: 'CAP-DECISION-AGREES',
    level: 'MAY',
    step: 'details',
    source: lines('G:L1384-L1388'),
    statement: 'The overall decision is not PASSED where a capability was rejected.',
    needs: ['details'],
    scenarios: ['documented', 'outcome'],
    covers: [],
    judge: ({ details }, { workflow }) => {
      if (valueAt(details.body, 'decision.type') !== 'PASSED') return []
      return [...chainedCapabilities(workflow), ...workflow.capabilities.optional]
        .filter((name) => entriesOf(details.body, name).some((entry) => typeOf(entry) === 'REJECTED'))
        .map((name) => ({ at: 'details $.decision.type', expected: `not PASSED, since ${name} is REJECTED`, actual: 'PASSED' }))
    },
  }),
  defineCheck({
    id: 'EXTRACTION-MEMBERS',
    level: 'MAY',
    step: 'details',
    source: lines('G:L1541-L1549'),
    statement: 'An extraction that passed gives the type, the issuing country and the names of the document.',
    needs: ['details'],
    covers: ['G-CAP-EXTRACTION-DATA-FIELDS'],
    appliesTo: (workflow) => chainedCapabilities(workflow).includes('extraction'),
    judge: ({ details }) =>
      entriesOf(details.body, 'extraction').flatMap((entry, index) =>
        typeOf(entry) === 'PASSED'
          ? ['type', 'issuingCountry', 'firstName', 'lastName']
              .filter((member) => valueAt(entry, `data.${member}`) === undefined)
              .map((member) => ({
                at: `details $.capabilities.extraction[${index}].data.${member}`,
                expected: 'present, since the document was read',
                actual: show(undefined),
              }))
          : [],
      ),
  }),
  defineCheck({
    id: 'EXTRACTION-SUBTYPE',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1546'),
    statement: 'The subtype of an extracted document is one that is documented for its type.',
    needs: ['details'],
    covers: ['G-CAP-EXTRACTION-DATA-SUBTYPE'],
    errata: ['ERR-153'],
    appliesTo: (workflow) => chainedCapabilities(workflow).includes('extraction'),
    judge: ({ details }) =>
      entriesOf(details.body, 'extraction').flatMap((entry, index) => {
        const known: readonly string[] | undefined = extractionSubTypes[valueAt(entry, 'data.type') as 'ID_CARD']
        const seen = valueAt(entry, 'data.subType')
        return known === undefined || seen === undefined || [...known, 'UNKNOWN'].some((each) => each === seen)
          ? []
          : [{ at: `details $.capabilities.extraction[${index}].data.subType`, expected: list(known), actual: show(seen) }]
      }),
  }),
  defineCheck({
    id: 'EXTRACTION-COUNTRIES',
    level: 'MUST',
    step: 'details',
    source: lines('G:L1547', 'G:L1562-L1563', 'G:L1596'),
    statement: 'Extracted countries and nationalities are three capital letters, and a gender is M or F.',
    needs: ['details'],
    covers: ['G-CAP-EXTRACTION-ALPHA3', 'G-CAP-EXTRACTION-GENDER'],
    appliesTo: (workflow) => chainedCapabilities(workflow).includes('extraction'),
    judge: ({ details }) =>
      entriesOf(details.body, 'extraction').flatMap((entry, index) => {
        const at = (member: string) => `details $.capabilities.extraction[${index}].data.${member}`
        const countries = ['issuingCountry', 'nationality', 'address.country'].flatMap((member) => {
          const value = valueAt(entry, `data.${member}`)
          return value === undefined || (typeof value === 'string' && /^[A-Z]{3}$/.test(value))
            ? []
            : [{ at: at(member), expected: 'three capital letters', actual: show(value) }]
        })
        const gender = valueAt(entry, 'data.gender')
        return [
          ...countries,
          ...(gender === undefined || gender === 'M' || gender === 'F'
            ? []
            : [{ at: at('gender'), expected: 'M or F', actual: show(gender) }]),
        ]
      }),
  }),
]

function labelFindings(name: string, entry: JsonObject, index: number): readonly Finding[] {
  const facts = capabilityFacts[name as CapabilityName]
  const type = typeOf(entry)
  const label = labelOf(entry)
  if (facts === undefined || !facts.types.some((known) => known === type)) return []
  const labels = facts.labels[type as 'PASSED'] ?? facts.labels.ANY ?? []
  if (labels.some((known) => known === label)) return []
  const at = `details $.capabilities.${name}[${index}].decision.details.label`
  // ERR-127: a label of a capability that did not run may be any; the service says NOT_UPLOADED, for one.
  const extra = type === 'NOT_EXECUTED' && typeof label === 'string' ? { contested: 'ERR-127' } : { tolerance: 'TOL-LABEL-UNLISTED' }
  return [
    {
      at,
      expected: `for ${String(type)}: ${list([...labels])}`,
      actual: show(label),
      ...(name === 'biometricVerification' ? { contested: 'ERR-130' } : extra),
    },
  ]
}
