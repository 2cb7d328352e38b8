import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

interface Part {
  readonly category: string
  /** Name of the link, and the classifier that its address ends in. */
  readonly name: string
  readonly classifier: string
  readonly line: string
  readonly errata?: readonly string[]
  /** What is odd about the printed example. */
  readonly remark?: string
}

const data = (line: string): Part => ({ category: 'DATA', name: 'prepared_data', classifier: 'PREPARED_DATA', line })
const front = (line: string): Part => ({ category: 'ID', name: 'front', classifier: 'FRONT', line })
const back = (line: string): Part => ({ category: 'ID', name: 'back', classifier: 'BACK', line })
const face = (line: string): Part => ({ category: 'SELFIE', name: 'face', classifier: 'FACE', line })

const offers: readonly { readonly key: string; readonly parts: readonly Part[] }[] = [
  { key: '10005', parts: [data('L76')] },
  { key: '10006', parts: [data('L315'), { ...face('L329'), errata: ['ERR-033'], remark: ', though its example calls it prepared_data' }] },
  { key: '10010', parts: [data('L589')] },
  {
    key: '10011',
    parts: [front('L824'), { ...back('L825'), errata: ['ERR-047'], remark: ', though its example lacks the segment parts' }, face('L841')],
  },
  { key: '10013', parts: [front('L1121'), back('L1122'), face('L1138')] },
]

const partLinks = offers.flatMap(({ key, parts }) => {
  const categories = [...new Set(parts.map(({ category }) => category))]
  return group({ step: 'create', workflows: [key] }, [
    ...parts.map(({ category, name, classifier, line, errata, remark }) => ({
      id: `WF${key}-CREATE-LINK-${classifier.replace('_', '-')}`,
      level: 'SHOULD' as const,
      source: [line],
      statement: `For ${category}, ${key} hands out a link called ${name}, ending in /parts/${classifier}${remark ?? ''}.`,
      ...(errata ? { errata } : {}),
    })),
    ...categories.map((category) => {
      const own = parts.filter((part) => part.category === category)
      // The missing path segment of ERR-047 does not touch the names of the links.
      const errata = own.flatMap((part) => (part.classifier === 'FACE' ? (part.errata ?? []) : []))
      return {
        id: `WF${key}-CREATE-PARTS-KEYS-${category}`,
        level: 'SHOULD' as const,
        source: own.map(({ line }) => line),
        statement: `Starting ${key} links no other part for ${category} than ${own.map(({ name }) => name).join(' and ')}.`,
        ...(errata.length > 0 ? { errata } : {}),
      }
    }),
  ])
})

interface WebLines {
  readonly key: string
  readonly href: string
  readonly locale: string
  readonly success: readonly string[]
  readonly failure: readonly string[]
  readonly members: string
  readonly sdk: string
}

const webLines: readonly WebLines[] = [
  {
    ...{ key: '10011', href: 'L803', locale: 'L790', success: ['L804', 'L788'], failure: ['L805', 'L789'] },
    ...{ members: 'L803-L805', sdk: 'L808' },
  },
  {
    ...{ key: '10013', href: 'L1100', locale: 'L1087', success: ['L1101', 'L1085'], failure: ['L1102', 'L1086'] },
    ...{ members: 'L1100-L1102', sdk: 'L1105' },
  },
]

const webAndSdk = webLines.flatMap(({ key, href, locale, success, failure, members, sdk }) =>
  group({ step: 'create', workflows: [key] }, [
    {
      id: `WF${key}-WEB-HREF`,
      level: 'SHOULD',
      source: [href],
      statement: `The web link of ${key} leads to the customer's own web host in the region, with a token and a locale.`,
      errata: ['ERR-049'],
    },
    {
      id: `WF${key}-WEB-HREF-LOCALE-ECHO`,
      level: 'SHOULD',
      source: [href, locale],
      statement: `The web link of ${key} takes over the locale that the request asked for.`,
    },
    {
      id: `WF${key}-WEB-SUCCESSURL-ECHO`,
      level: 'SHOULD',
      source: success,
      statement: `A ${key} creation gives the requested successUrl back unchanged.`,
    },
    {
      id: `WF${key}-WEB-ERRORURL-ECHO`,
      level: 'SHOULD',
      source: failure,
      statement: `A ${key} creation gives the requested errorUrl back unchanged.`,
    },
    {
      id: `WF${key}-WEB-NO-LOCALE-MEMBER`,
      level: 'MAY',
      source: [members],
      statement: `In the answer to a ${key} creation the locale stands in the link only, not as a member of web.`,
    },
    {
      id: `WF${key}-SDK-TOKEN`,
      level: 'SHOULD',
      source: [sdk],
      statement: `A ${key} creation hands out a token for the SDK.`,
    },
  ]),
)

const authentication = group({ step: 'update', workflows: ['10014'] }, [
  {
    id: 'WF10014-WEB-HREF',
    level: 'SHOULD',
    source: ['L1364'],
    statement: "The web link of 10014 leads to the customer's own web host, with authorizationToken and locale in its query.",
    errata: ['ERR-049'],
  },
  {
    id: 'WF10014-SDK-TOKEN',
    level: 'SHOULD',
    source: ['L1366-L1368'],
    statement: 'A 10014 start hands out a token for the SDK.',
  },
  {
    id: 'WEB-HREF-TOKEN-UNIQUE',
    level: 'MAY',
    step: 'create',
    workflows: ['10011', '10013', '10014'],
    source: ['L803', 'L1100', 'L1364'],
    statement: 'No two executions share the token of their web links.',
  },
])

/** Links and tokens that the start of a workflow hands out. */
export const seedLink: readonly RegisterEntry[] = [...partLinks, ...webAndSdk, ...authentication]
