import { answersOf } from '../../../suites/comparison.ts'
import type { TlsFacts } from '../../../suites/tls.ts'
import type { Audit } from '../../audit.ts'
import {
  cellOf,
  type DifferenceGroup,
  differenceGroups,
  divergenceGroups,
  latencyCell,
  latencyNote,
  tlsCell,
  tlsGroups,
  worstOf,
} from '../../audit-text.ts'
import { count, cut, listed } from '../../text.ts'
import { writeAddress } from './address.ts'
import { answersView } from './answers.ts'
import { h, scroller } from './dom.ts'
import type { Model } from './model.ts'

const most = 200

export interface AuditView {
  readonly cards: readonly HTMLElement[]
  /** Opens a difference by its key. */
  show(key: string): void
  reveal(key: string): void
}

/** The targets of an audit side by side: what sets them apart first, each difference with what every target answered. */
export function auditView(model: Model, now: () => Model): AuditView {
  const { audit } = model.report
  if (audit === undefined) return { cards: [], show: () => undefined, reveal: () => undefined }
  const groups = differenceGroups(audit).slice(0, most)
  const items = new Map(groups.map((group) => [differenceKey(group), differenceItem(group, audit, now)]))
  return {
    cards: [differencesCard(audit, [...items.values()]), sideBySide(model, audit), connectionsCard(audit), speedCard(audit)].flat(),
    show: (key) => items.get(key)?.open(),
    reveal(key) {
      items.get(key)?.element.scrollIntoView({ block: 'start' })
      items.get(key)?.element.querySelector('summary')?.focus({ preventScroll: true })
    },
  }
}

/** What names a difference in an address. */
function differenceKey({ first: { workflow, scenario, exchange, at } }: DifferenceGroup): string {
  return [workflow, scenario, exchange, at].join(' ')
}

interface Item {
  readonly element: HTMLElement
  open(): void
}

function differencesCard(audit: Audit, items: readonly Item[]): readonly HTMLElement[] {
  const tls = tlsGroups(audit, true)
  const divergences = divergenceGroups(audit)
  const more = differenceGroups(audit).length - items.length
  const kinds = items.length + tls.length + Math.max(0, more)
  const number = audit.differences.length + audit.tlsDifferences.filter(({ counts }) => counts).length
  return [
    ...(divergences.length === 0
      ? []
      : [
          card(
            'apart',
            'Violated at some targets only ',
            count(divergences.length, 'check'),
            h(
              'ol',
              { class: 'causes' },
              ...divergences
                .slice(0, most)
                .map(({ first, workflows, where }) =>
                  h(
                    'li',
                    { class: 'error' },
                    h('a', { class: 'mono', href: writeAddress({ q: first.check }) }, first.check),
                    h('span', { class: 'chips' }, h('span', { class: 'chip' }, first.level)),
                    h('p', {}, first.statement),
                    h('p', { class: 'fine' }, `violated at ${where.join(', ')} in ${workflows.join(', ')}, elsewhere not`),
                  ),
                ),
            ),
          ),
        ]),
    card(
      'differences',
      'What differs ',
      `${count(number, 'difference')}${number > kinds ? ` of ${count(kinds, 'kind')}` : ''}`,
      ...(number === 0 ? [h('p', { class: 'fine' }, 'Every target answers and negotiates alike.')] : []),
      h(
        'ol',
        { class: 'causes' },
        ...tls.map(({ first, roles }) =>
          h('li', { class: 'error' }, oddLine(`TLS ${first.at} of ${roles.join(', ')}`, first.odd), valueTable(audit.targets, first, '-')),
        ),
        ...items.map(({ element }) => element),
      ),
      ...(more > 0 ? [h('p', { class: 'fine' }, `and ${more} more: the JSON report has them`)] : []),
    ),
  ]
}

/** A difference, and under it what every target answered, drawn when it is looked at. */
function differenceItem(group: DifferenceGroup, audit: Audit, now: () => Model): Item {
  const { first, places } = group
  const body = h('div', { class: 'answers' })
  const details = h('details', { class: 'more' }, h('summary', {}, 'What every target answered'), body)
  const draw = () => {
    const { report, index } = now()
    if (details.open && report.transcripts.length > 0 && !body.hasChildNodes())
      body.append(...answersView(first, answersOf(first, report.transcripts), (journey) => index.tokensOf(journey)))
  }
  details.addEventListener('toggle', draw)
  return {
    element: h(
      'li',
      { class: 'error' },
      oddLine(`${first.exchange} ${first.at}`, first.odd),
      h('p', { class: 'fine' }, `in ${listed(places, 6)}`),
      valueTable(audit.targets, first, 'absent'),
      details,
    ),
    open() {
      details.open = true
      draw()
    },
  }
}

