import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const withImages = ['10006', '10011', '10013'] as const
const bodyTables = ['L465', 'L897', 'L1194'] as const
const bodySections = ['L461-L465', 'L893-L897', 'L1190-L1194'] as const
const failures = ['L900', 'L1197'] as const

const files = group({ step: 'upload-image', workflows: withImages }, [
  {
    id: 'UPL-FILE-METHOD-POST',
    level: 'MUST',
    source: ['L448', 'L879', 'L1176'],
    statement: 'The method for handing in an image is POST.',
  },
  {
    id: 'UPL-FILE-FIELD-NAME',
    level: 'MUST',
    source: bodySections,
    statement: 'The form field that holds the image is called file.',
  },
  {
    id: 'UPL-FILE-EXACTLY-ONE',
    level: 'MAY',
    source: bodySections,
    statement: 'A form holds one file; a form without any is turned down.',
  },
  {
    id: 'UPL-FILE-JPEG',
    level: 'MUST',
    source: bodyTables,
    statement: 'Images may be JPEG.',
  },
  {
    id: 'UPL-FILE-PNG',
    level: 'MUST',
    source: bodyTables,
    statement: 'Images may be PNG.',
  },
  {
    id: 'UPL-FILE-OTHER-REFUSED',
    level: 'MUST',
    source: bodyTables,
    statement: 'Files of any other kind, such as GIF or PDF, are turned down.',
    errata: ['ERR-065'],
  },
  {
    id: 'UPL-FILE-EMPTY-REFUSED',
    level: 'MAY',
    source: bodyTables,
    statement: 'A file of no bytes is no image and is turned down.',
  },
  {
    id: 'UPL-FILE-MAX-10MB',
    level: 'MUST',
    source: bodyTables,
    statement: 'Images weigh up to 10 MB; what is heavier is turned down.',
    errata: ['ERR-067', 'ERR-109'],
  },
  {
    id: 'UPL-FILE-MAX-10MB-WHOLE-BODY',
    level: 'MAY',
    source: bodyTables,
    statement: 'Only the image counts against its limit of weight, not the form around it.',
    errata: ['ERR-067'],
  },
  {
    id: 'UPL-FILE-MAX-RESOLUTION-8000',
    level: 'MUST',
    source: bodyTables,
    statement: 'Neither side of an image is longer than 8000 pixels.',
    errata: ['ERR-067'],
  },
  {
    id: 'UPL-FILE-LARGE-REFUSAL-CLEAN',
    level: 'MAY',
    source: ['L465', 'L897-L900', 'L1194-L1197'],
    statement: 'Turning an image down changes nothing: its part stays empty and can still be filled.',
  },
])

const outcomes = group({ step: 'upload-image', workflows: ['10011', '10013'] }, [
  {
    id: 'UPL-OK-200-JSON',
    level: 'MUST',
    source: ['L899-L902', 'L1196-L1199'],
    statement: 'An image that is taken is answered 200 with a JSON body.',
  },
  {
    id: 'WF10006-UPLOAD-FACE-STATUS-200',
    level: 'MUST',
    stated: 'MAY',
    workflows: ['10006'],
    source: ['L446-L494', 'G:L498'],
    statement: 'Handing in the face of 10006 is answered 200.',
  },
  {
    id: 'UPL-ERR-STATUS-SET',
    level: 'MUST',
    source: failures,
    statement: 'An image that is not taken is answered with one of three statuses: 401, 403 or 404.',
    errata: ['ERR-065'],
  },
  {
    id: 'UPL-ERR-404-UNKNOWN-EXECUTION',
    level: 'MUST',
    source: failures,
    statement: 'An image for an execution that is not there is answered 404.',
    errata: ['ERR-069'],
  },
  {
    id: 'UPL-ERR-404-UNKNOWN-ACCOUNT',
    level: 'MUST',
    source: failures,
    statement: 'An image for an account that is not there is answered 404.',
    errata: ['ERR-069'],
  },
  {
    id: 'UPL-ERR-404-UNKNOWN-CREDENTIAL',
    level: 'MAY',
    source: ['L890', 'L900', 'L1187', 'L1197'],
    statement: 'An image for a credential that the execution does not have is answered 404.',
    errata: ['ERR-069'],
  },
  {
    id: 'UPL-ERR-CROSS-ACCOUNT',
    level: 'MAY',
    source: failures,
    statement: 'An address that mixes ids of two accounts takes no image.',
    needs: ['second-tenant'],
  },
  {
    id: 'UPL-ERR-MALFORMED-UUID',
    level: 'MAY',
    source: ['L888-L890', 'L1185-L1187'],
    statement: 'An address with something else than a UUID for an id takes no image.',
    errata: ['ERR-012'],
  },
  {
    id: 'UPL-ERR-404-DELETED',
    level: 'MAY',
    source: failures,
    statement: 'An execution that was deleted or has run out takes no image any more.',
    needs: ['clock-control'],
  },
])

