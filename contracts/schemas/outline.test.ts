import { expect } from 'chai'
import { schemaIds } from './index.ts'
import { outlineOf } from './outline.ts'

describe('the outline of a schema', () => {
  it('names members, types, words and what may be absent, each with its place', () => {
    const lines = outlineOf('status/stated')
    const at = (path: string) => lines.find((line) => line.path === path)?.text
    expect(at('$')).to.match(/^\{/)
    expect(at('$.workflowExecution.status')).to.match(/^"status": one of .*PROCESSED/)
    expect(at('$.workflowExecution.id')).to.match(/^"id": /)
  })

  it('is made of every schema that there is, and ends', () => {
    for (const id of schemaIds) {
      const lines = outlineOf(id)
      expect(lines.length, id).to.be.within(1, 2000)
      expect(
        lines.every(({ text }) => text !== '' && !text.includes('undefined')),
        id,
      ).to.equal(true)
    }
  })
})