function oddLine(text: string, odd: readonly string[]): HTMLElement {
  return h(
    'h3',
    { class: 'odd-line' },
    h('span', { class: 'mono' }, text),
    ...(odd.length > 0 ? [h('span', { class: 'chip error' }, `${odd.join(', ')} ${odd.length > 1 ? 'stand' : 'stands'} apart`)] : []),
  )
}

function valueTable(
  targets: readonly string[],
  { seen, odd }: { readonly seen: Readonly<Record<string, string>>; readonly odd: readonly string[] },
  none: string,
): HTMLElement {
  return scroller(
    'What each target shows',
    h(
      'table',
      { class: 'values' },
      h('thead', {}, h('tr', {}, ...targets.map((target) => h('th', { scope: 'col' }, target)))),
      h(
        'tbody',
        {},
        h(
          'tr',
          {},
          ...targets.map((target) => h('td', { class: odd.includes(target) ? 'mono odd' : 'mono' }, cut(seen[target] ?? none, 400))),
        ),
      ),
    ),
  )
}

function sideBySide({ report }: Model, audit: Audit): HTMLElement {
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const cell = (workflow: string, target: string) => {
    const state = worstOf(report.verdicts, workflow, target)
    if (state === undefined) return '-'
    const isGood = state === 'conforms' || state === 'not-applicable'
    const href = writeAddress({ workflow, region: target, ...(isGood ? {} : { outcome: state }) })
    return h('a', { class: `cell ${state}`, href }, cellOf(report.verdicts, workflow, target))
  }
  return card(
    'targets',
    'Side by side ',
    count(audit.targets.length, 'target'),
    scroller(
      'Targets side by side',
      tableOf(
        ['Workflow', ...audit.targets],
        [
          ...workflows.map((workflow) => [workflow, ...audit.targets.map((target) => cell(workflow, target))]),
          ...(audit.tls.length === 0 ? [] : [['TLS', ...audit.targets.map((target) => tlsCell(audit, target))]]),
        ],
        'matrix',
      ),
    ),
    ...(audit.everywhere.length === 0 ? [] : [h('p', { class: 'fine' }, `Violated at every target: ${listed(audit.everywhere, 20)}`)]),
  )
}

function connectionsCard(audit: Audit): readonly HTMLElement[] {
  const others = tlsGroups(audit, false)
  const hosts = audit.tls.filter(({ protocol }) => protocol !== 'none')
  if (hosts.length === 0) return []
  const rowOf = ({ target, host, roles, protocol, cipher, key, issuer, until, days, trusted, failure }: TlsFacts) => [
    target,
    host,
    roles.join(', '),
    ...(failure === undefined
      ? [protocol, cipher, key, issuer, `${until.slice(0, 10)} (${days} days)`, trusted]
      : [failure, '', '', '', '', '']),
  ]
  return [
    card(
      'connections',
      'Connections ',
      count(hosts.length, 'host'),
      ...others.map(({ first, roles }) =>
        h(
          'div',
          {},
          h('p', { class: 'fine' }, `${first.at} of ${roles.join(', ')} differs, which does not count`),
          valueTable(audit.targets, first, '-'),
        ),
      ),
      scroller(
        'TLS of each host',
        tableOf(['Target', 'Host', 'Roles', 'Protocol', 'Cipher', 'Key', 'Issuer', 'Until', 'Trusted'], hosts.map(rowOf)),
      ),
    ),
  ]
}

function speedCard(audit: Audit): HTMLElement {
  const steps = [...new Set(audit.latencies.map(({ step }) => step))]
  const few = latencyNote(audit)
  const cell = (step: string, target: string) => latencyCell(audit.latencies.find((each) => each.target === target && each.step === step))
  return card(
    'speed',
    'Milliseconds to an answer ',
    'p50/p95/max (answers)',
    scroller(
      'Milliseconds to an answer',
      tableOf(
        ['Operation', ...audit.targets],
        steps.map((step) => [step, ...audit.targets.map((target) => cell(step, target))]),
        'speed',
      ),
    ),
    ...(few === undefined ? [] : [h('p', { class: 'fine' }, few)]),
  )
}

function card(id: string, title: string, counted: string, ...children: readonly HTMLElement[]): HTMLElement {
  return h(
    'section',
    { class: 'card', 'aria-labelledby': `audit-${id}` },
    h('h2', { id: `audit-${id}` }, title, h('span', { class: 'count' }, counted)),
    ...children,
  )
}

function tableOf(head: readonly string[], rows: readonly (readonly (string | HTMLElement)[])[], name = ''): HTMLElement {
  return h(
    'table',
    { class: name },
    h('thead', {}, h('tr', {}, ...head.map((text) => h('th', { scope: 'col' }, text)))),
    h(
      'tbody',
      {},
      ...rows.map(([first = '', ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), ...rest.map((each) => h('td', {}, each)))),
    ),
  )
}
