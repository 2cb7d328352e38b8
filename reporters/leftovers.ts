import { percentEncode } from '../contracts/endpoints.ts'
import type { Leftover } from '../suites/cleanup.ts'
import { shellWord } from './curl.ts'

const shown = 50

/** What is left behind, with its ids, why, and what deletes it. */
export function leftoverNotes(leftovers: readonly Leftover[], cleanup: boolean): readonly string[] {
  const known = leftovers.filter(({ account }) => account !== undefined)
  const lost = leftovers.filter(({ account }) => account === undefined)
  const list = known.slice(0, shown).map(({ account, region, why }) => `${account} (${region}${cleanup ? `: ${why}` : ''})`)
  const more = known.length > shown ? ` and ${known.length - shown} more` : ''
  return [
    ...(known.length === 0
      ? []
      : [`${cleanup ? 'accounts that could not be deleted' : 'accounts left behind, as asked for'}: ${list.join(', ')}${more}`]),
    ...deletions(known.slice(0, shown)).map((command) => `to delete them: ${command}`),
    ...(lost.length === 0
      ? []
      : [
          `start requests without an answer, which may have made an account: ${lost.map(({ journey, why }) => `${journey} ${why}`).join('; ')}`,
        ]),
  ]
}

/** One line of shell for each target. */
export function deletions(leftovers: readonly Leftover[]): readonly string[] {
  const targets = new Map<string, Leftover[]>()
  for (const each of leftovers) targets.set(each.url, [...(targets.get(each.url) ?? []), each])
  return [...targets].map(([url, list]) => {
    const [before = '', after = ''] = url.split('{account}')
    const ids = list.map(({ account = '' }) => (/^[\w-]+$/.test(account) ? account : shellWord(percentEncode(account), 'KYX_TOKEN')))
    const agent = shellWord(list[0]?.userAgent ?? '', 'KYX_TOKEN')
    return `for id in ${ids.join(' ')}; do curl -sS -X DELETE -A ${agent} -H "Authorization: Bearer $KYX_TOKEN" ${shellWord(before, 'KYX_TOKEN')}"$id"${after === '' ? '' : shellWord(after, 'KYX_TOKEN')}; done`
  })
}
