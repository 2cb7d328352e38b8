import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { renderConsole } from '../reporters/console.ts'
import { type ReporterName, reporterNames, reporters } from '../reporters/index.ts'
import { exitCode, type FailOn, type Report } from '../reporters/report.ts'
import { type WriteRequest, writeReports } from '../reporters/writer.ts'
import { baseUrlTarget, defaultUserAgent } from '../suites/aim.ts'
import { checks } from '../suites/checks/index.ts'
import { factsOf } from '../suites/drive.ts'
import { readHeaders } from '../suites/header.ts'
import { plan } from '../suites/plan.ts'
import { selectChecks, selectScenarios, selectWorkflows } from '../suites/selection.ts'
import { runSession, type SessionEvent } from '../suites/session.ts'
import { type Mode, modes } from '../suites/target.ts'
import { hint, readCount, readDuration, UsageError } from '../suites/usage.ts'
import { version } from './version.ts'

/** Options of `run` as the command line gives them. */
export interface RunOptions {
  readonly baseUrl?: string
  readonly workflow?: string
  readonly scenario?: string
  readonly grep?: string
  readonly level?: string
  readonly mode?: string
  readonly report?: readonly string[]
  readonly reportDir: string
  readonly userAgent?: string
  readonly header?: readonly string[]
  readonly timeout: string
  readonly pollTimeout: string
  readonly callbackTimeout: string
  readonly concurrency: string
  readonly failOn: string
  readonly facemapAccount?: string
  readonly tokenUrl?: string
  readonly live?: boolean
  readonly cleanup: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
  readonly color?: boolean
}

export interface Terminal {
  readonly write: (text: string) => void
  readonly progress: (text: string) => void
  readonly isTty: boolean
  readonly color: boolean
}

/** The main job: plan, drive, judge, report. Gives the exit code. */
export async function run(options: RunOptions, env: NodeJS.ProcessEnv, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const workflows = selectWorkflows(options.workflow)
  const scenarios = selectScenarios(options.scenario)
  const selected = selectChecks(checks, options.grep, options.level)
  const mode = readMode(options.mode ?? (options.live ? 'observed' : 'documented'))
  const failOn = readFailOn(options.failOn)
  const requests = readReports(options.report ?? ['junit'], options.reportDir)
  const common = {
    userAgent: readUserAgent(options.userAgent ?? defaultUserAgent),
    headers: readHeaders(options.header ?? []),
    timeoutMs: readDuration(options.timeout, '--timeout'),
    pollTimeoutMs: readDuration(options.pollTimeout, '--poll-timeout'),
    callbackTimeoutMs: readDuration(options.callbackTimeout, '--callback-timeout'),
    cleanup: options.cleanup,
    live: options.live ?? false,
    ...(options.facemapAccount === undefined ? {} : { facemapAccount: options.facemapAccount }),
    ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
  }
  const concurrency = readCount(options.concurrency, '--concurrency', 1, 256)
  const sandbox = options.baseUrl === undefined ? await startSandbox() : undefined
  try {
    const target = baseUrlTarget({
      ...common,
      baseUrl: options.baseUrl ?? sandbox?.url ?? '',
      // The embedded sandbox has its own credentials: those of the environment are for real targets.
      env: sandbox === undefined ? env : {},
    })
    const facts = sandbox === undefined ? target : { ...target, region: 'sandbox' }
    const journeys = plan({ workflows, regions: [facts.region], scenarios })
    const result = await runSession({
      journeys,
      targets: [facts],
      checks: selected,
      mode,
      materials,
      concurrency,
      signal,
      onEvent: progressOf(journeys.length, terminal, options.quiet ?? false),
    })
    const report: Report = {
      tool: { name: 'kyx-conformance', version },
      edition,
      mode,
      startedAt: result.startedAt,
      ms: result.ms,
      targets: [factsOf(facts)],
      selection: { workflows: workflows.map(({ key }) => key), scenarios, ...(options.grep === undefined ? {} : { grep: options.grep }) },
      verdicts: result.verdicts,
      transcripts: result.transcripts,
      notes: [],
      ...(result.interrupted ? { interrupted: true } : {}),
    }
    const written = await writeReports(requests, report, { failOn })
    terminal.write(
      renderConsole(report, {
        failOn,
        colour: options.color ?? terminal.color,
        verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
      }),
    )
    for (const result of written)
      terminal.progress(result.ok ? `${result.reporter} report: ${result.path}\n` : `error: ${result.message}\n`)
    return written.some(({ ok }) => !ok) ? 4 : exitCode(report, { failOn })
  } finally {
    await sandbox?.close()
  }
}

function progressOf(total: number, terminal: Terminal, quiet: boolean): (event: SessionEvent) => void {
  let ended = 0
  let sent = 0
  let drawn = 0
  return (event) => {
    if (quiet) return
    if (event.type === 'exchange') sent++
    if (event.type === 'journey-end') ended++
    if (terminal.isTty) {
      const now = Date.now()
      if (now - drawn < 80 && ended < total) return
      drawn = now
      terminal.progress(`\r\u001b[K${ended < total ? `${ended}/${total} journeys, ${sent} requests` : ''}`)
    } else if (event.type === 'journey-end') terminal.progress(`${ended}/${total} ${event.journey.id}\n`)
  }
}

function readMode(text: string): Mode {
  const found = modes.find((mode) => mode === text)
  if (found === undefined) throw new UsageError(`--mode: no mode ${JSON.stringify(text)}${hint(text, modes)}`)
  return found
}

function readFailOn(text: string): FailOn {
  if (text !== 'error' && text !== 'warning') throw new UsageError(`--fail-on: expected error or warning, got ${JSON.stringify(text)}`)
  return text
}

function readUserAgent(text: string): string {
  if (text.trim() === '' || /[^\x20-\x7e]/.test(text)) throw new UsageError('--user-agent: expected printable ASCII that is not empty')
  return text
}

/** `junit=out.xml,json` as requests; a bare name goes to the report folder. */
export function readReports(texts: readonly string[], folder: string): readonly WriteRequest[] {
  return texts
    .flatMap((text) => text.split(','))
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [name = '', ...rest] = text.trim().split('=')
      const reporter = reporterNames.find((known) => known === name) as ReporterName | undefined
      if (reporter === undefined) throw new UsageError(`--report: no reporter ${JSON.stringify(name)}${hint(name, reporterNames)}`)
      return { reporter, path: rest.length > 0 ? rest.join('=') : `${folder}/${reporters[reporter].defaultFile}` }
    })
}
