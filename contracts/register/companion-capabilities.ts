import type { CapabilityName } from '../capabilities.ts'
import { capabilityFacts } from '../capabilities.ts'
import type { SourceLine } from '../source.ts'
import { lines } from '../source.ts'
import { drafting } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const retrieve = drafting('retrieve', { needs: ['retrieval-api'] })
/** Outcomes that only prepared documents bring about. */
const staged = drafting('retrieve', { needs: ['fixtures', 'retrieval-api'] })

const idWorkflows = ['10011', '10013'] as const

/** What the guide says about one capability, and where. */
interface CapabilityRow {
  /** How its ids go on after `G-CAP-`. */
  readonly id: string
  readonly workflows: readonly string[]
  readonly dependencies: {
    readonly on: readonly CapabilityName[]
    readonly source: readonly SourceLine[]
    readonly errata?: readonly string[]
  }
  readonly types: SourceLine
  readonly labels: { readonly line: SourceLine; readonly errata?: readonly string[] }
  /** Absent where the guide lists no categories. */
  readonly categories?: { readonly line: SourceLine; readonly errata?: readonly string[] }
  readonly entry: SourceLine
}

const rows: Readonly<Record<CapabilityName, CapabilityRow>> = {
  usability: {
    id: 'USABILITY',
    workflows: ['10011', '10013', '10014'],
    dependencies: { on: [], source: lines('G:L1421', 'G:L1437') },
    types: 'G:L1446',
    labels: { line: 'G:L1448', errata: ['ERR-153'] },
    categories: { line: 'G:L1444' },
    entry: 'G:L1435-L1443',
  },
  liveness: {
    id: 'LIVENESS',
    workflows: idWorkflows,
    dependencies: { on: ['usability'], source: lines('G:L1422', 'G:L1452') },
    types: 'G:L1461',
    labels: { line: 'G:L1463' },
    categories: { line: 'G:L1459' },
    entry: 'G:L1450-L1458',
  },
  similarity: {
    id: 'SIMILARITY',
    workflows: idWorkflows,
    dependencies: { on: ['usability'], source: lines('G:L1423', 'G:L1470') },
    types: 'G:L1479',
    labels: { line: 'G:L1481', errata: ['ERR-166'] },
    categories: { line: 'G:L1477' },
    entry: 'G:L1468-L1476',
  },
  authentication: {
    id: 'AUTHENTICATION',
    workflows: ['10014'],
    dependencies: { on: ['usability'], source: lines('G:L1424', 'G:L1487') },
    types: 'G:L1496',
    labels: { line: 'G:L1498' },
    categories: { line: 'G:L1494' },
    entry: 'G:L1485-L1493',
  },
  imageChecks: {
    id: 'IMAGECHECKS',
    workflows: idWorkflows,
    dependencies: { on: ['usability'], source: lines('G:L1425', 'G:L1505') },
    types: 'G:L1514',
    labels: { line: 'G:L1516' },
    categories: { line: 'G:L1512' },
    entry: 'G:L1503-L1511',
  },
  extraction: {
    id: 'EXTRACTION',
    workflows: idWorkflows,
    dependencies: { on: ['usability', 'imageChecks'], source: lines('G:L1426', 'G:L1529') },
    types: 'G:L1536',
    labels: { line: 'G:L1538' },
    entry: 'G:L1527-L1535',
  },
  dataChecks: {
    id: 'DATACHECKS',
    workflows: idWorkflows,
    dependencies: { on: ['usability', 'imageChecks', 'extraction'], source: lines('G:L1427', 'G:L1604') },
    types: 'G:L1613',
    labels: { line: 'G:L1615' },
    categories: { line: 'G:L1611' },
    entry: 'G:L1602-L1610',
  },
  watchlistScreening: {
    id: 'WATCHLIST',
    workflows: ['10010', '10013'],
    dependencies: { on: ['usability', 'imageChecks', 'extraction'], source: lines('G:L1428', 'G:L1619'), errata: ['ERR-120'] },
    types: 'G:L1628',
    labels: { line: 'G:L1630', errata: ['ERR-127'] },
    categories: { line: 'G:L1626' },
    entry: 'G:L1617-L1625',
  },
  addressValidation: {
    id: 'ADDRESSVALIDATION',
    workflows: ['10013'],
    dependencies: { on: ['usability', 'imageChecks', 'extraction'], source: lines('G:L1429', 'G:L1646') },
    types: 'G:L1655',
    labels: { line: 'G:L1657', errata: ['ERR-127'] },
    categories: { line: 'G:L1653' },
    entry: 'G:L1644-L1652',
  },
  proofOfResidency: {
    id: 'PROOFOFRESIDENCY',
    workflows: ['10013'],
    dependencies: { on: ['usability', 'imageChecks', 'extraction'], source: lines('G:L1430', 'G:L1661') },
    types: 'G:L1670',
    labels: { line: 'G:L1672', errata: ['ERR-127'] },
    categories: { line: 'G:L1668' },
    entry: 'G:L1659-L1667',
  },
  drivingLicenseVerification: {
    id: 'DLVERIFICATION',
    workflows: ['10013'],
    dependencies: { on: ['usability', 'imageChecks', 'extraction'], source: lines('G:L1431', 'G:L1676') },
    types: 'G:L1685',
    labels: { line: 'G:L1687', errata: ['ERR-127'] },
    categories: { line: 'G:L1683', errata: ['ERR-131'] },
    entry: 'G:L1674-L1682',
  },
  braCpfValidation: {
    id: 'BRACPF',
    workflows: ['10005'],
    dependencies: { on: [], source: lines('G:L1432'), errata: ['ERR-129'] },
    types: 'G:L1698',
    labels: { line: 'G:L1700' },
    categories: { line: 'G:L1696', errata: ['ERR-116'] },
    entry: 'G:L1689-L1697',
  },
  biometricVerification: {
    id: 'BIOMETRIC',
    workflows: ['10006'],
    dependencies: { on: [], source: lines('G:L1433'), errata: ['ERR-129'] },
    types: 'G:L1713',
    labels: { line: 'G:L1715', errata: ['ERR-130'] },
    categories: { line: 'G:L1711' },
    entry: 'G:L1704-L1712',
  },
}

