import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as chai from 'chai'
import request from 'supertest'
import { request as undiciRequest } from 'undici'
import { mutants } from '../fixtures/mutants/index.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { UsageError } from '../suites/usage.ts'
import { kyx } from './chai.ts'

chai.use(kyx)
const { expect } = chai
const top = join(import.meta.dirname, '..')
const headers = { accept: 'application/json', 'user-agent': 'Test Tests/1.0', authorization: 'Bearer kyx-sandbox-token' }
const body = { customerInternalReference: 'chai', workflowDefinition: { key: 10011 } }
const workflow = 10011

function sandboxWith(id?: string): Promise<Sandbox> {
  const mutant = mutants.find((each) => each.id === id)
  return startSandbox(mutant === undefined ? {} : { mutant })
}

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was thrown'
}

describe('the chai plugin', () => {
  let sound: Sandbox
  let faulty: Sandbox
  before(async () => {
    sound = await sandboxWith()
    faulty = await sandboxWith('ids-are-numbers-in-text')
  })
  after(async () => {
    await sound.close()
    await faulty.close()
  })
  const post = (url: string) => request(url).post('/api/v1/accounts').set(headers).send(body)
  const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) } as const

  it('passes a sound answer of each client, and fails a faulty one with the same findings', async () => {
    const clients: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
      supertest: (url) => post(url),
      fetch: (url) => fetch(`${url}/api/v1/accounts`, init),
      undici: (url) => undiciRequest(`${url}/api/v1/accounts`, init),
      plain: async (url) => {
        const { status, headers: received, text } = await post(url)
        return { status, headers: received, body: text }
      },
    }
    const told = new Set<string>()
    for (const [name, ask] of Object.entries(clients)) {
      await expect(await ask(sound.url), name).to.conformTo('create', { workflow, baseUrl: sound.url })
      const answer = await ask(faulty.url)
      const message = await messageOf(() => expect(answer).to.conformTo('create', { workflow, baseUrl: faulty.url, grep: 'UUID' }))
      told.add(message.replace(/Actual: +"\S+"/g, 'Actual: ...'))
    }
    expect([...told]).to.have.lengthOf(1)
    expect([...told][0]).to.contain('expected create of workflow 10011 to conform to its contract: 1 violation, 1 check judged')
    expect([...told][0]).to.contain('1. CREATE-UUIDS (MUST)\n   Requirement: The ids of account')
    expect([...told][0]).to.contain('At:          create $.account.id\n   Expected:    a UUID')
  })

  it('leaves the body of a fetch response to the test', async () => {
    const response = await fetch(`${sound.url}/api/v1/accounts`, init)
    await expect(response).to.conformTo('create', { workflow })
    expect(await response.json()).to.have.property('account')
  })

  it('decides at once where the body was read, so that a forgotten await hides nothing', async () => {
    const response = await post(faulty.url)
    expect(() => void expect(response).to.conformTo('create', { workflow })).to.throw(chai.AssertionError, 'CREATE-UUIDS')
  })

  it('turns with .not, and stays open where nothing can be said', async () => {
    const response = await post(faulty.url)
    expect(response).to.not.conformTo('create', { workflow })
    const good = await post(sound.url)
    expect(await messageOf(() => expect(good).to.not.conformTo('create', { workflow }))).to.contain(
      'not to conform to its contract, but it does',
    )
    const refused = { status: 401, headers: { 'content-type': 'application/json' }, body: {} }
    for (const act of [
      () => expect(refused).to.conformTo('create', { workflow }),
      () => expect(refused).to.not.conformTo('create', { workflow }),
    ])
      expect(await messageOf(act)).to.match(/can be said neither to conform nor not to.+the token of this request was refused/s)
  })

  it('lists what needs more than one answer, and what does not fail', async () => {
    const { body: start } = await post(faulty.url)
    const path = `/api/v1/accounts/${start.account.id}/workflow-executions/${start.workflowExecution.id}`
    const status = await request(faulty.url).get(`${path}/status`).set(headers)
    const message = await messageOf(() =>
      expect({ status: 200, headers: {}, body: status.body.account }).to.conformTo('status', { workflow }),
    )
    expect(message).to.contain('Not applicable, since more is needed than was given:')
    expect(message).to.match(/create: STATUS-IDS/)
    expect(message).to.match(/Warnings and notes, which do not fail: STATUS-CONTENT-TYPE/)
  })

  it('puts the message of the assertion first, and shows no secret', async () => {
    const { body: given } = await post(sound.url)
    const secret = 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.abcdefgh'
    const spoiled = { ...given, account: secret, sdk: { token: secret } }
    const message = await messageOf(() =>
      expect({ status: 200, headers: {}, body: spoiled }, 'our account').to.conformTo('create', { workflow }),
    )
    expect(message).to.match(/^our account: expected create/)
    expect(message).not.to.contain(secret)
  })

  it('takes a callback as a server received it', () => {
    const callback = { method: 'GET', headers: { 'content-type': 'application/json' }, body: {} }
    expect(() => void expect(callback).to.conformTo('callback', { workflow })).to.throw(chai.AssertionError, 'CALLBACK-POST-JSON')
  })

  it('refuses what it does not know by name, whether negated or not', async () => {
    const response = await post(sound.url)
    const odd: readonly (readonly [() => unknown, RegExp])[] = [
      [
        () => expect(response).to.conformTo('finalise' as 'finalize', { workflow }),
        /^conformTo: no step "finalise"; did you mean finalize\?/,
      ],
      [
        () => expect(response).to.not.conformTo('create', { workflow: 10012 }),
        /^conformTo: workflow: no workflow "10012"; did you mean 100/,
      ],
      [
        () => expect(response).to.conformTo('create', { workflow, levle: 'must' } as object),
        /^conformTo: no option "levle"; did you mean level\?/,
      ],
      [() => expect(response).to.conformTo.journey({ workflow }), /expected a list of \{ step, response \}/],
      [() => expect('text').to.conformTo('create', { workflow }), /expected a response of supertest.+got string/],
    ]
    for (const [act, message] of odd) expect(() => void act()).to.throw(UsageError, message)
  })
})

describe('the recipe for supertest', () => {
  const recipe = join(top, 'docs/examples/supertest/data-verification.test.mjs')

  function runRecipe(url: string): Promise<{ readonly code: number | null; readonly text: string }> {
    const mocha = join(top, 'node_modules/mocha/bin/mocha.js')
    const child = spawn(process.execPath, [mocha, '--no-config', '--timeout', '30000', recipe], {
      cwd: top,
      env: { ...process.env, KYX_BASE_URL: url, NO_COLOR: '1' },
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })))
  }

  before(() => expect(existsSync(join(top, 'dist/chai.mjs')), 'dist/ is missing: npm run build').to.equal(true))

  it('passes on the sandbox', async () => {
    const sandbox = await sandboxWith()
    const { code, text } = await runRecipe(sandbox.url).finally(() => sandbox.close())
    expect(text).to.contain('5 passing')
    expect(code).to.equal(0)
  })

  it('fails on a mutant, in the test that shows the fault and in no other', async () => {
    const sandbox = await sandboxWith('finalize-of-other-account')
    const { code, text } = await runRecipe(sandbox.url).finally(() => sandbox.close())
    expect(text).to.contain('4 passing')
    expect(text).to.contain('1. FINALIZE-IDS-UNCHANGED (SHOULD)')
    expect(code).to.equal(1)
  })
})
