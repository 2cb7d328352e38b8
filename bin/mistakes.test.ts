import { mkdtempSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../fixtures/command.ts'
import { runInline, type Told } from './inline-command.ts'
import { type Mistake, mistakes } from './mistakes.ts'

function folderOf({ files = {} }: Mistake): string {
  const cwd = mkdtempSync(join(tmpdir(), 'kyx-mistake-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return cwd
}

function expectTold({ title, says }: Mistake, { code, stdout, stderr }: Omit<Told, 'code'> & { readonly code: number | null }): void {
  expect(code, `${title}: ${stderr}${stdout}`).to.equal(2)
  const lines = stderr.split('\n').filter((line) => line !== '')
  const messages = lines.map((line) => line.replace(/^error: /, ''))
  for (const pattern of says)
    expect(
      messages.some((message) => pattern.test(message)),
      `${title}: ${pattern} in\n${stderr}`,
    ).to.equal(true)
  expect(messages, `${title}: one message for each mistake`).to.have.length(says.length)
  expect(stderr + stdout, title).to.not.match(/canary|\n\s+at |node:internal/)
}

describe('a wrong configuration', () => {
  let hits = 0
  const server = createServer((socket) => {
    hits++
    socket.destroy()
  })
  let target = ''
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => server.close())

  // Where the row does not say where to aim, a server that listens would see what is sent.
  const aimed = ({ args = [], env = {} }: Mistake): readonly string[] =>
    args.some((arg) => /^(-u|--region|--origin|--scenario)$/.test(arg)) || Object.keys(env).some((name) => /BASE_?URL/.test(name))
      ? args
      : ['-u', target, ...args]

  for (const mistake of mistakes)
    it(`${mistake.title}: exit 2, with a message for each mistake`, async () => {
      expectTold(mistake, await runInline(aimed(mistake), mistake.env, folderOf(mistake)))
      expect(hits, 'nothing is sent').to.equal(0)
    })

  it('is told the same by the real process', async () => {
    const some = [
      'a token in quotes',
      'mistakes in three places at once',
      'a module that is broken',
      'TypeScript that is broken',
      'part 9 of 7',
    ]
    const chosen = mistakes.filter(({ title }) => some.includes(title))
    expect(chosen).to.have.length(some.length)
    for (const mistake of chosen) expectTold(mistake, await runCommand(aimed(mistake), mistake.env, folderOf(mistake)))
    expect(hits).to.equal(0)
  })

  it('servers listen on loopback only', async () => {
    for (const args of [['sandbox'], ['proxy', '--upstream', target]])
      for (const host of ['0.0.0.0', '::', '127.0.0.1.example.com', '10.0.0.1']) {
        const { code, stderr } = await runInline([...args, '--host', host])
        expect(code, stderr).to.equal(2)
        expect(stderr).to.match(/^error: --host: expected a loopback address/)
      }
  })

  it('there are forty of them at least', () => expect(mistakes.length).to.be.at.least(40))
})
