import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const byPost = ['10005', '10006', '10010', '10011', '10013'] as const
const withData = ['10005', '10006', '10010'] as const

/** The lines that open the header list, the line of one header, and those of the 403 rule. */
const listed = (first: string, second: string) => ['L863', 'L1160', first, second]
const demanded = (first: string, second: string) => ['L863', 'L1160', first, 'L874', second, 'L1171']
const rule403 = ['L874', 'L1171'] as const

/** Headers that image uploads must carry; the list stands in the sections of 10011 and 10013 only. */
const onImageUploads = group({ step: 'upload-image', workflows: ['10011', '10013'] }, [
  {
    id: 'HDR-ACCEPT-REQUIRED',
    level: 'MUST',
    source: ['L863', 'L1160', 'L865', 'L1162'],
    statement: 'Image uploads ask for application/json in Accept and are served so.',
  },
  {
    id: 'HDR-ACCEPT-MISSING-403',
    level: 'MUST',
    source: demanded('L865', 'L1162'),
    statement: 'Leaving Accept out of an image upload brings 403.',
    errata: ['ERR-057'],
    needs: ['raw-socket'],
  },
  {
    id: 'HDR-ACCEPT-WILDCARD-TOLERATED',
    level: 'SHOULD',
    source: ['L907-L910', 'L935-L938', 'L963-L966', 'L1205-L1208', 'L1233-L1236', 'L1261-L1264'],
    statement: 'An Accept of */* is good enough, because the printed commands send nothing else.',
    errata: ['ERR-057'],
  },
  {
    id: 'HDR-CONTENT-TYPE-MULTIPART',
    level: 'MUST',
    source: listed('L866', 'L1163'),
    statement: 'Images travel in a multipart/form-data body.',
    errata: ['ERR-058'],
  },
  {
    id: 'HDR-CONTENT-TYPE-MISSING-403',
    level: 'MUST',
    source: demanded('L866', 'L1163'),
    statement: 'Leaving Content-Type out of an image upload brings 403.',
    needs: ['raw-socket'],
  },
  {
    id: 'HDR-CONTENT-TYPE-WRONG-403',
    level: 'MUST',
    source: demanded('L866', 'L1163'),
    statement: 'An image upload that claims another media type, say application/json, counts as suspicious and brings 403.',
    errata: ['ERR-062'],
  },
  {
    id: 'HDR-CONTENT-LENGTH-REQUIRED',
    level: 'MUST',
    source: listed('L867', 'L1164'),
    statement: 'Image uploads state their length in Content-Length.',
  },
  {
    id: 'HDR-CONTENT-LENGTH-MISSING-403',
    level: 'MUST',
    source: demanded('L867', 'L1164'),
    statement: 'A chunked image upload, which has no Content-Length, brings 403.',
    errata: ['ERR-059'],
  },
  {
    id: 'HDR-AUTHORIZATION-REQUIRED',
    level: 'MUST',
    source: listed('L868', 'L1165'),
    statement: 'Image uploads carry an OAuth2 token in Authorization.',
  },
  {
    id: 'HDR-AUTHORIZATION-MISSING-403',
    level: 'MUST',
    source: demanded('L868', 'L1165'),
    statement: 'Leaving Authorization out of an image upload brings 403.',
    errata: ['ERR-061'],
  },
  {
    id: 'HDR-AUTHORIZATION-NOT-BEARER',
    level: 'MUST',
    source: demanded('L868', 'L1165'),
    statement: 'A token without its scheme, or Basic credentials, is no OAuth2 and brings 403.',
    errata: ['ERR-038', 'ERR-061'],
  },
  {
    id: 'HDR-AUTHORIZATION-BAD-TOKEN-401',
    level: 'MAY',
    source: ['L900', 'L1197', ...rule403],
    statement: 'A bearer token that nobody issued, or that has run out, brings 401, or else 403.',
    errata: ['ERR-061'],
  },
  {
    id: 'HDR-UA-REQUIRED',
    level: 'MUST',
    source: listed('L869', 'L1166'),
    statement: 'Image uploads name the calling company and product, with its version, in User-Agent.',
  },
  {
    id: 'HDR-UA-MISSING-403',
    level: 'MUST',
    source: demanded('L869', 'L1166'),
    statement: 'Leaving User-Agent out of an image upload brings 403.',
    needs: ['raw-socket'],
  },
  {
    id: 'HDR-UA-REFLECTS-BUSINESS',
    level: 'MUST',
    source: ['L871', 'L1168'],
    statement: 'The User-Agent tells which business is calling, so an empty one will not do.',
    errata: ['ERR-060'],
  },
  {
    id: 'HDR-UA-EXAMPLE-TOLERATED',
    level: 'SHOULD',
    source: [
      ...['L46', 'L140', 'L202', 'L285', 'L393', 'L470', 'L505', 'L557', 'L653', 'L715', 'L766', 'L908', 'L936', 'L964', 'L996'],
      ...['L1056', 'L1206', 'L1234', 'L1262', 'L1294', 'L1346'],
    ],
    statement: 'A User-Agent of "User Demo", which all printed commands send, is good enough.',
    errata: ['ERR-060'],
  },
  {
    id: 'HDR-SUSPICIOUS-PARAM-403',
    level: 'MUST',
    source: rule403,
    statement: 'A parameter that looks like an attack, such as a path traversal in an id, brings 403.',
    errata: ['ERR-062'],
  },
  {
    id: 'HDR-SUSPICIOUS-HEADER-403',
    level: 'MUST',
    source: rule403,
    statement: 'A header that looks like an attack, such as a second Authorization, brings 403.',
    errata: ['ERR-062'],
  },
])