const classifiers = group({ step: 'upload-image', workflows: ['10011', '10013'] }, [
  {
    id: 'UPL-CLASSIFIER-FRONT',
    level: 'MUST',
    source: ['L891', 'L904-L910', 'L1188', 'L1202-L1208'],
    statement: 'The first side of a document is handed in as FRONT.',
  },
  {
    id: 'UPL-CLASSIFIER-BACK',
    level: 'MUST',
    source: ['L891', 'L932-L938', 'L1188', 'L1230-L1236'],
    statement: 'The reverse side of a document is handed in as BACK.',
    errata: ['ERR-064'],
  },
  {
    id: 'UPL-CLASSIFIER-FACE',
    level: 'SHOULD',
    workflows: withImages,
    source: ['L448-L451', 'L469', 'L841', 'L963', 'L1138', 'L1261'],
    statement: 'A selfie is handed in as FACE, though the table of classifiers forgets it.',
    errata: ['ERR-046'],
  },
  {
    id: 'UPL-CLASSIFIER-UNKNOWN-REFUSED',
    level: 'MAY',
    workflows: withImages,
    source: ['L891', 'L1188'],
    statement: 'A classifier that is not documented takes no image.',
  },
  {
    id: 'UPL-CLASSIFIER-CATEGORY-ID',
    level: 'SHOULD',
    source: ['L824-L825', 'L1121-L1122'],
    statement: 'The two sides of a document belong to the ID credential.',
  },
  {
    id: 'UPL-CLASSIFIER-CATEGORY-SELFIE',
    level: 'SHOULD',
    workflows: withImages,
    source: ['L329', 'L841', 'L1138'],
    statement: 'The face belongs to the SELFIE credential.',
  },
  {
    id: 'UPL-CLASSIFIER-BACK-ON-SELFIE',
    level: 'MAY',
    source: ['L935', 'L1233'],
    statement: 'The reverse side of a document has no place in SELFIE, whatever credential id the example prints.',
    errata: ['ERR-064'],
  },
  {
    id: 'UPL-CLASSIFIER-CATEGORY-DATA',
    level: 'SHOULD',
    step: 'upload-data',
    workflows: ['10005', '10006', '10010'],
    source: ['L76', 'L315', 'L589'],
    statement: 'Nothing but PREPARED_DATA belongs to a DATA credential.',
  },
  {
    id: 'UPL-FORM-BOUNDARY',
    level: 'SHOULD',
    workflows: withImages,
    source: ['L471', 'L910', 'L938', 'L966', 'L1208', 'L1236', 'L1264'],
    statement: 'The media type of the form names whatever boundary the client chose.',
    errata: ['ERR-058'],
  },
  {
    id: 'UPL-FILE-FILENAME-IRRELEVANT',
    level: 'MAY',
    workflows: withImages,
    source: ['L473', 'L910', 'L938', 'L966', 'L1208', 'L1236', 'L1264'],
    statement: 'It makes no difference what the file is called.',
  },
])

interface Example {
  readonly key: string
  readonly part: string
  readonly request: string
  readonly response: string
  readonly errata: readonly string[]
  readonly answer: string
}

const sides = 'names account and execution and links both the execution and the parts of the credential'
const face = 'names account and execution and links the execution and the face; the printed one wrongly links the ID'
const examples: readonly Example[] = [
  {
    ...{ key: '10006', part: 'FACE', request: 'L469-L473', response: 'L478-L493', errata: ['ERR-038', 'ERR-039', 'ERR-018'] },
    answer: 'names account and execution, links the execution and the face, and repeats the token',
  },
  { key: '10011', part: 'FRONT', request: 'L907-L910', response: 'L915-L929', errata: ['ERR-052'], answer: sides },
  { key: '10011', part: 'BACK', request: 'L935-L938', response: 'L943-L957', errata: ['ERR-052', 'ERR-064'], answer: sides },
  { key: '10011', part: 'FACE', request: 'L963-L966', response: 'L970-L984', errata: ['ERR-052', 'ERR-071'], answer: face },
  { key: '10013', part: 'FRONT', request: 'L1205-L1208', response: 'L1213-L1227', errata: ['ERR-052'], answer: sides },
  { key: '10013', part: 'BACK', request: 'L1233-L1236', response: 'L1241-L1255', errata: ['ERR-052', 'ERR-064'], answer: sides },
  { key: '10013', part: 'FACE', request: 'L1261-L1264', response: 'L1268-L1282', errata: ['ERR-052', 'ERR-071'], answer: face },
]

const printed = examples.flatMap(({ key, part, request, response, errata, answer }) =>
  group({ step: 'upload-image', workflows: [key], errata }, [
    {
      id: `WF${key}-UPLOAD-${part}-REQUEST-EXAMPLE`,
      level: 'SHOULD',
      source: [request],
      statement: `The printed ${part} command of ${key} works once it has a real image and a real token.`,
    },
    {
      id: `WF${key}-UPLOAD-${part}-RESPONSE-SHAPE`,
      level: 'SHOULD',
      source: [response],
      statement: `The answer to ${part} in ${key} ${answer}.`,
    },
  ]),
)

const order = group({ step: 'upload-image', workflows: withImages }, [
  {
    id: 'UPL-IMG-RESPONSE-LINKS-MATCH-CREATE',
    level: 'SHOULD',
    source: ['L489-L491', 'L925-L928', 'L953-L956', 'L1223-L1226', 'L1251-L1254'],
    statement: 'Handing in an image returns the same links that account creation gave for its credential.',
  },
  {
    id: 'UPL-REUPLOAD-SAME-PART',
    level: 'MAY',
    source: ['L925-L926', 'L1223-L1224'],
    statement: 'A second image for a part either takes the place of the first or is turned down without harm.',
  },
  {
    id: 'UPL-ORDER-FREE',
    level: 'MAY',
    source: ['L339-L494', 'L904-L985', 'L1202-L1283'],
    statement: 'Parts may be handed in in any order.',
  },
])

/** Handing in images. */
export const seedImage: readonly RegisterEntry[] = [...files, ...outcomes, ...classifiers, ...printed, ...order]
