import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { validatorOptions } from '../../suites/validator-options.ts'
import type { Workflow } from '../workflow.ts'
import { workflows } from '../workflows/index.ts'
import { referredSchemas, schemaIds, schemaOf, schemaSources } from './index.ts'
import { type JsonSchema, schemaBase } from './schema.ts'

function compiler(schemas: readonly JsonSchema[]): Ajv2020 {
  const ajv = new Ajv2020(validatorOptions)
  const known = new Set<unknown>()
  for (const schema of [...referredSchemas, ...schemas])
    if (!known.has(schema.$id)) {
      known.add(schema.$id)
      ajv.addSchema(schema)
    }
  return ajv
}

describe('schemas', () => {
  const ajv = compiler(schemaIds.map(schemaOf))

  for (const id of schemaIds)
    it(`${id} compiles strictly, and says what it is and where it stands`, () => {
      const schema = schemaOf(id)
      expect(schema.$id).to.equal(schemaBase + id)
      expect(schema.title).to.be.a('string').that.is.not.empty
      expect(schema.$comment).to.match(/^(G:)?L\d+/)
      expect(ajv.getSchema(schemaBase + id)).to.be.a('function')
    })

  it('have one id each', () => expect(new Set(schemaIds).size).to.equal(schemaIds.length))

  it('are plain data', () => {
    for (const id of schemaIds) expect(JSON.parse(JSON.stringify(schemaOf(id)))).to.deep.equal(schemaOf(id))
  })

  it('cover every operation of every workflow in both strengths', () => {
    for (const { key } of workflows)
      for (const family of ['start', 'details', 'steps'])
        for (const strength of ['stated', 'example']) expect(schemaIds).to.include(`${family}/${key}/${strength}`)
    expect(schemaIds).to.include.members([
      'upload/10011/ID.FRONT/example',
      'callback/stated',
      'error',
      'request/start/10010',
      'request/prepared-data',
    ])
  })

  it('of a workflow that is new need no edit', () => {
    const added: Workflow = {
      ...(workflows[0] as Workflow),
      key: '10008',
      errata: [],
      credentials: [{ category: 'DATA', channels: ['API'], parts: [], source: [] }],
    }
    const sources = new Map(schemaSources([added]))
    expect([...sources.keys()]).to.include.members(['start/10008/stated', 'details/10008/example', 'request/start/10008'])
    const compiled = compiler([...sources.values()].map((make) => make()))
    for (const id of sources.keys()) expect(compiled.getSchema(schemaBase + id), id).to.be.a('function')
  })

  it('are refused by an id that nothing has', () => expect(() => schemaOf('start/99999/stated')).to.throw(RangeError, 'start/99999/stated'))
})
