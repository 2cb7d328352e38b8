import { type Standing, type Standings, standings, standingText } from '../../compared.ts'
import { count, cut, grouped } from '../../text.ts'
import { writeAddress } from './address.ts'
import { standingWords } from './checks.ts'
import { h } from './dom.ts'
import type { Model } from './model.ts'

const most = 30

/** What changed since the earlier report; nothing where there is none. What is gone is in no other list of the page. */
export function sinceCard({ report: { compared }, byKey }: Model): readonly HTMLElement[] {
  if (compared === undefined) return []
  const { with: earlier, remarks, counts, changes } = compared
  const listOf = (standing: Standing) => {
    const own = changes.filter((change) => change.standing === standing)
    if (own.length === 0) return []
    const more = counts[standing] - Math.min(own.length, most)
    return [
      h(
        'details',
        { class: 'more', open: standing === 'new' },
        h('summary', {}, `${grouped(counts[standing])} ${standingWords[standing]}`),
        h('ul', { class: 'changes' }, ...own.slice(0, most).map((change) => h('li', {}, itemOf(change, byKey.has(change.key))))),
        ...(more > 0 ? [h('p', { class: 'fine' }, `and ${count(more, 'more')}`.replace(/s$/, ''))] : []),
      ),
    ]
  }
  return [
    h(
      'section',
      { class: 'card', 'aria-labelledby': 'since' },
      h('h2', { id: 'since' }, 'Since the earlier report ', h('span', { class: 'count' }, `${earlier.name}, ${earlier.startedAt}`)),
      h(
        'p',
        { class: 'chips' },
        ...standings.map((standing) =>
          standing === 'gone' || counts[standing] === 0
            ? h('span', { class: 'chip' }, `${grouped(counts[standing])} ${standingWords[standing]}`)
            : h(
                'a',
                { class: `chip standing ${standing}`, href: writeAddress({ since: standing }) },
                `${grouped(counts[standing])} ${standingWords[standing]}`,
              ),
        ),
      ),
      ...remarks.map((remark) => h('p', { class: 'note' }, remark)),
      ...(['new', 'fixed', 'gone'] as const).flatMap(listOf),
    ),
  ]
}

function itemOf(change: Standings, isThere: boolean): HTMLElement {
  const text = cut(standingText(change), 300)
  return isThere ? h('a', { class: 'mono', href: writeAddress({ check: change.key }) }, text) : h('span', { class: 'mono' }, text)
}
