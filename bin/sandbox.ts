import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentedHost, type RegionName, type Role, regions, roles } from '../contracts/endpoints.ts'
import { mutantOf, mutants } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { defaultTenants, type SandboxOptions } from '../fixtures/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { codeOf, remedyOf, writeWhole } from '../suites/files.ts'
import { readLimits } from '../suites/pace.ts'
import { selectWorkflows } from '../suites/selection.ts'
import { readRegions } from '../suites/targets.ts'
import { hint, readDuration, UsageError } from '../suites/usage.ts'
import { listHostilities, readHostility, serveHostile } from './hostile.ts'
import { readListening, takenPort, untilStopped } from './listening.ts'
import type { Terminal } from './run.ts'
import { checkRecord, recordSandbox } from './sandbox-recording.ts'

export interface SandboxCommandOptions {
  readonly port: string
  readonly host: string
  /** `ID`, or `region:ID`. */
  readonly mutant?: readonly string[]
  /** `ID`, `ID@operation`, or `list`. */
  readonly hostile?: string
  readonly latency?: string
  readonly processTime?: string
  readonly tls?: boolean
  readonly regions?: boolean
  readonly caOut?: string
  readonly rateLimit?: string
  readonly disable?: string
  readonly tokenLifetime?: string
  readonly home?: string
  readonly clockAhead?: string
  /** Where evidence of what clients said goes. */
  readonly record?: string
}

/** Serves the embedded provider until it is told to stop. */
export async function serveSandbox(options: SandboxCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const listening = readListening(options)
  const { port, host } = listening
  if (options.hostile === 'list') return listHostilities(terminal)
  if (options.hostile !== undefined) {
    const hostility = readHostility(options.hostile)
    const other = flagsOf(options, ['mutant', 'tls', 'regions', 'record'])[0]
    if (other !== undefined) throw new UsageError(`--hostile: it stands alone: leave out ${other}`)
    return serveHostile(hostility, { ...listening, sandbox: readBehaviour(options) }, terminal, signal).catch(takenPort(listening))
  }
  const faults = readFaults(options.mutant ?? [])
  const withRegions = options.regions ?? false
  if (!withRegions && Object.keys(faults.byRegion).length > 0) throw new UsageError('--mutant: a fault of one region needs --regions')
  const { record } = options
  if (record !== undefined) {
    const other = flagsOf(options, ['tls', 'regions'])[0]
    if (other !== undefined) throw new UsageError(`--record: it hears plain http only: leave out ${other}`)
    checkRecord(record)
  }
  // Documented links are https: the documented hosts cannot be served without it.
  const trust = options.tls || withRegions ? await certificates(options) : undefined
  const sandbox = await startSandbox({
    port: record === undefined ? port : 0,
    host,
    ...readBehaviour(options),
    stateDoor: true,
    ...(faults.everywhere === undefined ? {} : { mutant: faults.everywhere }),
    ...(withRegions ? { regionMutants: faults.byRegion } : {}),
    ...(trust === undefined ? {} : { tls: trust.tls }),
  }).catch(takenPort(listening))
  const recording = record === undefined ? undefined : await recordSandbox(record, sandbox.url, listening, terminal).catch(closing(sandbox))
  const url = recording?.url ?? sandbox.url
  const shown = faults.everywhere === undefined ? '' : `  mutant ${faults.everywhere.id}: ${faults.everywhere.summary}`
  terminal.write(`sandbox: ${url}${shown}\n`)
  for (const [region, { id, summary }] of Object.entries(faults.byRegion)) terminal.write(`${region}: mutant ${id}: ${summary}\n`)
  if (trust !== undefined) terminal.write(`authority: ${trust.path}\n`)
  const flags = [
    ...(withRegions ? [`--region ${regions.join(',')}`, resolveFlag(host, sandbox.port)] : [`--base-url ${url}`]),
    ...(trust === undefined ? [] : [`--cacert ${trust.path}`]),
  ]
  if (withRegions) terminal.write(`flags: ${flags.join(' ')}\n`)
  terminal.progress(`aim at it: kyx-conformance run ${flags.join(' ')}   (stop with Ctrl-C)\n`)
  await untilStopped(signal)
  try {
    return (await recording?.end()) ?? 0
  } finally {
    await sandbox.close()
  }
}

