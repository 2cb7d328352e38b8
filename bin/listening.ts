import { isLoopback } from '../suites/mapping.ts'
import { readCount, UsageError } from '../suites/usage.ts'

/** Where a server of ours listens: on loopback only. */
export interface Listening {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** Reads `--host` and `--port`. */
export function readListening({ host, port }: { readonly host: string; readonly port: string }): Listening {
  if (!isLoopback(host)) throw new UsageError(`--host: expected a loopback address such as 127.0.0.1, got ${JSON.stringify(host)}`)
  return { host, port: readCount(port, '--port', 0, 65_535) }
}

/** Says which port is taken, where that is why a server did not start. */
export function takenPort({ host, port }: Listening): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'EADDRINUSE') throw new UsageError(`--port: ${port} is in use on ${host}; choose another, or 0 for a free one`)
    throw error
  }
}

/** Waits until the process is told to stop. */
export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
