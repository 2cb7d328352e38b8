import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { leftoverNotes } from '../reporters/leftovers.ts'
import { advance, liveLine, plainLine, startProgress } from '../reporters/progress.ts'
import { isFailure, type Report } from '../reporters/report.ts'
import { baseUrlTarget } from '../suites/aim.ts'
import { budgetNote } from '../suites/budget.ts'
import { checks } from '../suites/checks/index.ts'
import { leftoversOf } from '../suites/cleanup.ts'
import { factsOf } from '../suites/drive.ts'
import { estimate, planLine } from '../suites/estimate.ts'
import { evidenceFormat } from '../suites/evidence-format.ts'
import { openEvidence } from '../suites/evidence-writer.ts'
import { createFailureLimit, failuresNote } from '../suites/failures.ts'
import type { Journey } from '../suites/journey.ts'
import { overtimeNotes, overtimeOf, startClock, usualRunMs } from '../suites/overtime.ts'
import { plan } from '../suites/plan.ts'
import { retryNotes } from '../suites/retry.ts'
import { defaultScenarios, embeddedScenarios, selectChecks, selectScenarios, selectWorkflows } from '../suites/selection.ts'
import { newRunId, runSession, type SessionEvent } from '../suites/session.ts'
import { readShard, shardOf } from '../suites/shard.ts'
import { type Mode, modes, type Target } from '../suites/target.ts'
import { hint, quoted, readAll, readCount, readDuration, UsageError } from '../suites/usage.ts'
import { type Aim, type AimOptions, aim, commonOptions, isAimed } from './aim.ts'
import { joinSessions, runExpiry } from './expiry.ts'
import { readLastRun } from './last-run.ts'
import { createWitness } from './last-words.ts'
import { checkTakes, type OutputOptions, outputReader, publish } from './output.ts'
import { version } from './version.ts'

/** Options of `run` as the command line gives them. */
export interface RunOptions extends OutputOptions, AimOptions, TimeOptions {
  readonly workflow?: string
  readonly scenario?: string
  readonly grep?: string
  readonly level?: string
  readonly mode?: string
  readonly concurrency: string
  readonly maxTransactions?: string
  readonly bail?: boolean
  readonly maxFailures?: string
  readonly evidence?: string
  readonly shard?: string
  readonly lastFailed?: boolean
}

export interface Terminal {
  readonly write: (text: string) => void
  readonly progress: (text: string) => void
  readonly isTty: boolean
  readonly color: boolean
  /** Takes what is to be said where the process is stopped at once. */
  readonly lastWords?: (say: () => string) => void
}

/** The main job: plan, drive, judge, report. Gives the exit code. */
export async function run(options: RunOptions, env: NodeJS.ProcessEnv, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { workflows, scenarios, selected, mode, output, shard, repeated, concurrency, maxTransactions, time, bound, given } = readAll({
    workflows: () => selectWorkflows(options.workflow),
    scenarios: () => readScenarios(options),
    selected: () => selectChecks(checks, options.grep, options.level),
    mode: () => readMode(options.mode ?? (options.live ? 'observed' : 'documented')),
    output: await outputReader(options, terminal),
    shard: () => readShard(options.shard, env),
    repeated: () => (options.lastFailed ? new Set(readLastRun(options.reportDir).failed) : undefined),
    concurrency: () => readCount(options.concurrency, '--concurrency', 1, 256),
    maxTransactions: () => readMaxTransactions(options.maxTransactions),
    time: () => readTimeBounds(options),
    bound: () => readFailureBound(options),
    evidence: () => checkTakes(options.evidence, '--evidence'),
    given: () => (isAimed(options) ? aim(options, env) : void commonOptions(options, {})),
  })
  const sandbox = given === undefined ? await (await import('../fixtures/sandbox/sandbox.ts')).startSandbox() : undefined
  try {
    const { targets, notes, isLive } = given ?? embedded(sandbox?.url ?? '', options)
    const whole = plan({ workflows, regions: targets.map(({ region }) => region), scenarios })
    const part = shard === undefined ? whole : shardOf(whole, shard)
    const journeys = repeated === undefined ? part : part.filter(({ id }) => repeated.has(id))
    if (repeated !== undefined && journeys.length === 0) {
      terminal.write('Nothing to repeat: the last run left nothing red or open.\n')
      return 0
    }
    if (isLive) terminal.progress(`${planLine(estimate(journeys, targets, concurrency), hostsOf(targets), maxTransactions)}\n`)
    const startedAt = new Date().toISOString()
    const runId = newRunId()
    const head = {
      tool: { name: 'kyx-conformance', version },
      edition,
      mode,
      startedAt,
      targets: targets.map(factsOf),
      selection: {
        workflows: workflows.map(({ key }) => key),
        scenarios,
        ...(options.grep === undefined ? {} : { grep: options.grep }),
        ...(options.level === undefined ? {} : { levels: [...new Set(selected.map(({ level }) => level))] }),
      },
    } as const
    const evidence =
      options.evidence === undefined
        ? undefined
        : openEvidence(options.evidence, {
            type: 'header',
            format: evidenceFormat,
            runId,
            ...head,
            journeys: journeys.map(({ id }) => id),
            ...(shard === undefined ? {} : { shard, plan: whole.map(({ id }) => id) }),
            ...(repeated === undefined ? {} : { rerun: true }),
          })
    const runMs = time.runMs ?? usualRunMs(journeys, targets, concurrency)
    const clock = startClock(runMs, overtimeOf('run-timeout', runMs))
    const witness = createWitness(targets)
    if (sandbox === undefined) terminal.lastWords?.(witness.say)
    const show = progressOf(journeys, terminal, options.quiet ?? false)
    const timed = journeys.filter(({ scenario }) => scenario === 'expiry')
    const { baseline } = output
    const session = {
      targets,
      checks: selected,
      mode,
      materials,
      concurrency,
      ...(maxTransactions === undefined ? {} : { maxTransactions }),
      ...(bound === undefined
        ? {}
        : {
            failures: createFailureLimit(
              bound.limit,
              bound.option,
              (verdicts) => (baseline?.mark(verdicts) ?? verdicts).filter((verdict) => isFailure(verdict, output.failOn)).length,
            ),
          }),
      ...(time.journeyTimeoutMs === undefined ? {} : { journeyTimeoutMs: time.journeyTimeoutMs }),
      overtime: clock.signal,
      signal,
      runId,
      onEvent: (event: SessionEvent) => {
        evidence?.note(event)
        witness.note(event)
        show(event)
      },
    } as const
    const result = joinSessions([
      await runSession({ ...session, journeys: journeys.filter((journey) => !timed.includes(journey)) }),
      ...(await runExpiry(timed, session)),
    ])
    clock.stop()
    evidence?.end(result)
    const report: Report = {
      ...head,
      ms: result.ms,
      verdicts: result.verdicts,
      transcripts: result.transcripts,
      notes: [
        ...notes,
        ...[budgetNote(result.transcripts, maxTransactions) ?? []].flat(),
        ...[failuresNote(result.transcripts) ?? []].flat(),
        ...overtimeNotes(result.transcripts),
        ...retryNotes(result.transcripts),
        ...leftoverNotes(leftoversOf(result.transcripts), options.cleanup),
      ],
      ...(result.interrupted ? { interrupted: true } : {}),
    }
    const code = await publish(
      report,
      output,
      {
        evidence: evidence === undefined ? [] : [evidence.path],
        hidden: result.hidden,
        env,
        troubles: [evidence?.fault() ?? []].flat(),
      },
      terminal,
    )
    // A plan with fewer journeys than shards leaves some with nothing to do, which is no fault.
    return shard !== undefined && journeys.length === 0 && code === 2 ? 0 : code
  } finally {
    await sandbox?.close()
  }
}

