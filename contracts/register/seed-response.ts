import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const byPost = ['10005', '10006', '10010', '10011', '10013'] as const

/** Lines of the timestamp in each of the 21 printed responses. */
const timestamps = [
  ...['L60', 'L177', 'L209', 'L299', 'L430', 'L479', 'L512', 'L573', 'L690', 'L722', 'L798', 'L916', 'L944', 'L971', 'L1003'],
  ...['L1095', 'L1214', 'L1242', 'L1269', 'L1301', 'L1359'],
] as const
const links = ['L76-L78', 'L315-L331', 'L589-L591', 'L824-L843', 'L1121-L1140'] as const
const tokens = ['L74', 'L313', 'L327', 'L587', 'L822', 'L839', 'L1119', 'L1136'] as const

/** Members that responses have in common, and how their ids hang together. */
export const seedResponse: readonly RegisterEntry[] = group({ step: 'create', workflows: 'all' }, [
  {
    id: 'RESP-TIMESTAMP-PRESENT',
    level: 'SHOULD',
    source: timestamps,
    statement: 'Starting, uploading and finalizing are all answered with a timestamp at the top.',
  },
  {
    id: 'RESP-TIMESTAMP-FORMAT',
    level: 'MUST',
    stated: 'SHOULD',
    source: [...timestamps, 'G:L191'],
    statement: 'Timestamps are in UTC, end in Z, and count milliseconds: 2022-02-01T09:30:00.000Z.',
  },
  {
    id: 'RESP-TIMESTAMP-CURRENT',
    level: 'MAY',
    source: timestamps,
    statement: 'A timestamp tells when the response was made.',
    needs: ['clock-control'],
  },
  {
    id: 'RESP-TIMESTAMP-MONOTONIC',
    level: 'MAY',
    step: 'finalize',
    workflows: byPost,
    source: ['L60', 'L177', 'L209', 'L430', 'L479', 'L512', 'L798', 'L916', 'L1095', 'L1214'],
    statement: 'Within one journey no timestamp is earlier than the one before.',
    errata: ['ERR-021'],
  },
  {
    id: 'RESP-ACCOUNT-ID',
    level: 'SHOULD',
    source: ['L61-L63', 'L300-L302', 'L574-L576', 'L799-L801', 'L1096-L1098', 'L1360-L1362'],
    statement: 'Each response names its account in account.id.',
  },
  {
    id: 'ID-ACCOUNT-UUID',
    level: 'MUST',
    source: ['L96', 'L349', 'L457', 'L609', 'L888', 'L1185'],
    statement: 'Accounts are identified by UUIDs.',
  },
  {
    id: 'ID-EXECUTION-UUID',
    level: 'MUST',
    source: ['L97', 'L350', 'L458', 'L610', 'L889', 'L1186'],
    statement: 'Workflow executions are identified by UUIDs.',
  },
  {
    id: 'ID-CREDENTIAL-UUID',
    level: 'MUST',
    source: ['L98', 'L351', 'L459', 'L611', 'L890', 'L1187'],
    statement: 'Credentials are identified by UUIDs, though the printed ids lack a group.',
    errata: ['ERR-012'],
  },
  {
    id: 'ID-ACCOUNT-UNIQUE',
    level: 'MAY',
    workflows: byPost,
    source: ['L62', 'L96'],
    statement: 'No two creations yield the same account id.',
  },
  {
    id: 'ID-CREDENTIALS-DISTINCT',
    level: 'SHOULD',
    workflows: ['10006', '10011', '10013', '10014'],
    source: ['L307', 'L321', 'L814', 'L831', 'L847', 'L1111', 'L1128', 'L1144', 'L1373', 'L1381'],
    statement: 'No two credentials of an execution share an id.',
  },
  {
    id: 'ID-ACCOUNT-CONSISTENT',
    level: 'SHOULD',
    step: 'finalize',
    source: [
      ...['L62', 'L179', 'L211', 'L301', 'L432', 'L481', 'L514', 'L575', 'L692', 'L724', 'L800', 'L918', 'L946', 'L973', 'L1005'],
      ...['L1097', 'L1216', 'L1244', 'L1271', 'L1303', 'L1344', 'L1361'],
    ],
    statement: 'From the first response to the last, and in all links, a journey has one account id.',
  },
  {
    id: 'ID-EXECUTION-CONSISTENT',
    level: 'SHOULD',
    step: 'finalize',
    workflows: byPost,
    source: [
      ...['L65', 'L182', 'L214', 'L304', 'L435', 'L484', 'L517', 'L578', 'L695', 'L727', 'L811', 'L921', 'L949', 'L976', 'L1008'],
      ...['L1108', 'L1219', 'L1247', 'L1274', 'L1306'],
    ],
    statement: 'From the first response to the last a journey has one execution id.',
  },
  {
    id: 'ID-EXECUTION-IN-LINKS',
    level: 'SHOULD',
    workflows: byPost,
    source: links,
    statement: 'Links to parts and to the execution carry the execution id of the response they stand in.',
    errata: ['ERR-034'],
  },
  {
    id: 'ID-CREDENTIAL-IN-LINKS',
    level: 'SHOULD',
    workflows: byPost,
    source: [
      ...['L68', 'L76', 'L307', 'L315', 'L321', 'L329', 'L581', 'L589', 'L814', 'L824-L825', 'L831', 'L841'],
      ...['L1111', 'L1121-L1122', 'L1128', 'L1138'],
    ],
    statement: 'The credential id inside a link to a part is that of the credential around it.',
    errata: ['ERR-064'],
  },
  {
    id: 'ID-ACCOUNT-IN-LINKS',
    level: 'SHOULD',
    workflows: byPost,
    source: links,
    statement: 'All links of a response carry its account id.',
  },
  {
    id: 'RESP-CREDENTIAL-CATEGORY-CASE',
    level: 'SHOULD',
    source: ['L69', 'L308', 'L322', 'L582', 'L815', 'L832', 'L848', 'L1112', 'L1129', 'L1145', 'L1374', 'L1382'],
    statement: 'Categories are spelled in capitals: DATA, ID, SELFIE or FACEMAP.',
  },
  {
    id: 'RESP-API-TOKEN',
    level: 'SHOULD',
    workflows: byPost,
    source: tokens,
    statement: 'A credential open to the API channel comes with a token in its api object.',
    errata: ['ERR-019'],
  },
  {
    id: 'RESP-API-TOKEN-USABLE',
    level: 'MAY',
    step: 'upload-image',
    workflows: byPost,
    source: ['L74', 'L203', 'L313', 'L327', 'L472', 'L587', 'L822', 'L839', 'L909', 'L1119', 'L1136', 'L1207'],
    statement: 'The token of a credential authorises uploads and finalizing within its own execution.',
    errata: ['ERR-019'],
  },
  {
    id: 'RESP-API-WORKFLOWEXECUTION-LINK',
    level: 'SHOULD',
    workflows: byPost,
    source: ['L78', 'L317', 'L331', 'L591', 'L827', 'L843', 'L1124', 'L1140'],
    statement: 'Every api object links to the execution, at the address where it is finalized.',
    errata: ['ERR-034'],
  },
])
