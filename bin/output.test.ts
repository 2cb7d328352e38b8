import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { sampleReport } from '../reporters/sample.ts'
import { publish, readOutput } from './output.ts'

describe('what is published', () => {
  it('fails where a report holds a secret after all, with the file, the form and the rule', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyx-output-'))
    const told: string[] = []
    const terminal = { write: () => undefined, progress: (text: string) => void told.push(text), isTty: false, color: false }
    const output = readOutput({ report: [`json=${join(folder, 'out.json')}`], reportDir: folder, failOn: 'error' }, terminal)
    const secret = 'canary-secret-0123456789'
    const report = sampleReport([], { notes: [`seen: ${Buffer.from(secret).toString('hex')}`] })
    const code = await publish(report, output, { hidden: [{ rule: 'secret', value: secret }], env: {} }, terminal)
    expect(code).to.equal(4)
    expect(told.join('')).to.match(/error: .*out\.json holds a secret in hex form: .*leak\/secret/)
    expect(told.join('')).to.not.contain(secret)
  })
})
