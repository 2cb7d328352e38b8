import { face } from '../../contracts/parts.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import type { FormFile } from '../body.ts'
import { uploadDraft } from '../drafts.ts'
import type { Level } from '../verdict.ts'
import { onIds, onPart, withFiles, withMethod } from './edits.ts'
import { type Expectation, type Probe, withHeader } from './probe.ts'
import { clean, listedForParts, permitsAcceptance, refusal, refusedPart, wrongMethod } from './refusal.ts'

interface ImageFault {
  readonly id: string
  readonly says: string
  readonly level: Level
  readonly covers: readonly string[]
  readonly expect: Expectation
  readonly edit: Probe['edit']
  readonly source: readonly SourceLine[]
  readonly appliesTo?: (workflow: Workflow) => boolean
  readonly excuse?: Probe['excuse']
}

const fileRules = lines('L461-L465', 'L893-L897', 'L1190-L1194')
const classifierRules = lines('L891', 'L1188', 'G:L487')

/** ERR-065: which status tells of a wrong file is open. */
const refusedFile = refusal(listedForParts, 'ERR-065')

/** One odd file in place of the valid one. Bodies beyond 5 MB go to targets on loopback only. */
function sample(name: string, isLarge = false): Probe['edit'] {
  return withFiles((_, { materials, target }) => {
    const file = isLarge && !target.callbacks ? undefined : materials.sample(name)
    return file === undefined ? undefined : [file]
  })
}

const has =
  (...categories: readonly string[]) =>
  (workflow: Workflow): boolean =>
    categories.every((category) => workflow.credentials.some((each) => each.category === category))

const kinds = ['gif', 'bmp', 'webp', 'pdf', 'svg', 'text'].map(
  (kind): ImageFault => ({
    id: `file-${kind}`,
    says: `of a ${kind === 'text' ? 'plain text' : kind.toUpperCase()} file is refused: only JPEG and PNG are accepted`,
    level: 'MUST',
    source: fileRules,
    covers: ['UPL-FILE-OTHER-REFUSED', 'UPL-ERR-STATUS-SET', 'G-UPLOAD-STATUSES'],
    expect: refusedFile,
    edit: sample(kind),
  }),
)

const files: readonly ImageFault[] = [
  ...kinds,
  {
    id: 'file-text-as-jpeg',
    says: 'of a text that only calls itself JPEG, by name and type, is refused: the content counts',
    level: 'MUST',
    source: fileRules,
    covers: ['UPL-FILE-OTHER-REFUSED'],
    expect: refusedFile,
    edit: sample('text-as-jpeg'),
  },
  {
    id: 'file-empty',
    says: 'of an empty file is refused',
    level: 'MAY',
    source: fileRules,
    covers: ['UPL-FILE-EMPTY-REFUSED'],
    expect: refusedFile,
    edit: withFiles((file) => [{ ...file, bytes: new Uint8Array() }]),
  },
  {
    id: 'file-too-large',
    says: 'of a JPEG one byte beyond 10 MB in the larger reading of the unit is refused',
    level: 'MUST',
    source: fileRules,
    covers: ['UPL-FILE-MAX-10MB'],
    expect: refusedFile,
    edit: sample('jpeg-too-large', true),
    excuse: { code: 'absent', text: 'a body of 10 MB is sent to targets on loopback only' },
  },
  {
    id: 'file-too-wide',
    says: 'of an image 8001 pixels wide is refused',
    level: 'MUST',
    source: lines('L465', 'L897', 'L1194', 'G:L493'),
    covers: ['UPL-FILE-MAX-RESOLUTION-8000', 'G-UPLOAD-MAX-RESOLUTION'],
    expect: refusedFile,
    edit: sample('jpeg-too-wide'),
  },
  {
    id: 'file-too-high',
    says: 'of an image 8001 pixels high is refused',
    level: 'MUST',
    source: lines('L465', 'L897', 'L1194', 'G:L493'),
    covers: ['UPL-FILE-MAX-RESOLUTION-8000', 'G-UPLOAD-MAX-RESOLUTION'],
    expect: refusedFile,
    edit: sample('jpeg-too-high'),
  },
]

const forms: readonly ImageFault[] = [
  {
    id: 'field-name',
    says: 'in a form field that is called image instead of file is refused',
    level: 'MUST',
    source: fileRules,
    covers: ['UPL-FILE-FIELD-NAME'],
    expect: refusedPart,
    edit: withFiles((file) => [{ ...file, name: 'image' }]),
  },
  {
    id: 'no-file',
    says: 'with a form that holds no file is refused',
    level: 'MAY',
    source: fileRules,
    covers: ['UPL-FILE-EXACTLY-ONE'],
    expect: refusedPart,
    edit: withFiles(() => []),
  },
  {
    id: 'two-files',
    says: 'with two files is refused or one of them is used, never answered by an error of the server',
    level: 'MAY',
    source: fileRules,
    covers: ['UPL-FILE-EXACTLY-ONE'],
    expect: clean,
    edit: withFiles((file): readonly FormFile[] => [file, { ...file, filename: `second-${file.filename}` }]),
  },
  {
    id: 'no-boundary',
    says: 'whose Content-Type names no boundary is refused',
    level: 'SHOULD',
    source: lines('L471', 'L910', 'L938', 'L966', 'L1208', 'L1236', 'L1264'),
    covers: ['UPL-FORM-BOUNDARY'],
    expect: refusedPart,
    edit: (draft) => withHeader(draft, 'Content-Type', 'multipart/form-data'),
  },
  {
    id: 'by-put',
    says: 'by PUT is refused: a part is uploaded by POST',
    level: 'MUST',
    source: lines('L448', 'L879', 'L1176', 'G:L475'),
    covers: ['UPL-FILE-METHOD-POST'],
    expect: wrongMethod,
    edit: withMethod('PUT'),
  },
]

