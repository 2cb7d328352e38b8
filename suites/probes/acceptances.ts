import { lengths } from '../../contracts/limits.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import type { Level } from '../verdict.ts'
import { changed, withMember } from './edits.ts'
import type { Expectation, Probe } from './probe.ts'
import { accepted, clean } from './refusal.ts'

type Members = Record<string, unknown>

interface Variant {
  readonly workflow: string
  readonly id: string
  readonly statement: string
  readonly level: Level
  readonly covers: readonly string[]
  readonly source: readonly SourceLine[]
  readonly expect: Expectation
  readonly errata?: readonly string[]
  readonly edit: Probe['edit']
}

/** Nothing but the edge is to be at fault: a callback URL on this machine may not suit a target. */
const withoutCallback = ({ callbackUrl: _url, ...body }: Members): Members => body

const urlOf = (length: number) => `https://www.example.com/${'a'.repeat(length)}`.slice(0, length)

/** Valid variants of the start request. Each starts a transaction, so each workflow sends one only. */
const variants: readonly Variant[] = [
  {
    workflow: '10005',
    id: 'key-as-string',
    statement: 'A start request with its key as a string is accepted or refused, never answered by an error of the server.',
    level: 'MAY',
    covers: ['KEY-JSON-NUMBER'],
    source: lines('L52', 'L291', 'L563', 'L771', 'L1061', 'L1351'),
    expect: clean,
    errata: ['ERR-004', 'ERR-108'],
    edit: withMember('workflowDefinition.key', '10005'),
  },
  {
    workflow: '10006',
    id: 'references-at-limit',
    statement: 'A start request with a customerInternalReference of 100 and a reportingCriteria of 255 characters is accepted.',
    level: 'MUST',
    covers: ['G-CREATE-MAX-CUSTOMERINTERNALREFERENCE-100', 'G-CREATE-MAX-REPORTINGCRITERIA-255', 'G-CREATE-REPORTINGCRITERIA'],
    source: lines('G:L159', 'G:L164'),
    expect: accepted,
    edit: changed((body) => ({
      ...withoutCallback(body),
      customerInternalReference: 'a'.repeat(lengths.customerInternalReference),
      reportingCriteria: 'a'.repeat(lengths.reportingCriteria),
    })),
  },
  {
    workflow: '10010',
    id: 'user-and-callback-at-limit',
    statement: 'A start request with a userReference of 100 and a callbackUrl of 255 characters is accepted.',
    level: 'MUST',
    covers: ['G-CREATE-MAX-USERREFERENCE-100', 'G-CREATE-MAX-CALLBACKURL-255', 'WF10010-REQ-CALLBACKURL'],
    source: lines('G:L163', 'G:L165'),
    expect: accepted,
    edit: changed((body) => ({
      ...body,
      userReference: 'a'.repeat(lengths.userReference),
      callbackUrl: urlOf(lengths.callbackUrl),
    })),
  },
  {
    workflow: '10011',
    id: 'web-at-limit',
    statement: 'A start request with web URLs of 255 characters, the locale zh-HK and the longest tokenLifetime is accepted.',
    level: 'MUST',
    covers: [
      'G-CREATE-MAX-WEB-SUCCESSURL-255',
      'G-CREATE-MAX-WEB-ERRORURL-255',
      'G-CREATE-MAX-WEB-LOCALE-5',
      'G-CREATE-LOCALE-VALUES',
      'G-CREATE-TOKENLIFETIME-MAX-60D',
    ],
    source: lines('G:L166', 'G:L168-L170', 'G:L624-L670'),
    expect: accepted,
    edit: changed((body) => ({
      ...withoutCallback(body),
      tokenLifetime: '60d',
      web: { successUrl: urlOf(lengths['web.successUrl']), errorUrl: urlOf(lengths['web.errorUrl']), locale: 'zh-HK' },
    })),
  },
  {
    workflow: '10013',
    id: 'recommended-types',
    statement: 'A start request that takes RECOMMENDED for country and type, and every listed ID type, is accepted.',
    level: 'MUST',
    covers: [
      'G-CREATE-COUNTRY-PREDEFINEDTYPE',
      'G-CREATE-TYPE-PREDEFINEDTYPE',
      'G-CREATE-TYPE-VALUES-ID',
      'KEY-CREDENTIALS-PARTIAL-OK',
      'G-CREATE-TOKENLIFETIME-MIN-5M',
      'G-CREATE-TOKENLIFETIME-UNITS',
    ],
    source: lines('G:L166', 'G:L178', 'G:L181', 'G:L182'),
    expect: accepted,
    edit: changed((body) => ({
      ...withoutCallback(body),
      tokenLifetime: '300s',
      workflowDefinition: {
        ...(body.workflowDefinition as Members),
        credentials: [
          {
            category: 'ID',
            country: { predefinedType: 'RECOMMENDED', values: ['AUT'] },
            type: { predefinedType: 'RECOMMENDED', values: ['ID_CARD', 'DRIVING_LICENSE', 'PASSPORT', 'VISA'] },
          },
        ],
      },
    })),
  },
  {
    workflow: '10014',
    id: 'all-optional-members',
    statement: 'A start request of 10014 that holds empty credentials and the optional members of other workflows is accepted.',
    level: 'MAY',
    covers: ['WF10014-WITH-WEB-REQUEST', 'KEY-CREDENTIALS-EMPTY-OK'],
    source: lines('L14-L17', 'L1344-L1353', 'L1363-L1365'),
    expect: accepted,
    edit: changed((body) => ({
      ...body,
      workflowDefinition: { ...(body.workflowDefinition as Members), credentials: [] },
      userReference: 'kyx-conformance-user',
      tokenLifetime: '30m',
      web: { successUrl: urlOf(40), errorUrl: urlOf(40), locale: 'en' },
    })),
  },
]

/** What a start request may hold at the edge of what is documented. */
export const acceptanceProbes: readonly Probe[] = variants.map(
  ({ workflow, id, statement, level, covers, source, expect, errata, edit }) => ({
    id,
    check: `START-${id.toUpperCase()}`,
    step: 'start',
    level,
    source,
    statement,
    covers,
    ...(errata === undefined ? {} : { errata }),
    expect,
    appliesTo: (each) => each.key === workflow,
    edit,
  }),
)
