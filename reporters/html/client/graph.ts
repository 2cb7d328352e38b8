import type { Transcript } from '../../../suites/transcript.ts'
import { fill, h, scroller, svg } from './dom.ts'
import type { Model } from './model.ts'

const width = 214
const height = 66
const gapX = 44
const gapY = 14
const indent = 30

interface Place {
  readonly name: string
  x: number
  y: number
}

interface Decision {
  readonly type: string
  readonly label: string
}

/** The capabilities of a journey as a picture: each with its decision, and broken edges in red. Undefined where it has none. `place` says which of several on the page it is. */
export function capabilityGraph(model: Model, transcript: Transcript, place: string): HTMLElement | undefined {
  const edges = model.edges.get(transcript.journey.workflow) ?? []
  const decisions = decisionsOf(transcript)
  if (edges.length === 0 || decisions === undefined) return undefined
  const broken = new Set(
    model.report.verdicts
      .filter(({ journey, outcome }) => journey === transcript.journey.id && outcome === 'violates')
      .map(({ subject }) => subject),
  )
  const wide = layout(edges)
  const isBroken = ([from, to]: readonly [string, string]) => broken.has(`${from}->${to}`)
  const bad = edges.filter(isBroken)
  const told = [
    ...[...wide.keys()].map((name) => `${name} ${summary(decisions.get(name) ?? [])}`),
    ...bad.map(([from, to]) => `broken: ${to} ran although ${from} did not succeed`),
  ].join('; ')
  // Red edges go last, so that nothing is drawn over them.
  const drawn = [...edges].sort((a, b) => Number(isBroken(a)) - Number(isBroken(b)))
  const picture = (places: ReadonlyMap<string, Place>, draw: typeof edgeOf): SVGElement => {
    const { right, bottom } = extentOf(places)
    return svg(
      'svg',
      { viewBox: `-4 -4 ${right + 8} ${bottom + 8}`, width: right + 8, height: bottom + 8, role: 'img', 'aria-label': told },
      ...drawn.flatMap((edge) => draw(places.get(edge[0]), places.get(edge[1]), isBroken(edge))),
      ...[...places.values()].map((place) => nodeOf(place, decisions.get(place.name) ?? [])),
    )
  }
  const box = scroller(`Capabilities of ${transcript.journey.id}, ${place}`, picture(wide, edgeOf))
  // Where there is no room for columns the picture goes downwards, so that nothing of it is cut off.
  let isTall = false
  new ResizeObserver(() => {
    const isNarrow = box.clientWidth < extentOf(wide).right + 8
    if (box.clientWidth === 0 || isNarrow === isTall) return
    isTall = isNarrow
    fill(box, isTall ? picture(tallLayout(edges), elbowOf) : picture(wide, edgeOf))
  }).observe(box)
  return h(
    'figure',
    { class: 'graph' },
    box,
    h(
      'figcaption',
      {},
      `${transcript.journey.id}: `,
      bad.length === 0
        ? 'every capability ran only where the one before it succeeded.'
        : h('strong', { class: 'error' }, bad.map(([from, to]) => `${to} ran although ${from} did not succeed`).join('; ')),
    ),
  )
}

function decisionsOf(transcript: Transcript): ReadonlyMap<string, readonly Decision[]> | undefined {
  const body = transcript.exchanges.findLast(({ name }) => name === 'details')?.response?.body
  const capabilities = body?.kind === 'json' ? memberOf(body.value, 'capabilities') : undefined
  if (typeof capabilities !== 'object' || capabilities === null) return undefined
  return new Map(
    Object.entries(capabilities).map(([name, entries]) => [
      name,
      (Array.isArray(entries) ? entries : []).map((entry) => {
        const decision = memberOf(entry, 'decision')
        return { type: textOf(memberOf(decision, 'type')), label: textOf(memberOf(memberOf(decision, 'details'), 'label')) }
      }),
    ]),
  )
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 40) : '?'
}

function kindsOf(decisions: readonly Decision[]): string {
  const kinds = [...new Set(decisions.map(({ type }) => type))]
  if (kinds.length === 0) return 'not listed'
  if (kinds.length === 1) return `${kinds[0]}${decisions.length > 1 ? ` (${decisions.length} entries)` : ''}`
  return kinds.map((kind) => `${kind} ${decisions.filter(({ type }) => type === kind).length}`).join(', ')
}

function labelsOf(decisions: readonly Decision[]): string {
  return [...new Set(decisions.map(({ label }) => label))].join(', ')
}

function summary(decisions: readonly Decision[]): string {
  return `${kindsOf(decisions)} ${labelsOf(decisions)}`.trim()
}

const gravest = ['REJECTED', 'NOT_EXECUTED', 'WARNING', 'PASSED']

