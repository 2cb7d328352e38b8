import { workflowOf } from '../contracts/workflows/index.ts'
import type { Budget } from './budget.ts'
import { cleanUp } from './cleanup.ts'
import type { Sender } from './client.ts'
import type { World } from './drafts.ts'
import { stopBy } from './ended.ts'
import { follow } from './follow.ts'
import { hrefDrafts } from './hrefs.ts'
import type { Journey } from './journey.ts'
import type { Listener } from './listener.ts'
import type { Mask } from './mask.ts'
import type { Materials } from './materials.ts'
import { pause } from './pause.ts'
import { createSender } from './sender.ts'
import { Halt, prepareAccount } from './steps.ts'
import type { Target, TargetFacts } from './target.ts'
import type { TokenSource } from './token.ts'
import type { Exchange, Stop, Transcript } from './transcript.ts'

export interface DriveTools {
  readonly client: Sender
  /** Goes on after the end of the journey or of the run, for a little while: it cleans up. */
  readonly lateClient?: Sender
  readonly budget?: Budget
  readonly token: TokenSource
  readonly materials: Materials
  readonly mask: Mask
  readonly runId: string
  readonly listener?: Listener
  /** Ends the run, or this journey alone. */
  readonly signal?: AbortSignal
  /** Moves the clock of the target on; only an embedded sandbox has one. */
  readonly advance?: (ms: number) => void
  /** Told of each exchange as it is recorded. */
  readonly onExchange?: (journey: Journey, exchange: Exchange) => void
}

/** Carries out a journey and records it. Never throws: what went wrong is in the transcript. */
export async function drive(journey: Journey, target: Target, tools: DriveTools): Promise<Transcript> {
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  const exchanges: Exchange[] = []
  const callbackId = journey.id.replace(/[^\w.-]+/g, '-')
  let stopped: Stop | undefined
  let world: World | undefined
  const workflow = workflowOf(journey.workflow)
  const record = (exchange: Exchange) => {
    exchanges.push(exchange)
    tools.onExchange?.(journey, exchange)
  }
  const made = new Set<string>()
  const { client, token, budget } = tools
  const { begin, send } = createSender({
    client,
    token,
    ...(budget === undefined ? {} : { budget }),
    record,
    onAccount: (account) => made.add(account),
    ...(tools.signal === undefined ? {} : { signal: tools.signal }),
  })
  const asksCallback = tools.listener !== undefined && target.callbacks
  try {
    if (workflow === undefined) throw new Halt({ cause: 'refused', at: 'plan', detail: `no workflow ${journey.workflow} in the contract` })
    world = {
      workflow,
      journey,
      target,
      materials: tools.materials,
      runId: tools.runId,
      token: await begin(),
      credentials: new Map(),
      strays: new Set(),
      ...(journey.variant === 'starved' ? { starved: true } : {}),
      ...(asksCallback ? { callbackUrl: tools.listener.urlFor(callbackId) } : {}),
    }
    const run = { world, send, tools, exchanges }
    if (workflow.start === 'update') await prepareAccount(run)
    await follow(run)
  } catch (error) {
    stopped = error instanceof Halt ? error.stop : crashed(error, exchanges)
    if (tools.signal?.aborted) stopped = stopBy(tools.signal, stopped.at)
  }
  let callbacks: Transcript['callbacks']
  try {
    callbacks = asksCallback && world?.callbackUrl !== undefined ? await awaitCallback(exchanges, target, tools, callbackId) : undefined
    // What did not come before an end might have come after it.
    if (tools.signal?.aborted && callbacks?.length === 0) stopped ??= stopBy(tools.signal, 'callback')
    if (world !== undefined && stopped === undefined && journey.scenario === 'documented')
      for (const draft of hrefDrafts(world, exchanges, callbacks)) record((await client.send(draft)).exchange)
    if (world !== undefined && target.cleanup) {
      for (const account of world.strays ?? []) made.add(account)
      made.delete(target.facemapAccount ?? '')
      const fresh = (await token.get()).value ?? world.token
      await cleanUp([...made], { ...world, token: fresh }, client, tools.lateClient ?? client, record)
    }
  } catch (error) {
    stopped = crashed(error, exchanges)
  }
  return {
    journey,
    target: factsOf(target),
    exchanges,
    ...(callbacks === undefined ? {} : { callbacks }),
    ...(stopped === undefined ? {} : { stopped }),
    startedAt,
    ms: Math.round(performance.now() - begun),
  }
}

function crashed(error: unknown, exchanges: readonly Exchange[]): Stop {
  return { cause: 'harness', at: exchanges.at(-1)?.name ?? 'plan', detail: `the harness failed: ${String(error).slice(0, 300)}` }
}

async function awaitCallback(
  exchanges: readonly Exchange[],
  target: Target,
  tools: DriveTools,
  id: string,
): Promise<Transcript['callbacks']> {
  const wasFinal = exchanges.some((each) => each.step === 'details')
  const came = wasFinal && !tools.signal?.aborted ? await tools.listener?.wait(id, target.callbackTimeoutMs, tools.signal) : undefined
  // A second one would follow closely; what was asked since the first came has waited for it already.
  if (came?.length === 1) await pause(60 - (Date.now() - Date.parse(came[0]?.at ?? '')))
  return tools.listener?.received(id)
}

/** What of a target may be recorded. */
export function factsOf(target: Target): TargetFacts {
  const { region, documentedRegion, origins, userAgent, tokenSource } = target
  return { region, origins, userAgent, tokenSource, ...(documentedRegion === undefined ? {} : { documentedRegion }) }
}
