import type { Answer } from './check.ts'
import { isText, show, valueAt } from './expect.ts'
import { readMasked } from './mask.ts'
import { isObject, type JsonObject } from './transcript.ts'
import type { Finding } from './verdict.ts'

/** A token that follows its name without an equals sign; a lone sign is no token. */
function isGlued(key: string): boolean {
  const [, token] = /^authorizationToken(.+)$/.exec(key) ?? []
  return token !== undefined && (readMasked(token)?.length ?? token.length) > 1
}

/** What is wrong with web.href of a start response, given the request. L803, L1100, L1364 */
export function webFindings(start: Answer, sent: JsonObject): readonly Finding[] {
  const at = `${start.exchange.name} $.web.href`
  const href = valueAt(start.body, 'web.href')
  // ERR-124: without a domain in the portal no address is made, and what the answer then holds is open.
  if (href === undefined) return [{ at, expected: 'an absolute URL', actual: show(href), contested: 'ERR-124' }]
  if (typeof href !== 'string' || !URL.canParse(href)) return [{ at, expected: 'an absolute URL', actual: show(href) }]
  const url = new URL(href)
  const locale = isObject(sent.web) ? sent.web.locale : undefined
  return [
    ...(url.pathname.endsWith('/web/v4/app') ? [] : [{ at, expected: 'the path /web/v4/app', actual: url.pathname }]),
    ...(isText(url.searchParams.get('authorizationToken') ?? undefined)
      ? []
      : [
          {
            at,
            expected: 'a query parameter authorizationToken that is not empty',
            actual: url.search === '' ? 'no query' : url.search.slice(0, 200),
            // ERR-049: two of the three examples have no equals sign.
            ...([...url.searchParams.keys()].some(isGlued) ? { contested: 'ERR-049' } : {}),
          },
        ]),
    ...(locale === undefined || url.searchParams.get('locale') === locale
      ? []
      : [{ at, expected: `locale=${String(locale)}`, actual: show(url.searchParams.get('locale')) }]),
  ]
}
