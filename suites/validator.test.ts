import { expect } from 'chai'
import { schemaIds } from '../contracts/schemas/index.ts'
import { payloads } from '../fixtures/payloads/index.ts'
import { at, edited, isMember, pathsOf, samples, without } from '../fixtures/sample.ts'
import { validate } from './validator.ts'

describe('validator', () => {
  describe('the documented examples', () => {
    for (const { id, value } of samples) it(`of ${id} conform`, () => expect(validate(id, value)).to.deep.equal([]))

    it('leave no schema without a sample', () =>
      expect(schemaIds.filter((id) => !samples.some((sample) => sample.id === id))).to.deep.equal([]))
  })

  describe('a member left out', () => {
    for (const id of [
      'start/10011/example',
      'finalize/stated',
      'status/stated',
      'callback/example',
      'token/example',
      'upload/10010/DATA.PREPARED_DATA/example',
    ])
      it(`of ${id} is told at its place`, () => {
        const sample = samples.find((each) => each.id === id)
        const required = pathsOf(sample?.value).filter((path) => isMember(path) && validate(id, without(sample?.value, path)).length > 0)
        expect(required.length).to.be.greaterThan(2)
        for (const path of required) {
          const said = validate(id, without(sample?.value, path)).find((error) => error.path === at(path))
          expect(said, at(path)).to.include({ keyword: 'required', expected: `member "${String(path.at(-1))}" present`, actual: 'absent' })
        }
      })

    it('is found for every member of the create response of 10011', () => {
      const response = payloads.find(({ key }) => key === '10011')?.start.response
      for (const path of pathsOf(response).filter(isMember))
        expect(validate('start/10011/example', without(response, path)), at(path)).to.not.be.empty
    })
  })

  describe('the create response of 10011', () => {
    const response = payloads.find(({ key }) => key === '10011')?.start.response
    const credentials = ['workflowExecution', 'credentials'] as const
    const list = (response as { workflowExecution: { credentials: readonly Record<string, unknown>[] } }).workflowExecution.credentials

    it('lists no credential twice, and none beyond ID, SELFIE and FACEMAP', () => {
      const errors = validate('start/10011/stated', edited(response, credentials, [list[0], list[0], list[1]]))
      expect(errors.map(({ expected }) => expected)).to.deep.equal([
        'exactly one credential of category ID',
        'exactly one credential of category FACEMAP',
      ])
      expect(errors[0]).to.include({ path: '$.workflowExecution.credentials', actual: '"ID", "ID", "SELFIE"' })
      const four = validate('start/10011/stated', edited(response, credentials, [...list, { ...list[0], category: 'DOCUMENT' }]))
      expect(four).to.deep.equal([
        { path: '$.workflowExecution.credentials', keyword: 'maxItems', expected: 'at most 3 items', actual: 'a list of 4 items' },
      ])
    })

    it('is matched by category, in any order', () =>
      expect(validate('start/10011/example', edited(response, credentials, [...list].reverse()))).to.deep.equal([]))

    it('has no api at FACEMAP, as the example shows', () => {
      const value = edited(response, [...credentials, 2, 'api'], { token: 'x' })
      expect(validate('start/10011/stated', value)).to.deep.equal([])
      expect(validate('start/10011/example', value)).to.deep.equal([
        {
          path: '$.workflowExecution.credentials[2].api',
          keyword: 'false schema',
          expected: 'no such member',
          actual: 'an object with "token"',
        },
      ])
    })

    it('may have ids of four groups: only the example is stricter, and names the erratum', () => {
      const value = edited(response, [...credentials, 0, 'id'], '33333333-3333-3333-aaaaaaaaaaaa')
      expect(validate('start/10011/stated', value)).to.deep.equal([])
      expect(validate('start/10011/example', value)).to.deep.equal([
        {
          path: '$.workflowExecution.credentials[0].id',
          keyword: 'pattern',
          expected: 'a UUID of five groups',
          actual: '"33333333-3333-3333-aaaaaaaaaaaa"',
          comment: 'ERR-012',
        },
      ])
    })

    it('may have members that nobody documents', () => {
      const value = edited(edited(response, ['more'], 1), [...credentials, 0, 'more'], null)
      expect(validate('start/10011/example', value)).to.deep.equal([])
    })

    it('offers no channel that the workflow lacks', () => {
      const data = payloads.find(({ key }) => key === '10010')?.start.response
      expect(validate('start/10010/stated', edited(data, [...credentials, 0, 'allowedChannels'], ['API', 'WEB']))).to.deep.equal([
        { path: '$.workflowExecution.credentials[0].allowedChannels[1]', keyword: 'enum', expected: 'one of API', actual: '"WEB"' },
      ])
    })
  })

  describe('deviations of the live service', () => {
    const details = samples.find(({ id }) => id === 'details/10013/stated')?.value
    const cases: readonly (readonly [string, string, unknown, string])[] = [
      [
        'TOL-DETAILS-CLASSIFIER',
        'details/10013/stated',
        edited(details, ['credentials', 0, 'parts', 0, 'classifier'], 'LIVENESS_1'),
        '$.credentials[0].parts[0].classifier',
      ],
      [
        'TOL-DETAILS-CLASSIFIER',
        'details/10013/stated',
        without(details, ['credentials', 0, 'parts', 0, 'href']),
        '$.credentials[0].parts[0].href',
      ],
      [
        'TOL-DETAILS-CATEGORY',
        'details/10013/stated',
        edited(details, ['credentials', 0, 'category'], 'VOICE'),
        '$.credentials[0].category',
      ],
      ['TOL-RISK-SCORE-NEGATIVE', 'details/10013/stated', edited(details, ['decision', 'risk', 'score'], -1), '$.decision.risk.score'],
      ['TOL-OVERALL-LABEL-OK', 'details/10013/stated', edited(details, ['decision', 'details', 'label'], 'OK'), '$.decision.details.label'],
      ['TOL-STATUS-UNKNOWN', 'details/10013/stated', edited(details, ['workflow', 'status'], 'ACQUISITION_STARTED'), '$.workflow.status'],
      ['TOL-DETAILS-MEMBERS-ABSENT', 'details/10013/example', without(details, ['startedAt']), '$.startedAt'],
    ]
    for (const [tolerance, id, value, path] of cases)
      it(`at ${path} name ${tolerance}`, () => {
        const errors = validate(id, value)
        expect(errors.map((error) => [error.path, error.comment])).to.deep.equal([[path, tolerance]])
      })
  })

  describe('what it says of a hostile value', () => {
    const said = (value: unknown) => validate('status/stated', { account: { id: value }, workflowExecution: {} })[0]?.actual

    it('is short', () => expect(said('x'.repeat(100_000))?.length).to.be.lessThan(100))
    it('has no control characters and no half characters', () => {
      expect(said(`\u0000\u001b[31m\u009b\u2028\u202e\ud800`)).to.match(/^[\x20-\x7e\ufffd]+$/)
    })
    it('names members of an object, not their values', () => expect(said({ secret: 'hunter2' })).to.equal('an object with "secret"'))
    it('gives of a token its length only', () =>
      expect(
        validate('request/start/10010', {
          customerInternalReference: 'x',
          workflowDefinition: { key: 10010 },
          userReference: 'x',
          tokenLifetime: 'soon',
        }),
      ).to.deep.equal([
        { path: '$.tokenLifetime', keyword: 'pattern', expected: 'a lifetime such as 30m or 60d', actual: 'a string of 4 characters' },
      ]))
    it('is bounded in number', () => {
      const parts = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`p${index}`, 1]))
      expect(validate('upload/10011/ID.FRONT/stated', { api: { parts } }).length).to.equal(100)
    })
    it('tells an index from a member that looks like one, and quotes odd names', () => {
      const errors = validate('upload/10011/ID.FRONT/stated', { api: { parts: { 0: 1, 'a~/"b': 1 } } })
      expect(errors.map(({ path }) => path)).to.include.members(['$.api.parts["0"]', '$.api.parts["a~/\\"b"]'])
    })
    it('is true of values that are no objects', () => {
      for (const [value, actual] of [
        [null, 'null'],
        [undefined, 'absent'],
        [[], 'an empty list'],
        [3, '3'],
        ['', 'an empty string'],
      ] as const)
        expect(validate('error', value)).to.deep.equal([{ path: '$', keyword: 'type', expected: 'an object', actual }])
    })
  })

  it('throws for an id that no schema has', () => expect(() => validate('start/1/stated', {})).to.throw(RangeError, 'start/1/stated'))
})
