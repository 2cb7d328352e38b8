import type { Body, Exchange, Headers } from '../../../suites/transcript.ts'
import type { Verdict } from '../../../suites/verdict.ts'
import { curlOf } from '../../curl.ts'
import { cut, duration, grouped } from '../../text.ts'
import { writeAddress } from './address.ts'
import { h } from './dom.ts'
import { capabilityGraph } from './graph.ts'
import type { Model } from './model.ts'
import { signOf, wordOf } from './states.ts'

const maxBody = 20_000

/** Everything that is known of one verdict. */
export function detailOf(model: Model, key: string): readonly HTMLElement[] {
  const row = model.byKey.get(key)
  if (row === undefined) return [h('p', { class: 'fine' }, 'This report holds no such check.')]
  const { verdict, state } = row
  const transcript = model.index.transcriptOf(verdict)
  const main = model.index.exchangeOf(verdict)
  const others = (transcript?.exchanges ?? []).filter((each) => verdict.evidence.includes(each.name) && each !== main).slice(0, 12)
  const graph = transcript !== undefined && verdict.step === 'details' ? capabilityGraph(model, transcript) : undefined
  return [
    h('h3', { tabindex: -1, id: 'detail-title' }, verdict.check),
    h(
      'p',
      { class: 'chips' },
      h('span', { class: `chip ${state}` }, h('span', { 'aria-hidden': 'true' }, signOf(state)), ` ${wordOf(state)}`),
      h('span', { class: 'chip' }, verdict.level),
      h('span', { class: 'chip' }, `${verdict.workflow} ${verdict.region} ${verdict.step}`),
      ...(verdict.subject === '' ? [] : [h('span', { class: 'chip' }, verdict.subject)]),
    ),
    h('p', { class: 'statement' }, verdict.statement),
    h(
      'p',
      { class: 'fine' },
      `Source: ${verdict.source.join(', ') || 'none given'}${verdict.file === undefined ? '' : ` \u00b7 ${verdict.file}:${verdict.line ?? ''}`} \u00b7 journey `,
      h('a', { href: writeAddress({ journey: verdict.journey }) }, verdict.journey),
    ),
    ...reasonOf(model, verdict),
    ...verdict.findings
      .slice(0, 50)
      .map((finding) =>
        h(
          'div',
          { class: `finding ${finding.severity}` },
          h('p', { class: 'mono at' }, finding.at),
          h(
            'div',
            { class: 'sides' },
            h('div', {}, h('h4', {}, 'Expected'), h('pre', {}, finding.expected)),
            h('div', {}, h('h4', {}, 'Actual'), h('pre', { class: 'actual' }, finding.actual)),
          ),
          ...(finding.contested === undefined
            ? []
            : [h('p', { class: 'fine' }, `Contested by ${finding.contested}: only its strict reading is broken.`)]),
          ...(finding.tolerance === undefined
            ? []
            : [h('p', { class: 'fine' }, `A known deviation of the live service: ${finding.tolerance}.`)]),
        ),
      ),
    ...(verdict.suppressed === undefined
      ? []
      : [
          h(
            'p',
            { class: 'reason' },
            `In the baseline until ${verdict.suppressed.expires}, ${verdict.suppressed.owner}, ${verdict.suppressed.ticket}: ${verdict.suppressed.reason}`,
          ),
        ]),
    ...(graph === undefined ? [] : [graph]),
    ...(main === undefined ? [] : [exchangeView(main), curlView(curlOf(main, model.index.ownTokens(verdict)))]),
    ...others.map((each) => h('details', { class: 'more' }, h('summary', {}, `Also rests on ${each.name}`), exchangeView(each))),
  ]
}

function reasonOf(model: Model, { reason }: Verdict): readonly HTMLElement[] {
  if (reason === undefined) return []
  const cause = reason.cause === undefined ? undefined : model.byKey.get(reason.cause)?.verdict
  return [
    h(
      'p',
      { class: 'reason' },
      `${reason.code}: ${reason.text}`,
      ...(cause === undefined ? [] : [' \u2014 first cause: ', h('a', { href: writeAddress({ check: cause.key }) }, cause.check)]),
    ),
  ]
}

function exchangeView({ name, at, ms, request, response, failure }: Exchange): HTMLElement {
  return h(
    'div',
    { class: 'exchange' },
    h('h4', {}, `${name} \u00b7 ${duration(ms)} \u00b7 ${at}`),
    h(
      'div',
      { class: 'sides' },
      h(
        'div',
        {},
        h('h4', {}, 'Request'),
        message(`${request.method} ${request.url}`, request.headers, request.body, `request of ${name}`),
      ),
      h(
        'div',
        {},
        h('h4', {}, 'Response'),
        response === undefined
          ? h('pre', { class: 'actual' }, failure === undefined ? 'no answer' : `${failure.kind}: ${failure.message}`)
          : message(String(response.status), response.headers, response.body, `response of ${name}`),
      ),
    ),
  )
}

function message(line: string, headers: Headers, body: Body, label: string): HTMLElement {
  const text = [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', bodyText(body)].join('\n').trimEnd()
  return h('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text)
}

function bodyText(body: Body): string {
  switch (body.kind) {
    case 'none':
      return ''
    case 'json':
      return cut(JSON.stringify(body.value, undefined, 2), maxBody)
    case 'text':
      return cut(body.text, maxBody)
    case 'binary':
      return `(${grouped(body.size)} bytes of ${body.type}, sha256 ${body.sha256})`
    case 'form':
      return body.parts
        .map((part) => `(${part.name}: ${part.filename}, ${grouped(part.size)} bytes of ${part.type}, sha256 ${part.sha256})`)
        .join('\n')
  }
}

function curlView(text: string): HTMLElement {
  const shown = h('pre', { tabindex: 0, role: 'region', 'aria-label': 'curl' }, text)
  const told = h('span', { role: 'status' })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      told.textContent = 'copied'
    } catch {
      // A page of a file may not write there: the reader copies what is marked.
      getSelection()?.selectAllChildren(shown)
      told.textContent = 'marked: copy it with the keyboard'
    }
  }
  return h(
    'div',
    { class: 'curl' },
    h('div', { class: 'bar-line' }, h('h4', {}, 'Reproduce'), h('button', { type: 'button', click: () => void copy() }, 'Copy curl'), told),
    shown,
  )
}
