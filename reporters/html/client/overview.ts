import { type Group, inconclusiveGroups, placesOf, violationGroups } from '../../groups.ts'
import { type Cell, type MatrixRow, matrixOf } from '../../matrix.ts'
import { countsOf, exitCode, type State } from '../../report.ts'
import { headline, nextSteps, sentenceOf, targetsOf } from '../../summary.ts'
import { count, cut, grouped, listed } from '../../text.ts'
import { writeAddress } from './address.ts'
import { h, scroller } from './dom.ts'
import { capabilityGraph } from './graph.ts'
import type { Model } from './model.ts'
import { sinceCard } from './since.ts'
import { signOf, states, wordOf } from './states.ts'

/** What the first screen says: the verdict, what to do next, the counts, the matrix. */
export function overview(model: Model, audit: readonly HTMLElement[]): readonly HTMLElement[] {
  return [head(model), tiles(model), ...audit, matrix(model), h('div', { id: 'order-place' }), ...sinceCard(model), ...causes(model)]
}

const tones: Readonly<Record<number, string>> = {
  0: 'conforms',
  1: 'error',
  2: 'inconclusive',
  3: 'inconclusive',
  4: 'error',
  130: 'inconclusive',
}

function head({ report, failOn }: Model): HTMLElement {
  const tone = tones[exitCode(report, { failOn })] ?? 'inconclusive'
  const sentence = sentenceOf(report, failOn)
  const [lead = '', ...rest] = sentence.split(/(?<=:) /)
  const next = nextSteps(report, failOn)
  return h(
    'header',
    { class: `verdict ${tone}` },
    h('p', { class: 'eyebrow' }, headline(report)),
    h('h1', {}, h('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(tone as State)), lead.replace(/:$/, '')),
    h('p', { class: 'sentence' }, rest.join(' ')),
    ...(next.length === 0
      ? []
      : [h('h2', { class: 'small' }, 'Next'), h('ul', { class: 'next' }, ...next.map((text) => h('li', {}, text)))]),
    ...(report.faults ?? []).map((fault) => h('p', { class: 'note' }, fault)),
    ...report.notes.map((note) => h('p', { class: 'note' }, note)),
    h('p', { class: 'fine' }, [`Started ${report.startedAt}`, ...(report.targets.length > 1 ? targetsOf(report) : [])].join(' \u00b7 ')),
  )
}

function tiles({ report }: Model): HTMLElement {
  const counts = countsOf(report.verdicts)
  const number = (state: State) =>
    state === 'error' || state === 'warning' || state === 'info' ? counts.severity[state] : counts.outcome[state as 'conforms']
  return h(
    'nav',
    { class: 'tiles', 'aria-label': 'Counts' },
    ...states
      .filter(({ state }) => state !== 'harness-error' || number(state) > 0)
      .map(({ state, many, sign }) =>
        h(
          'a',
          { class: `tile ${state}${number(state) === 0 ? ' none' : ''}`, href: writeAddress({ outcome: state }) },
          h('span', { class: 'figure' }, grouped(number(state))),
          h('span', { class: 'label' }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), ` ${many}`),
        ),
      ),
    h(
      'span',
      { class: 'levels' },
      ...(['MUST', 'SHOULD', 'MAY'] as const).map((level) =>
        h('a', { href: writeAddress({ level }) }, h('b', {}, grouped(counts.level[level])), ` ${level}`),
      ),
    ),
  )
}

/** The pictures of the journeys in which the order of capabilities is broken: what is red comes first. */
export function brokenGraphs(model: Model): readonly HTMLElement[] {
  const journeys = new Set(
    model.report.verdicts.filter(({ severity, subject }) => severity === 'error' && subject.includes('->')).map(({ journey }) => journey),
  )
  const broken = model.report.transcripts.filter(({ journey }) => journeys.has(journey.id))
  const [first, ...more] = broken.slice(0, 12).flatMap((transcript) => capabilityGraph(model, transcript, 'overview') ?? [])
  if (first === undefined) return []
  return [
    h(
      'section',
      { class: 'card', 'aria-labelledby': 'order' },
      h('h2', { id: 'order' }, 'Capabilities that ran out of order'),
      first,
      ...(more.length === 0
        ? []
        : [h('details', { class: 'more' }, h('summary', {}, `and in ${count(broken.length - 1, 'more journey')}`), ...more)]),
    ),
  ]
}

function matrix(model: Model): HTMLElement {
  const { steps, rows } = matrixOf(model.report)
  const hasRegions = new Set(rows.map(({ region }) => region)).size > 1
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'matrix' },
    h('h2', { id: 'matrix' }, 'Workflows and steps'),
    scroller(
      'Table of workflows and steps',
      h(
        'table',
        { class: 'matrix' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Workflow'), ...steps.map((step) => h('th', { scope: 'col' }, step)))),
        h(
          'tbody',
          {},
          ...rows.map((row) =>
            h(
              'tr',
              {},
              h(
                'th',
                { scope: 'row' },
                h('a', { href: writeAddress({ workflow: row.workflow, ...(hasRegions ? { region: row.region } : {}) }) }, row.workflow),
                hasRegions ? ` ${row.region}` : undefined,
              ),
              ...row.cells.map((cell) => h('td', {}, cellOf(cell, row, hasRegions))),
            ),
          ),
        ),
      ),
    ),
  )
}

