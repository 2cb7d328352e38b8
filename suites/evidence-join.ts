import type { AnyCheck } from './check.ts'
import type { RecordedVerdict, Selected } from './evidence-format.ts'
import { type Evidence, inOrder } from './evidence-reader.ts'
import { judgeAny } from './recording/judge.ts'
import { settle } from './settle.ts'
import type { Mode, TargetFacts } from './target.ts'
import type { TlsFacts } from './tls.ts'
import type { Transcript } from './transcript.ts'
import { UsageError } from './usage.ts'
import type { Verdict } from './verdict.ts'

/** What several files of evidence tell together. */
export interface Joined {
  readonly mode: Mode
  readonly edition: Evidence['header']['edition']
  readonly targets: readonly TargetFacts[]
  readonly selection: Selected
  readonly startedAt: string
  readonly ms: number
  readonly transcripts: readonly Transcript[]
  /** What was found when they were recorded. */
  readonly recorded: readonly RecordedVerdict[]
  /** Journeys that were planned and never came to an end or a beginning. */
  readonly missing: readonly string[]
  readonly interrupted: boolean
  readonly partial: boolean
  /** What their hosts negotiated, where one of the files is of an audit. */
  readonly audit?: { readonly tls: readonly TlsFacts[] }
}

/** Joins files of evidence, in the order of their plans. Different editions, modes, targets and journeys that two files hold are refused. */
export function joinEvidence(files: readonly Evidence[]): Joined {
  const [first, ...rest] = files
  if (first === undefined) throw new UsageError('no evidence was given')
  for (const each of rest) refuseMixed(first, each)
  const owners = new Map<string, string>()
  const transcripts = new Map<string, Transcript>()
  const recorded = new Map<string, RecordedVerdict>()
  // A rerun repeats journeys of an earlier file on purpose: the later record takes their place.
  const ordered = files.toSorted(
    (a, b) => Number(a.header.rerun ?? false) - Number(b.header.rerun ?? false) || (a.header.startedAt < b.header.startedAt ? -1 : 1),
  )
  for (const { name, header, transcripts: all, verdicts } of ordered) {
    for (const transcript of all) {
      const { id } = transcript.journey
      const owner = owners.get(id)
      if (owner !== undefined && !header.rerun)
        throw new UsageError(`${owner} and ${name} both hold journey ${id}: give each part of a run once, or only the later run`)
      owners.set(id, name)
      transcripts.set(id, transcript)
    }
    const repeated = new Set(all.map(({ journey }) => journey.id))
    if (header.rerun) for (const [key, verdict] of recorded) if (repeated.has(verdict.journey)) recorded.delete(key)
    for (const verdict of verdicts) recorded.set(verdict.key, verdict)
  }
  const planned = planOf(files)
  const distinct = <T>(items: readonly T[]) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
  const times = files.map(({ header, ms }) => ({ from: Date.parse(header.startedAt), until: Date.parse(header.startedAt) + ms }))
  const audits = files.flatMap(({ header: { audit } }) => audit ?? [])
  const from = Math.min(...times.map((time) => time.from))
  return {
    mode: first.header.mode,
    edition: first.header.edition,
    targets: distinct(files.flatMap(({ header }) => header.targets)),
    selection: {
      ...first.header.selection,
      workflows: distinct(files.flatMap(({ header }) => header.selection.workflows)),
      scenarios: distinct(files.flatMap(({ header }) => header.selection.scenarios)),
    },
    startedAt: new Date(from).toISOString(),
    ms: Math.max(0, ...times.map(({ until }) => until - from)),
    transcripts: settle(inOrder([...transcripts.values()], planned)),
    recorded: [...recorded.values()],
    missing: planned.filter((id) => !transcripts.has(id)),
    interrupted: files.some(({ interrupted, header }) => interrupted && !header.rerun),
    partial: files.some(({ partial }) => partial),
    ...(audits.length === 0 ? {} : { audit: { tls: audits.flatMap(({ tls }) => tls) } }),
  }
}

/** Every planned journey once, in the order of the plan: parts of one plan each know the whole of it. */
function planOf(files: readonly Evidence[]): readonly string[] {
  return [...new Set(files.flatMap(({ header }) => (header.rerun ? [] : (header.plan ?? header.journeys))))]
}

function refuseMixed(first: Evidence, other: Evidence): void {
  const differ = (what: string, left: string, right: string) =>
    new UsageError(`${first.name} and ${other.name} do not belong together: the first has ${what} ${left}, the other ${right}`)
  const { edition, mode } = first.header
  if (edition.sha256 !== other.header.edition.sha256) throw differ('edition', edition.id, `${other.header.edition.id} of another text`)
  if (mode !== other.header.mode) throw differ('mode', mode, other.header.mode)
  for (const target of other.header.targets) {
    const same = first.header.targets.find(({ region }) => region === target.region)
    if (same !== undefined && same.origins.account !== target.origins.account && !isSandbox(same))
      throw differ(`as ${target.region}`, same.origins.account, target.origins.account)
  }
}

/** The embedded sandbox takes a free port in each run. */
function isSandbox({ region }: TargetFacts): boolean {
  return region === 'sandbox'
}

/** Judges what was recorded with today's checks. */
export function judgeEvidence(joined: Joined, checks: readonly AnyCheck[], mode: Mode): readonly Verdict[] {
  return joined.transcripts.flatMap((transcript) => judgeAny(transcript, checks, { mode }))
}

/** A verdict that is not what it was when the evidence was recorded. */
export interface Change {
  readonly key: string
  readonly before: string
  readonly now: string
}

/** Compares the verdicts of today with the recorded ones. Verdicts of a partial record were never written, and are no change. */
export function changesSince(recorded: readonly RecordedVerdict[], verdicts: readonly Verdict[]): readonly Change[] {
  if (recorded.length === 0) return []
  const before = new Map(recorded.map((verdict) => [verdict.key, verdict]))
  const judged = new Set(verdicts.map(({ journey }) => journey))
  const changed = verdicts.flatMap((verdict) => {
    const was = before.get(verdict.key)
    before.delete(verdict.key)
    if (was === undefined) return [{ key: verdict.key, before: 'not judged', now: stateText(verdict) }]
    return said(was) === said(verdict) ? [] : [{ key: verdict.key, before: stateText(was), now: stateText(verdict) }]
  })
  const gone = [...before.values()].filter(({ journey }) => judged.has(journey))
  return [...changed, ...gone.map((was) => ({ key: was.key, before: stateText(was), now: 'no longer judged' }))]
}

function said({ outcome, severity, findings, reason }: RecordedVerdict): string {
  return JSON.stringify([
    outcome,
    severity,
    findings.map(({ at, expected, actual, severity: weight }) => [at, expected, actual, weight]),
    reason?.code,
  ])
}

function stateText({ outcome, severity, reason, findings }: RecordedVerdict): string {
  const first = findings[0]
  const why = first !== undefined ? `: ${first.at} is ${first.actual.slice(0, 120)}` : reason !== undefined ? `: ${reason.code}` : ''
  return `${outcome}${severity === undefined ? '' : ` (${severity})`}${why}`
}