/** Closes what was opened before, where the next thing could not be. */
function closing({ close }: Sandbox): (error: unknown) => Promise<never> {
  return async (error) => {
    await close()
    throw error
  }
}

/** Those of the flags that were given. */
function flagsOf(options: SandboxCommandOptions, names: readonly ('mutant' | 'tls' | 'regions' | 'record')[]): readonly string[] {
  return names.filter((name) => options[name] !== undefined && options[name] !== false).map((name) => `--${name}`)
}

function resolveFlag(host: string, port: number): string {
  const address = host === 'localhost' ? '127.0.0.1' : host.replace(/^\[|\]$/g, '')
  return `--resolve '*.jumio.ai:443:${address.includes(':') ? `[${address}]` : address}:${port}'`
}

function readBehaviour(options: SandboxCommandOptions): SandboxOptions {
  const disabled = options.disable === undefined ? [] : selectWorkflows(options.disable, '--disable').map(({ key }) => key)
  const home = options.home === undefined ? undefined : readRegions(options.home, '--home')[0]
  const ahead = options.clockAhead === undefined ? undefined : readDuration(options.clockAhead, '--clock-ahead')
  return {
    ...(options.latency === undefined ? {} : { latencyMs: readDuration(options.latency, '--latency') }),
    ...(options.processTime === undefined ? {} : { processMs: readDuration(options.processTime, '--process-time') }),
    ...(options.tokenLifetime === undefined
      ? {}
      : { tokenLifetimeSeconds: readDuration(options.tokenLifetime, '--token-lifetime') / 1000 }),
    ...(options.rateLimit === undefined ? {} : { rateLimits: readRates(options.rateLimit) }),
    ...(ahead === undefined ? {} : { clock: () => Date.now() + ahead }),
    tenants: defaultTenants.map((tenant) => ({ ...tenant, disabled, ...(home === undefined ? {} : { home }) })),
  }
}

/** A bare rate is that of the account host, as the live service has it. */
function readRates(text: string): Readonly<Partial<Record<Role, number>>> {
  const { all, ...limits } = readLimits(text)
  return { ...(all === undefined ? {} : { account: all }), ...limits }
}

async function certificates({ caOut, host }: SandboxCommandOptions) {
  const { createAuthority } = await import('../fixtures/certificate.ts')
  const authority = createAuthority()
  const hosts = regions.flatMap((region) => roles.map((role) => documentedHost(role, region)))
  const tls = authority.issue({ names: [...new Set(['localhost', '127.0.0.1', '::1', host.replace(/^\[|\]$/g, ''), ...hosts])] })
  const path = caOut ?? join(mkdtempSync(join(tmpdir(), 'kyx-sandbox-')), 'ca.pem')
  try {
    writeWhole(path, authority.cert)
  } catch (error) {
    throw new UsageError(`--ca-out: ${path} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
  }
  return { tls, path }
}

interface Faults {
  readonly everywhere: Mutant | undefined
  readonly byRegion: Readonly<Partial<Record<RegionName, Mutant>>>
}

function readFaults(texts: readonly string[]): Faults {
  let everywhere: Mutant | undefined
  const byRegion: Partial<Record<RegionName, Mutant>> = {}
  for (const text of texts) {
    const [, region, id = ''] = /^(?:([^:]+):)?(.*)$/.exec(text) ?? []
    const mutant = mutantOf(id)
    if (mutant === undefined) {
      const near = hint(
        id,
        mutants.map((each) => each.id),
      )
      throw new UsageError(`--mutant: no mutant ${JSON.stringify(id)}${near}`)
    }
    const places = region === undefined ? undefined : readRegions(region, '--mutant')
    const isTaken = places === undefined ? everywhere !== undefined : places.some((place) => byRegion[place] !== undefined)
    if (isTaken) throw new UsageError(`--mutant: one fault at a time: ${JSON.stringify(text)} is a second one for the same place`)
    if (places === undefined) everywhere = mutant
    else for (const place of places) byRegion[place] = mutant
  }
  return { everywhere, byRegion }
}
