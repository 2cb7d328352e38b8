import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { auditOf } from '../reporters/audit.ts'
import { renderAudit } from '../reporters/audit-console.ts'
import { renderAuditMarkdown } from '../reporters/audit-markdown.ts'
import { leftoverNotes } from '../reporters/leftovers.ts'
import type { Report } from '../reporters/report.ts'
import { budgetNote } from '../suites/budget.ts'
import { checks } from '../suites/checks/index.ts'
import { leftoversOf } from '../suites/cleanup.ts'
import { factsOf } from '../suites/drive.ts'
import { estimate, planLine } from '../suites/estimate.ts'
import { overtimeNotes, overtimeOf, startClock, usualRunMs } from '../suites/overtime.ts'
import { plan } from '../suites/plan.ts'
import { retryNotes } from '../suites/retry.ts'
import { selectChecks, selectScenarios, selectWorkflows } from '../suites/selection.ts'
import { runSession } from '../suites/session.ts'
import { tlsFactsOf } from '../suites/tls.ts'
import { readAll, readCount, UsageError } from '../suites/usage.ts'
import { type AimOptions, aim } from './aim.ts'
import { createWitness } from './last-words.ts'
import { progressOf, readMaxTransactions, readTimeBounds, type Terminal, type TimeOptions } from './run.ts'
import { version } from './version.ts'

export interface AuditOptions extends AimOptions, TimeOptions {
  readonly workflow?: string
  readonly scenario?: string
  readonly grep?: string
  readonly level?: string
  readonly concurrency: string
  readonly maxTransactions?: string
  readonly json?: boolean
  readonly markdown?: boolean
}

/** The same plan over several targets, and what differs between them. Gives the exit code. */
export async function runAudit(options: AuditOptions, env: NodeJS.ProcessEnv, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { workflows, scenarios, selected, concurrency, maxTransactions, time, aimed } = readAll({
    workflows: () => selectWorkflows(options.workflow),
    scenarios: () => selectScenarios(options.scenario, ['documented']),
    selected: () => selectChecks(checks, options.grep, options.level),
    concurrency: () => readCount(options.concurrency, '--concurrency', 1, 256),
    maxTransactions: () => readMaxTransactions(options.maxTransactions),
    time: () => readTimeBounds(options),
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
  const show = progressOf(journeys, terminal, false)
  terminal.lastWords?.(witness.say)
  const tls = (await Promise.all(targets.map(tlsFactsOf))).flat()
  const runMs = time.runMs ?? usualRunMs(journeys, targets, concurrency)
  const clock = startClock(runMs, overtimeOf('run-timeout', runMs))
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
    onEvent: (event) => {
      witness.note(event)
      show(event)
    },
    ...(maxTransactions === undefined ? {} : { maxTransactions }),
  })
  clock.stop()
  const report: Report = {
    tool: { name: 'kyx-conformance', version },
    edition,
    mode,
    startedAt: result.startedAt,
    ms: result.ms,
    targets: targets.map(factsOf),
    selection: { workflows: workflows.map(({ key }) => key), scenarios },
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
  const audit = auditOf(report, tls, 'error')
  const told = options.json
    ? `${JSON.stringify(audit, undefined, 2)}\n`
    : options.markdown
      ? renderAuditMarkdown(report, audit)
      : renderAudit(report, audit)
  terminal.write(told)
  return audit.code
}
