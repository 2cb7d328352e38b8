import type { RegisterEntry, Row, Shared } from './entry.ts'
import { group } from './entry.ts'

const byPost = ['10005', '10006', '10010', '10011', '10013'] as const
const withData = ['10005', '10006', '10010'] as const
const withImages = ['10006', '10011', '10013'] as const

const regions = [
  { label: 'AMER', name: 'amer-1' },
  { label: 'EMEA', name: 'emea-1' },
  { label: 'APAC', name: 'apac-1' },
] as const

/** Three entries that differ by region; `source` holds their lines in the order of the regions. */
function perRegion(
  about: Shared & Pick<Row, 'level'>,
  task: string,
  source: readonly (readonly string[])[],
  say: (region: string) => string,
): readonly RegisterEntry[] {
  return group(
    about,
    regions.map(({ label, name }, index) => ({
      id: `REG-HOST-${label}-${task}`,
      level: about.level,
      source: source[index] ?? [],
      statement: say(name),
    })),
  )
}

/** Which host serves which call, and what the links in responses may look like. */
export const seedRegion: readonly RegisterEntry[] = [
  ...perRegion(
    { step: 'create', workflows: byPost, level: 'MUST' },
    'CREATE',
    [
      ['L38', 'L277', 'L546', 'L758', 'L1048'],
      ['L39', 'L278', 'L547', 'L759', 'L1049'],
      ['L40', 'L279', 'L548', 'L760', 'L1050'],
    ],
    (region) => `New accounts of this region are made at account.${region}.jumio.ai.`,
  ),
  ...perRegion(
    { step: 'update', workflows: ['10014'], level: 'MUST' },
    'UPDATE',
    [['L1338'], ['L1339'], ['L1340']],
    (region) => `The host account.${region}.jumio.ai starts 10014 on the address of an existing account.`,
  ),
  ...perRegion(
    { step: 'upload-data', workflows: withData, level: 'MAY', stated: 'MUST', errata: ['ERR-013'] },
    'UPLOAD-DATA',
    [
      ['L88', 'L341', 'L601'],
      ['L89', 'L342', 'L602'],
      ['L90', 'L343', 'L603'],
    ],
    (region) => `The host account.${region}.jumio.ai takes prepared data too, as the list of addresses has it.`,
  ),
  ...group({ step: 'upload-data', workflows: withData, errata: ['ERR-013'] }, [
    {
      id: 'REG-HOST-AMER-UPLOAD-DATA-LINK',
      level: 'SHOULD',
      source: ['L76', 'L138', 'L186', 'L315', 'L391', 'L439', 'L589', 'L651', 'L699'],
      statement: 'The link that account creation hands out for prepared data leads to api.amer-1.jumio.ai and works there.',
    },
    {
      id: 'REG-HOST-EMEA-UPLOAD-DATA-LINK',
      level: 'MAY',
      source: ['L76', 'L138', 'L89', 'L342', 'L602'],
      statement: 'In the EU, too, the link for prepared data leads to the api host, api.emea-1.jumio.ai.',
    },
    {
      id: 'REG-HOST-APAC-UPLOAD-DATA-LINK',
      level: 'MAY',
      source: ['L76', 'L138', 'L90', 'L343', 'L603'],
      statement: 'In Singapore, too, the link for prepared data leads to the api host, api.apac-1.jumio.ai.',
    },
  ]),
  ...perRegion(
    { step: 'upload-image', workflows: withImages, level: 'MUST' },
    'UPLOAD-IMAGE',
    [
      ['L449', 'L880', 'L1177'],
      ['L450', 'L881', 'L1178'],
      ['L451', 'L882', 'L1179'],
    ],
    (region) => `The host api.${region}.jumio.ai takes an image at the address made of account, execution, credential and classifier.`,
  ),
  ...perRegion(
    { step: 'finalize', workflows: byPost, level: 'MUST' },
    'FINALIZE',
    [
      ['L195', 'L498', 'L708', 'L989', 'L1287'],
      ['L196', 'L499', 'L709', 'L990', 'L1288'],
      ['L197', 'L500', 'L710', 'L991', 'L1289'],
    ],
    (region) => `The host api.${region}.jumio.ai finalizes an execution by PUT on its own address.`,
  ),
  ...group({ step: 'create', workflows: 'all' }, [
    {
      id: 'REG-HOST-AMER-RETRIEVAL-PART',
      level: 'MAY',
      step: 'retrieve',
      workflows: ['10005'],
      source: ['L223-L227'],
      statement: 'The host retrieval.amer-1.jumio.ai gives stored prepared data back; only a hidden comment shows it.',
      errata: ['ERR-027', 'ERR-118'],
      needs: ['retrieval-api'],
    },
    {
      id: 'REG-LINKS-SAME-REGION',
      level: 'SHOULD',
      workflows: [...byPost, '10014'],
      source: ['L38-L80', 'L277-L333', 'L546-L592', 'L758-L843', 'L1048-L1140', 'L1338-L1364'],
      statement: 'A response links only into the region that was asked.',
    },
    {
      id: 'REG-LINKS-API-HOST',
      level: 'SHOULD',
      workflows: byPost,
      source: ['L76-L78', 'L315-L331', 'L589-L591', 'L824-L843', 'L1121-L1140'],
      statement: 'Account creation links parts and execution on the api host, though it is itself served by the account host.',
    },
    {
      id: 'REG-LINKS-HTTPS',
      level: 'MUST',
      source: ['L38-L40', 'L195-L197', 'L449-L451', 'L880-L882', 'L1177-L1179', 'L1338-L1340'],
      statement: 'Every address that is documented or handed out uses https.',
    },
    {
      id: 'REG-PATH-API-V1',
      level: 'MUST',
      source: ['L38-L40', 'L88-L90', 'L195-L197', 'L449-L451', 'L880-L882', 'L1338-L1340'],
      statement: 'The path of every resource starts with /api/v1/accounts, the last word in the plural.',
      errata: ['ERR-017'],
    },
    {
      id: 'REG-JUMIOPP-LINK-NOT-USED',
      level: 'MAY',
      workflows: ['10011'],
      source: ['L758', 'L764'],
      statement: 'No response links to jumiopp.link, a domain that slipped into one example.',
      errata: ['ERR-048'],
    },
  ]),
]