const start = { step: 'create', workflows: [...byPost, '10014'] } as const
const onOtherCalls: readonly RegisterEntry[] = [
  ...group(start, [
    {
      id: 'HDR-CREATE-CONTENT-TYPE-JSON',
      level: 'MUST',
      stated: 'SHOULD',
      source: ['L45', 'L284', 'L556', 'L765', 'L1055', 'L1345', 'G:L135'],
      statement: 'Requests that start a workflow declare their body as application/json.',
    },
    {
      id: 'HDR-CREATE-USER-AGENT',
      level: 'MUST',
      stated: 'SHOULD',
      source: ['L46', 'L285', 'L557', 'L766', 'L1056', 'L1346', 'G:L138-L144'],
      statement: 'Requests that start a workflow name their caller in User-Agent.',
    },
    {
      id: 'HDR-CREATE-AUTH-BEARER',
      level: 'MUST',
      stated: 'SHOULD',
      source: ['L47-L48', 'L286-L287', 'L558-L559', 'L767', 'L1057', 'L1347', 'G:L137', 'G:L143'],
      statement: 'Requests that start a workflow present the access token as a bearer.',
      errata: ['ERR-009'],
    },
    {
      id: 'HDR-CREATE-AUTH-NO-NEWLINE',
      level: 'MAY',
      workflows: withData,
      source: ['L47-L48', 'L141-L142', 'L286-L287', 'L394-L395', 'L558-L559', 'L654-L655'],
      statement: 'Authorization stays on a single line; the break that some examples print is no part of it.',
      errata: ['ERR-009'],
      needs: ['raw-socket'],
    },
  ]),
  ...group({ step: 'upload-data', workflows: withData }, [
    {
      id: 'HDR-DATA-CONTENT-TYPE-JSON',
      level: 'SHOULD',
      source: ['L139', 'L392', 'L652'],
      statement: 'Uploads of prepared data declare application/json, unlike images.',
    },
    {
      id: 'HDR-DATA-AUTH-BEARER',
      level: 'SHOULD',
      source: ['L141-L142', 'L394-L395', 'L654-L655'],
      statement: 'Uploads of prepared data present the OAuth2 access token as a bearer.',
      errata: ['ERR-009', 'ERR-019'],
    },
  ]),
  ...group({ step: 'finalize', workflows: byPost }, [
    {
      id: 'HDR-FINALIZE-MINIMAL',
      level: 'SHOULD',
      source: ['L201-L203', 'L504-L506', 'L714-L716', 'L995-L997', 'L1293-L1295'],
      statement: 'Authorization and User-Agent are all that finalizing has to send.',
      errata: ['ERR-020', 'ERR-112'],
    },
    {
      id: 'HDR-FINALIZE-AUTH',
      level: 'SHOULD',
      source: ['L203', 'L506', 'L716', 'L997', 'L1295'],
      statement: 'Finalizing presents a token as a bearer.',
      errata: ['ERR-019'],
    },
  ]),
  ...group({ step: 'create', workflows: 'all' }, [
    {
      id: 'HDR-RESPONSE-JSON',
      level: 'SHOULD',
      source: ['L57-L84', 'L174-L191', 'L206-L217', 'L899-L902', 'L1196-L1199', 'L1356-L1391'],
      statement: 'Whatever succeeds is answered in JSON.',
      errata: ['ERR-010', 'ERR-052'],
    },
  ]),
]

/** What calls must carry in their headers. */
export const seedHeader: readonly RegisterEntry[] = [...onImageUploads, ...onOtherCalls]