/** The sandbox has its own credentials and is next door: those of the environment, and its proxy, are for real targets. */
function embedded(url: string, options: RunOptions): Aim {
  const target = baseUrlTarget({ ...commonOptions(options, {}), baseUrl: url })
  return { targets: [{ ...target, region: 'sandbox' }], notes: [], isLive: false }
}

function hostsOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.flatMap(({ origins }) => Object.values(origins).map((origin) => new URL(origin).host)))]
}

/** Tells on the way what is done. */
export function progressOf(journeys: readonly Journey[], terminal: Terminal, quiet: boolean): (event: SessionEvent) => void {
  const begun = Date.now()
  let state = startProgress(journeys.map(({ region }) => region))
  let drawn = 0
  return (event) => {
    if (quiet) return
    const at = Date.now() - begun
    state = advance(state, event, at)
    const line = plainLine(state, event)
    if (!terminal.isTty) {
      if (line !== undefined) terminal.progress(`${line}\n`)
      return
    }
    const isLast = state.done === journeys.length
    if (!isLast && at - drawn < 80) return
    drawn = at
    terminal.progress(`\r\u001b[K${isLast ? '' : liveLine(state, { columns: process.stderr.columns ?? 80, at })}`)
  }
}

function readScenarios(options: RunOptions): ReturnType<typeof selectScenarios> {
  const scenarios = selectScenarios(options.scenario, isAimed(options) ? defaultScenarios : embeddedScenarios)
  if (isAimed(options) && scenarios.includes('expiry'))
    throw new UsageError('--scenario: expiry needs a clock that can be set, which only the embedded sandbox has; leave out --base-url')
  return scenarios
}

/** Options of every command that drives journeys. */
export interface TimeOptions {
  readonly journeyTimeout?: string
  readonly runTimeout?: string
}

export function readTimeBounds({ journeyTimeout, runTimeout }: TimeOptions): {
  readonly journeyTimeoutMs?: number
  readonly runMs?: number
} {
  const { journeyTimeoutMs, runMs } = readAll({
    journeyTimeoutMs: () => (journeyTimeout === undefined ? undefined : readDuration(journeyTimeout, '--journey-timeout')),
    runMs: () => (runTimeout === undefined ? undefined : readDuration(runTimeout, '--run-timeout')),
  })
  return { ...(journeyTimeoutMs === undefined ? {} : { journeyTimeoutMs }), ...(runMs === undefined ? {} : { runMs }) }
}

export function readMaxTransactions(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readCount(text, '--max-transactions', 0, 1_000_000)
}

function readFailureBound({ bail = false, maxFailures }: RunOptions): { readonly limit: number; readonly option: string } | undefined {
  const limit = maxFailures === undefined ? undefined : readCount(maxFailures, '--max-failures', 1, 1_000_000)
  if (bail && limit !== undefined && limit !== 1)
    throw new UsageError(`--bail and --max-failures ${limit} contradict each other: --bail is --max-failures 1; leave out one of them`)
  if (bail) return { limit: 1, option: '--bail' }
  return limit === undefined ? undefined : { limit, option: `--max-failures ${limit}` }
}

export function readMode(text: string): Mode {
  const found = modes.find((mode) => mode === text)
  if (found === undefined) throw new UsageError(`--mode: no mode ${quoted(text)}${hint(text, modes)}`)
  return found
}
