import { randomUUID } from 'node:crypto'
import type { PathIds } from '../../contracts/endpoints.ts'
import { lines, type SourceLine } from '../../contracts/source.ts'
import { finalizeDraft } from '../drafts.ts'
import type { Level } from '../verdict.ts'
import { onIds, withIds, withMethod } from './edits.ts'
import type { Expectation, Probe, ProbeStep } from './probe.ts'
import { clean, listedForParts, notFound, permitsAcceptance, refusal, suspicious, unavailable, wrongMethod } from './refusal.ts'

/** A step whose address names an account and more. */
interface Place {
  readonly name: string
  readonly step: ProbeStep
  readonly content?: 'data' | 'image'
  readonly subject: string
  readonly names: readonly (keyof PathIds)[]
  readonly source: readonly SourceLine[]
  /** How an unknown id is answered, and how binding that is. */
  readonly level: Level
  readonly unknown: Expectation
  readonly covers: Readonly<Partial<Record<keyof PathIds, readonly string[]>>>
}

const uploadSource = lines('L900', 'L1197', 'G:L498')

const uploadCovers = {
  account: ['UPL-ERR-404-UNKNOWN-ACCOUNT'],
  execution: ['UPL-ERR-404-UNKNOWN-EXECUTION'],
  credential: ['UPL-ERR-404-UNKNOWN-CREDENTIAL'],
} as const

const places: readonly Place[] = [
  ...(['data', 'image'] as const).map(
    (content): Place => ({
      name: content === 'data' ? 'UPLOAD-DATA' : 'UPLOAD',
      step: 'upload',
      content,
      subject: content === 'data' ? 'A prepared-data upload' : 'An image upload',
      names: ['account', 'execution', 'credential'],
      source: uploadSource,
      level: 'MUST',
      unknown: unavailable,
      covers: uploadCovers,
    }),
  ),
  {
    name: 'FINALIZE',
    step: 'finalize',
    subject: 'A finalize',
    names: ['account', 'execution'],
    source: lines('L195-L197', 'G:L569-L571'),
    level: 'MUST',
    unknown: unavailable,
    covers: { account: ['G-FINALIZE-STATUSES'], execution: ['FIN-UNKNOWN-EXECUTION', 'G-FINALIZE-STATUSES'] },
  },
  {
    name: 'STATUS',
    step: 'status',
    subject: 'A status request',
    names: ['account', 'execution'],
    source: lines('G:L1313'),
    level: 'MUST',
    unknown: unavailable,
    covers: { account: ['G-STATUS-404'], execution: ['G-STATUS-404'] },
  },
  {
    name: 'DETAILS',
    step: 'details',
    subject: 'A details request',
    names: ['account', 'execution'],
    source: lines('G:L1359'),
    level: 'MUST',
    unknown: unavailable,
    covers: { account: ['G-DETAILS-STATUSES'], execution: ['G-DETAILS-STATUSES'] },
  },
  {
    name: 'STEPS',
    step: 'steps',
    subject: 'A steps request',
    names: ['account', 'execution'],
    source: lines('G:L2006'),
    level: 'MUST',
    unknown: notFound,
    covers: { account: ['G-STEPS-200-404'], execution: ['G-STEPS-200-404'] },
  },
  {
    name: 'IMAGE',
    step: 'image',
    content: 'image',
    subject: 'A request for a stored image',
    names: ['account', 'credential'],
    source: lines('G:L1978'),
    level: 'MUST',
    unknown: notFound,
    covers: { account: ['G-IMAGE-404', 'REG-HOST-AMER-RETRIEVAL-PART'], credential: ['G-IMAGE-404'] },
  },
]

/** Nouns of the ids. */
const nouns = { account: 'account', execution: 'workflow execution', credential: 'credential', classifier: 'part' } as const

type Draftless = Omit<Probe, 'step' | 'content' | 'statement' | 'check' | 'source'> & {
  readonly says: string
  readonly source?: Probe['source']
}

