import { expect } from 'chai'
import { arazzo } from '../contracts/arazzo/document.ts'
import { operations } from '../contracts/openapi/operations.ts'
import { register } from '../contracts/register/index.ts'
import { workflowParts } from '../contracts/workflow.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { documentedExamples } from '../fixtures/payloads/examples.ts'

interface Step {
  readonly stepId: string
  readonly operationId: string
  readonly outputs?: Readonly<Record<string, string>>
  readonly onFailure?: readonly { readonly type: string; readonly retryAfter?: number; readonly retryLimit?: number }[]
  readonly 'x-kyx-level'?: Readonly<Record<string, readonly string[]>>
  readonly 'x-kyx-header-absence'?: readonly { readonly requirement: string; readonly header: string }[]
}
interface Flow {
  readonly workflowId: string
  readonly inputs: { readonly properties: object }
  readonly steps: readonly Step[]
}

const flows = arazzo({ examples: documentedExamples }).workflows as readonly Flow[]

describe('the Arazzo export', () => {
  it('has a workflow for each documented key, with a step for each part', () => {
    for (const workflow of workflows) {
      const flow = flows.find(({ workflowId }) => workflowId === `workflow${workflow.key}`)
      const uploads = flow?.steps.filter(({ operationId }) => operationId.startsWith('upload')) ?? []
      expect(uploads.length, workflow.key).to.equal(workflowParts(workflow).length)
    }
  })

  for (const { workflowId, inputs, steps } of flows)
    describe(workflowId, () => {
      it('refers to nothing that a step before has not handed on', () => {
        const known = new Set(Object.keys(inputs.properties).map((name) => `$inputs.${name}`))
        for (const step of steps) {
          const { outputs = {}, ...rest } = step
          for (const [expression] of JSON.stringify(rest).matchAll(/\$(inputs\.\w+|steps\.\w+\.outputs\.\w+)/g))
            expect(known.has(expression), expression).to.equal(true)
          for (const name of Object.keys(outputs)) known.add(`$steps.${step.stepId}.outputs.${name}`)
        }
      })

      it('calls operations of the OpenAPI document', () => {
        for (const { operationId } of steps) expect(operations.map(({ id }) => id)).to.include(operationId)
      })

      it('names requirements that exist', () => {
        const ids = new Set(register.map(({ id }) => id))
        const named = steps.flatMap((step) => [
          ...Object.values(step['x-kyx-level'] ?? {}).flat(),
          ...(step['x-kyx-header-absence'] ?? []).map(({ requirement }) => requirement),
        ])
        expect(named.filter((id) => !ids.has(id))).to.deep.equal([])
      })
    })

  it('has ids of steps that no other workflow has', () => {
    const ids = flows.flatMap(({ steps }) => steps.map(({ stepId }) => stepId))
    expect(new Set(ids).size).to.equal(ids.length)
  })

  it('asks for the status ten times at most, and ends where no result is to come', () => {
    for (const step of flows.flatMap(({ steps }) => steps).filter(({ operationId }) => operationId === 'getStatus'))
      expect(step.onFailure?.map(({ type, retryAfter, retryLimit }) => ({ type, retryAfter, retryLimit }))).to.deep.equal([
        { type: 'end', retryAfter: undefined, retryLimit: undefined },
        { type: 'retry', retryAfter: 40, retryLimit: 9 },
      ])
  })

  it('tells at each start which headers must not be absent', () => {
    for (const { workflowId, steps } of flows.filter(({ workflowId }) => workflowId.startsWith('workflow')))
      expect(
        steps[0]?.['x-kyx-header-absence']?.map(({ header }) => header),
        workflowId,
      ).to.deep.equal(['Accept', 'Content-Type', 'Content-Length', 'Authorization', 'User-Agent'])
  })
})
