import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { sampleReport } from '../reporters/sample.ts'
import type { Hidden } from '../suites/mask.ts'
import { publish, readOutput } from './output.ts'

describe('what is published', () => {
  it('fails where a report holds a secret after all, with the file, the form and the rule', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyx-output-'))
    const told: string[] = []
    const terminal = { write: () => undefined, progress: (text: string) => void told.push(text), isTty: false, color: false }
    const output = await readOutput({ report: [`json=${join(folder, 'out.json')}`], reportDir: folder, failOn: 'error' }, terminal)
    const secret = 'canary-secret-0123456789'
    const report = sampleReport([], { notes: [`seen: ${Buffer.from(secret).toString('hex')}`] })
    const code = await publish(report, output, { hidden: [{ rule: 'secret', value: secret }], env: {} }, terminal)
    expect(code).to.equal(4)
    expect(told.join('')).to.match(/error: .*out\.json holds a secret in hex form: .*leak\/secret/)
    expect(told.join('')).to.not.contain(secret)
  })

  it('takes no word of its own for a secret because a target calls it a token or a name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyx-output-'))
    const requests = ['json', 'junit'].map((name) => `${name}=${join(folder, `out.${name}`)}`)
    const publishing = async (hidden: readonly Hidden[]) => {
      const told: string[] = []
      const terminal = { write: () => undefined, progress: (text: string) => void told.push(text), isTty: false, color: false }
      const output = await readOutput({ report: requests, reportDir: folder, failOn: 'error' }, terminal)
      const code = await publish(sampleReport([], { notes: ['a canary-0123456789'] }), output, { hidden, env: {} }, terminal)
      return { code, told: told.join('') }
    }
    const words = ['kyx-conformance', 'startedAt', '<testsuites', '2022-02', 'function', 'application/json', folder]
    const foreign = (value: string) => ({ rule: 'secret', value, isForeign: true }) as const
    expect(await publishing(words.map(foreign))).to.deep.equal({ code: 2, told: '' })
    expect((await publishing([foreign('canary-0123456789')])).code).to.equal(4)
    expect((await publishing([{ rule: 'secret', value: 'kyx-conformance' }])).code, 'a secret of the one who runs it').to.equal(4)
  })
})
