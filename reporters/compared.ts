import type { Verdict } from '../suites/verdict.ts'
import { bucketsOf } from './buckets.ts'
import { type Report, type State, stateOf } from './report.ts'
import { count, oneLine } from './text.ts'

/**
 * How a check on a subject stands beside an earlier report. `new`: open now and not then, or an error now and less then. `still`: open
 * both times. `fixed`: open then, conforms now. `gone`: judged or open then, and now not selected or not applicable.
 */
export const standings = ['new', 'still', 'fixed', 'gone'] as const
export type Standing = (typeof standings)[number]

/** What a comparison reads of a verdict. */
export type ComparedVerdict = Pick<
  Verdict,
  'key' | 'check' | 'workflow' | 'region' | 'journey' | 'step' | 'subject' | 'level' | 'outcome' | 'severity' | 'suppressed'
>

/** A report of an earlier run. */
export interface Earlier extends Pick<Report, 'tool' | 'edition' | 'mode' | 'startedAt'> {
  /** The file that it was read from. */
  readonly name: string
  readonly verdicts: readonly ComparedVerdict[]
}

export interface Standings extends Pick<Verdict, 'key' | 'check' | 'workflow' | 'region' | 'journey' | 'step' | 'subject'> {
  readonly standing: Standing
  /** Absent where the earlier report does not hold it. */
  readonly before?: State
  /** Absent where this report does not hold it. */
  readonly now?: State
}

/** What changed since an earlier report. It tells, and never fails a run. */
export interface Compared {
  readonly with: Pick<Earlier, 'name' | 'mode' | 'startedAt'> & { readonly version: string; readonly edition: string }
  /** What makes the two less than comparable, such as another mode. */
  readonly remarks: readonly string[]
  readonly counts: Readonly<Record<Standing, number>>
  /** In the order of `standings`, and within it of the run. Verdicts that were and are in order are left out. */
  readonly changes: readonly Standings[]
}

const open = new Set<State>(['error', 'harness-error', 'inconclusive', 'warning', 'info'])

/** The report with how it stands beside an earlier one, where one was given. */
export function withEarlier(report: Report, earlier: Earlier | undefined): Report {
  return earlier === undefined ? report : { ...report, compared: compareWith(report, earlier) }
}

/** Compares a report with an earlier one, check by check and subject by subject. */
export function compareWith(report: Report, earlier: Earlier): Compared {
  const keyOf = keysBeside(regionsOf(earlier.verdicts), regionsOf(report.verdicts))
  const before = new Map(earlier.verdicts.map((verdict) => [keyOf(verdict), verdict]))
  const known = new Set<string>()
  const now = report.verdicts.flatMap((verdict) => {
    known.add(verdict.key)
    return standingOf(before.get(verdict.key), verdict) ?? []
  })
  const gone = [...before].flatMap(([key, verdict]) => (known.has(key) ? [] : (standingOf(verdict, undefined) ?? [])))
  const byStanding = bucketsOf([...now, ...gone], ({ standing }) => standing)
  const of = (standing: Standing) => byStanding.get(standing) ?? []
  return {
    with: {
      name: earlier.name,
      startedAt: earlier.startedAt,
      version: earlier.tool.version,
      mode: earlier.mode,
      edition: earlier.edition.id,
    },
    remarks: remarksOf(report, earlier),
    counts: Object.fromEntries(standings.map((standing) => [standing, of(standing).length])) as Record<Standing, number>,
    changes: standings.flatMap(of),
  }
}

function standingOf(before: ComparedVerdict | undefined, now: ComparedVerdict | undefined): Standings | undefined {
  const verdict = now ?? before
  if (verdict === undefined) return undefined
  const [then, today] = [before === undefined ? undefined : stateOf(before), now === undefined ? undefined : stateOf(now)]
  // What a baseline covered then was as grave as it is now: an entry that was taken out changed nothing at the target.
  const standing = standingBetween(before?.suppressed !== undefined && today === 'error' ? 'error' : then, today)
  if (standing === undefined) return undefined
  const { key, check, workflow, region, journey, step, subject } = verdict
  const states = { ...(then === undefined ? {} : { before: then }), ...(today === undefined ? {} : { now: today }) }
  return { standing, key, check, workflow, region, journey, step, subject, ...states }
}

