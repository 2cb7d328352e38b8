import { bucketsOf } from '../../buckets.ts'
import { countsText } from '../../console-journeys.ts'
import { countsOf } from '../../report.ts'
import { duration } from '../../text.ts'
import type { Payload } from '../slim.ts'
import { type Address, filterNames, readAddress, writeAddress } from './address.ts'
import { auditView } from './audit.ts'
import { checksView } from './checks.ts'
import { detailOf } from './detail.ts'
import { fill, h } from './dom.ts'
import { capabilityGraph } from './graph.ts'
import { filtered, type Model, modelOf, type Row, withTranscripts } from './model.ts'
import { brokenGraphs, overview } from './overview.ts'
import { journeyView } from './sequence.ts'

let model = modelOf(JSON.parse(document.getElementById('data')?.textContent ?? '{}') as Payload)
let address = readAddress(location.hash)
let rows: readonly Row[] = []
let filters = '-'

const audit = auditView(model, () => model)
const checks = checksView(model, (change) => go({ ...address, ...change }))
const detail = h('section', { class: 'detail', 'aria-label': 'The chosen check' })
const journeyPlace = h('div', { class: 'journeys' }, h('p', { class: 'fine' }, 'reading\u2026'))
let journeys: ReturnType<typeof journeyList> | undefined
const split = h('div', { class: 'split' }, checks.list, detail)

document
  .getElementById('app')
  ?.replaceChildren(
    h('a', { class: 'skip', href: '#checks-title', click: skip }, 'Skip to the checks'),
    h(
      'main',
      {},
      ...overview(model, audit.cards),
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'checks-title' },
        h('h2', { id: 'checks-title', tabindex: -1 }, 'Checks'),
        checks.filters,
        split,
        checks.paper,
      ),
      h('section', { class: 'card', 'aria-labelledby': 'journeys-title' }, h('h2', { id: 'journeys-title' }, 'Journeys'), journeyPlace),
    ),
  )

function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('checks-title')?.focus()
}

/** Changes the address, from which everything is drawn. */
function go(next: Address): void {
  history.replaceState(undefined, '', writeAddress(next))
  draw(false)
}

function draw(isFollowed: boolean): void {
  const before = address
  address = readAddress(location.hash)
  const now = JSON.stringify(filterNames.map((name) => address[name]))
  if (now !== filters) rows = filtered(model.rows, address)
  const isFiltered = now !== filters
  filters = now
  checks.show(rows, address)
  split.classList.toggle('open', address.check !== '')
  fill(
    detail,
    ...(address.check === ''
      ? [h('p', { class: 'fine empty' }, 'Choose a check to see what it rests on.')]
      : detailOf(model, address.check)),
  )
  journeys?.show(address.journey)
  audit.show(address.difference)
  if (!isFollowed) return
  if (address.check !== '' && (address.check !== before.check || address.journey === '')) reveal(detail, 'detail-title')
  else if (address.journey !== '') journeys?.reveal(address.journey)
  else if (address.difference !== '') audit.reveal(address.difference)
  else if (isFiltered) reveal(document.getElementById('checks-title'), 'checks-title')
}

function reveal(element: Element | null, focus: string): void {
  element?.scrollIntoView({ block: 'start' })
  document.getElementById(focus)?.focus({ preventScroll: true })
}

function journeyList({ report }: Model) {
  const byJourney = bucketsOf(report.verdicts, ({ journey }) => journey)
  const items = new Map(
    report.transcripts.map((transcript) => {
      const { journey, exchanges, ms, stopped } = transcript
      const body = h('div', { class: 'journey-body' })
      const item = h(
        'details',
        { class: 'journey' },
        h(
          'summary',
          {},
          h('span', { class: 'mono' }, journey.id),
          h(
            'span',
            { class: 'fine' },
            ` ${exchanges.length} exchanges, ${duration(ms)} \u00b7 ${countsText(countsOf(byJourney.get(journey.id) ?? []))}${stopped === undefined ? '' : ` \u00b7 stopped at ${stopped.at}`}`,
          ),
        ),
        body,
      )
      // Pictures are drawn when they are looked at.
      item.addEventListener('toggle', () => {
        if (!item.open || body.hasChildNodes()) return
        const graph = capabilityGraph(model, transcript, 'journey')
        fill(body, ...(graph === undefined ? [] : [h('h3', {}, 'Capabilities'), graph]), ...journeyView(transcript))
      })
      return [journey.id, item] as const
    }),
  )
  return {
    elements: [...items.values()],
    show(id: string) {
      const item = items.get(id)
      if (item !== undefined) item.open = true
    },
    reveal(id: string) {
      items.get(id)?.scrollIntoView({ block: 'start' })
      items.get(id)?.querySelector('summary')?.focus({ preventScroll: true })
    },
  }
}

/** What rests on the exchanges is drawn when they are there: the verdict does not wait for them. */
function complete(): void {
  model = withTranscripts(model, JSON.parse(document.getElementById('transcripts')?.textContent ?? '[]'))
  journeys = journeyList(model)
  fill(journeyPlace, ...journeys.elements)
  document.getElementById('order-place')?.replaceWith(...brokenGraphs(model))
  draw(location.hash.length > 1)
}

addEventListener('hashchange', () => draw(true))
draw(false)
addEventListener('DOMContentLoaded', complete)
