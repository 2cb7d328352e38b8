import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { type Audit, auditOf } from '../reporters/audit.ts'
import { renderAuditMarkdown } from '../reporters/audit-markdown.ts'
import { leftoverNotes } from '../reporters/leftovers.ts'
import type { Report } from '../reporters/report.ts'
import { budgetNote } from '../suites/budget.ts'
import { checks } from '../suites/checks/index.ts'
import { leftoversOf } from '../suites/cleanup.ts'
import { factsOf } from '../suites/drive.ts'
import { estimate, planLine } from '../suites/estimate.ts'
import { evidenceFormat } from '../suites/evidence-format.ts'
import { openEvidence } from '../suites/evidence-writer.ts'
import { overtimeNotes, overtimeOf, startClock, usualRunMs } from '../suites/overtime.ts'
import { plan } from '../suites/plan.ts'
import { retryNotes } from '../suites/retry.ts'
import { selectChecks, selectScenarios, selectWorkflows } from '../suites/selection.ts'
import { newRunId, runSession } from '../suites/session.ts'
import { tlsFactsOf } from '../suites/tls.ts'
import { readAll, readCount, UsageError } from '../suites/usage.ts'
import { type AimOptions, aim } from './aim.ts'
import { createWitness } from './last-words.ts'
import { checkTakes, type OutputOptions, outputReader, publish } from './output.ts'
import { progressOf, readMaxTransactions, readTimeBounds, type Terminal, type TimeOptions } from './run.ts'
import { version } from './version.ts'

export interface AuditOptions extends OutputOptions, AimOptions, TimeOptions {
  readonly workflow?: string
  readonly scenario?: string
  readonly grep?: string
  readonly level?: string
  readonly concurrency: string
  readonly maxTransactions?: string
  readonly evidence?: string
  readonly json?: boolean
  readonly markdown?: boolean
}

/** The same plan over several targets, and what differs between them. Gives the exit code. */
export async function runAudit(options: AuditOptions, env: NodeJS.ProcessEnv, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { workflows, scenarios, selected, concurrency, maxTransactions, time, output, aimed } = readAll({
    workflows: () => selectWorkflows(options.workflow),
    scenarios: () => selectScenarios(options.scenario, ['documented']),
    selected: () => selectChecks(checks, options.grep, options.level),
    concurrency: () => readCount(options.concurrency, '--concurrency', 1, 256),
    maxTransactions: () => readMaxTransactions(options.maxTransactions),
    time: () => readTimeBounds(options),
    // What an audit tells by itself fits on a screen: files are written where they are asked for.
    output: await outputReader(options, terminal, []),
    evidence: () => checkTakes(options.evidence, '--evidence'),
    aimed: () => aim(options, env),
  })
  const { targets, notes, isLive } = aimed
  if (targets.length < 2)
    throw new UsageError(`expected two targets or more, got ${targets.length}: --region amer-1,emea-1,apac-1, or --target name=URL twice`)
  // Targets in turn, so that all of them are under way at any time.
  const planned = plan({ workflows, regions: targets.map(({ region }) => region), scenarios })
  const perTarget = planned.length / targets.length
  const journeys = Array.from({ length: perTarget }, (_, at) =>
    targets.flatMap((__, index) => planned[index * perTarget + at] ?? []),
  ).flat()
  const hosts = [...new Set(targets.flatMap(({ origins }) => Object.values(origins).map((origin) => new URL(origin).host)))]
  if (isLive) terminal.progress(`${planLine(estimate(journeys, targets, concurrency), hosts, maxTransactions)}\n`)
  const mode = options.live ? 'observed' : 'documented'
  const witness = createWitness(targets)
  const show = progressOf(journeys, terminal, options.quiet ?? false)
  terminal.lastWords?.(witness.say)
  const tls = (await Promise.all(targets.map(tlsFactsOf))).flat()
  const runMs = time.runMs ?? usualRunMs(journeys, targets, concurrency)
  const clock = startClock(runMs, overtimeOf('run-timeout', runMs))
  const runId = newRunId()
  const head = {
    tool: { name: 'kyx-conformance', version },
    edition,
    mode,
    startedAt: new Date().toISOString(),
    targets: targets.map(factsOf),
    selection: { workflows: workflows.map(({ key }) => key), scenarios },
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
          audit: { tls },
        })
  const result = await runSession({
    journeys,
    targets,
    checks: selected,
    mode,
    materials,
    concurrency,
    ...(time.journeyTimeoutMs === undefined ? {} : { journeyTimeoutMs: time.journeyTimeoutMs }),
    overtime: clock.signal,
    signal,
    runId,
    onEvent: (event) => {
      evidence?.note(event)
      witness.note(event)
      show(event)
    },
    ...(maxTransactions === undefined ? {} : { maxTransactions }),
  })
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
      ...overtimeNotes(result.transcripts),
      ...retryNotes(result.transcripts),
      ...leftoverNotes(leftoversOf(result.transcripts), options.cleanup),
    ],
    ...(result.interrupted ? { interrupted: true } : {}),
  }
  const audit = auditOf(report, tls, output.failOn)
  return publish(
    { ...report, audit },
    output,
    {
      evidence: evidence === undefined ? [] : [evidence.path],
      repeatable: false,
      hidden: result.hidden,
      env,
      troubles: [evidence?.fault() ?? []].flat(),
      ...toldOf(options, report, audit),
    },
    terminal,
  )
}

/** What a program reads, where that was asked for. */
function toldOf({ json, markdown }: AuditOptions, report: Report, audit: Audit): { readonly told?: string } {
  if (json) return { told: `${JSON.stringify(audit, undefined, 2)}\n` }
  return markdown ? { told: renderAuditMarkdown(report, audit) } : {}
}
