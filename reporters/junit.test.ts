import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { validateXML } from 'xmllint-wasm'
import { renderJunit } from './junit.ts'
import { greenReport, inconclusiveReport, redReport, sampleReport, samples, sampleVerdict, sampleViolation } from './sample.ts'

interface Node {
  readonly [key: string]: string | readonly Node[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  parseTagValue: false,
  parseAttributeValue: false,
})

function suitesOf(xml: string): readonly Node[] {
  const root = (parser.parse(xml) as { testsuites: readonly Node[] }).testsuites[0]
  return (root?.testsuite ?? []) as readonly Node[]
}

function casesOf(xml: string): readonly Node[] {
  return suitesOf(xml).flatMap((suite) => (suite.testcase ?? []) as readonly Node[])
}

function textOf(one: Node | undefined): string {
  return String(one?.['system-out']?.[0])
}

describe('JUnit report', () => {
  for (const [name, make] of Object.entries(samples))
    describe(`of the ${name} sample`, () => {
      const xml = renderJunit(make())

      it('validates against the Jenkins schema', async () => {
        const schema = await readFile(new URL('../fixtures/junit-10.xsd', import.meta.url), 'utf8')
        const { valid, errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] })
        expect(valid, errors.map(({ message }) => message).join('\n')).to.equal(true)
      })

      it('parses strictly and holds no character that acts', () => {
        expect(XMLValidator.validate(xml)).to.equal(true)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(xml).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\]\]>|\p{Surrogate}/u)
      })

      it('names every case once, and no name is empty or too long', () => {
        const names = casesOf(xml).map((one) => `${one['@classname']}\n${one['@name']}`)
        expect(new Set(names).size).to.equal(names.length)
        for (const one of casesOf(xml)) expect((one['@name'] as string).length).to.be.within(1, 512)
      })

      it('counts what it holds', () => {
        const root = (parser.parse(xml) as { testsuites: readonly Node[] }).testsuites[0]
        for (const [holder, cases] of [
          [root, casesOf(xml)] as const,
          ...suitesOf(xml).map((suite) => [suite, (suite.testcase ?? []) as readonly Node[]] as const),
        ]) {
          expect(holder?.['@tests']).to.equal(String(cases.length))
          expect(holder?.['@failures']).to.equal(String(cases.filter((one) => one.failure).length))
          expect(holder?.['@errors']).to.equal(String(cases.filter((one) => one.error).length))
          const seconds = cases.reduce((sum, one) => sum + Number(one['@time']), 0)
          expect(holder?.['@time']).to.equal(seconds.toFixed(3))
        }
        for (const suite of suitesOf(xml))
          expect(suite['@skipped']).to.equal(String(((suite.testcase ?? []) as readonly Node[]).filter((one) => one.skipped).length))
      })

      it('gives every failure, error and skip a message, a type and a text that starts with the message', () => {
        for (const one of casesOf(xml)) {
          const kinds = ['failure', 'error', 'skipped'].flatMap((kind) => (one[kind] ?? []) as readonly Node[])
          expect(kinds.length).to.be.at.most(1)
          for (const kind of kinds) {
            expect(kind['@message']).to.be.a('string').that.is.not.empty
            expect(kind['@type']).to.be.a('string').that.is.not.empty
            expect(String(kind['#text'])).to.include((kind['@message'] as string).trim().slice(0, 40))
          }
          expect((one['system-out'] ?? []).length).to.be.at.most(1)
        }
      })

      it('stays small whatever a server sends', () => {
        expect(Buffer.byteLength(xml)).to.be.below(1_000_000)
      })
    })

  it('shows one cause as one red row', () => {
    const cases = casesOf(renderJunit(redReport()))
    expect(cases.filter((one) => one.failure)).to.have.length(2)
    expect(cases.filter((one) => one.error)).to.have.length(0)
    const skipped = cases.flatMap((one) => (one.skipped ?? []) as readonly Node[])
    expect(skipped).to.have.length(4)
    for (const one of skipped) expect(one['@message']).to.include('blocked by UPLOAD-STATUS')
    expect(casesOf(renderJunit(inconclusiveReport())).filter((one) => one.error)).to.have.length(2)
  })

  it('lets warnings pass with a line that starts with WARNING, or fail under the gate', () => {
    const passing = casesOf(renderJunit(greenReport())).find((one) => String(one['@name']).startsWith('CREATE-LOCALE'))
    expect(passing).not.to.have.property('failure')
    expect(textOf(passing)).to.match(/^WARNING create response status/m)
    expect(casesOf(renderJunit(greenReport(), { failOn: 'warning' })).filter((one) => one.failure)).to.have.length(1)
  })

  it('tells requirement, source, expected, actual, place of the check and a curl', () => {
    const failing = casesOf(renderJunit(redReport())).find((one) => one.failure)
    const text = textOf(failing)
    for (const part of [
      'Requirement: UPLOAD-STATUS (MUST)',
      'Source: L37-L40',
      'Expected: 200',
      'Actual: 404',
      'suites/checks/create.ts:12',
      'curl -sS',
    ])
      expect(text).to.include(part)
    expect(text).to.include('$KYX_TOKEN').and.not.to.include('masked:')
  })

  it('never lets a run that judged nothing, or did not end, look green', () => {
    const absent = { code: 'absent', text: 'no selfie' } as const
    const nothing = casesOf(renderJunit(sampleReport([sampleVerdict({ outcome: 'not-applicable', reason: absent })])))
    expect(nothing.filter((one) => one.error)).to.have.length(1)
    const partial = casesOf(renderJunit({ ...greenReport(), partial: true }))
    expect(partial.filter((one) => one.error)).to.have.length(1)
  })

  it('makes a red row of a cause that the selection left out', () => {
    const reason = { code: 'blocked', text: 'not created', cause: 'a verdict that is not here' } as const
    const cases = casesOf(renderJunit(sampleReport(['A', 'B'].map((check) => sampleVerdict({ check, outcome: 'inconclusive', reason })))))
    expect(cases.map((one) => ['error' in one, 'skipped' in one])).to.deep.equal([
      [true, false],
      [false, true],
    ])
  })

  it('reports a retry as flaky, and a subject and a scenario in the name', () => {
    const upload = { check: 'UPLOAD-STATUS', step: 'upload', subject: 'ID.FRONT', evidence: ['upload:ID.FRONT'] } as const
    const xml = renderJunit(
      sampleReport([sampleVerdict(upload), sampleViolation({ scenario: 'outcome', journey: '10011/local/outcome/usability' })]),
    )
    const [first, second] = casesOf(xml)
    expect(first).to.have.property('flakyFailure')
    expect(first?.['@name']).to.equal('UPLOAD-STATUS An account is created with status 200. [ID.FRONT]')
    expect(first?.['@classname']).to.equal('kyx.10011.local.upload')
    expect(second?.['@name']).to.match(/\(outcome usability\)$/)
    expect(suitesOf(xml)[0]?.['@hostname']).to.equal('127.0.0.1:8080')
  })
})
