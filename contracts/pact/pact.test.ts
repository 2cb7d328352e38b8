import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { materials } from '../../fixtures/materials.ts'
import { transactionsOf, workflowPact } from '../../suites/pact/pacts.ts'
import { validatorOptions } from '../../suites/validator-options.ts'
import { register } from '../register/index.ts'
import { referredSchemas, schemaIds, schemaOf } from '../schemas/index.ts'
import { type JsonSchema, schemaBase } from '../schemas/schema.ts'
import { isFinalizedByApi, workflowParts } from '../workflow.ts'
import { workflows } from '../workflows/index.ts'
import type { HttpInteraction, Interaction } from './interactions.ts'
import { namedRequirements } from './requirements.ts'
import { credentialValue, stateKindOf, valuesOfState } from './states.ts'

const ajv = new Ajv2020(validatorOptions)
for (const schema of new Map([...referredSchemas, ...schemaIds.map(schemaOf)].map((each) => [each.$id, each])).values())
  ajv.addSchema(uncontested(schema) as JsonSchema)

const pacts = workflows.map((workflow) => ({ workflow, pact: workflowPact(workflow, materials) }))
const isHttp = (interaction: Interaction): interaction is HttpInteraction => interaction.type === 'Synchronous/HTTP'

function schemaIdOf(key: string, { comments: { step, part }, pending }: Interaction): string | undefined {
  const strength = pending ? 'example' : 'stated'
  if (step === 'image' || step === 'delete-execution') return undefined
  if (step === 'create' || step === 'update') return `start/${key}/${strength}`
  if (step === 'details' || step === 'steps') return `${step}/${key}/${strength}`
  return step === 'upload' ? `upload/${key}/${part}/${strength}` : `${step}/${strength}`
}

/** A schema without the demands that an erratum stands on: no pact asks for them. */
function uncontested(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(uncontested)
  if (typeof schema !== 'object' || schema === null) return schema
  if (String((schema as JsonSchema).$comment ?? '').startsWith('ERR-')) return {}
  return Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, uncontested(inner)]))
}

describe('pacts', () => {
  it('name requirements that the register has', () => {
    const known = register.map(({ id }) => id)
    const unknown = namedRequirements.filter((id) => {
      const pattern = new RegExp(`^${id.replace('*', '\\d+').replace('$', '\\w+')}$`)
      return !known.some((each) => pattern.test(each))
    })
    expect(unknown).to.deep.equal([])
  })

  it('tell how many transactions their verification starts at least', () => {
    const counted = pacts.map(({ workflow, pact }) => [workflow.key, transactionsOf(pact)])
    // Two starts, an open and a processed execution that are shared, two to finalize and one to delete; 10014 has a shared facemap in place of uploads.
    expect(Object.fromEntries(counted)).to.deep.equal({ 10005: 7, 10006: 7, 10010: 7, 10011: 7, 10013: 7, 10014: 5 })
  })

  for (const { workflow, pact } of pacts) {
    const { key } = workflow
    const { interactions } = pact

    describe(key, () => {
      it('tells every step of the documented journey', () => {
        const steps = interactions.filter(({ pending }) => !pending).map(({ key: name }) => name.slice(key.length + 1))
        const parts = workflowParts(workflow)
        expect(steps).to.deep.equal([
          'token',
          workflow.start,
          ...parts.map(({ address }) => `upload/${address}`),
          ...(isFinalizedByApi(workflow) ? ['finalize'] : []),
          ...['status', 'details', 'steps'],
          ...parts.filter(({ content }) => content === 'image').map(({ address }) => `image/${address}`),
          ...['callback', 'delete-execution'],
        ])
      })

      it('says each thing once, as of two that are said alike a verifier keeps the later only', () => {
        const descriptions = interactions.map(({ description }) => description)
        expect(new Set(descriptions).size).to.equal(descriptions.length)
        expect(descriptions.filter((one) => descriptions.some((other) => other !== one && other.endsWith(one)))).to.deep.equal([])
      })

      for (const interaction of interactions)
        describe(interaction.key, () => {
          it('has a state before it, and the requirements that it shows', () => {
            const [state] = interaction.providerStates
            const kind = stateKindOf(state?.name ?? '')
            expect(kind).to.not.equal(undefined)
            expect(state?.params).to.deep.equal(kind === 'client' ? {} : { workflow: key })
            expect(interaction.comments.requirements).to.not.be.empty
            expect(interaction.comments.source).to.not.be.empty
          })

          it('uses no value that its state does not hand back', () => {
            if (!isHttp(interaction)) return
            const kind = stateKindOf(interaction.providerStates[0]?.name ?? '') ?? 'client'
            const known = [...valuesOfState[kind], ...workflow.credentials.map(({ category }) => credentialValue(category))]
            const used = [...JSON.stringify(interaction.request.generators).matchAll(/\$\{(\w+)\}/g)].map((match) => match[1])
            expect(known).to.include.members(used)
          })

          const id = schemaIdOf(key, interaction)
          if (id !== undefined)
            it(`answers as ${id} has it`, () => {
              const content = isHttp(interaction) ? interaction.response.body?.content : interaction.contents.content
              const isValid = ajv.validate(schemaBase + id, content)
              expect(isValid, ajv.errorsText()).to.equal(true)
            })

          it('compares by pattern and type: only the key, categories and words of the state are compared as they are', () => {
            const { body } = isHttp(interaction) ? interaction.response : { body: interaction.contents }
            const rules = isHttp(interaction) ? interaction.response.matchingRules?.body : interaction.matchingRules.body
            const bare = leaves(body?.content).filter((path) => !covers(Object.keys(rules ?? {}), path))
            expect(bare).to.deep.equal([])
          })
        })
    })
  }
})

function leaves(value: unknown, at = '$'): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => leaves(each, `${at}[*]`))
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [at]
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${at}.${name}`))
}

/** A list that is compared by category has its rules inside. */
function covers(paths: readonly string[], path: string): boolean {
  return paths.includes(path) || path.startsWith('$.workflowExecution.credentials[*]') || path.startsWith('$.credentials[*]')
}
