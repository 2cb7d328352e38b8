import { edition } from '../source.ts'
import { type Erratum, erratumKinds, erratumSeverities } from './erratum.ts'

interface Section {
  readonly title: string
  /** First line of the section. */
  readonly from: number
}

const sourceSections: readonly Section[] = [
  { title: 'Contents and definition', from: 1 },
  { title: 'Workflow 10005', from: 20 },
  { title: 'Workflow 10006', from: 257 },
  { title: 'Workflow 10010', from: 528 },
  { title: 'Workflow 10011', from: 732 },
  { title: 'Workflow 10013', from: 1013 },
  { title: 'Workflow 10014', from: 1311 },
  { title: 'Retrieval', from: 1395 },
]

const companionSections: readonly Section[] = [
  { title: 'Companion: contents, authentication and sessions', from: 1 },
  { title: 'Companion: creating and updating an account', from: 123 },
  { title: 'Companion: workflow keys', from: 388 },
  { title: 'Companion: uploads', from: 403 },
  { title: 'Companion: finalize', from: 536 },
  { title: 'Companion: web client', from: 605 },
  { title: 'Companion: callback', from: 1189 },
  { title: 'Companion: retrieval and status', from: 1266 },
  { title: 'Companion: workflow details and capabilities', from: 1345 },
  { title: 'Companion: images', from: 1962 },
  { title: 'Companion: steps', from: 1990 },
  { title: 'Companion: health check', from: 2103 },
  { title: 'Companion: deletion', from: 2172 },
]

const throughout = 'Three workflows and more'
const contrast = 'Where the two documents disagree'

const order = [
  ...sourceSections.map((section) => section.title),
  throughout,
  contrast,
  ...companionSections.map((section) => section.title),
]

function firstLine(at: string): number {
  return Number(/L(\d+)/.exec(at)?.[1] ?? 0)
}

function sectionAt(sections: readonly Section[], at: string): string {
  const line = firstLine(at)
  return sections.findLast((section) => section.from <= line)?.title ?? sections[0]?.title ?? ''
}

function sectionOf(erratum: Erratum): string {
  const first = erratum.source[0] ?? ''
  if (erratum.scope === 'seed-vs-companion') return contrast
  if (erratum.scope === 'companion') return sectionAt(companionSections, first)
  const touched = new Set(erratum.source.filter((at) => !at.startsWith('G:')).map((at) => sectionAt(sourceSections, at)))
  return touched.size > 2 ? throughout : sectionAt(sourceSections, first)
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const [head = [], ...body] = rows
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...body.map(line)].join('\n')
}

function summary(errata: readonly Erratum[]): string {
  const count = (of: readonly Erratum[]): readonly number[] => [
    ...erratumSeverities.map((severity) => of.filter((each) => each.severity === severity).length),
    of.length,
  ]
  return table([
    ['kind', ...erratumSeverities, 'all'],
    ...erratumKinds.map((kind) => [kind, ...count(errata.filter((each) => each.kind === kind))]),
    ['**all**', ...count(errata)],
  ])
}

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

function render(erratum: Erratum): string {
  const lines = [
    `### ${erratum.id}: ${erratum.title}`,
    '',
    `${erratum.severity} · ${erratum.kind} · \`${erratum.name}\` · ${erratum.source.join(', ')}`,
    '',
    `- **Problem:** ${erratum.problem}`,
    `- **Proposed correction:** ${erratum.strict}`,
    `- **A tolerant client may assume:** ${erratum.lenient}`,
  ]
  if (!erratum.copyable) lines.push('- **Copied as printed:** does not work.')
  if (erratum.requirements.length > 0) lines.push(`- **Requirements affected:** ${code(erratum.requirements)}`)
  return lines.join('\n')
}

function chapter(title: string, errata: readonly Erratum[]): string {
  return [`## ${title}`, ...errata.map(render)].join('\n\n')
}

/** The errata as a document for the maintainers of the documentation: blockers first, then section by section. */
export function renderErrata(errata: readonly Erratum[]): string {
  const blockers = errata.filter((each) => each.severity === 'blocker')
  const others = errata.filter((each) => each.severity !== 'blocker')
  const broken = errata.filter((each) => !each.copyable).length
  const chapters = order
    .map((title) => ({ title, members: others.filter((each) => sectionOf(each) === title) }))
    .filter((each) => each.members.length > 0)
  return `${[
    '# Errata of the documentation',
    '<!-- Generated from contracts/errata by `npm run docs`: change the data, not this file. -->',
    [
      `What is wrong, unclear or missing in \`${edition.document}\`, called *the source*, and in \`${edition.companion}\`,`,
      `called *the companion*, both in the edition of ${edition.id}. \`L88\` is a line of the source, \`G:L475\` one of the companion.`,
    ].join('\n'),
    [
      'The *proposed correction* is the reading that the harness takes when it is strict; what a *tolerant client* may assume is',
      'what it accepts when it is lenient. Neither is a ruling: the owner of the documentation may decide otherwise.',
    ].join('\n'),
    '## Summary',
    `${errata.length} errata, ${blockers.length} of them blockers. ${broken} concern text that fails when it is copied as printed.`,
    summary(errata),
    table([
      ['section', 'errata'],
      ['[Blockers](#blockers)', blockers.length],
      ...chapters.map((each) => [`[${each.title}](#${slug(each.title)})`, each.members.length]),
    ]),
    chapter('Blockers', blockers),
    ...chapters.map((each) => chapter(each.title, each.members)),
  ].join('\n\n')}\n`
}

/** The fragment that GitHub gives a heading. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}