/** ERR-111: by the source document no FACEMAP comes by API. */
const refusedFacemap = refusal(listedForParts, 'ERR-111')

const places: readonly ImageFault[] = [
  {
    id: 'classifier-unknown',
    says: 'to a classifier that is not documented is refused',
    level: 'MAY',
    source: classifierRules,
    covers: ['UPL-CLASSIFIER-UNKNOWN-REFUSED', 'G-UPLOAD-CLASSIFIERS'],
    expect: refusedPart,
    edit: onIds(() => ({ classifier: 'SIDE' })),
  },
  {
    id: 'classifier-lower-case',
    says: 'to its classifier in lower case is refused',
    level: 'MAY',
    source: classifierRules,
    covers: ['UPL-CLASSIFIER-UNKNOWN-REFUSED'],
    expect: refusedPart,
    edit: (draft, world) => onIds(() => ({ classifier: draft.part?.split('.')[1]?.toLowerCase() }))(draft, world),
  },
  {
    id: 'face-on-id',
    says: 'of a FACE to the ID credential, which takes FRONT and BACK, is refused',
    level: 'SHOULD',
    source: lines('L824-L825', 'L1121-L1122'),
    covers: ['UPL-CLASSIFIER-CATEGORY-ID'],
    expect: refusedPart,
    edit: onPart('ID', 'FACE'),
    appliesTo: has('ID'),
  },
  {
    id: 'prepared-data-on-id',
    says: 'to PREPARED_DATA of the ID credential, which takes FRONT and BACK, is refused',
    level: 'SHOULD',
    source: lines('L824-L825', 'L1121-L1122'),
    covers: ['UPL-CLASSIFIER-CATEGORY-ID'],
    expect: refusedPart,
    edit: onPart('ID', 'PREPARED_DATA'),
    appliesTo: has('ID'),
  },
  {
    id: 'front-on-selfie',
    says: 'of a FRONT to the SELFIE credential, which takes FACE, is refused',
    level: 'SHOULD',
    source: lines('L329', 'L841', 'L1138'),
    covers: ['UPL-CLASSIFIER-CATEGORY-SELFIE'],
    expect: refusedPart,
    edit: onPart('SELFIE', 'FRONT'),
  },
  {
    id: 'back-on-selfie',
    says: 'of a BACK to the SELFIE credential is refused, although an example posts it there',
    level: 'MAY',
    source: lines('L935', 'L1233'),
    covers: ['UPL-CLASSIFIER-BACK-ON-SELFIE'],
    expect: refusal(listedForParts, 'ERR-064', permitsAcceptance),
    edit: onPart('SELFIE', 'BACK'),
  },
  {
    id: 'front-on-data',
    says: 'of a FRONT to the DATA credential, which takes PREPARED_DATA, is refused',
    level: 'SHOULD',
    source: lines('L76', 'L315', 'L589'),
    covers: ['UPL-CLASSIFIER-CATEGORY-DATA'],
    expect: refusedPart,
    edit: onPart('DATA', 'FRONT'),
    appliesTo: has('DATA'),
  },
  ...['FACEMAP', 'FACE'].map(
    (classifier): ImageFault => ({
      id: `${classifier.toLowerCase()}-on-facemap`,
      says: `of a ${classifier} to the FACEMAP credential is refused: the API channel is not open to it`,
      level: 'MAY',
      source: lines('L846-L853', 'L1143-L1150'),
      covers: ['CHANNELS-FACEMAP-UPLOAD-REFUSED'],
      expect: refusedFacemap,
      edit: onPart('FACEMAP', classifier),
      appliesTo: has('ID', 'FACEMAP'),
    }),
  ),
]

const onImages = [...files, ...forms, ...places].map(
  ({ id, says, level, covers, expect, edit, source, appliesTo, excuse }): Probe => ({
    id,
    check: `IMAGE-${id.toUpperCase()}`,
    step: 'upload',
    content: 'image',
    level,
    source,
    statement: `An image upload ${says}.`,
    covers,
    ...(expect.lenient === undefined ? {} : { errata: [expect.lenient.erratum] }),
    expect,
    ...(appliesTo === undefined ? {} : { appliesTo }),
    ...(excuse === undefined ? {} : { excuse }),
    edit,
  }),
)

/** 10014 has no API channel: what is uploaded there is built from the credentials that the update offers. */
const onClosedChannel = (['SELFIE', 'FACEMAP'] as const).map(
  (category): Probe => ({
    id: `upload-to-${category.toLowerCase()}`,
    check: `IMAGE-UPLOAD-TO-${category}-WITHOUT-API`,
    step: 'opened',
    level: 'MAY',
    source: lines('L1328', 'L1373-L1387'),
    statement: `An image upload to the ${category} credential of a workflow without an API channel is refused.`,
    covers: [category === 'SELFIE' ? 'WF10014-SELFIE-UPLOAD-REFUSED' : 'CHANNELS-FACEMAP-UPLOAD-REFUSED'],
    errata: ['ERR-111'],
    expect: refusedFacemap,
    edit: (_, world) => {
      if (!world.credentials.has(category)) return undefined
      const classifier = category === 'SELFIE' ? 'FACE' : 'FACEMAP'
      const draft = uploadDraft(world, { ...face, category, address: 'SELFIE.FACE' })
      const { part: _part, linkIgnored: _link, ...rest } = draft
      return { ...rest, url: rest.url.replace(/FACE$/, classifier) }
    },
  }),
)

/** What an image upload must hold, and where it may go. */
export const imageProbes: readonly Probe[] = [...onImages, ...onClosedChannel]
