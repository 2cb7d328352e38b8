import { edition } from '../contracts/source.ts'
import { materials } from '../fixtures/materials.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import type { Report } from '../reporters/report.ts'
import { baseUrlTarget, readOrigin } from '../suites/aim.ts'
import { factsOf } from '../suites/drive.ts'
import { transactionsOf, workflowPact } from '../suites/pact/pacts.ts'
import { type Verification, verifyPacts } from '../suites/pact/verification.ts'
import { selectWorkflows } from '../suites/selection.ts'
import type { Target } from '../suites/target.ts'
import { UsageError } from '../suites/usage.ts'
import { type AimOptions, aim, commonOptions, isAimed } from './aim.ts'
import { type OutputOptions, publish, readOutput } from './output.ts'
import type { Terminal } from './run.ts'
import { version } from './version.ts'

export interface VerifyPactOptions extends OutputOptions, AimOptions {
  readonly workflow?: string
  readonly stateUrl?: string
}

/** Verifies the pacts of the contract with Pact's verifier; with no target, against the embedded sandbox. Gives the exit code. */
export async function verifyPact(
  options: VerifyPactOptions,
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const workflows = selectWorkflows(options.workflow)
  const output = await readOutput(options, terminal)
  const stateUrl = options.stateUrl === undefined ? undefined : readOrigin(options.stateUrl, '--state-url').href
  if (stateUrl !== undefined && !isAimed(options)) throw new UsageError('--state-url: sets up states of a target; name it with --base-url')
  const given = isAimed(options) ? aim(options, env) : undefined
  const sandbox = given === undefined ? await startSandbox() : undefined
  const mode = options.live ? 'observed' : 'documented'
  try {
    const targets = given?.targets ?? [embedded(sandbox?.url ?? '', options)]
    if (given?.isLive) {
      const least = workflows.reduce((sum, workflow) => sum + transactionsOf(workflowPact(workflow, materials)), 0) * targets.length
      terminal.progress(`live: starts at least ${least} transactions, which are billed\n`)
    }
    const verifications: Verification[] = []
    for (const target of targets)
      verifications.push(await verifyPacts({ workflows, target, mode, materials, signal, ...(stateUrl === undefined ? {} : { stateUrl }) }))
    const report: Report = {
      tool: { name: 'kyx-conformance', version },
      edition,
      mode,
      startedAt: verifications[0]?.startedAt ?? new Date().toISOString(),
      ms: verifications.reduce((sum, { ms }) => sum + ms, 0),
      targets: targets.map(factsOf),
      selection: { workflows: workflows.map(({ key }) => key), scenarios: ['documented'] },
      verdicts: verifications.flatMap(({ verdicts }) => verdicts),
      transcripts: verifications.flatMap(({ transcripts }) => transcripts),
      notes: given?.notes ?? [],
      ...(signal.aborted ? { interrupted: true } : {}),
    }
    return await publish(report, output, { repeatable: false, hidden: verifications.flatMap(({ hidden }) => hidden), env }, terminal)
  } finally {
    await sandbox?.close()
  }
}

function embedded(url: string, options: VerifyPactOptions): Target {
  return { ...baseUrlTarget({ ...commonOptions(options, {}), baseUrl: url }), region: 'sandbox' }
}
