import { mutantOf, mutants } from '../fixtures/mutants/index.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { isLoopback } from '../suites/aim.ts'
import { hint, readCount, readDuration, UsageError } from '../suites/usage.ts'
import type { Terminal } from './run.ts'

export interface SandboxCommandOptions {
  readonly port: string
  readonly host: string
  readonly mutant?: string
  readonly latency?: string
  readonly processTime?: string
}

/** Serves the embedded provider until it is told to stop. */
export async function serveSandbox(options: SandboxCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const mutant = options.mutant === undefined ? undefined : mutantOf(options.mutant)
  if (options.mutant !== undefined && mutant === undefined)
    throw new UsageError(
      `--mutant: no mutant ${JSON.stringify(options.mutant)}${hint(
        options.mutant,
        mutants.map(({ id }) => id),
      )}`,
    )
  if (!isLoopback(options.host))
    throw new UsageError(`--host: expected a loopback address such as 127.0.0.1, got ${JSON.stringify(options.host)}`)
  const port = readCount(options.port, '--port', 0, 65_535)
  const sandbox = await startSandbox({
    port,
    host: options.host,
    ...(mutant === undefined ? {} : { mutant }),
    ...(options.latency === undefined ? {} : { latencyMs: readDuration(options.latency, '--latency') }),
    ...(options.processTime === undefined ? {} : { processMs: readDuration(options.processTime, '--process-time') }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`--port: ${port} is in use on ${options.host}; choose another, or 0 for a free one`)
    throw error
  })
  terminal.write(`sandbox: ${sandbox.url}${mutant === undefined ? '' : `  mutant ${mutant.id}: ${mutant.summary}`}\n`)
  terminal.progress(`aim at it: kyx-conformance run --base-url ${sandbox.url}   (stop with Ctrl-C)\n`)
  await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
  await sandbox.close()
  return 0
}