function probesAt(place: Place): readonly Draftless[] {
  const { step, names, covers, level, unknown } = place
  const last = names.at(-1) ?? 'account'
  const isUpload = step === 'upload'
  const odd = (id: string, says: string, ids: PathIds, more: Pick<Draftless, 'level' | 'covers' | 'expect' | 'source'>): Draftless => ({
    id,
    says,
    edit: (draft) => withIds(draft, ids),
    ...more,
  })
  const hostile = {
    level: isUpload ? 'MUST' : 'SHOULD',
    covers: ['HDR-SUSPICIOUS-PARAM-403'],
    expect: suspicious,
    source: lines('L874', 'L1171', 'G:L470', 'G:L558', 'G:L1292'),
  } as const
  return [
    ...names.map(
      (name): Draftless => ({
        id: `unknown-${name}`,
        says: `to ${name === 'account' ? 'an' : 'a'} ${nouns[name]} that does not exist is refused`,
        // That a credential is looked at is an inference. L890, L1187
        level: isUpload && name === 'credential' ? 'MAY' : level,
        covers: covers[name] ?? [],
        expect: unknown,
        edit: onIds(() => ({ [name]: randomUUID() })),
      }),
    ),
    {
      id: 'other-account',
      says: 'that names another account of the same tenant is refused: ids of two accounts do not mix',
      level: 'MAY',
      covers: ['UPL-ERR-CROSS-ACCOUNT', ...(covers.account ?? [])],
      source: lines('L900', 'L1197', 'G:L1313'),
      expect: unavailable,
      // Only a valid variant of a creation makes a second account in the same run.
      appliesTo: (workflow) => workflow.start === 'create',
      excuse: { code: 'absent', text: 'this run made no second account' },
      edit: (draft, { strays }) => {
        const [account] = strays ?? []
        return account === undefined ? undefined : withIds(draft, { account })
      },
    },
    odd(
      'malformed-id',
      `to an id that is no UUID is refused`,
      { [last]: '33333333-3333-3333-aaaaaaaaaaaa' },
      {
        level: 'MAY',
        covers: ['UPL-ERR-MALFORMED-UUID'],
        expect: unavailable,
        source: lines('L888-L890', 'L1185-L1187'),
      },
    ),
    odd('path-traversal', 'with steps to a parent folder in its path is refused', { account: '..%2f..%2fetc' }, hostile),
    ...(step === 'steps' || step === 'image'
      ? []
      : [
          odd('path-too-long', 'with 5000 characters as one id is refused', { [last]: 'a'.repeat(5000) }, hostile),
          odd('path-markup', 'with markup as an id is refused', { [last]: encodeURIComponent(`'"><script>alert(1)</script>`) }, hostile),
        ]),
  ]
}

