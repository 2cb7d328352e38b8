import { lifetimes } from '../contracts/limits.ts'
import { type AddressedPart, isFinalizedByApi, opensAgain, type Workflow, workflowParts } from '../contracts/workflow.ts'
import type { Draft, Sent } from './client.ts'
import { againDraft, deleteDraft, finalizeDraft, imageDraft, readDraft, startDraft, uploadDraft, type World } from './drafts.ts'
import type { Journey } from './journey.ts'
import {
  expectJson,
  finalize,
  Halt,
  learnStart,
  probeBothSides,
  type Run,
  retrieve,
  runProbes,
  sendFinalize,
  start,
  upload,
  withoutSteer,
} from './steps.ts'

/** The path of a journey, by its scenario. */
export async function follow(run: Run): Promise<void> {
  const { scenario, variant } = run.world.journey
  if (scenario === 'order') return followOrder(run)
  if (scenario === 'expiry') return followExpiry(run)
  if (variant === 'starved') return followStarved(run)
  await followDocumented(run)
  if (variant === 'deletion') await followDeletion(run)
}

async function followDocumented(run: Run): Promise<void> {
  const { workflow, journey } = run.world
  await runProbes(run, workflow.start)
  await start(run)
  for (const part of partsOf(journey, workflow)) {
    await runProbes(run, 'upload', part)
    await upload(run, part)
  }
  if (isFinalizedByApi(workflow)) {
    if (journey.scenario === 'probes') await run.send(readDraft('status', run.world, 'untouched:status'))
    await probeBothSides(run, 'finalize')
    await finalize(run)
  } else await runProbes(run, 'opened')
  await retrieve(run)
}

/** Everything but the last part, a finalize that comes too early, then the last part and the finalize that counts. */
async function followOrder(run: Run): Promise<void> {
  const { world, send } = run
  const parts = partsOf(world.journey, world.workflow)
  const last = parts.at(-1)
  await start(run)
  try {
    for (const part of parts.slice(0, -1)) await upload(run, part)
    const early = await send({ ...finalizeDraft(world), name: 'finalize-early' })
    const isAccepted = early.exchange.response !== undefined && early.exchange.response.status < 300
    if (!isAccepted && last !== undefined) {
      await upload(run, last)
      await finalize(run)
    }
    await retrieve(run)
  } catch (error) {
    // No order is prescribed and none is promised: a target that insists on one is not at fault.
    if (error instanceof Halt && ['refused', 'deadline'].includes(error.stop.cause))
      throw new Halt({ ...error.stop, cause: 'permitted', erratum: 'ERR-098' })
    throw error
  }
}

/**
 * A run that lacks what the documents call mandatory: refused somewhere, or not passed in the end. Where it is refused,
 * the same request follows with what it lacked: the control that the refusal is attributed by.
 */
async function followStarved(run: Run): Promise<void> {
  const { world, send } = run
  // A target that takes no callback URL on this machine would be refused for that.
  delete world.callbackUrl
  const fed: World = { ...world, starved: false }
  const isRefused = ({ exchange }: Sent) => (exchange.response?.status ?? 0) >= 400 && (exchange.response?.status ?? 0) < 500
  const control = (draft: Draft) => send({ ...draft, name: `control:${draft.name}` })
  const opened = await send(startDraft(world))
  if (isRefused(opened)) {
    // Cleaned up like any other account.
    learnStart(world, (await control(startDraft(fed))).json ?? null)
    return
  }
  learnStart(world, expectJson(opened, world))
  Object.assign(fed, { account: world.account, execution: world.execution, executionLink: world.executionLink })
  const parts = partsOf(world.journey, world.workflow)
  for (const part of parts)
    if (isRefused(await send(uploadDraft(world, part)))) {
      await control(uploadDraft(fed, part))
      return
    }
  if (isRefused(await sendFinalize(run, world))) {
    for (const part of parts) if (part.content === 'data') await control(uploadDraft(fed, part))
    await sendFinalize(run, fed, 'control:finalize')
    return
  }
  await retrieve(run)
}

/** A second execution on the account where one may be opened, then deletion of the first, then of the account. */
async function followDeletion({ world, send }: Run): Promise<void> {
  const second: World = { ...world, journey: withoutSteer(world.journey), credentials: new Map() }
  if (opensAgain(world.workflow)) learnStart(second, (await send(againDraft(second))).json ?? null)
  const hasSecond = second.execution !== world.execution
  // Where there is one execution only, it must go with its account; where there are two, the first is deleted by itself.
  if (hasSecond) {
    await send(deleteDraft('delete-execution', world))
    await send(readDraft('details', world, 'gone:details'))
    await uploadGone(world, send)
    await send(readDraft('status', second, 'kept:status'))
  }
  await send(deleteDraft('delete-account', world))
  if (!hasSecond) await uploadGone(world, send)
  const picture = partsOf(world.journey, world.workflow).find(({ content }) => content === 'image')
  if (picture !== undefined) await send({ ...imageDraft(world, picture), name: 'gone:image' })
  await send(readDraft('status', hasSecond ? second : world, 'gone:status'))
  await send(againDraft(world, 'gone:update'))
  await send(deleteDraft('delete-account', world, 'delete-again'))
}

async function uploadGone(world: World, send: Run['send']): Promise<void> {
  const [part] = partsOf(world.journey, world.workflow)
  if (part !== undefined) await send({ ...uploadDraft(world, part), name: 'gone:upload' })
}

const minuteMs = 60_000

/**
 * Lets the clock of the target run on. A session ends 15 minutes after the last upload (G:L121), so ten minutes after
 * the first and ten after the second it goes on; a transaction token ends after its lifetime (G:L119, G:L166).
 */
async function followExpiry(run: Run): Promise<void> {
  const { world, send, tools } = run
  const advance = tools.advance
  const [part] = partsOf(world.journey, world.workflow)
  if (advance === undefined || part === undefined)
    throw new Halt({ cause: 'end-user', at: 'plan', detail: 'the clock of this target cannot be set' })
  await start(run)
  if (world.journey.variant === 'session') {
    await upload(run, part)
    advance(10 * minuteMs)
    await send({ ...uploadDraft(world, part), name: 'upload-again' })
    advance(10 * minuteMs)
    await send(readDraft('status', world, 'status-alive'))
    advance(16 * minuteMs)
  } else {
    const lifetime = /^(\d+)m$/.exec(world.workflow.request.tokenLifetime ?? '')?.[1]
    advance((lifetime === undefined ? lifetimes.transactionTokenMinutes : Number(lifetime)) * minuteMs - minuteMs)
    await send(readDraft('status', world, 'status-alive'))
    advance(2 * minuteMs)
  }
  await send(readDraft('status', world, 'status-expired'))
  await send({ ...uploadDraft(world, part), name: 'upload-expired' })
}

function partsOf(journey: Journey, workflow: Workflow): readonly AddressedPart[] {
  return journey.uploads.flatMap((address) => workflowParts(workflow).find((part) => part.address === address) ?? [])
}
