import type { OutlineLine } from '../../../contracts/schemas/outline.ts'
import type { Body, Callback, Exchange, Headers } from '../../../suites/transcript.ts'
import type { JudgedFinding } from '../../../suites/verdict.ts'
import { cut, duration, grouped } from '../../text.ts'
import { bodyLines, kindWords, type Remark } from './body.ts'
import { h } from './dom.ts'

const maxBody = 20_000

/** A request beside its answer, with what the findings say of the answer in its place. */
export function exchangeView(exchange: Exchange, findings: readonly JudgedFinding[]): HTMLElement {
  const { name, at, ms } = exchange
  return h(
    'div',
    { class: 'exchange' },
    h('h4', {}, `${name} \u00b7 ${duration(ms)} \u00b7 ${at}`),
    h(
      'div',
      { class: 'sides' },
      h('div', {}, h('h4', {}, 'Request'), requestView(exchange)),
      h('div', {}, h('h4', {}, 'Response'), responseView(exchange, foundIn(name, findings))),
    ),
  )
}

export function requestView({ name, request }: Exchange): HTMLElement {
  return message(`${request.method} ${request.url}`, request.headers, request.body, `request of ${name}`)
}

export function responseView({ name, response, failure }: Exchange, found: Found): HTMLElement {
  return response === undefined
    ? h('pre', { class: 'actual' }, failure === undefined ? 'no answer' : `${failure.kind}: ${failure.message}`)
    : message(String(response.status), response.headers, response.body, `response of ${name}`, found)
}

/** A callback, with what the findings say of it. */
export function callbackView({ at, method, headers, body }: Callback, findings: readonly JudgedFinding[]): HTMLElement {
  return h(
    'div',
    { class: 'exchange' },
    h('h4', {}, `callback \u00b7 ${at}`),
    message(`${method} callback`, headers, body, 'callback', foundIn('callback', findings)),
  )
}

/** The schema that was broken, as an outline, with the broken lines marked. */
export function outlineView(lines: readonly OutlineLine[], findings: readonly JudgedFinding[]): HTMLElement {
  const broken = new Set(findings.map(({ at }) => generalPath(at.slice(at.indexOf('$')))))
  return h(
    'details',
    { class: 'more', open: true },
    h('summary', {}, 'Expected shape'),
    pre(
      'Expected shape',
      lines.map(({ depth, text, path }) => {
        const isBroken = path !== undefined && broken.has(path)
        return lineOf(`${isBroken ? '\u25b8 ' : '  '}${'  '.repeat(depth)}${text}`, isBroken ? 'value' : undefined)
      }),
    ),
  )
}

/** What breaks a schema, one line each. */
export function differenceTable(findings: readonly JudgedFinding[]): HTMLElement {
  return h(
    'table',
    { class: 'differences' },
    h('thead', {}, h('tr', {}, ...['', 'At', 'Expected', 'Actual'].map((text) => h('th', { scope: 'col' }, text)))),
    h(
      'tbody',
      {},
      ...findings.map(({ at, expected, actual, severity, difference = 'value', contested, tolerance }) =>
        h(
          'tr',
          { class: severity },
          h('td', {}, h('span', { class: `chip ${severity}` }, kindWords[difference])),
          h('td', { class: 'mono' }, at, ...[contested, tolerance].map((id) => id !== undefined && h('span', { class: 'fine' }, ` ${id}`))),
          h('td', { class: 'mono' }, expected),
          h('td', { class: 'mono' }, actual),
        ),
      ),
    ),
  )
}

/** What is said of the status, of headers by their lower-case names, and of places in the body. */
export interface Found {
  readonly status?: string
  readonly headers: ReadonlyMap<string, string>
  /** A header that is not there, as a line of its own. */
  readonly absent?: string
  readonly remarks: readonly Remark[]
}

/** What findings say of one answer: of its status, of a header, of places in its body. */
function foundIn(name: string, findings: readonly JudgedFinding[]): Found {
  const own = findings
    .filter(({ at }) => at.startsWith(`${name} `))
    .map((finding) => ({ ...finding, at: finding.at.slice(name.length + 1) }))
  const status = own.find(({ at }) => at === 'status')?.expected
  return {
    ...(status === undefined ? {} : { status: `expected ${status}` }),
    headers: new Map(own.map(({ at, expected }) => [at.toLowerCase(), `expected ${expected}`])),
    remarks: own
      .filter(({ at }) => at.startsWith('$'))
      .map(({ at, expected, difference = 'value' }) => ({
        path: at,
        kind: difference,
        note: `${kindWords[difference]}: expected ${expected}`,
      })),
  }
}

function message(
  line: string,
  headers: Headers,
  body: Body,
  label: string,
  found: Found = { headers: new Map(), remarks: [] },
): HTMLElement {
  const lineWith = (text: string, note: string | undefined) => (note === undefined ? lineOf(text) : lineOf(text, 'value', note))
  return pre(label, [
    lineWith(line, found.status),
    ...headers.map(([name, value]) => lineWith(`${name}: ${value}`, found.headers.get(name.toLowerCase()))),
    ...(found.absent === undefined ? [] : [lineOf(found.absent, 'missing')]),
    lineOf(''),
    ...bodyOf(body, found.remarks),
  ])
}

function bodyOf(body: Body, remarks: readonly Remark[]): readonly HTMLElement[] {
  switch (body.kind) {
    case 'none':
      return []
    case 'json':
      return bodyLines(body.value, remarks).map(({ text, remark }) =>
        remark === undefined ? lineOf(remarks.length === 0 ? text.slice(2) : text) : lineOf(text, remark.kind, remark.note),
      )
    case 'text':
      return [lineOf(cut(body.text, maxBody))]
    case 'binary':
      return [lineOf(`(${grouped(body.size)} bytes of ${body.type}, sha256 ${body.sha256})`)]
    case 'form':
      return body.parts.map((part) =>
        lineOf(`(${part.name}: ${part.filename}, ${grouped(part.size)} bytes of ${part.type}, sha256 ${part.sha256})`),
      )
  }
}

function lineOf(text: string, mark?: Remark['kind'], note?: string): HTMLElement {
  if (mark === undefined) return h('span', { class: 'line' }, `${text}\n`)
  return h(
    'mark',
    { class: `line ${mark}` },
    text,
    note === undefined ? '' : h('span', { class: 'note-text' }, `  \u2190 ${cut(note, 160)}`),
    '\n',
  )
}

/** A box of lines that shows its first mark. */
function pre(label: string, lines: readonly HTMLElement[]): HTMLElement {
  const box = h('pre', { tabindex: 0, role: 'region', 'aria-label': label }, ...lines)
  const first = lines.find((line) => line.tagName === 'MARK')
  if (first !== undefined) requestAnimationFrame(() => box.scrollTo({ top: first.offsetTop - box.offsetTop - 80 }))
  return box
}

function generalPath(path: string): string {
  return path.replace(/\[\d+\]/g, '[*]')
}
