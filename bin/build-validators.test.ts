import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { schemaIds } from '../contracts/schemas/index.ts'
import { at, edited, pathsOf, samples, without } from '../fixtures/sample.ts'
import { errorsOf } from '../suites/validator.ts'
import { type CompiledValidator, validatorOf } from '../suites/validators.ts'
import { compiledValidators } from './build-validators.ts'

const replacements: readonly unknown[] = [null, -1, 1.5, '', 'x', [null], { id: 1 }]

describe('validators that the build compiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'validators-'))
  let compiled: { readonly validatorOf: (id: string) => CompiledValidator | undefined }

  before(() => {
    const file = join(folder, 'validators.cjs')
    writeFileSync(file, compiledValidators())
    compiled = createRequire(import.meta.url)(file)
  })
  after(() => rmSync(folder, { recursive: true }))

  function expectSame(id: string, value: unknown, what: string): boolean {
    const ours = compiled.validatorOf(id)
    const theirs = validatorOf(id)
    if (ours === undefined || theirs === undefined) throw new Error(`${id} is not compiled`)
    const errors = errorsOf(theirs, value)
    expect(errorsOf(ours, value), `${id} ${what}`).to.deep.equal(errors)
    return errors.length > 0
  }

  it('know the same ids', () => {
    expect(schemaIds.filter((id) => compiled.validatorOf(id) === undefined)).to.deep.equal([])
    expect(compiled.validatorOf('constructor')).to.equal(undefined)
  })

  it('say the same of every sample, and of every sample with one place left out or of another kind', () => {
    let faulty = 0
    for (const { id, value } of samples) {
      expect(expectSame(id, value, 'as it is')).to.equal(false)
      for (const path of pathsOf(value)) {
        if (expectSame(id, without(value, path), `without ${at(path)}`)) faulty++
        for (const other of replacements)
          if (expectSame(id, edited(value, path, other), `with ${JSON.stringify(other)} at ${at(path)}`)) faulty++
      }
    }
    expect(faulty).to.be.greaterThan(3000)
  })

  it('say the same of what is no object at all', () => {
    for (const id of schemaIds) for (const other of [...replacements, undefined]) expectSame(id, other, `${JSON.stringify(other)}`)
  })

  it('come out the same each time', () => expect(compiledValidators()).to.equal(compiledValidators()))
})
