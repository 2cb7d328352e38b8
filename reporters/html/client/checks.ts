import type { Standing } from '../../compared.ts'
import { journeyTail } from '../../report.ts'
import { grouped } from '../../text.ts'
import { type Address, filterNames, writeAddress } from './address.ts'
import { fill, h } from './dom.ts'
import type { Model, Row } from './model.ts'
import { signOf, states, wordOf } from './states.ts'

const rowHeight = 52
const margin = 8
const maxPaper = 1000

const shownStandings = ['new', 'still', 'fixed'] as const
export const standingWords: Readonly<Record<Standing, string>> = { new: 'new', still: 'still there', fixed: 'fixed', gone: 'gone' }

export interface ChecksView {
  readonly filters: HTMLElement
  readonly list: HTMLElement
  /** The same rows for paper, where nothing scrolls; empty until it is printed. */
  readonly paper: HTMLElement
  show(rows: readonly Row[], address: Address): void
}

/** The filters and the list of checks. Only the rows in sight are in the document, so that ten thousand are as light as ten. */
export function checksView(model: Model, go: (change: Partial<Address>) => void): ChecksView {
  const counted = h('p', { class: 'fine', role: 'status' })
  const inner = h('ul', { class: 'rows' })
  const pane = h('div', { class: 'pane', tabindex: 0, role: 'region', 'aria-label': 'List of checks' }, inner)
  const filters = filterBar(model, go)
  let rows: readonly Row[] = []
  let address: Address | undefined
  let drawn = ''
  const draw = () => {
    const from = Math.max(0, Math.floor(pane.scrollTop / rowHeight) - margin)
    const until = Math.min(rows.length, Math.ceil((pane.scrollTop + (pane.clientHeight || 600)) / rowHeight) + margin)
    const now = `${from} ${until}`
    if (now === drawn) return
    drawn = now
    inner.style.height = `${rows.length * rowHeight}px`
    fill(inner, ...rows.slice(from, until).map((row, index) => rowOf(row, from + index, rows.length, address)))
  }
  const paper = h('div', { class: 'paper' })
  const print = () => fill(paper, ...paperOf(rows, model.rows.length))
  addEventListener('beforeprint', print)
  matchMedia('print').addEventListener('change', ({ matches }) => matches && print())
  pane.addEventListener('scroll', draw, { passive: true })
  addEventListener('resize', draw)
  pane.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || address === undefined) return
    event.preventDefault()
    const at = rows.findIndex(({ verdict }) => verdict.key === address?.check)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (next === undefined) return
    const place = rows.indexOf(next) * rowHeight
    if (place < pane.scrollTop) pane.scrollTop = place
    if (place + rowHeight > pane.scrollTop + pane.clientHeight) pane.scrollTop = place + rowHeight - pane.clientHeight
    go({ check: next.verdict.key })
  })
  return {
    filters: filters.element,
    list: h('div', { class: 'list' }, counted, pane),
    paper,
    show(found, given) {
      const isNew = found !== rows
      rows = found
      address = given
      drawn = ''
      if (isNew) pane.scrollTop = 0
      counted.textContent =
        found.length === model.rows.length
          ? `${grouped(found.length)} checks`
          : `${grouped(found.length)} of ${grouped(model.rows.length)} checks`
      filters.set(given)
      draw()
    },
  }
}

function rowOf({ verdict, state, standing }: Row, index: number, total: number, address: Address | undefined): HTMLElement {
  const tail = journeyTail(verdict)
  const isOpen = address?.check === verdict.key
  return h(
    'li',
    { style: `top:${index * rowHeight}px`, 'aria-setsize': total, 'aria-posinset': index + 1 },
    h(
      'a',
      { class: `row ${state}`, href: writeAddress({ ...address, check: verdict.key }), 'aria-current': isOpen ? 'true' : undefined },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(state)),
      h(
        'span',
        { class: 'row-text' },
        h('span', { class: 'row-id mono' }, verdict.check, verdict.subject === '' ? '' : ` ${verdict.subject}`),
        h('span', { class: 'row-place' }, `${verdict.workflow} ${verdict.region} ${verdict.step}${tail === '' ? '' : ` \u00b7 ${tail}`}`),
      ),
      h('span', { class: 'hidden' }, wordOf(state)),
      standing !== undefined && standing !== 'still' && h('span', { class: `chip standing ${standing}` }, standing),
    ),
  )
}

