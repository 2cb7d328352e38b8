import { expect } from 'chai'
import { workflows } from '../contracts/workflows/index.ts'
import { plan } from './plan.ts'
import { defaultScenarios } from './selection.ts'
import { readShard, shardOf } from './shard.ts'

const journeys = plan({ workflows, regions: ['local'], scenarios: defaultScenarios })

describe('shards', () => {
  for (const total of [2, 3, 7, 40])
    it(`${total} of them hold each journey once, in the order of the plan`, () => {
      const parts = Array.from({ length: total }, (_, index) => shardOf(journeys, { index: index + 1, total }))
      expect(parts.flat().map(({ id }) => id)).to.have.members(journeys.map(({ id }) => id))
      for (const part of parts) expect(part).to.deep.equal(journeys.filter((journey) => part.includes(journey)))
      expect(
        shardOf([...journeys].reverse(), { index: 1, total }).map(({ id }) => id),
        'whatever the order',
      ).to.have.members(parts[0]?.map(({ id }) => id) ?? [])
    })

  it('are even in cost', () => {
    const costs = [1, 2, 3].map((index) =>
      shardOf(journeys, { index, total: 3 }).reduce((sum, { cost }) => sum + cost.requests + 4 * cost.transactions, 0),
    )
    expect(Math.max(...costs) / Math.min(...costs)).to.be.lessThan(1.3)
  })

  it('keep the steered journeys of a workflow together', () => {
    const part = [1, 2, 3, 4, 5].map((index) =>
      shardOf(journeys, { index, total: 5 }).filter(({ steer, workflow }) => steer !== undefined && workflow === '10013'),
    )
    expect(part.filter(({ length }) => length > 0)).to.have.length(1)
  })

  it('are told by the option, or by the CI system', () => {
    expect(readShard('2/7', {})).to.deep.equal({ index: 2, total: 7 })
    expect(readShard('1/1', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' })).to.equal(undefined)
    expect(readShard(undefined, { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' })).to.deep.equal({ index: 2, total: 3 })
    expect(readShard(undefined, { CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '3' })).to.deep.equal({ index: 1, total: 3 })
    expect(readShard(undefined, { BUILDKITE_PARALLEL_JOB: '2', BUILDKITE_PARALLEL_JOB_COUNT: '3' })).to.deep.equal({ index: 3, total: 3 })
    expect(readShard(undefined, { JOB_COMPLETION_INDEX: '0', KYX_SHARD_TOTAL: '5' })).to.deep.equal({ index: 1, total: 5 })
    expect(readShard(undefined, { CI_NODE_TOTAL: '1' })).to.equal(undefined)
    for (const odd of ['0/3', '4/3', 'x', '1/0', '']) expect(() => readShard(odd, {}), odd).to.throw('--shard: expected a part such as 2/7')
    expect(() => readShard(undefined, { CI_NODE_INDEX: '9', CI_NODE_TOTAL: '3' })).to.throw('CI_NODE_INDEX and CI_NODE_TOTAL')
  })
})
