import type { JudgedFinding, Verdict } from '../../../suites/verdict.ts'
import { curlOf } from '../../curl.ts'
import { writeAddress } from './address.ts'
import { h, scroller } from './dom.ts'
import { callbackView, differenceTable, exchangeView, outlineView } from './exchange.ts'
import { capabilityGraph } from './graph.ts'
import type { Model } from './model.ts'
import { signOf, wordOf } from './states.ts'

const maxFindings = 50

/** Everything that is known of one verdict. */
export function detailOf(model: Model, key: string): readonly HTMLElement[] {
  const row = model.byKey.get(key)
  if (row === undefined) return [h('p', { class: 'fine' }, 'This report holds no such check.')]
  const { verdict, state } = row
  const transcript = model.index.transcriptOf(verdict)
  const main = model.index.exchangeOf(verdict)
  const others = (transcript?.exchanges ?? []).filter((each) => verdict.evidence.includes(each.name) && each !== main).slice(0, 12)
  const graph = transcript !== undefined && verdict.step === 'details' ? capabilityGraph(model, transcript, 'chosen check') : undefined
  const outline = model.outlines.get(key)
  const callbacks = verdict.step === 'callback' && main === undefined ? (transcript?.callbacks ?? []).slice(0, 4) : []
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
    ...findingViews(verdict.findings.slice(0, maxFindings)),
    ...(outline === undefined ? [] : [outlineView(outline, verdict.findings)]),
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
    ...(main === undefined ? [] : [exchangeView(main, verdict.findings), curlView(curlOf(main, model.index.ownTokens(verdict)))]),
    ...others.map((each) =>
      h('details', { class: 'more' }, h('summary', {}, `Also rests on ${each.name}`), exchangeView(each, verdict.findings)),
    ),
    ...callbacks.map((callback) => callbackView(callback, verdict.findings)),
  ]
}

/** Findings one below the other; those of a schema as a table, for there may be many. */
function findingViews(findings: readonly JudgedFinding[]): readonly HTMLElement[] {
  const differences = findings.filter(({ difference }) => difference !== undefined)
  return [
    ...(differences.length === 0 ? [] : [scroller('Differences from the schema', differenceTable(differences))]),
    ...findings.filter(({ difference }) => difference === undefined).map(findingView),
  ]
}

function findingView({ at, expected, actual, severity, contested, tolerance }: JudgedFinding): HTMLElement {
  return h(
    'div',
    { class: `finding ${severity}` },
    h('p', { class: 'mono at' }, at),
    h(
      'div',
      { class: 'sides' },
      h('div', {}, h('h4', {}, 'Expected'), h('pre', {}, expected)),
      h('div', {}, h('h4', {}, 'Actual'), h('pre', { class: 'actual' }, actual)),
    ),
    contested !== undefined && h('p', { class: 'fine' }, `Contested by ${contested}: only its strict reading is broken.`),
    tolerance !== undefined && h('p', { class: 'fine' }, `A known deviation of the live service: ${tolerance}.`),
  )
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

export function curlView(text: string): HTMLElement {
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
