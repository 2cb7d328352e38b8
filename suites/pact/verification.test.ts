import { expect } from 'chai'
import { workflows } from '../../contracts/workflows/index.ts'
import { materials } from '../../fixtures/materials.ts'
import { mutantOf } from '../../fixtures/mutants/index.ts'
import { startSandbox } from '../../fixtures/sandbox/sandbox.ts'
import { environmentTarget } from '../aim.ts'
import { type Verification, verifyPacts } from './verification.ts'

async function verify(keys: readonly string[], mutant?: string): Promise<Verification> {
  const sandbox = await startSandbox({ processMs: 0, ...(mutant === undefined ? {} : { mutant: mutantOf(mutant) }) })
  try {
    return await verifyPacts({
      workflows: workflows.filter(({ key }) => keys.includes(key)),
      target: { ...environmentTarget(sandbox.url, {}), callbackTimeoutMs: 2000 },
      mode: 'documented',
      materials,
    })
  } finally {
    await sandbox.close()
  }
}

describe('verification of the pacts', () => {
  it('conforms for every workflow on the sandbox', async () => {
    const { verdicts } = await verify(workflows.map(({ key }) => key))
    expect(verdicts.filter(({ outcome }) => outcome !== 'conforms')).to.deep.equal([])
    expect(new Set(verdicts.map(({ workflow }) => workflow)).size).to.equal(workflows.length)
    expect(new Set(verdicts.map(({ key }) => key)).size).to.equal(verdicts.length)
  })

  it('tells a broken start as one violation, which blocks what stands on it', async () => {
    const { verdicts } = await verify(['10005'], 'create-answers-400')
    const broken = verdicts.filter(({ outcome, severity }) => outcome === 'violates' && severity === 'error')
    expect(broken.map(({ check, findings }) => [check, findings[0]?.at, findings[0]?.actual])).to.deep.equal([
      ['PACT-CREATE', 'create response status', '400'],
    ])
    const open = verdicts.filter(({ outcome }) => outcome === 'inconclusive')
    expect(open).to.not.be.empty
    expect(open.filter(({ reason }) => reason?.cause !== broken[0]?.key)).to.deep.equal([])
  })
})