/** The rows as a table, the gravest first, as far as a reader of paper can follow. */
function paperOf(rows: readonly Row[], total: number): readonly HTMLElement[] {
  const more = rows.length - maxPaper
  return [
    h('p', { class: 'fine' }, rows.length === total ? `${grouped(total)} checks` : `${grouped(rows.length)} of ${grouped(total)} checks`),
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...['', 'Check', 'Where', 'Level'].map((text) => h('th', { scope: 'col' }, text)))),
      h(
        'tbody',
        {},
        ...rows.slice(0, maxPaper).map(({ verdict, state }) => {
          const tail = journeyTail(verdict)
          return h(
            'tr',
            { class: state },
            h('td', {}, h('span', { class: 'sign' }, signOf(state)), ` ${wordOf(state)}`),
            h('td', { class: 'mono' }, verdict.check, verdict.subject === '' ? '' : ` ${verdict.subject}`),
            h('td', {}, `${verdict.workflow} ${verdict.region} ${verdict.step}${tail === '' ? '' : ` \u00b7 ${tail}`}`),
            h('td', {}, verdict.level),
          )
        }),
      ),
    ),
    ...(more > 0 ? [h('p', { class: 'fine' }, `and ${grouped(more)} more: filter the checks before printing`)] : []),
  ]
}

function filterBar(model: Model, go: (change: Partial<Address>) => void) {
  const search = h('input', {
    type: 'search',
    id: 'f-q',
    placeholder: 'check, text, journey',
    autocomplete: 'off',
    input: () => go({ q: search.value }),
  })
  const choices: Readonly<Record<string, readonly (readonly [value: string, text: string])[]>> = {
    outcome: states.map(({ state, word }) => [state, word] as const),
    level: plain(model, 'level'),
    workflow: plain(model, 'workflow'),
    region: plain(model, 'region'),
    step: plain(model, 'step'),
    scenario: plain(model, 'scenario'),
    ...(model.report.compared === undefined
      ? {}
      : { since: shownStandings.map((standing) => [standing, standingWords[standing]] as const) }),
  }
  const selects = Object.entries(choices).map(([name, options]) => {
    const select = h(
      'select',
      { id: `f-${name}`, change: () => go({ [name]: select.value, check: '' }) },
      h('option', { value: '' }, 'any'),
      ...options.map(([value, text]) => h('option', { value }, text)),
    )
    return [name, select] as const
  })
  const clear = h('button', { type: 'button', click: () => go(Object.fromEntries(filterNames.map((name) => [name, '']))) }, 'Clear')
  return {
    element: h(
      'form',
      { class: 'filters', role: 'search', 'aria-label': 'Filter the checks', submit: (event) => event.preventDefault() },
      h('label', { for: 'f-q', class: 'wide' }, h('span', {}, 'Text'), search),
      ...selects.map(([name, select]) => h('label', { for: `f-${name}` }, h('span', {}, name), select)),
      clear,
    ),
    set(address: Address) {
      if (search.value !== address.q) search.value = address.q
      for (const [name, select] of selects) select.value = address[name as keyof Address]
      clear.disabled = filterNames.every((name) => address[name] === '')
    },
  }
}

function plain(model: Model, name: 'level' | 'workflow' | 'region' | 'step' | 'scenario'): readonly (readonly [string, string])[] {
  return [...new Set(model.report.verdicts.map((verdict) => verdict[name]))].map((value) => [value, value] as const)
}