function nodeOf({ name, x, y }: Place, decisions: readonly Decision[]): SVGElement {
  const type = gravest.find((kind) => decisions.some((decision) => decision.type === kind)) ?? 'ABSENT'
  return svg(
    'g',
    { class: `node ${type.toLowerCase()}`, transform: `translate(${x} ${y})` },
    svg('title', {}, `${name}: ${summary(decisions)}`),
    svg('rect', { width, height, rx: 10 }),
    svg('text', { x: 12, y: 22, class: 'name' }, shortened(name, 27)),
    svg('text', { x: 12, y: 40, class: 'decision' }, shortened(kindsOf(decisions), 28)),
    svg('text', { x: 12, y: 56, class: 'decision' }, shortened(labelsOf(decisions), 28)),
  )
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}\u2026` : text
}

function edgeOf(from: Place | undefined, to: Place | undefined, isBroken: boolean): readonly SVGElement[] {
  if (from === undefined || to === undefined) return []
  const start = [from.x + width, from.y + height / 2] as const
  const end = [to.x - 7, to.y + height / 2] as const
  const middle = (start[0] + end[0]) / 2
  const path = `M${start.join(' ')} C${middle} ${start[1]} ${middle} ${end[1]} ${end.join(' ')}`
  return arrowOf(path, to, isBroken, [middle, (start[1] + end[1]) / 2])
}

/** An edge of the picture that goes downwards: down beside what lies between, then to the right. */
function elbowOf(from: Place | undefined, to: Place | undefined, isBroken: boolean): readonly SVGElement[] {
  if (from === undefined || to === undefined) return []
  const x = from.x + indent / 2
  const y = to.y + height / 2
  return arrowOf(`M${x} ${from.y + height} V${y} H${to.x - 7}`, to, isBroken, [x, y])
}

function arrowOf(path: string, to: Place, isBroken: boolean, [x, y]: readonly [number, number]): readonly SVGElement[] {
  const line = svg('path', { class: isBroken ? 'edge broken' : 'edge', d: path })
  const tip = svg('path', { class: isBroken ? 'tip broken' : 'tip', d: `M${to.x} ${to.y + height / 2} l-9 -5 v10 z` })
  if (!isBroken) return [line, tip]
  const cross = svg(
    'g',
    { class: 'cross', transform: `translate(${x} ${y})` },
    svg('circle', { r: 10 }),
    svg('path', { d: 'M-4 -4 L4 4 M4 -4 L-4 4' }),
  )
  return [line, tip, cross]
}

function extentOf(places: ReadonlyMap<string, Place>): { readonly right: number; readonly bottom: number } {
  const all = [...places.values()]
  return { right: Math.max(...all.map(({ x }) => x)) + width, bottom: Math.max(...all.map(({ y }) => y)) + height }
}

/** One below the other, each after everything that it waits for, and further in than what comes last of that. */
function tallLayout(edges: readonly (readonly [string, string])[]): ReadonlyMap<string, Place> {
  const names = [...new Set(edges.flat())]
  const depth = depthsOf(names, edges)
  const done = new Set<string>()
  const order: string[] = []
  const visit = (name: string): void => {
    if (done.has(name)) return
    done.add(name)
    for (const [from, to] of edges.toReversed()) if (from === name) visit(to)
    order.unshift(name)
  }
  // From the beginnings only: begun further down, what follows one capability would be torn apart by another.
  for (const name of names.toReversed()) if (!edges.some(([, to]) => to === name)) visit(name)
  return new Map(order.map((name, row) => [name, { name, x: (depth.get(name) ?? 0) * indent, y: row * (height + gapY) }]))
}

/** The longest way from a beginning to each. */
function depthsOf(names: readonly string[], edges: readonly (readonly [string, string])[]): ReadonlyMap<string, number> {
  const depth = new Map(names.map((name) => [name, 0]))
  for (const _ of names)
    for (const [from, to] of edges) depth.set(to, Math.max(depth.get(to) ?? 0, Math.min(names.length, (depth.get(from) ?? 0) + 1)))
  return depth
}

/** Columns by the longest way from a beginning, rows so that a capability stands in the middle of what follows it. */
function layout(edges: readonly (readonly [string, string])[]): ReadonlyMap<string, Place> {
  const names = [...new Set(edges.flat())]
  const depth = depthsOf(names, edges)
  const places = new Map<string, Place>()
  let row = 0
  const place = (name: string): Place => {
    const known = places.get(name)
    if (known !== undefined) return known
    const made = { name, x: (depth.get(name) ?? 0) * (width + gapX), y: 0 }
    places.set(name, made)
    const next = edges.filter(([from]) => from === name).map(([, to]) => place(to))
    made.y = next.length === 0 ? row++ * (height + gapY) : next.reduce((sum, { y }) => sum + y, 0) / next.length
    return made
  }
  for (const name of names) if (!edges.some(([, to]) => to === name)) place(name)
  return places
}
