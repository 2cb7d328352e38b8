import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../usage.ts'

export interface VerifierTask {
  readonly provider: string
  readonly providerBaseUrl: string
  readonly pactUrls: readonly string[]
  readonly providerStatesSetupUrl?: string
  /** Milliseconds for one request or state. */
  readonly timeout: number
}

/** What the verifier tells: for each interaction whether it verified, and of those that did not, why. */
export interface VerifierResult {
  readonly interactionResults: readonly { readonly interactionKey: string; readonly description: string; readonly result: string }[]
  readonly errors: readonly VerifierError[]
  readonly pendingErrors: readonly VerifierError[]
}

export interface VerifierError {
  /** A sentence that ends with the description of the interaction. */
  readonly interaction: string
  readonly mismatch:
    | { readonly type: 'mismatches'; readonly mismatches: readonly VerifierMismatch[] }
    | { readonly type: 'error'; readonly message: string }
}

export interface VerifierMismatch {
  readonly type: string
  readonly mismatch?: string
  readonly path?: string
  readonly key?: string
  readonly expected?: string
  readonly actual?: string
}

/** The Pact verifier itself failed: no word of the target. */
export class VerifierFault extends Error {
  override readonly name = 'VerifierFault'
}

/** Only these reach the verifier: it would send secrets on, look for a broker, or leave interactions out, where the environment says so. */
const passed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'LD_LIBRARY_PATH'] as const

/** Runs the Pact verifier in a process of its own. What it prints is kept back, and shown only where it fails. */
export async function runVerifier(tasks: readonly VerifierTask[], signal?: AbortSignal): Promise<readonly VerifierResult[]> {
  const env = Object.fromEntries(passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  const child = fork(fileURLToPath(new URL('./verifier-child.cjs', import.meta.url)), {
    execArgv: [],
    env: { ...env, PACT_DO_NOT_TRACK: 'true' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(signal === undefined ? {} : { signal }),
  })
  let printed = ''
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString('utf8')).slice(-4000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  let told: { readonly results?: readonly { readonly text: string }[]; readonly failure?: string; readonly isMissing?: boolean } = {}
  child.on('message', (message) => {
    told = message as typeof told
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
    child.send(tasks)
  })
  if (told.isMissing)
    throw new UsageError('verify-pact needs the package @pact-foundation/pact-core: npm install --save-dev @pact-foundation/pact-core@19')
  if (told.results === undefined)
    throw new VerifierFault(`the Pact verifier ended with code ${code}: ${told.failure ?? (printed.trim() || 'it said nothing')}`)
  return told.results.map(({ text }) => readResult(text))
}

function readResult(text: string): VerifierResult {
  try {
    const { interactionResults = [], errors = [], pendingErrors = [] } = JSON.parse(text) as Partial<VerifierResult>
    return { interactionResults, errors: errors.map(readError), pendingErrors: pendingErrors.map(readError) }
  } catch {
    throw new VerifierFault(`the Pact verifier told no result: ${text.slice(0, 400)}`)
  }
}

function readError({ interaction, mismatch }: VerifierError): VerifierError {
  if (mismatch.type !== 'mismatches') return { interaction, mismatch: { type: 'error', message: textOf(mismatch.message) } }
  const mismatches = mismatch.mismatches.map(({ type, ...values }) => ({
    type,
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])),
  }))
  return { interaction, mismatch: { type: 'mismatches', mismatches } }
}

/** Values come as text, as the number of a status, or as the bytes of a body. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  const isBytes = Array.isArray(value) && value.every((byte) => typeof byte === 'number')
  return isBytes ? Buffer.from(value as number[]).toString('utf8') : JSON.stringify(value)
}
