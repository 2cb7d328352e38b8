import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpoints, type Operation } from '../contracts/endpoints.ts'
import { startHostile } from '../fixtures/hostile/front.ts'
import { type Hostility, onOperations } from '../fixtures/hostile/hostility.ts'
import { hostilities, hostilityOf } from '../fixtures/hostile/index.ts'
import type { SandboxOptions } from '../fixtures/sandbox/options.ts'
import { hint, UsageError } from '../suites/usage.ts'
import { type Listening, untilStopped } from './listening.ts'
import type { Terminal } from './run.ts'

const operationNames = Object.keys(endpoints) as readonly Operation[]

/** What `--hostile` names: `ID`, or `ID@operation,operation` to strike others than usual. */
export function readHostility(text: string): Hostility {
  const [id = '', places] = text.split('@')
  const found = hostilityOf(id)
  if (found === undefined) {
    const near = hint(
      id,
      hostilities.map((each) => each.id),
    )
    throw new UsageError(`--hostile: no hostility ${JSON.stringify(id)}${near}; --hostile list shows them all`)
  }
  if (places === undefined) return found
  const operations = places.split(',').map((name) => {
    const operation = operationNames.find((each) => each === name)
    if (operation === undefined)
      throw new UsageError(`--hostile: no operation ${JSON.stringify(name)}${hint(name, operationNames)}; expected ID@${operationNames[0]}`)
    return operation
  })
  return onOperations(found, operations)
}

/** Every hostility in a line. */
export function listHostilities(terminal: Terminal): number {
  const width = Math.max(...hostilities.map(({ id }) => id.length))
  for (const { id, does, fate, because } of hostilities)
    terminal.write(`${id.padEnd(width)}  ${does}; ${fate}${because === undefined ? '' : `: ${because}`}\n`)
  return 0
}

/** Serves the sandbox behind a hostile front until it is told to stop. */
export async function serveHostile(
  hostility: Hostility,
  listening: Listening & { readonly sandbox: SandboxOptions },
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const target = await startHostile({ hostility, ...listening })
  terminal.write(`sandbox: ${target.url}  hostile ${hostility.id}: ${hostility.does}\n`)
  const flags = [`--base-url ${target.url}`]
  if (target.authority !== undefined) {
    const path = join(mkdtempSync(join(tmpdir(), 'kyx-hostile-')), 'ca.pem')
    writeFileSync(path, target.authority)
    terminal.write(`authority: ${path}\n`)
    flags.push(`--cacert ${path}`)
  }
  terminal.progress(`aim at it: kyx-conformance run ${flags.join(' ')} --timeout 2s --poll-timeout 5s   (stop with Ctrl-C)\n`)
  await untilStopped(signal)
  for (const request of target.strays()) terminal.write(`a request went astray: ${request}\n`)
  await target.close()
  return 0
}
