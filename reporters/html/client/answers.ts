import type { Answered, Difference } from '../../../suites/comparison.ts'
import type { Json } from '../../../suites/transcript.ts'
import { curlOf } from '../../curl.ts'
import { writeAddress } from './address.ts'
import type { Remark } from './body.ts'
import { curlView } from './detail.ts'
import { h } from './dom.ts'
import { type Found, requestView, responseView } from './exchange.ts'

const maxMarks = 20

/** The answers of all targets to the same request, side by side, with what differs marked in each; and the request as a curl. */
export function answersView(
  difference: Difference,
  answers: readonly Answered[],
  tokensOf: (journey: string) => ReadonlySet<string>,
): readonly HTMLElement[] {
  const shown = answers.find(({ target }) => difference.odd.includes(target)) ?? answers[0]
  if (shown === undefined) return [h('p', { class: 'fine' }, 'No target came to this request.')]
  const missing = Object.keys(difference.seen).filter((target) => answers.every((answer) => answer.target !== target))
  return [
    h(
      'div',
      { class: 'columns' },
      ...answers.map(({ target, journey, exchange }) =>
        h(
          'div',
          { class: 'exchange' },
          h(
            'h4',
            {},
            `${target}: `,
            h('a', { href: writeAddress({ journey }) }, journey),
            ` ${exchange.name}${difference.odd.includes(target) ? ', stands apart' : ''}`,
          ),
          responseView({ ...exchange, name: `${exchange.name} at ${target}` }, foundAt(difference, target, exchange.response?.body)),
        ),
      ),
    ),
    ...missing.map((target) => h('p', { class: 'fine' }, `${target} did not come to this request.`)),
    h(
      'div',
      { class: 'exchange' },
      h('h4', {}, `The request, as ${shown.target} got it`),
      requestView({ ...shown.exchange, name: `${shown.exchange.name} to ${shown.target}` }),
    ),
    curlView(curlOf(shown.exchange, tokensOf(shown.journey))),
  ]
}

/** Where the difference shows in the answer of one target, and what the others show there. */
function foundAt({ at, seen }: Difference, target: string, body: { readonly kind: string; readonly value?: Json } | undefined): Found {
  const own = seen[target] ?? 'absent'
  const others = Object.entries(seen)
    .filter(([other, value]) => other !== target && value !== own)
    .map(([other, value]) => `${other} ${value}`)
    .join(', ')
  if (others === '') return { headers: new Map(), remarks: [] }
  const note = `here ${own}, ${others}`
  const header = /^header (.*)$/s.exec(at)?.[1]
  const kind: Remark['kind'] = own === 'absent' ? 'missing' : others.endsWith(' absent') ? 'unexpected' : 'value'
  return {
    ...(at === 'status' ? { status: note } : {}),
    ...(at === 'body' || at === 'answer' ? { status: note } : {}),
    headers: new Map(header === undefined ? [] : [[header.toLowerCase(), note]]),
    ...(header !== undefined && own === 'absent' ? { absent: `${header}: absent here, ${others}` } : {}),
    remarks:
      at.startsWith('$') && body?.kind === 'json' && body.value !== undefined
        ? placesIn(body.value, at).map((path) => ({ path, kind, note }))
        : [],
  }
}

/** The places of a body that a path with `[]` for any index stands for; where none is there, the one that is missing. */
function placesIn(value: Json, at: string): readonly string[] {
  let places: readonly { readonly path: string; readonly value: Json | undefined }[] = [{ path: '$', value }]
  for (const [step] of at.slice(1).matchAll(/\[\]|\.(?:[^.[\]]|\[(?!\]))+/g))
    places = places.slice(0, maxMarks).flatMap(({ path, value: inner }) => {
      if (step === '[]') return Array.isArray(inner) ? inner.map((each: Json, index) => ({ path: `${path}[${index}]`, value: each })) : []
      const member = step.slice(1)
      const next =
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, member) ? (inner as Record<string, Json>)[member] : undefined
      return [{ path: `${path}[${JSON.stringify(member)}]`, value: next }]
    })
  return places.slice(0, maxMarks).map(({ path }) => path)
}
