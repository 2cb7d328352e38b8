import { randomBytes } from 'node:crypto'
import { documentedHost, regions } from '../contracts/endpoints.ts'
import { materials } from '../fixtures/materials.ts'
import { cut, logSafe, oneLine } from '../reporters/text.ts'
import { createClient } from '../suites/client.ts'
import { arrange, type Diagnosis, isReady } from '../suites/doctor/diagnosis.ts'
import { lookAtEntitlement } from '../suites/doctor/entitlement.ts'
import { lint } from '../suites/doctor/lint.ts'
import { lookAtHosts } from '../suites/doctor/network.ts'
import { lookAtService, type StrictReading } from '../suites/doctor/service.ts'
import { tryCallback } from '../suites/doctor/trial.ts'
import { createMask } from '../suites/mask.ts'
import { createPace } from '../suites/pace.ts'
import { selectWorkflows } from '../suites/selection.ts'
import type { Target } from '../suites/target.ts'
import { UsageError } from '../suites/usage.ts'
import { type AimOptions, aim, isAimed } from './aim.ts'
import type { Terminal } from './run.ts'

export interface DoctorOptions extends AimOptions {
  readonly workflow?: string
  readonly callbackUrl?: string
  readonly successUrl?: string
  readonly errorUrl?: string
  readonly reference?: string
  readonly verbose?: boolean
  readonly json?: boolean
}

/** Looks at everything that a run stands on, and says what is wrong, the worst first. */
export async function runDoctor(options: DoctorOptions, env: NodeJS.ProcessEnv, terminal: Terminal, signal: AbortSignal): Promise<number> {
  if (!isAimed(options)) throw new UsageError('expected a target to look at: --base-url URL, --region NAME or --origin role=URL')
  const workflows = selectWorkflows(options.workflow)
  // What is wrong with the User-Agent is a finding here, and no usage error.
  const isSendable = options.userAgent === undefined || /^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(options.userAgent)
  const { userAgent, ...others } = options
  const { targets, isLive } = aim(isSendable ? options : others, env)
  const results = await Promise.all(
    targets.map(async (target) => {
      const { region } = target
      const found = await examine(target, { ...options, ...(userAgent === undefined ? {} : { userAgent }) }, workflows, isLive, signal)
      return { region, ready: isReady(found), diagnoses: arrange(found) }
    }),
  )
  const ready = results.every((each) => each.ready)
  terminal.write(
    options.json
      ? `${JSON.stringify({ format: 'kyx-doctor/1', ready, targets: results }, undefined, 2)}\n`
      : logSafe(render(results, options.verbose ?? false)),
  )
  return ready ? 0 : 3
}

async function examine(
  target: Target,
  options: DoctorOptions,
  workflows: ReturnType<typeof selectWorkflows>,
  isLive: boolean,
  signal: AbortSignal,
): Promise<readonly Diagnosis[]> {
  const { userAgent, callbackUrl, reference } = options
  const returnUrls = (['successUrl', 'errorUrl'] as const).flatMap((name) => {
    const url = options[name]
    return url === undefined ? [] : [[name === 'successUrl' ? '--success-url' : '--error-url', url] as const]
  })
  const papers = lint(target, {
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
    ...(reference === undefined ? {} : { reference }),
    returnUrls,
  })
  const isMixed = papers.some(({ id, grade }) => id === 'host-mix' && grade === 'error')
  const hosts = await lookAtHosts(target)
  const trial = await tryCallback()
  // What is sent to a host that cannot be reached, or that is the wrong one, tells nothing more.
  if (isMixed || !isReady(hosts)) return [...papers, ...hosts, trial]
  const runId = randomBytes(4).toString('hex')
  const mask = createMask(runId, [target.secrets.token, target.secrets.clientSecret])
  const origins = [...Object.values(target.origins), target.tokenUrl, ...neighbours(target)]
  const client = createClient({
    mask,
    timeoutMs: target.timeoutMs,
    origins,
    signal,
    pace: createPace(target.limits),
    ...(target.wire === undefined ? {} : { wire: target.wire }),
  })
  try {
    const { found, token } = await lookAtService(target, client, readStrictly)
    if (token === undefined || !isReady(found)) return [...papers, ...hosts, ...found, trial]
    const entitled = target.callbacks || isLive ? await lookAtEntitlement({ target, client, token, materials, runId, workflows }) : []
    return [...papers, ...hosts, ...found, ...entitled, trial]
  } finally {
    await client.close()
  }
}

/** Token endpoints of the other regions, where a mapping keeps them on this machine. */
function neighbours(target: Target): readonly string[] {
  return target.documentedRegion === undefined ? [] : regions.map((region) => `https://${documentedHost('auth', region)}`)
}

const readStrictly: StrictReading = async (status, headers, json) => {
  const { processClientCredentialsResponse } = await import('oauth4webapi')
  const response = new Response(JSON.stringify(json), {
    status,
    headers: headers.map(([name, value]) => [name, value]) as [string, string][],
  })
  try {
    await processClientCredentialsResponse({ issuer: 'https://auth.invalid' }, { client_id: 'client' }, response)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const words = { error: 'ERROR', warning: 'warn', note: 'note', ok: 'ok', unseen: '?' } as const

function render(
  results: readonly { readonly region: string; readonly ready: boolean; readonly diagnoses: readonly Diagnosis[] }[],
  verbose: boolean,
): string {
  return results
    .map(({ region, ready, diagnoses }) => {
      const shown = diagnoses.filter(({ grade }) => verbose || grade !== 'unseen')
      const lines = shown.map((each) => {
        const tail = each.grade === 'ok' || each.grade === 'unseen' ? '' : ` ${each.advice}`
        return cut(oneLine(`${words[each.grade].padEnd(6)}${each.id}  ${each.subject}: ${each.seen}.${tail}`), 400)
      })
      const hidden = diagnoses.length - shown.length
      const more = hidden > 0 ? ` ${hidden} known troubles cannot be seen from here: -v lists them.` : ''
      return `${lines.join('\n')}\n${region}: ${ready ? 'ready.' : 'not ready.'}${more}\n`
    })
    .join('\n')
}
