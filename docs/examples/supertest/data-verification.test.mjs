import * as chai from 'chai'
import { kyx } from 'kyx-conformance/chai'
import request from 'supertest'

chai.use(kyx)
const { expect } = chai

// Your provider, or your client's view of it. A sandbox: npx kyx-conformance sandbox --port 8080
const baseUrl = process.env.KYX_BASE_URL ?? 'http://127.0.0.1:8080'
const token = process.env.KYX_TOKEN ?? 'kyx-sandbox-token'
const headers = { Accept: 'application/json', 'User-Agent': 'YourCompany YourApp/1.0', Authorization: `Bearer ${token}` }
const workflow = 10005

const person = {
  firstName: 'FIRSTNAME',
  lastName: 'LASTNAME',
  dateOfBirth: '1985-01-01',
  socialSecurityNumber: '111-11-1120',
  personalNumber: '1234567890123456',
  address: { line1: '123 HIGHLAND DRIVE', postalCode: '12345', city: 'CITY', subdivision: 'Indiana', country: 'USA' },
}

describe('data verification (10005)', () => {
  const journey = []
  const note = (step, response) => {
    journey.push({ step, response })
    return response
  }
  const path = (link) => new URL(link).pathname
  let started

  it('opens an account', async () => {
    const response = await request(baseUrl)
      .post('/api/v1/accounts')
      .set(headers)
      .send({ customerInternalReference: 'order-4711', workflowDefinition: { key: workflow } })
    expect(note('create', response)).to.conformTo('create', { workflow })
    started = response.body
  })

  it('takes the data', async () => {
    const [credential] = started.workflowExecution.credentials
    const response = await request(baseUrl).post(path(credential.api.parts.prepared_data)).set(headers).send(person)
    expect(note('upload', response)).to.conformTo('upload', { workflow })
  })

  it('finalizes', async () => {
    const [credential] = started.workflowExecution.credentials
    const response = await request(baseUrl).put(path(credential.api.workflowExecution)).set(headers)
    expect(note('finalize', response)).to.conformTo('finalize', { workflow })
  })

  it('comes to an end, and tells of it', async () => {
    const execution = `/api/v1/accounts/${started.account.id}/workflow-executions/${started.workflowExecution.id}`
    for (let tries = 0; tries < 50; tries += 1) {
      const response = await request(baseUrl).get(`${execution}/status`).set(headers)
      expect(note('status', response)).to.conformTo('status', { workflow })
      if (response.body.workflowExecution.status === 'PROCESSED') break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    // fetch: the body is still to be read, so the assertion is a promise.
    const details = await fetch(new URL(execution, baseUrl), { headers })
    await expect(details).to.conformTo('details', { workflow })
    note('details', details)
  })

  it('keeps ids and links from step to step', async () => {
    // A broken SHOULD fails here as well.
    await expect(journey).to.conformTo.journey({ workflow, failOn: 'warning' })
  })
})
