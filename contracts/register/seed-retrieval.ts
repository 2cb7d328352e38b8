import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

/** All that is said of the 10005 steps stands in one hidden comment. */
const readings = group({ step: 'retrieve', workflows: ['10005'], needs: ['retrieval-api'] }, [
  {
    id: 'RET-API-AVAILABLE',
    level: 'MUST',
    workflows: ['10005', '10006', '10010', '10011', '10013', '10014'],
    source: ['L219-L221', 'L522-L524', 'L1395-L1397'],
    statement: 'What a run gathered, and its account, can be fetched from the retrieval host.',
    errata: ['ERR-045'],
    needs: ['fixtures', 'retrieval-api'],
  },
  {
    id: 'RET-10005-STEPS-SHAPE',
    level: 'MAY',
    source: ['L223-L251'],
    statement: 'The steps of a 10005 run each tell id, name, decision with its label, and the capabilities behind it.',
    errata: ['ERR-027'],
  },
  {
    id: 'RET-10005-STEPS-NAME',
    level: 'MAY',
    source: ['L236'],
    statement: 'BRA_CPF_VALIDATION is what the step of 10005 is called.',
    errata: ['ERR-114'],
  },
  {
    id: 'RET-10005-STEPS-ONE',
    level: 'MAY',
    source: ['L233-L247'],
    statement: 'There is a single step in 10005.',
  },
  {
    id: 'RET-10005-STEPS-DECISION',
    level: 'MAY',
    source: ['L237-L242'],
    statement: 'Type and label of a step decision do not contradict each other.',
    needs: ['fixtures', 'retrieval-api'],
  },
  {
    id: 'RET-10005-STEPS-IDS-UUID',
    level: 'MAY',
    source: ['L235', 'L243-L245'],
    statement: 'A step, and each capability it lists, is identified by a UUID.',
  },
  {
    id: 'RET-10005-PREPARED-DATA-CONTENT',
    level: 'MAY',
    source: ['L227'],
    statement: 'Reading a stored PREPARED_DATA part returns what was handed in.',
    errata: ['ERR-027'],
  },
])

const channels = group({ step: 'docs', workflows: 'all' }, [
  {
    id: 'RET-CHANNEL-REFERENCE',
    level: 'MUST',
    source: ['L1396'],
    statement: 'What the three channels are is left to the companion guide, in its chapter on data acquisition.',
    errata: ['ERR-085'],
  },
])

/** What can be read after a run, and where the channels are explained. */
export const seedRetrieval: readonly RegisterEntry[] = [...readings, ...channels]
