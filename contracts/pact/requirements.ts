import { endpoints, type Operation } from '../endpoints.ts'
import { register } from '../register/index.ts'
import type { Strength } from '../schemas/schema.ts'
import { lines, type SourceLine } from '../source.ts'
import type { AddressedPart, Workflow } from '../workflow.ts'

/** Steps that a pact tells of. */
export type PactOperation = Exclude<Operation, 'health' | 'delete-account'> | 'callback'

const upload = [
  'WF*-UPLOAD-$-RESPONSE-SHAPE',
  'G-UPLOAD-STATUSES',
  'G-UPLOAD-RESPONSE-FIELDS',
  'RESP-TIMESTAMP-FORMAT',
  'HDR-RESPONSE-JSON',
]
const reading = ['RET-API-AVAILABLE', 'HDR-RESPONSE-JSON']
const starting = [
  'KEY-SELECTS-WORKFLOW',
  'WF*-REQUIRED-CREDENTIALS',
  'WF*-ALLOWED-CHANNELS',
  'G-CREATE-RESPONSE-FIELDS',
  'G-CREATE-CREDENTIAL-FIELDS',
  'ID-ACCOUNT-UUID',
  'ID-EXECUTION-UUID',
  'HDR-RESPONSE-JSON',
  'RESP-TIMESTAMP-PRESENT',
  'RESP-API-WORKFLOWEXECUTION-LINK',
]

/** Entries of the register that one exchange can show; `*` stands for the workflow key, `$` for the kind of part. */
const shownBy: Readonly<Record<PactOperation, readonly string[]>> = {
  token: ['G-TOKEN-CLIENT-BASIC', 'G-TOKEN-RESPONSE-SHAPE', 'G-TOKEN-GRANT-CLIENT-CREDENTIALS', 'G-TOKEN-FORM-ENCODED'],
  create: ['WF*-CREATE-METHOD-POST', 'WF*-CREATE-STATUS-200', 'WF*-CREATE-RESPONSE-SHAPE', 'G-CREATE-200', ...starting],
  update: ['WF*-UPDATE-METHOD-PUT', 'WF*-UPDATE-STATUS-200', 'WF*-UPDATE-RESPONSE-SHAPE', ...starting],
  upload: [
    ...['WF*-UPLOAD-DATA-POST', 'WF*-UPLOAD-DATA-STATUS-200', 'HDR-DATA-CONTENT-TYPE-JSON'],
    ...['UPL-FILE-METHOD-POST', 'UPL-FILE-FIELD-NAME', 'UPL-OK-200-JSON', 'HDR-CONTENT-TYPE-MULTIPART', 'WF*-UPLOAD-FACE-STATUS-200'],
    ...upload,
  ],
  finalize: [
    'WF*-FINALIZE-PUT',
    'WF*-FINALIZE-STATUS-200',
    'WF*-FINALIZE-RESPONSE-SHAPE',
    'G-FINALIZE-RESPONSE-FIELDS',
    'FIN-NO-BODY-NEEDED',
    'HDR-RESPONSE-JSON',
  ],
  status: ['G-STATUS-200', 'G-STATUS-FIELDS', 'G-STATUS-ENUM', 'G-STATUS-DEFINITIONKEY-STRING', ...reading],
  details: [
    'G-DETAILS-STATUSES',
    'G-DETAILS-FIELDS',
    'G-DETAILS-CREDENTIALS',
    'G-DETAILS-CAPABILITIES-ARRAYS',
    'CAP-*-SET',
    'WF*-STORED-CREDENTIALS',
    ...reading,
  ],
  steps: ['G-STEPS-200-404', 'G-STEPS-FIELDS', 'G-STEPS-DECISION-TYPE', 'G-STEPS-DECISION-LABEL', ...reading],
  image: ['G-IMAGE-200-BYTES', 'G-IMAGE-CLASSIFIERS'],
  callback: [
    'G-CALLBACK-FIELDS',
    'G-CALLBACK-STATUS-ENUM',
    'G-CALLBACK-DEFINITIONKEY-STRING',
    'G-CALLBACK-AFTER-PROCESSING',
    'G-CALLBACK-SENTAT-FORMAT',
  ],
  'delete-execution': ['G-DELETE-200'],
}

const callbackSource = lines('G:L1235-L1246', 'G:L1249-L1263')

export interface Requirements {
  readonly requirements: readonly string[]
  readonly source: readonly SourceLine[]
}

/** What of the register an interaction shows: of the demanded the MUSTs, of what examples show all. */
export function requirementsOf(
  workflow: Workflow,
  operation: PactOperation,
  part: AddressedPart | undefined,
  strength: Strength,
): Requirements {
  const kind = part?.content === 'data' ? 'DATA' : (part?.classifier ?? '')
  const wanted = new Set(shownBy[operation].map((id) => id.replace('*', workflow.key).replace('$', kind)))
  const other = part?.content === 'data' ? 'upload-image' : 'upload-data'
  const entries = register.filter(
    ({ id, workflows, step }) =>
      wanted.has(id) && (workflows === 'all' || workflows.includes(workflow.key)) && (part === undefined || step !== other),
  )
  const shown = strength === 'example' ? entries : entries.filter(({ level }) => level === 'MUST')
  return {
    requirements: (shown.length === 0 ? entries : shown).map(({ id }) => id),
    source: operation === 'callback' ? callbackSource : endpoints[operation].source,
  }
}

/** Every entry that some interaction may name, as patterns: for the test that none is made up. */
export const namedRequirements: readonly string[] = [...new Set(Object.values(shownBy).flat())]
