import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { validateXML } from 'xmllint-wasm'
import { renderJunit } from './junit.ts'
import type { Report } from './report.ts'
import { greenReport, hostileReport, inconclusiveReport, redReport, sampleReport } from './sample.ts'

const samples: Readonly<Record<string, () => Report>> = {
  green: greenReport,
  red: redReport,
  inconclusive: inconclusiveReport,
  hostile: hostileReport,
  empty: () => sampleReport([]),
  interrupted: () => ({ ...greenReport(), interrupted: true, notes: ['stopped by SIGINT'] }),
}

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
})
