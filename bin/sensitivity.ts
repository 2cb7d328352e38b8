import { mutants } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { tryMutants, tryUnmutated } from '../fixtures/mutants/trial.ts'
import type { AnyCheck } from '../suites/check.ts'
import { checks } from '../suites/checks/index.ts'
import { selectChecks } from '../suites/selection.ts'
import { adviceFor, type LevelScore, scoresOf, type Tooth } from '../suites/teeth.ts'
import { hint, readCount, UsageError } from '../suites/usage.ts'
import type { Verdict } from '../suites/verdict.ts'
import type { Terminal } from './run.ts'

export interface SensitivityOptions {
  readonly mutant?: string
  readonly grep?: string
  readonly level?: string
  readonly concurrency: string
  readonly json?: boolean
  readonly markdown?: boolean
}

/** What the suites notice of the faults of the sandbox. */
export interface Sensitivity {
  /** Verdicts of the sandbox without a fault that are no pass. */
  readonly unmutated: readonly Verdict[]
  readonly teeth: readonly Tooth[]
  readonly scores: readonly LevelScore[]
  readonly ms: number
}

/** Sets the suites on every mutant of the sandbox. Gives the exit code. */
export async function sensitivity(options: SensitivityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const selected = selectChecks(checks, options.grep, options.level)
  const chosen = selectMutants(options.mutant, selected)
  const concurrency = readCount(options.concurrency, '--concurrency', 1, 64)
  const begun = performance.now()
  const unmutated = await tryUnmutated(signal)
  let ended = 0
  const teeth = await tryMutants(chosen, {
    concurrency,
    signal,
    onTooth: () => {
      ended++
      if (terminal.isTty) terminal.progress(`\r\u001b[K${ended < chosen.length ? `${ended}/${chosen.length} mutants` : ''}`)
    },
  })
  if (signal.aborted) return 130
  const tested = options.mutant === undefined ? selected : selected.filter(({ id }) => chosen.some(({ killedBy }) => killedBy === id))
  const result: Sensitivity = { unmutated, teeth, scores: scoresOf(teeth, tested), ms: Math.round(performance.now() - begun) }
  terminal.write(
    options.json ? `${JSON.stringify(jsonOf(result), undefined, 2)}\n` : options.markdown ? markdownOf(result) : textOf(result),
  )
  return exitOf(result)
}

function selectMutants(text: string | undefined, selected: readonly AnyCheck[]): readonly Mutant[] {
  const ids = text?.split(',').map((word) => word.trim())
  const known = mutants.map(({ id }) => id)
  for (const id of ids ?? []) if (!known.includes(id)) throw new UsageError(`--mutant: no mutant ${JSON.stringify(id)}${hint(id, known)}`)
  const levels = new Set(selected.map(({ id }) => id))
  const left = mutants.filter(({ id, killedBy }) => (ids?.includes(id) ?? true) && levels.has(killedBy))
  if (left.length === 0) throw new UsageError('no mutant is left: no mutant names a check of this selection')
  return left
}

/** A crash before a survivor before a pass. */
export function exitOf({ unmutated, teeth, scores }: Sensitivity): number {
  if (teeth.some(({ fate }) => fate === 'crashed') || unmutated.some(({ outcome }) => outcome === 'harness-error')) return 4
  const must = scores.find(({ level }) => level === 'MUST')
  return unmutated.length > 0 || (must !== undefined && (must.killed < must.mutants || must.untested.length > 0)) ? 1 : 0
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${Math.floor((part / whole) * 1000) / 10} %`)

function jsonOf({ unmutated, teeth, scores, ms }: Sensitivity): object {
  const of = (fate: Tooth['fate']) => teeth.filter((tooth) => tooth.fate === fate).length
  return {
    mutants: teeth.length,
    killed: of('killed'),
    killedElsewhere: of('elsewhere'),
    survived: of('survived'),
    crashed: of('crashed'),
    score: teeth.length === 0 ? 0 : of('killed') / teeth.length,
    ms,
    unmutated: { green: unmutated.length === 0, verdicts: unmutated.map(({ key, outcome }) => ({ key, outcome })) },
    levels: scores.map((score) => ({ ...score, score: score.mutants === 0 ? null : score.killed / score.mutants })),
    teeth,
  }
}

type Row = readonly string[]

function rowsOf(scores: readonly LevelScore[]): readonly Row[] {
  return [
    ['level', 'checks', 'without mutant', 'mutants', 'killed by the check they name', 'score'],
    ...scores.map(({ level, checks: all, untested, mutants: tried, killed }) => [
      level,
      String(all),
      String(untested.length),
      String(tried),
      String(killed),
      percent(killed, tried),
    ]),
  ]
}

function troublesOf({ unmutated, teeth, scores }: Sensitivity): readonly string[] {
  return [
    ...unmutated.slice(0, 20).map(({ key, outcome }) => `the sandbox without a fault: ${key} ${outcome}`),
    ...teeth
      .filter(({ fate }) => fate !== 'killed')
      .map((tooth) => `${tooth.level} ${tooth.mutant} (${tooth.summary}) ${sayFate(tooth)}: ${adviceFor(tooth)}`),
    ...scores
      .filter(({ level }) => level !== 'MAY')
      .filter(({ untested }) => untested.length > 0)
      .map(({ level, untested }) => `${level} checks without a mutant, to be added to a file of fixtures/mutants: ${untested.join(', ')}`),
  ]
}

function sayFate({ fate, killedBy, crash }: Tooth): string {
  if (fate === 'crashed') return `crashed: ${crash ?? 'unknown'}`
  return fate === 'elsewhere' ? `was not told by ${killedBy}` : 'survived'
}

function textOf(result: Sensitivity): string {
  const rows = rowsOf(result.scores)
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const troubles = troublesOf(result)
  return `${[...table, '', ...troubles, ...(troubles.length > 0 ? [''] : []), closing(result)].join('\n')}\n`
}

function markdownOf(result: Sensitivity): string {
  const [head = [], ...rows] = rowsOf(result.scores)
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const mutantRows = result.teeth.map(({ mutant, summary, killedBy, level, fate, others }) => [
    `\`${mutant}\``,
    summary,
    `\`${killedBy}\``,
    level,
    fate,
    others.length === 0 ? '' : `${others.length} more`,
  ])
  return `${[
    '# Sensitivity',
    '',
    closing(result),
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    ...troublesOf(result).map((trouble) => `- ${trouble}`),
    '',
    line(['mutant', 'fault', 'must be caught by', 'level', 'fate', 'also caught by']),
    line(['---', '---', '---', '---', '---', '---']),
    ...mutantRows.map(line),
  ].join('\n')}\n`
}

function closing({ teeth, ms, unmutated }: Sensitivity): string {
  const killed = teeth.filter(({ fate }) => fate === 'killed').length
  const crashed = teeth.filter(({ fate }) => fate === 'crashed').length
  const sane = unmutated.length === 0 ? 'the sandbox without a fault is green' : 'the sandbox without a fault is NOT green'
  return `${killed} of ${teeth.length} mutants killed by the check they name, ${crashed} crashes, in ${(ms / 1000).toFixed(1)} s; ${sane}`
}
