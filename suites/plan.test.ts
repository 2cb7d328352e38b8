import { expect } from 'chai'
import { isFinalizedByApi, workflowParts } from '../contracts/workflow.ts'
import { workflowOf, workflows } from '../contracts/workflows/index.ts'
import { type Scenario, scenarios } from './journey.ts'
import { plan } from './plan.ts'
import { probeKey, probesOf } from './probes/index.ts'

const everything = { workflows, regions: ['local'], scenarios }
const journeys = plan(everything)
const of = (key: string) => journeys.filter(({ workflow }) => workflow === key)
const shortIds = (key: string) => of(key).map(({ id }) => id.slice(`${key}/local/`.length))
const byApi = workflows.filter(isFinalizedByApi)
const costed: readonly Scenario[] = ['documented', 'probes', 'order', 'lifecycle']

const most = 6

describe('plan', () => {
  it('has the journeys of a workflow of prepared data', () =>
    expect(shortIds('10010')).to.deep.equal([
      ...['documented', 'probes', 'order/without-DATA.PREPARED_DATA', 'expiry/session', 'expiry/token'],
      ...['lifecycle/starved', 'lifecycle/deletion'],
    ]))

  it('has the journeys of a workflow of images: one outcome per capability, and none without BACK, which may stay empty', () =>
    expect(shortIds('10011')).to.deep.equal([
      ...['documented', 'probes', 'order/without-ID.FRONT', 'order/without-SELFIE.FACE'],
      ...['usability', 'imageChecks', 'extraction', 'dataChecks', 'liveness'].map((name) => `outcome/${name}`),
      ...['expiry/session', 'expiry/token', 'lifecycle/deletion'],
    ]))

  it('leaves out what needs the API channel where the end user supplies all', () =>
    expect(shortIds('10014')).to.deep.equal(['documented', 'probes', 'outcome/usability', 'outcome/authentication']))

  it('gives ids that are unique, over several regions too', () => {
    const ids = plan({ ...everything, regions: ['amer-1', 'emea-1', 'staging'] }).map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids.length).to.equal(3 * journeys.length)
  })

  it('is the same for the same selection, and plain data', () => {
    expect(plan(everything)).to.deep.equal(journeys)
    expect(JSON.parse(JSON.stringify(journeys))).to.deep.equal(journeys)
    expect(plan({ ...everything, scenarios: [] })).to.deep.equal([])
  })

  it('sends every probe of a workflow once, on one journey', () => {
    for (const workflow of workflows)
      expect(of(workflow.key).flatMap(({ probes }) => probes)).to.deep.equal(probesOf(workflow).map(probeKey))
  })

  it('uploads every part of a workflow in every journey, and what is tried without last', () => {
    for (const { id, workflow, uploads, scenario, variant } of journeys) {
      const found = workflowOf(workflow)
      const parts = found === undefined ? [] : workflowParts(found).map(({ address }) => address)
      expect([...uploads].sort(), id).to.deep.equal([...parts].sort())
      if (scenario === 'order') expect(variant, id).to.equal(`without-${uploads.at(-1)}`)
    }
  })

  it('steers each outcome at the one capability that it is named for', () => {
    for (const { scenario, variant, steer } of journeys)
      expect(steer).to.deep.equal(scenario === 'outcome' ? { reject: variant } : undefined)
  })

  it('knows what it costs before it is driven', () => {
    for (const { id, cost, uploads, probes } of journeys) {
      expect(cost.transactions, id).to.be.at.least(1)
      expect(cost.requests, id).to.be.at.least(1 + uploads.length + probes.length)
    }
  })

  for (const { key } of byApi) {
    it(`starts at most ${most} transactions for ${key} where it neither steers an outcome nor waits for an expiry`, () => {
      const spent = of(key).filter(({ scenario }) => costed.includes(scenario))
      expect(spent.reduce((sum, { cost }) => sum + cost.transactions, 0)).to.be.at.most(most)
    })
  }
})