function errataOf(fact: { readonly errata?: readonly string[] }): { readonly errata?: readonly string[] } {
  return fact.errata === undefined ? {} : { errata: fact.errata }
}

function listed(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`
}

function entriesOf(
  name: CapabilityName,
  { id, workflows, dependencies, types, labels, categories, entry }: CapabilityRow,
): readonly RegisterEntry[] {
  const { types: decisionTypes, labels: labelsByType, categories: documented } = capabilityFacts[name]
  const { on } = dependencies
  const tied = !('ANY' in labelsByType)
  const awaited = on.length === 0 ? `${name} waits for no other capability.` : `${name} waits for ${listed(on, 'and')}.`
  return [
    (on.length === 0 ? retrieve : staged)(`G-CAP-${id}-DEPENDENCIES`, dependencies.source, awaited, {
      workflows,
      ...errataOf(dependencies),
    }),
    retrieve(`G-CAP-${id}-TYPES`, [types], `A run of ${name} decides ${listed(decisionTypes, 'or')}.`, { workflows }),
    retrieve(
      `G-CAP-${id}-LABELS`,
      [labels.line],
      tied
        ? `A run of ${name} is labelled only as documented for its type of decision.`
        : `A run of ${name} is labelled only as documented.`,
      { workflows, ...errataOf(labels) },
    ),
    ...(categories === undefined || documented === undefined
      ? []
      : [
          retrieve(
            `G-CAP-${id}-CATEGORIES`,
            [categories.line],
            `A run of ${name} refers to credentials of the ${documented.length === 1 ? 'category' : 'categories'} ${listed(documented, 'or')} only.`,
            { workflows, ...errataOf(categories) },
          ),
        ]),
    retrieve(`G-CAP-${id}-ID-UUID`, [entry], `A run of ${name} has a UUID of its own and a decision.`, { workflows }),
  ]
}

/** Pairs of neighbours in the chains, in the order of the guide's list. */
const neighbours: readonly (readonly [CapabilityName, CapabilityName, SourceLine, string?])[] = [
  ['usability', 'imageChecks', 'G:L1410'],
  ['imageChecks', 'extraction', 'G:L1410'],
  ['extraction', 'dataChecks', 'G:L1410'],
  ['usability', 'liveness', 'G:L1411'],
  ['usability', 'similarity', 'G:L1412', 'ERR-050'],
  ['usability', 'authentication', 'G:L1413'],
  ['extraction', 'watchlistScreening', 'G:L1414', 'ERR-120'],
  ['extraction', 'addressValidation', 'G:L1415'],
  ['extraction', 'proofOfResidency', 'G:L1416'],
  ['extraction', 'drivingLicenseVerification', 'G:L1417'],
]

/** The screening of 10010 stands alone, without an extraction before it. */
function workflowsWithBoth(earlier: CapabilityName, later: CapabilityName): readonly string[] {
  return rows[later].workflows.filter((workflow) => rows[earlier].workflows.includes(workflow))
}

const chains: readonly RegisterEntry[] = [
  staged(
    'G-CAP-PRECONDITION-RULE',
    lines('G:L1405-L1407'),
    'After a rejected or skipped capability, what follows in the chain is NOT_EXECUTED for PRECONDITION_NOT_FULFILLED.',
    {
      workflows: ['10011', '10013', '10014'],
      errata: ['ERR-127', 'ERR-128'],
    },
  ),
  staged(
    'G-CAP-PRECONDITION-DIGITAL-COPY',
    lines('G:L1407'),
    'When imageChecks rejects a usable document as a digital copy, extraction and dataChecks fail their precondition.',
    { workflows: idWorkflows },
  ),
  retrieve('G-CAP-PRECONDITION-NO-DATA', lines('G:L1407'), 'No data comes from a capability that did not run.', {
    level: 'MAY',
    workflows: idWorkflows,
  }),
  staged('G-CAP-WARNING-DOES-NOT-BLOCK', lines('G:L1407'), 'A capability that ends in WARNING lets the chain go on.', {
    level: 'MAY',
    workflows: idWorkflows,
    errata: ['ERR-128'],
  }),
  ...neighbours.map(([earlier, later, line, erratum]) =>
    staged(
      `G-CAP-${rows[earlier].id}-BEFORE-${rows[later].id}`,
      [line],
      `In the chain ${earlier} comes before ${later}, which does not run without it.`,
      { workflows: workflowsWithBoth(earlier, later), ...(erratum === undefined ? {} : { errata: [erratum] }) },
    ),
  ),
]

/** Chains of capabilities and what each of them decides. */
export const companionCapabilities: readonly RegisterEntry[] = [
  ...chains,
  ...(Object.keys(rows) as readonly CapabilityName[]).flatMap((name) => entriesOf(name, rows[name])),
]
