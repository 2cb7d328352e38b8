import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Interaction } from '../../contracts/pact/interactions.ts'
import { type Pact, providerName } from '../../contracts/pact/pact.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import { readBody } from '../body.ts'
import { createClient } from '../client.ts'
import { factsOf } from '../drive.ts'
import { openListener } from '../listener.ts'
import { createMask, type Hidden, type Mask } from '../mask.ts'
import type { Materials } from '../materials.ts'
import { createPace } from '../pace.ts'
import { plan } from '../plan.ts'
import { newRunId } from '../session.ts'
import type { Mode, Target } from '../target.ts'
import { createTokenSource } from '../token.ts'
import type { Exchange, Transcript } from '../transcript.ts'
import type { Verdict } from '../verdict.ts'
import { type Gateway, type Happening, interactionHeader, interactionParameter, openGateway } from './gateway.ts'
import { workflowPact } from './pacts.ts'
import { remoteStates } from './remote-states.ts'
import { type ApiStates, apiStates, deleteAccounts } from './states.ts'
import { journeyId, pactVerdicts, type Verified } from './verdicts.ts'
import { runVerifier, type VerifierError, type VerifierMismatch, type VerifierResult } from './verifier.ts'

export interface VerificationOptions {
  readonly workflows: readonly Workflow[]
  readonly target: Target
  readonly mode: Mode
  readonly materials: Materials
  /** Sets states up in place of the API. */
  readonly stateUrl?: string
  readonly signal?: AbortSignal
}

export interface Verification {
  readonly verdicts: readonly Verdict[]
  readonly transcripts: readonly Transcript[]
  readonly startedAt: string
  readonly ms: number
  readonly hidden: readonly Hidden[]
}

