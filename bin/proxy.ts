import { spawn } from 'node:child_process'
import { edition } from '../contracts/source.ts'
import type { Report } from '../reporters/report.ts'
import { count, listed, oneLine } from '../reporters/text.ts'
import { factsOf } from '../suites/drive.ts'
import { evidenceFormat } from '../suites/evidence-format.ts'
import { openEvidence } from '../suites/evidence-writer.ts'
import { isLoopback } from '../suites/mapping.ts'
import { createMask } from '../suites/mask.ts'
import { everyCheck, judgeAny } from '../suites/recording/judge.ts'
import { type Observed, type Recording, readRecording } from '../suites/recording/recording.ts'
import { openRelay, type Relay } from '../suites/recording/relay.ts'
import { selectChecks } from '../suites/selection.ts'
import { newRunId } from '../suites/session.ts'
import { header } from '../suites/transcript.ts'
import { readCount, UsageError } from '../suites/usage.ts'
import { type AimOptions, aim, isAimed } from './aim.ts'
import { type OutputOptions, publish, readOutput } from './output.ts'
import { readMode, type Terminal } from './run.ts'
import { version } from './version.ts'

export interface ProxyOptions extends OutputOptions, AimOptions {
  readonly upstream?: string
  readonly port: string
  readonly host: string
  readonly mode?: string
  readonly grep?: string
  readonly level?: string
  readonly evidence?: string
}

/**
 * Stands between a client and a provider, records what they say, and judges both: until it is told to stop, or until
 * the command ends that it was given.
 */
export async function runProxy(
  command: readonly string[],
  options: ProxyOptions,
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const output = readOutput(options, terminal)
  const selected = selectChecks(everyCheck, options.grep, options.level)
  const mode = readMode(options.mode ?? 'documented')
  const port = readCount(options.port, '--port', 0, 65_535)
  if (!isLoopback(options.host))
    throw new UsageError(`--host: expected a loopback address such as 127.0.0.1, got ${JSON.stringify(options.host)}`)
  // The client brings its own token: ours would be sent nowhere.
  const aimed = { ...options, ...(options.upstream === undefined ? {} : { baseUrl: options.upstream }) }
  if (!isAimed(aimed)) throw new UsageError('proxy: no provider to stand before: give it with --upstream URL, or with --region')
  const { targets, notes } = aim(aimed, { ...env, KYX_TOKEN: env.KYX_TOKEN ?? 'of-the-client' })
  const [target, ...others] = targets
  if (target === undefined || others.length > 0)
    throw new UsageError('proxy: give one provider to stand before, with --upstream URL, or one --region')
  const runId = newRunId()
  const startedAt = new Date().toISOString()
  const mask = createMask(runId, [env.KYX_TOKEN, env.KYX_CLIENT_SECRET])
  const relay = await openRelay({
    target: factsOf(target),
    tokenUrl: target.tokenUrl,
    ...(target.wire === undefined ? {} : { wire: target.wire }),
    timeoutMs: target.timeoutMs,
    mask,
    host: options.host,
    port,
    ...(options.quiet ? {} : { onObserved: (observed) => terminal.progress(`${lineOf(observed)}\n`) }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`--port: ${port} is in use on ${options.host}; choose another, or 0 for a free one`)
    throw error
  })
  const ended = await follow(relay, command, options, env, terminal, signal)
  const { transcripts, strays } = readRecording(relay.observed(), { ...factsOf(target), userAgent: agentOf(relay.observed()) })
  const verdicts = transcripts.flatMap((transcript) => judgeAny(transcript, selected, { mode }))
  const head = {
    tool: { name: 'kyx-conformance', version },
    edition,
    mode,
    startedAt,
    targets: [factsOf(target)],
    selection: { workflows: [...new Set(transcripts.map(({ journey }) => journey.workflow))], scenarios: ['documented'] },
  } as const
  const ms = Date.now() - Date.parse(startedAt)
  const report: Report = {
    ...head,
    ms,
    verdicts,
    transcripts,
    notes: [...notes, ...strayNotes(strays), ...missedNotes(relay), ...endNotes(ended)],
  }
  const result = { runId, transcripts, verdicts, startedAt, ms, interrupted: false, hidden: mask.hidden() }
  const evidence =
    options.evidence === undefined
      ? undefined
      : openEvidence(options.evidence, {
          type: 'header',
          format: evidenceFormat,
          runId,
          ...head,
          journeys: transcripts.map(({ journey }) => journey.id),
        })
  for (const transcript of transcripts) {
    evidence?.note({ type: 'journey-start', journey: transcript.journey })
    evidence?.note({ type: 'journey-end', journey: transcript.journey, transcript })
  }
  evidence?.end(result)
  if (relay.observed().length === 0) {
    terminal.progress(
      `error: nothing was recorded: no request reached the proxy${command.length === 0 ? '' : '; the command finds its address in KYX_BASE_URL'}\n`,
    )
    return 2
  }
  const code = await publish(
    report,
    output,
    { evidence: evidence === undefined ? [] : [evidence.path], hidden: mask.hidden(), env },
    terminal,
  )
  return code === 0 && ended !== undefined && ended !== 0 ? 1 : code
}

/** Waits for the command, or for a signal where there is none. Gives the exit code of the command. */
async function follow(
  relay: Relay,
  [program, ...args]: readonly string[],
  { quiet }: ProxyOptions,
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    if (program === undefined) {
      terminal.write(`proxy: ${relay.url}\n`)
      if (!quiet) terminal.progress('send your client there; Ctrl-C ends the recording and judges it\n')
      await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
      return undefined
    }
    return await new Promise<number>((resolve, reject) => {
      // What the command says is beside the point of a report on standard output.
      const child = spawn(program, args, { stdio: ['inherit', 2, 2], env: { ...env, KYX_BASE_URL: relay.url } })
      const stop = () => void child.kill('SIGTERM')
      signal.addEventListener('abort', stop, { once: true })
      child.on('error', (error) => reject(new UsageError(`proxy: ${program} cannot be started: ${error.message}`)))
      child.on('close', (code) => resolve(code ?? 1))
    })
  } finally {
    await relay.close()
  }
}

function lineOf({ request, response, failure, ms }: Observed): string {
  return oneLine(`${request.method} ${request.url}: ${response?.status ?? failure?.message ?? 'no answer'} (${Math.round(ms)} ms)`)
}

function agentOf(observed: readonly Observed[]): string {
  return observed.map(({ request }) => header(request.headers, 'user-agent')).find((agent) => agent !== undefined) ?? ''
}

function strayNotes(strays: Recording['strays']): readonly string[] {
  const lines = strays.map(({ observed, why }) => `${observed.request.method} ${observed.request.url}: ${why}`)
  return strays.length === 0 ? [] : [`${count(strays.length, 'request')} of the recording not judged: ${listed(lines.map(oneLine), 6)}`]
}

function missedNotes(relay: Relay): readonly string[] {
  return relay.missed() === 0
    ? []
    : [`${count(relay.missed(), 'exchange')} came after the bound of the recording, and were passed on unrecorded`]
}

function endNotes(code: number | undefined): readonly string[] {
  return code === undefined || code === 0 ? [] : [`the command ended with exit code ${code}`]
}