/** Late and misdirected calls. */
const others: readonly Probe[] = [
  {
    id: 'by-post',
    check: 'FINALIZE-BY-POST',
    step: 'finalize',
    level: 'MUST',
    source: lines('L193-L197', 'L496-L500', 'L706-L710', 'L987-L991', 'L1285-L1289', 'G:L541-L544'),
    statement: 'A finalize by POST is refused: a workflow execution is finalized by PUT.',
    covers: ['WF*-FINALIZE-PUT'],
    expect: wrongMethod,
    edit: withMethod('POST'),
  },
  {
    id: 'by-post',
    check: 'DETAILS-BY-POST',
    step: 'details',
    level: 'MAY',
    source: lines('G:L1347-L1349'),
    statement: 'A details request by POST is never answered by an error of the server.',
    covers: ['G-DETAILS-STATUSES'],
    expect: clean,
    edit: withMethod('POST'),
  },
  {
    id: 'classifier-unknown',
    check: 'IMAGE-OF-UNKNOWN-CLASSIFIER',
    step: 'image',
    content: 'image',
    level: 'MUST',
    source: lines('G:L1975', 'G:L1978'),
    statement: 'A request for a part of a classifier that is not documented is answered by 404.',
    covers: ['G-IMAGE-CLASSIFIERS', 'G-IMAGE-404'],
    errata: ['ERR-069'],
    expect: notFound,
    edit: onIds(() => ({ classifier: 'OTHER' })),
  },
  {
    id: 'never-uploaded',
    check: 'IMAGE-NEVER-UPLOADED',
    step: 'image',
    content: 'image',
    level: 'MUST',
    source: lines('G:L1978'),
    statement: 'A request for a part that the credential never got is answered by 404.',
    covers: ['G-IMAGE-404'],
    errata: ['ERR-069'],
    expect: notFound,
    // No other probe can have stored a FACEMAP there, even where the target accepts too much.
    edit: onIds(() => ({ classifier: 'FACEMAP' })),
  },
  ...(['data', 'image'] as const).map(
    (content): Probe => ({
      id: `late-${content}`,
      check: `UPLOAD-${content.toUpperCase()}-AFTER-FINALIZE`,
      step: 'closed',
      content,
      closes: 'upload',
      level: 'MAY',
      source: lines('L193-L217', 'L496-L520', 'L706-L730', 'L987-L1011', 'L1285-L1309'),
      statement: `${content === 'data' ? 'Prepared data' : 'An image'} that comes after finalize is refused: the parts are closed.`,
      covers: ['FIN-UPLOAD-AFTER'],
      errata: ['ERR-098'],
      expect: refusal(listedForParts, 'ERR-098', permitsAcceptance),
      edit: (draft) => draft,
    }),
  ),
  {
    id: 'twice',
    check: 'FINALIZE-TWICE',
    step: 'closed',
    closes: 'finalize',
    level: 'MAY',
    source: lines('L193-L217'),
    statement: 'A second finalize is refused or answered as the first, never by an error of the server.',
    covers: ['FIN-TWICE'],
    expect: clean,
    edit: (draft) => draft,
  },
  {
    id: 'finalize-by-api',
    check: 'FINALIZE-WITHOUT-API',
    step: 'opened',
    level: 'MAY',
    source: lines('L1311-L1391'),
    statement: 'A finalize of a workflow that no API call ends is never answered by an error of the server.',
    covers: ['FIN-10014-NOT-DOCUMENTED'],
    expect: clean,
    edit: (_, world) => {
      const { linkIgnored: _link, ...draft } = finalizeDraft(world)
      return draft
    },
  },
]

const unknownDeletions = (
  [
    ['delete', 'execution', 'A deletion', 'G:L2228'],
    ['delete-account', 'account', 'A deletion of an account', 'G:L2209'],
  ] as const
).map(
  ([step, name, subject, line]): Probe => ({
    id: `unknown-${name}`,
    check: `${step.toUpperCase()}-UNKNOWN-${name.toUpperCase()}`,
    step,
    level: 'SHOULD',
    source: lines(line),
    statement: `${subject} to ${name === 'account' ? 'an' : 'a'} ${nouns[name]} that never existed is refused with 404.`,
    covers: ['G-DELETE-ERROR-STATUS'],
    errata: ['ERR-069'],
    expect: notFound,
    ...(name === 'account' ? { excuse: { code: 'absent', text: 'the account was given, so it is not deleted' } as const } : {}),
    edit: onIds(() => ({ [name]: randomUUID() })),
  }),
)

/** What the address of a call must name. */
export const pathProbes: readonly Probe[] = [
  ...unknownDeletions,
  ...places.flatMap((place) =>
    probesAt(place).map(
      ({ says, source = place.source, ...probe }): Probe => ({
        ...probe,
        check: `${place.name}-${probe.id.toUpperCase()}`,
        step: place.step,
        ...(place.content === undefined ? {} : { content: place.content }),
        source,
        statement: `${place.subject} ${says}.`,
        ...(probe.expect.lenient === undefined ? {} : { errata: [probe.expect.lenient.erratum] }),
      }),
    ),
  ),
  ...others,
]