function cellOf({ step, state, counts }: Cell, row: MatrixRow, hasRegions: boolean): HTMLElement | undefined {
  if (state === 'none') return undefined
  const number =
    state === 'error' || state === 'warning'
      ? counts.severity[state]
      : state === 'conforms' || state === 'info'
        ? counts.judged
        : counts.outcome[state]
  return h(
    'a',
    {
      class: `cell ${state}`,
      href: writeAddress({
        workflow: row.workflow,
        step,
        ...(hasRegions ? { region: row.region } : {}),
        ...(state === 'conforms' || state === 'info' ? {} : { outcome: state }),
      }),
      'aria-label': `${row.workflow} ${row.region} ${step}: ${number} ${wordOf(state)} of ${counts.total}`,
    },
    h('span', { class: 'sign' }, signOf(state)),
    ` ${number}`,
  )
}

function causes(model: Model): readonly HTMLElement[] {
  const { report, failOn } = model
  const red = [...violationGroups(report, 'error'), ...(failOn === 'warning' ? violationGroups(report, 'warning') : [])]
  const open = inconclusiveGroups(report)
  const sections = [
    ['Violations', red],
    ['Not judged', open],
    ...(failOn === 'warning' ? [] : [['Warnings', violationGroups(report, 'warning')] as const]),
  ] as const
  return sections
    .filter(([, groups]) => groups.length > 0)
    .map(([title, groups], index) =>
      h(
        'section',
        { class: 'card', 'aria-labelledby': `causes-${index}` },
        h('h2', { id: `causes-${index}` }, `${title} `, h('span', { class: 'count' }, count(groups.length, 'cause'))),
        h('ol', { class: 'causes' }, ...groups.slice(0, 60).map(causeOf)),
        ...(groups.length > 60 ? [h('p', { class: 'fine' }, `and ${groups.length - 60} more: filter the checks below`)] : []),
      ),
    )
}

function causeOf(group: Group): HTMLElement {
  const { first, findings, blocked } = group
  const finding = findings[0]
  const state = first.outcome === 'violates' ? (first.severity ?? 'error') : 'inconclusive'
  return h(
    'li',
    { class: state },
    h(
      'a',
      { class: 'mono', href: writeAddress({ check: first.key }) },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(state)),
      ` ${first.check}`,
    ),
    h(
      'span',
      { class: 'chips' },
      group.standing === 'new' && h('span', { class: 'chip standing new' }, 'new'),
      h('span', { class: 'chip' }, first.level),
    ),
    h('p', {}, first.outcome === 'violates' ? first.statement : cut(first.reason?.text ?? 'no reason given', 600)),
    ...(finding === undefined
      ? []
      : [
          h(
            'dl',
            { class: 'pair' },
            h('dt', {}, 'Expected'),
            h('dd', { class: 'mono' }, cut(finding.expected, 300)),
            h('dt', {}, 'Actual'),
            h('dd', { class: 'mono' }, cut(finding.actual, 300)),
          ),
        ]),
    first.suppressed !== undefined &&
      h('p', { class: 'fine' }, `In the baseline until ${first.suppressed.expires}: ${first.suppressed.ticket}`),
    h(
      'p',
      { class: 'fine' },
      `${listed(placesOf(group), 5)}${blocked.length > 0 ? ` \u00b7 blocks ${count(blocked.length, 'check')}` : ''}`,
    ),
  )
}
