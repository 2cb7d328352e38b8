import type { Sent } from './client.ts'
import { pause } from './pause.ts'
import { askedWaitMs } from './retry.ts'
import { isObject } from './transcript.ts'

/** Statuses that end an execution. G:L1326 */
export const finalStatuses = ['PROCESSED', 'SESSION_EXPIRED', 'TOKEN_EXPIRED'] as const

export interface PollOptions {
  readonly deadlineMs: number
  /** A target on loopback may be asked often; any other is asked rarely. */
  readonly isLocal: boolean
  readonly send: (name: string) => Promise<Sent>
  readonly signal?: AbortSignal
}

export interface PollResult {
  readonly outcome: 'final' | 'failed' | 'deadline'
  /** The answer that decided. */
  readonly last?: Sent
  /** The last status that was read. */
  readonly status?: string
}

const firstWaitMs = 50
const longestWaitMs = { local: 1000, remote: 10_000 }
const notReadyMs = 5000

/**
 * Asks for the status until it is final. An unknown status is pending, and so is a 404 for the first seconds:
 * the service is seen to answer it while a result is not ready. `Retry-After` is honoured.
 */
export async function pollStatus({ deadlineMs, isLocal, send, signal }: PollOptions): Promise<PollResult> {
  const begun = performance.now()
  let wait = isLocal ? firstWaitMs : 2000
  let status: string | undefined
  for (let count = 1; ; count++) {
    const sent = await send(`status#${count}`)
    const code = sent.exchange.response?.status
    const seen = isObject(sent.json) && isObject(sent.json.workflowExecution) ? sent.json.workflowExecution.status : undefined
    if (typeof seen === 'string') status = seen
    const known = status === undefined ? {} : { status }
    if (code === 200 && finalStatuses.some((final) => final === seen)) return { outcome: 'final', last: sent, ...known }
    const spent = performance.now() - begun
    const isPending = code === 200 ? isObject(sent.json) : code === 404 && spent < Math.min(notReadyMs, deadlineMs)
    if (!isPending) return { outcome: 'failed', last: sent, ...known }
    const next = Math.min(Math.max(askedWaitMs(sent.exchange) ?? 0, wait), Math.max(deadlineMs - spent, 0))
    if (spent >= deadlineMs || signal?.aborted) return { outcome: 'deadline', last: sent, ...known }
    await pause(Math.max(next, 10), signal)
    wait = Math.min(wait * 1.6, isLocal ? longestWaitMs.local : longestWaitMs.remote)
  }
}
