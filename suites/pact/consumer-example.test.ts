import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'examples', 'consumer')

/** Runs the consumer test of the example; it finds Pact among the packages of the repository. */
function runExample(env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly told: string }> {
  const child = spawn(process.execPath, ['client.pact-test.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PACT_DO_NOT_TRACK: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  child.stdout.on('data', (chunk) => (told += chunk))
  child.stderr.on('data', (chunk) => (told += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, told })))
}

describe('example of a consumer', () => {
  it('passes against the mock server of the contract', async () => {
    const { code, told } = await runExample({})
    expect(code, told).to.equal(0)
    expect(told).to.match(/# pass 6\b/)
  })

  it('fails where the client forgets its User-Agent, and says so', async () => {
    const { code, told } = await runExample({ FORGET_USER_AGENT: '1' })
    expect(code).to.equal(1)
    expect(told).to.include("Expected a header 'User-Agent' but was missing")
    expect(told).to.match(/# fail 5\b/)
  })
})
