import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import { mutantOf } from '../fixtures/mutants/index.ts'
import type { Mutant } from '../fixtures/mutants/mutant.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'

async function audit(mutants: readonly (Mutant | undefined)[], more: readonly string[] = []) {
  const sandboxes = await Promise.all(mutants.map((mutant) => startSandbox({ mutant })))
  try {
    const targets = sandboxes.flatMap(({ url }, at) => ['--target', `${'abc'[at]}=${url}`])
    return await runCommand(['audit', '-w', '10005', ...targets, ...more])
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()))
  }
}

/** The documents say nothing of it. */
const undocumented: Mutant = {
  id: 'header-of-one-region',
  killedBy: 'CREATE-STATUS-200',
  summary: 'One region answers with a header of its own.',
  reply: (reply, call) => (call.operation === 'finalize' ? { ...reply, headers: { ...reply.headers, 'x-edge': 'b' } } : undefined),
}

describe('audit', () => {
  it('targets that do the same are the same', async () => {
    const { code, stdout } = await audit([undefined, undefined])
    expect(code, stdout).to.equal(0)
    expect(stdout).to.include('The same everywhere')
  })

  it('names the target that stands apart, and what it does, on one screen', async () => {
    const { code, stdout } = await audit([undefined, mutantOf('upload-answers-201'), undefined])
    expect(code).to.equal(1)
    expect(stdout).to.match(/b: UPLOAD-STATUS-200 is violated \(10005\), elsewhere not/)
    expect(stdout).to.match(/b: 10005 upload:DATA.PREPARED_DATA status: a 200, b 201, c 200/)
    expect(stdout).to.include('b stands apart')
    expect(stdout.split('\n')).to.have.lengthOf.below(40)
  })

  it('a difference counts even where the documents are silent', async () => {
    const { code, stdout } = await audit([undefined, undocumented, undefined], ['--json'])
    expect(code).to.equal(1)
    const { differences, divergences } = JSON.parse(stdout)
    expect(divergences).to.deep.equal([])
    expect(differences).to.deep.equal([
      {
        workflow: '10005',
        scenario: 'documented',
        exchange: 'finalize',
        at: 'header x-edge',
        seen: { a: 'absent', b: 'present', c: 'absent' },
        odd: ['b'],
      },
    ])
  })

  it('what is wrong at every target is told once, as the same everywhere', async () => {
    const wrong = mutantOf('upload-answers-201')
    const { code, stdout } = await audit([wrong, wrong])
    expect(code).to.equal(1)
    expect(stdout).to.match(/The same everywhere: 1 check violated at every target: UPLOAD-STATUS-200/)
  })

  it('one target is no audit', async () => {
    const { code, stderr } = await audit([undefined])
    expect(code).to.equal(2)
    expect(stderr).to.include('two targets')
  })
})
