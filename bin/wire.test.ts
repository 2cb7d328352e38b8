import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import type { SandboxOptions } from '../fixtures/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'

const run = ['run', '-w', '10005', '--scenario', 'documented']

async function serving(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox(options)
  try {
    await use(sandbox)
  } finally {
    await sandbox.close()
  }
}

/** Answers 429 to the first calls of an operation. */
function busy(operation: string, times: number, retryAfter: () => string): Mutant {
  let left = times
  return {
    id: `busy-${operation}`,
    killedBy: 'CREATE-STATUS-200',
    summary: 'Too many requests.',
    reply: (_, call) =>
      call.operation === operation && left-- > 0 ? { status: 429, headers: { 'retry-after': retryAfter() }, body: {} } : undefined,
  }
}

describe('429', () => {
  for (const [title, retryAfter] of [
    ['seconds', () => '1'],
    ['an HTTP date', () => new Date(Date.now() + 1000).toUTCString()],
    ['a date that is past', () => new Date(0).toUTCString()],
    ['nothing that can be read', () => 'soon'],
  ] as const)
    it(`with ${title} in Retry-After is waited for, and told in a note`, () =>
      serving({ mutant: busy('details', 2, retryAfter) }, async ({ url }) => {
        const { code, stdout } = await runCommand([...run, '--base-url', url])
        expect(code, stdout).to.equal(0)
        expect(stdout).to.include('answered 429, and sent again after a wait: local retrieval host 2')
      }))

  for (const operation of ['token', 'create', 'details', 'status'])
    it(`of ${operation} that asks to wait for a year is inconclusive, and names the bound`, () =>
      serving({ mutant: busy(operation, 99, () => '31536000') }, async ({ url, accounts, stats }) => {
        const { code, stdout } = await runCommand([...run, '--base-url', url])
        expect(code, stdout).to.equal(3)
        expect(stdout)
          .to.include('rate-limited: ')
          .and.include('asks to wait 31536000 s, longer than the 60 s that a run waits for one request')
          .and.include('0 violations')
          .and.include('ask for a higher limit')
        expect(stats.byStatus[429], 'sent once').to.equal(1)
        // The mutant answers 429 when the account is made already, which a real limit would not.
        expect(accounts(), 'cleaned up').to.have.length(operation === 'create' ? 1 : 0)
      }))
})