/** Verifies the pacts of workflows against a target, with Pact's own verifier. */
export async function verifyPacts(options: VerificationOptions): Promise<Verification> {
  const { workflows, target, mode, materials, signal } = options
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  const runId = newRunId()
  const mask = createMask(runId, [target.secrets.token, target.secrets.clientSecret, target.secrets.otherToken])
  for (const workflow of workflows) mask.json(materials.preparedData(workflow))
  const client = createClient({
    mask,
    origins: [...Object.values(target.origins), target.tokenUrl],
    timeoutMs: target.timeoutMs,
    keepsBytes: true,
    ...(target.maxBodyBytes === undefined ? {} : { maxBodyBytes: target.maxBodyBytes }),
    pace: createPace(target.limits),
    ...(target.wire === undefined ? {} : { wire: target.wire }),
    ...(signal === undefined ? {} : { signal }),
  })
  const listener = target.callbacks ? await openListener(mask) : undefined
  const made = new Set<string>()
  const onAccount = (account: string) => void made.add(account)
  const api: ApiStates = {
    target,
    client,
    token: createTokenSource(target, client),
    materials,
    mask,
    runId,
    onAccount,
    ...(signal === undefined ? {} : { signal }),
  }
  const remote = options.stateUrl === undefined ? undefined : remoteStatesOf(options.stateUrl, target, mask)
  const states = remote ?? apiStates(api)
  const gateway = await openGateway({ target, client, states, listener, onAccount })
  const folder = mkdtempSync(join(tmpdir(), 'kyx-pact-'))
  try {
    const pacts = workflows.map((workflow) => ({ workflow, pact: workflowPact(workflow, materials) }))
    const results = await runVerifier(
      tasksOf(
        pacts.map(({ pact }) => traced(pact, target)),
        folder,
        gateway,
        target,
      ),
      signal,
    )
    const verified = pacts.flatMap(({ workflow, pact }) =>
      pact.interactions.map((interaction) =>
        verifiedOf(workflow, interaction, results, gateway.happenings, target, mask, remote !== undefined),
      ),
    )
    const [first] = workflows
    const deletions = target.cleanup && first !== undefined ? await deleteAccounts(api, first, [...made]) : []
    return {
      verdicts: pactVerdicts(verified, target, mode),
      transcripts: transcriptsOf(verified, [...states.exchanges, ...deletions], target, startedAt, performance.now() - begun),
      startedAt,
      ms: Math.round(performance.now() - begun),
      hidden: mask.hidden(),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await Promise.all([gateway.close(), client.close(), remote?.close(), listener?.close()])
  }
}

function remoteStatesOf(url: string, { timeoutMs, pollTimeoutMs, wire }: Target, mask: Mask) {
  return remoteStates({ url, mask, timeoutMs: timeoutMs + pollTimeoutMs, ...(wire === undefined ? {} : { wire }) })
}

/** The pact with each interaction named where the gateway sees it, and with the User-Agent of the run. */
function traced(pact: Pact, target: Target): Pact {
  return {
    ...pact,
    interactions: pact.interactions.map((interaction): Interaction => {
      const { key, providerStates } = interaction
      const named = {
        providerStates: providerStates.map(({ name, params }) => ({ name, params: { ...params, [interactionParameter]: key } })),
      }
      if (interaction.type !== 'Synchronous/HTTP') return { ...interaction, ...named }
      const headers = { ...interaction.request.headers, 'User-Agent': [target.userAgent], [interactionHeader]: [key] }
      return { ...interaction, ...named, request: { ...interaction.request, headers } }
    }),
  }
}

function tasksOf(pacts: readonly Pact[], folder: string, gateway: Gateway, target: Target) {
  const write = (type: Interaction['type']) =>
    pacts.map((pact, index) => {
      const path = join(folder, `${type.replace('/', '-')}-${index}.json`)
      writeFileSync(path, JSON.stringify({ ...pact, interactions: pact.interactions.filter((each) => each.type === type) }), {
        mode: 0o600,
      })
      return path
    })
  // A state may take as long as a run takes to be processed.
  const common = { provider: providerName, timeout: target.timeoutMs + target.pollTimeoutMs + target.callbackTimeoutMs }
  return [
    {
      ...common,
      providerBaseUrl: gateway.url,
      providerStatesSetupUrl: gateway.statesUrl,
      pactUrls: write('Synchronous/HTTP'),
    },
    ...(target.callbacks ? [{ ...common, providerBaseUrl: gateway.messagesUrl, pactUrls: write('Asynchronous/Messages') }] : []),
  ]
}

function verifiedOf(
  workflow: Workflow,
  interaction: Interaction,
  results: readonly VerifierResult[],
  happenings: ReadonlyMap<string, Happening>,
  target: Target,
  mask: Mask,
  hasClient: boolean,
): Verified {
  const { key, description } = interaction
  const told = results.flatMap(({ interactionResults }) => interactionResults).find(({ interactionKey }) => interactionKey === key)
  const errors = results
    .flatMap((result) => [...result.errors, ...result.pendingErrors])
    .filter((error) => error.interaction.endsWith(` - ${description}`))
    .map((error) => maskError(error, mask))
  const happening = happenings.get(key) ?? {}
  const common = { workflow, interaction, result: told?.result, errors, happening }
  if (interaction.type === 'Asynchronous/Messages' && !target.callbacks)
    return { ...common, unasked: { code: 'no-callback-asked', text: 'a target that is not on this machine cannot call back here' } }
  if (interaction.comments.step === 'token' && target.tokenSource === 'given' && !hasClient)
    return { ...common, unasked: { code: 'token-given', text: 'the access token was given: there is no client id to ask for one with' } }
  return common
}

/** The verifier tells what it saw as it was: tokens and people too. */
function maskError({ interaction, mismatch }: VerifierError, mask: Mask): VerifierError {
  if (mismatch.type === 'error') return { interaction, mismatch: { ...mismatch, message: mask.text(mismatch.message) } }
  const mismatches = mismatch.mismatches.map(
    (each): VerifierMismatch => ({
      ...each,
      ...(each.mismatch === undefined ? {} : { mismatch: mask.text(each.mismatch) }),
      ...(each.actual === undefined ? {} : { actual: maskValue(each.actual, mask) }),
    }),
  )
  return { interaction, mismatch: { ...mismatch, mismatches } }
}

function maskValue(text: string, mask: Mask): string {
  const { json } = readBody(Buffer.from(text), 'application/json')
  return json === undefined ? mask.text(text) : JSON.stringify(mask.json(json))
}

/** What was sent, as the evidence of the verdicts. What set states up stands with the first workflow: states are shared. */
function transcriptsOf(
  verified: readonly Verified[],
  others: readonly Exchange[],
  target: Target,
  startedAt: string,
  ms: number,
): readonly Transcript[] {
  const workflows = [...new Set(verified.map(({ workflow }) => workflow))]
  return workflows.flatMap((workflow, index) => {
    const [journey] = plan({ workflows: [workflow], regions: [target.region], scenarios: ['documented'] })
    if (journey === undefined) return []
    const own = verified.flatMap((each) => (each.workflow === workflow && each.happening.exchange ? [each.happening.exchange] : []))
    return [
      {
        journey: { ...journey, id: journeyId(workflow, target), variant: 'pact' },
        target: factsOf(target),
        exchanges: index === 0 ? [...own, ...others] : own,
        startedAt,
        ms: Math.round(ms),
      },
    ]
  })
}
