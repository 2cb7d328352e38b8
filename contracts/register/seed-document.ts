import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

/** What a reader may expect of the document and its examples. */
export const seedDocument: readonly RegisterEntry[] = group({ step: 'docs', workflows: 'all' }, [
  {
    id: 'DOC-TOC-RESOLVES',
    level: 'MAY',
    source: ['L3-L10'],
    statement: 'The table of contents leads to headings that exist.',
    errata: ['ERR-001', 'ERR-002'],
  },
  {
    id: 'DOC-JSON-EXAMPLES-STRICT',
    level: 'MAY',
    source: [
      ...['L59-L83', 'L298-L336', 'L572-L596', 'L915-L929', 'L943-L957', 'L970-L984'],
      ...['L1213-L1227', 'L1241-L1255', 'L1268-L1282'],
    ],
    statement: 'The printed JSON is valid.',
    errata: ['ERR-010', 'ERR-052'],
  },
  {
    id: 'DOC-CURL-EXAMPLES-PARSE',
    level: 'MAY',
    source: ['L44-L54', 'L138-L171', 'L283-L293', 'L391-L424', 'L469-L473', 'L555-L567', 'L651-L684'],
    statement: 'The printed commands run in a shell and break no header over two lines.',
    errata: ['ERR-009', 'ERR-039'],
  },
  {
    id: 'DOC-LINKS-RELATIVE-RESOLVE',
    level: 'MAY',
    source: ['L751-L752', 'L1037-L1042', 'L1314', 'L1332'],
    statement: 'Links into the companion guide find their file and their heading.',
    errata: ['ERR-056', 'ERR-072'],
  },
  {
    id: 'DOC-NO-WORK-MARKERS',
    level: 'MAY',
    source: ['L23', 'L26', 'L133', 'L225', 'L260', 'L264', 'L269', 'L386', 'L646'],
    statement: 'The text is finished: it holds no notes to its authors such as XXX or TBD.',
    errata: ['ERR-006', 'ERR-014', 'ERR-027', 'ERR-032'],
  },
  {
    id: 'DOC-IDS-ARE-UUIDS',
    level: 'MAY',
    source: ['L68', 'L307', 'L321', 'L581', 'L814', 'L831', 'L847', 'L1111', 'L1128', 'L1144', 'L1373', 'L1381'],
    statement: 'The printed credential ids are real UUIDs.',
    errata: ['ERR-012'],
  },
])