function standingBetween(before: State | undefined, now: State | undefined): Standing | undefined {
  const [wasOpen, isOpen] = [before !== undefined && open.has(before), now !== undefined && open.has(now)]
  if (isOpen) return wasOpen && !(now === 'error' && before !== 'error') ? 'still' : 'new'
  if (now === 'conforms') return wasOpen ? 'fixed' : undefined
  return wasOpen || before === 'conforms' ? 'gone' : undefined
}

function regionsOf(verdicts: readonly ComparedVerdict[]): readonly string[] {
  return [...new Set(verdicts.map(({ region }) => region))]
}

/** Where each report has one region, and another, the same journey is meant: a sandbox and a base URL go by different names. */
function keysBeside(before: readonly string[], now: readonly string[]): (verdict: ComparedVerdict) => string {
  const [from, to] = [before[0], now[0]]
  if (before.length !== 1 || now.length !== 1 || from === undefined || to === undefined || from === to) return ({ key }) => key
  return ({ key, workflow }) =>
    key.startsWith(`${workflow}/${from}/`) ? `${workflow}/${to}/${key.slice(workflow.length + from.length + 2)}` : key
}

function remarksOf(report: Report, earlier: Earlier): readonly string[] {
  const differ = (what: string, then: string, now: string) =>
    then === now ? [] : [`another ${what}: ${oneLine(then)} then, ${oneLine(now)} now`]
  const [then, now] = [regionsOf(earlier.verdicts), regionsOf(report.verdicts)].map((regions) => regions.join(', '))
  return [
    ...differ('mode', earlier.mode, report.mode),
    ...differ('version of this tool', earlier.tool.version, report.tool.version),
    ...differ('edition of the documents', earlier.edition.sha256, report.edition.sha256),
    ...differ('region', then ?? '', now ?? ''),
  ]
}

/** `Compared with report.json of 2026-01-31T10:00:00.000Z: 2 new (1 violation, 1 warning), 3 still there, 1 fixed, 0 gone.` */
export function comparedSentence({ with: earlier, counts, changes }: Compared): string {
  const fresh = changes.filter(({ standing }) => standing === 'new')
  const kinds = (
    [
      ['error', 'violation', 'violations'],
      ['harness-error', 'harness error', 'harness errors'],
      ['inconclusive', 'inconclusive', 'inconclusive'],
      ['warning', 'warning', 'warnings'],
      ['info', 'note', 'notes'],
    ] as const
  ).flatMap(([state, one, many]) => {
    const number = fresh.filter(({ now }) => now === state).length
    return number === 0 ? [] : [count(number, one, many)]
  })
  const detail = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
  return `Compared with ${oneLine(earlier.name)} of ${oneLine(earlier.startedAt)}: ${counts.new} new${detail}, ${counts.still} still there, ${counts.fixed} fixed, ${counts.gone} gone.`
}

/** `UPLOAD-STATUS-200 [ID.FRONT] on 10011/local/documented: conforms, now violates`. */
export function standingText({ journey, check, subject, before, now }: Standings): string {
  const word = (state: State | undefined) =>
    state === undefined ? 'not there' : state === 'error' ? 'violates' : state === 'info' ? 'note' : state
  return oneLine(`${check}${subject === '' ? '' : ` [${subject}]`} on ${journey}: ${word(before)}, now ${word(now)}`)
}

/** What changed, as lines of text: what is new and what is gone first of all, since nothing else shows it. */
export function changeLines(
  { changes }: Compared,
  most: number,
): readonly { readonly standing: Standing; readonly lines: readonly string[]; readonly more: number }[] {
  return [...bucketsOf(changes, ({ standing }) => standing)].map(([standing, own]) => ({
    standing: standing as Standing,
    lines: own.slice(0, most).map(standingText),
    more: Math.max(0, own.length - most),
  }))
}

/** How each verdict of a report stands, by key; empty where it was compared with nothing. */
export function standingsOf({ compared }: Pick<Report, 'compared'>): ReadonlyMap<string, Standing> {
  return new Map(compared?.changes.map(({ key, standing }) => [key, standing]))
}
