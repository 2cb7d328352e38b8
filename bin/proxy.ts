import { spawn } from 'node:child_process'
import type { Report } from '../reporters/report.ts'
import { openEvidence } from '../suites/evidence-writer.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import type { Relay } from '../suites/recording/relay.ts'
import { selectChecks } from '../suites/selection.ts'
import { UsageError } from '../suites/usage.ts'
import { type AimOptions, aim, isAimed } from './aim.ts'
import { readListening, untilStopped } from './listening.ts'
import { checkTakes, type OutputOptions, publish, readOutput } from './output.ts'
import { openRecorder } from './recorder.ts'
import { readMode, type Terminal } from './run.ts'

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
  const output = await readOutput(options, terminal)
  const selected = selectChecks(everyCheck, options.grep, options.level)
  const mode = readMode(options.mode ?? 'documented')
  const listening = readListening(options)
  checkTakes(options.evidence, '--evidence')
  // The client brings its own token: ours would be sent nowhere.
  const aimed = { ...options, ...(options.upstream === undefined ? {} : { baseUrl: options.upstream }) }
  if (!isAimed(aimed)) throw new UsageError('proxy: no provider to stand before: give it with --upstream URL, or with --region')
  const { targets, notes } = aim(aimed, { ...env, KYX_TOKEN: env.KYX_TOKEN ?? 'of-the-client' })
  const [target, ...others] = targets
  if (target === undefined || others.length > 0)
    throw new UsageError('proxy: give one provider to stand before, with --upstream URL, or one --region')
  const recorder = await openRecorder({
    target,
    listening,
    mode,
    secrets: [env.KYX_TOKEN, env.KYX_CLIENT_SECRET],
    ...(options.quiet ? {} : { tell: (line: string) => terminal.progress(`${line}\n`) }),
  })
  const { relay } = recorder
  const ended = await follow(relay, command, options, env, terminal, signal)
  const judged = recorder.judge(selected)
  const { transcripts, verdicts, ms } = judged.result
  const report: Report = { ...judged.head, ms, verdicts, transcripts, notes: [...notes, ...judged.notes, ...endNotes(ended)] }
  const { evidence: folder } = options
  const evidence = folder === undefined ? undefined : judged.write((header) => openEvidence(folder, header))
  const fault = evidence?.fault()
  if (relay.observed().length === 0) {
    terminal.progress(
      `error: nothing was recorded: no request reached the proxy${command.length === 0 ? '' : '; the command finds its address in KYX_BASE_URL'}\n`,
    )
    return 2
  }
  const code = await publish(
    report,
    output,
    {
      evidence: evidence === undefined ? [] : [evidence.path],
      hidden: judged.hidden,
      ...(fault === undefined ? {} : { troubles: [fault] }),
      env,
    },
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
      await untilStopped(signal)
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

function endNotes(code: number | undefined): readonly string[] {
  return code === undefined || code === 0 ? [] : [`the command ended with exit code ${code}`]
}
