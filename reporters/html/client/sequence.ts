import type { Exchange, Transcript } from '../../../suites/transcript.ts'
import { duration } from '../../text.ts'
import { h, scroller, svg } from './dom.ts'

const lane = 128
const rowHeight = 30
const top = 34
const laneOrder = ['auth', 'account', 'api', 'retrieval', 'status']

/** Who said what to whom, from top to bottom: the client on the left, the hosts of the target, and the callback on the right. */
export function sequenceDiagram({ journey, exchanges, callbacks = [] }: Transcript): HTMLElement {
  const roles = laneOrder.filter((role) => exchanges.some((exchange) => exchange.role === role))
  const lanes = ['client', ...roles, ...(callbacks.length > 0 ? ['callback'] : [])]
  const x = (name: string) => 60 + lanes.indexOf(name) * lane
  const width = 60 + (lanes.length - 1) * lane + 90
  const height = top + (exchanges.length + callbacks.length) * rowHeight + 12
  const events = [
    ...exchanges.map((exchange) => ({
      at: Date.parse(exchange.at),
      draw: (y: number) => exchangeRow(exchange, x('client'), x(exchange.role), y),
    })),
    ...callbacks.map((callback) => ({
      at: Date.parse(callback.at),
      draw: (y: number) => arrow('callback', callback.method, x(roles.at(-1) ?? 'client'), x('callback'), y, true),
    })),
  ].sort((a, b) => a.at - b.at)
  return scroller(
    `Sequence of ${journey.id}`,
    svg(
      'svg',
      {
        class: 'sequence',
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-label': `${exchanges.length} exchanges of ${journey.id} in order`,
      },
      ...lanes.flatMap((name) => [
        svg('line', { class: 'lane', x1: x(name), x2: x(name), y1: top - 12, y2: height }),
        svg('text', { class: 'lane-name', x: x(name), y: 14, 'text-anchor': 'middle' }, name),
      ]),
      ...events.map(({ draw }, index) => draw(top + index * rowHeight + 18)),
    ),
  )
}

function exchangeRow({ name, request, response, failure, ms }: Exchange, from: number, to: number, y: number): SVGElement {
  const status = response?.status ?? 0
  const isProbe = name.startsWith('probe:')
  const isGood = isProbe ? status >= 400 && status < 500 : status >= 200 && status < 300
  const answer = failure === undefined ? String(status) : failure.kind
  return arrow(`${name}`, `${answer} \u00b7 ${duration(ms)}`, from, to, y, isGood, `${request.method} ${request.url}`)
}

function arrow(label: string, answer: string, from: number, to: number, y: number, isGood: boolean, title = label): SVGElement {
  const tip = to > from ? -8 : 8
  return svg(
    'g',
    { class: isGood ? 'call' : 'call bad' },
    svg('title', {}, title),
    svg('line', { x1: from, x2: to, y1: y, y2: y }),
    svg('path', { d: `M${to} ${y} l${tip} -4 v8 z` }),
    svg('text', { x: from + 6, y: y - 5 }, label.length > 44 ? `${label.slice(0, 43)}\u2026` : label),
    svg('text', { class: 'answer', x: to + 6, y: y + 4 }, answer),
  )
}

/** When each exchange was under way. */
export function timeLine({ journey, exchanges, startedAt, ms }: Transcript): HTMLElement {
  const begin = Date.parse(startedAt)
  const span = Math.max(1, ms, ...exchanges.map((exchange) => Date.parse(exchange.at) - begin + exchange.ms))
  const width = 720
  const bar = 12
  const height = exchanges.length * bar + 22
  const x = (time: number) => (Math.max(0, time) / span) * width
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return scroller(
    `Time line of ${journey.id}`,
    svg(
      'svg',
      {
        class: 'time',
        viewBox: `0 0 ${width + 60} ${height}`,
        width: width + 60,
        height,
        role: 'img',
        'aria-label': `${exchanges.length} exchanges in ${duration(span)}`,
      },
      ...ticks.flatMap((part) => [
        svg('line', { class: 'lane', x1: part * width, x2: part * width, y1: 0, y2: height - 16 }),
        svg('text', { class: 'answer', x: part * width + 2, y: height - 4 }, duration(part * span)),
      ]),
      ...exchanges.map((exchange, index) =>
        svg(
          'rect',
          {
            class: `bar ${exchange.step}${exchange.response === undefined ? ' bad' : ''}`,
            x: x(Date.parse(exchange.at) - begin),
            y: index * bar + 2,
            width: Math.max(2, x(exchange.ms)),
            height: bar - 4,
            rx: 2,
          },
          svg('title', {}, `${exchange.name}: ${duration(exchange.ms)}`),
        ),
      ),
    ),
  )
}

/** Both pictures of a journey, and its exchanges as a table for those who do not see them. */
export function journeyView(transcript: Transcript): readonly HTMLElement[] {
  const { exchanges, stopped } = transcript
  return [
    ...(stopped === undefined ? [] : [h('p', { class: 'reason' }, `Stopped at ${stopped.at} (${stopped.cause}): ${stopped.detail}`)]),
    h('h4', {}, 'Sequence'),
    sequenceDiagram(transcript),
    h('h4', {}, 'Time line'),
    timeLine(transcript),
    h(
      'details',
      {},
      h('summary', {}, 'Exchanges as a table'),
      scroller(
        'Exchanges',
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ...['Name', 'Request', 'Answer', 'Time'].map((text) => h('th', { scope: 'col' }, text)))),
          h(
            'tbody',
            {},
            ...exchanges.map(({ name, request, response, failure, ms }) =>
              h(
                'tr',
                {},
                h('td', {}, name),
                h('td', { class: 'mono' }, `${request.method} ${request.url}`),
                h('td', {}, response === undefined ? (failure?.message ?? 'no answer') : String(response.status)),
                h('td', { class: 'number' }, duration(ms)),
              ),
            ),
          ),
        ),
      ),
    ),
  ]
}
