import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createClient, readCallback } from './client.mjs'
import { readContract } from './contract.mjs'

process.env.PACT_DO_NOT_TRACK = 'true'
const path = process.env.KYX_PACT ?? new URL('../../../contracts/exports/pact/10011.json', import.meta.url)
const contract = readContract(path)

// Set to see that the contract notices: the tests fail where the client forgets to say who it is.
const userAgent = process.env.FORGET_USER_AGENT ? undefined : 'Example Company Example App/1.0.0'

const clientOf = (url) => createClient({ userAgent, token: 'ACCESS_TOKEN', origins: { account: url, api: url, retrieval: url } })
const ids = {
  account: '11111111-1111-4111-8111-aaaaaaaaaaaa',
  execution: '22222222-2222-4222-8222-aaaaaaaaaaaa',
  credentials: { ID: '33333333-3333-4333-8333-aaaaaaaaaaaa', SELFIE: '33333333-3333-4333-8333-bbbbbbbbbbbb' },
}
const image = { filename: 'front.jpg', type: 'image/jpeg', bytes: readFileSync(new URL('./front.jpg', import.meta.url)) }

test('starts an execution and learns its ids', () =>
  contract.withServer('10011/create/shown', async (url) => {
    const started = await clientOf(url).start({
      customerInternalReference: 'order-4711',
      workflowDefinition: {
        key: 10011,
        credentials: [{ category: 'ID', type: { values: ['PASSPORT'] }, country: { values: ['AUT'] } }],
      },
      userReference: 'user-12',
      tokenLifetime: '30m',
      web: { successUrl: 'https://www.example.com/done', errorUrl: 'https://www.example.com/sorry', locale: 'en' },
    })
    assert.deepEqual(started, { ...ids, credentials: { ...ids.credentials, FACEMAP: '33333333-3333-4333-8333-cccccccccccc' } })
  }))

test('uploads the front of a document', () =>
  contract.withServer('10011/upload/ID.FRONT', async (url) => {
    const { workflowExecution } = await clientOf(url).upload(ids, 'ID', 'FRONT', image)
    assert.equal(workflowExecution.id, ids.execution)
  }))

test('finalizes', () =>
  contract.withServer('10011/finalize/shown', async (url) => {
    const { account } = await clientOf(url).finalize(ids)
    assert.equal(account.id, ids.account)
  }))

test('reads the status', () =>
  contract.withServer('10011/status', async (url) => {
    assert.equal(await clientOf(url).status(ids), 'PROCESSED')
  }))

test('reads the details', () =>
  contract.withServer('10011/details/shown', async (url) => {
    const { decision, capabilities } = await clientOf(url).details(ids)
    assert.equal(decision.type, 'PASSED')
    assert.deepEqual(Object.keys(capabilities).sort(), ['dataChecks', 'extraction', 'imageChecks', 'liveness', 'usability'])
  }))

test('understands the callback', () => {
  assert.deepEqual(readCallback(contract.message('10011/callback')), {
    account: ids.account,
    execution: ids.execution,
    status: 'PROCESSED',
  })
})
