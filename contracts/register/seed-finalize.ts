import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const byPost = ['10005', '10006', '10010', '10011', '10013'] as const

const printed = [
  { key: '10005', method: 'L193-L197', request: 'L201-L203', response: 'L208-L216' },
  { key: '10006', method: 'L496-L500', request: 'L504-L506', response: 'L511-L519' },
  { key: '10010', method: 'L706-L710', request: 'L714-L716', response: 'L721-L729' },
  { key: '10011', method: 'L987-L991', request: 'L995-L997', response: 'L1002-L1010' },
  { key: '10013', method: 'L1285-L1289', request: 'L1293-L1295', response: 'L1300-L1308' },
] as const

const calls = printed.flatMap(({ key, method, request, response }) =>
  group({ step: 'finalize', workflows: [key] }, [
    {
      id: `WF${key}-FINALIZE-PUT`,
      level: 'MUST',
      source: [method],
      statement: `A PUT to its own address ends the intake of a ${key} execution.`,
    },
    {
      id: `WF${key}-FINALIZE-STATUS-200`,
      level: 'MUST',
      stated: 'MAY',
      source: [request, response, 'G:L571'],
      statement: `Finalizing ${key} is answered 200.`,
      errata: ['ERR-011'],
    },
    {
      id: `WF${key}-FINALIZE-RESPONSE-SHAPE`,
      level: 'SHOULD',
      source: [response],
      statement: `Finalizing ${key} returns a timestamp and the ids of account and execution, and nothing else.`,
    },
  ]),
)

const rules = group({ step: 'finalize', workflows: byPost }, [
  {
    id: 'FIN-NO-BODY-NEEDED',
    level: 'SHOULD',
    source: printed.map(({ request }) => request),
    statement: 'Finalizing works with an empty request.',
  },
  {
    id: 'FIN-LINK-FROM-CREATE',
    level: 'SHOULD',
    source: ['L78', 'L201', 'L317', 'L504', 'L591', 'L714', 'L827', 'L995', 'L1124', 'L1293'],
    statement: 'The execution link that account creation hands out is where to finalize.',
  },
  {
    id: 'FIN-TWICE',
    level: 'MAY',
    source: ['L193-L217'],
    statement: 'Finalizing again is turned down or answered alike, and never starts the processing anew.',
    needs: ['callback-listener'],
  },
  {
    id: 'FIN-BEFORE-UPLOAD',
    level: 'MAY',
    source: ['L23-L24', 'L260-L262', 'L531-L532', 'L735-L738', 'L1016-L1019'],
    statement: 'An execution that was finalized empty never counts as a complete run.',
  },
  {
    id: 'FIN-UPLOAD-AFTER',
    level: 'MAY',
    step: 'upload-image',
    source: ['L193-L217', 'L496-L520', 'L706-L730', 'L987-L1011', 'L1285-L1309'],
    statement: 'A finalized execution takes no further parts.',
  },
  {
    id: 'FIN-UNKNOWN-EXECUTION',
    level: 'MUST',
    stated: 'MAY',
    source: ['L195-L197', 'G:L569'],
    statement: 'Finalizing an execution that is not there is answered 404.',
  },
  {
    id: 'FIN-10014-NOT-DOCUMENTED',
    level: 'MAY',
    workflows: ['10014'],
    source: ['L1311-L1391'],
    statement: 'The user ends a 10014 run in the SDK or on the web; the document has no upload and no finalizing for it.',
    errata: ['ERR-083'],
    needs: ['fixtures'],
  },
])

/** Ending the intake of an execution. */
export const seedFinalize: readonly RegisterEntry[] = [...calls, ...rules]
