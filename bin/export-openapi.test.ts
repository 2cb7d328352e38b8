import { expect } from 'chai'
import { endpoints } from '../contracts/endpoints.ts'
import { openApi } from '../contracts/openapi/document.ts'
import { operations } from '../contracts/openapi/operations.ts'
import { placesOf } from '../contracts/openapi/placement.ts'
import { isPlain, type Plain } from '../contracts/plain.ts'
import { register } from '../contracts/register/index.ts'
import { workflows } from '../contracts/workflows/index.ts'
import { openApiValidators } from '../fixtures/openapi-validators.ts'
import { documentedExamples } from '../fixtures/payloads/examples.ts'

const document = openApi({ examples: documentedExamples })
const compile = openApiValidators(document)

interface Place {
  readonly pointer: string
  readonly value: unknown
}

/** Every object of the document with its JSON pointer. */
function placesIn(value: unknown, pointer = ''): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesIn(each, `${pointer}/${index}`))
  if (!isPlain(value)) return []
  const inner = Object.entries(value).flatMap(([name, each]) =>
    placesIn(each, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
  return [{ pointer, value }, ...inner]
}

const places = placesIn(document)

describe('the OpenAPI export', () => {
  it('has every documented operation', () => {
    expect(new Set(operations.map(({ endpoint }) => endpoint))).to.deep.equal(new Set(Object.keys(endpoints)))
  })

  it('places every requirement of the register, and no other', () => {
    const named = places.flatMap(({ value }) => ((value as Plain)['x-kyx-requirement'] ?? []) as readonly string[])
    expect([...new Set(named)].sort()).to.deep.equal(register.map(({ id }) => id).sort())
  })

  it('leaves no place of a requirement out', () => {
    const expected = register.flatMap((entry) => placesOf(entry)).length
    expect(places.flatMap(({ value }) => ((value as Plain)['x-kyx-requirement'] ?? []) as readonly string[]).length).to.equal(expected)
  })

  it('compiles every component in the strictest mode', () => {
    const names = Object.keys((document.components as { readonly schemas: Plain }).schemas)
    expect(names).to.include.members(workflows.flatMap(({ key }) => [`RequestStart${key}`, `Start${key}`]))
    for (const name of names) expect(compile({ $ref: `#/components/schemas/${name}` })).to.be.a('function')
  })

  const exemplified = places.filter(({ value }) => isPlain(value) && 'schema' in value && isPlain(value.examples))
  it('has examples', () => expect(exemplified.length).to.be.greaterThan(10))
  for (const { pointer, value } of exemplified)
    it(`is kept by its own examples at ${pointer}`, () => {
      const validate = compile((value as Plain).schema)
      for (const [name, example] of Object.entries((value as { readonly examples: Plain }).examples))
        expect(validate((example as Plain).value), `${name}: ${JSON.stringify(validate.errors)}`).to.equal(true)
    })

  it('refers to nothing that is not there', () => {
    for (const { value } of places) {
      const { $ref } = value as Plain
      if (typeof $ref !== 'string') continue
      expect(
        places.some(({ pointer }) => `#${pointer}` === $ref),
        $ref,
      ).to.equal(true)
    }
  })

  it('aims every operation at one origin where that is asked for', () => {
    const own = openApi({ examples: documentedExamples, baseUrl: 'http://127.0.0.1:8080' })
    expect(own.servers).to.deep.equal([{ url: 'http://127.0.0.1:8080' }])
    expect(JSON.stringify(own.paths)).to.not.include('"servers"')
  })
})
