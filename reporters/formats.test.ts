import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect } from 'chai'
import { Parser } from 'tap-parser'
import { renderCtrf } from './ctrf.ts'
import { renderGithub } from './github.ts'
import { renderHar } from './har.ts'
import { type ReporterName, reporterNames, reporters } from './index.ts'
import { renderMarkdown } from './markdown.ts'
import { greenReport, hostileReport, inconclusiveReport, redReport, sampleReport, samples, sampleViolation } from './sample.ts'
import { renderSarif } from './sarif.ts'
import { renderTap } from './tap.ts'

const require = createRequire(import.meta.url)

async function schemaAt(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(require.resolve(path), 'utf8')) as Record<string, unknown>
}

function ajv(): Ajv {
  const made = new Ajv({ strict: false, unicodeRegExp: false })
  formats.default(made)
  return made
}

/** A validator for a public schema, as its own package ships it. */
const validators: Readonly<Partial<Record<ReporterName, () => Promise<(json: unknown) => string>>>> = {
  async ctrf() {
    const { $schema: _, ...schema } = await schemaAt('../node_modules/ctrf/dist/ctrf-schema-0.0.json')
    const validate = ajv().compile(schema)
    return (json) => (validate(json) ? '' : JSON.stringify(validate.errors))
  },
  async sarif() {
    const folder = '../node_modules/@microsoft/jest-sarif/lib/schemas/'
    const [file = ''] = await readdir(new URL(folder, import.meta.url))
    const { $schema: _, id: __, ...schema } = await schemaAt(folder + file)
    const validate = ajv().compile(schema)
    return (json) => (validate(json) ? '' : JSON.stringify(validate.errors))
  },
  async har() {
    const made = ajv()
    const folder = new URL('../node_modules/har-schema/lib/', import.meta.url)
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json'))) {
      const { $schema: _, ...schema } = JSON.parse(await readFile(new URL(file, folder), 'utf8')) as Record<string, unknown>
      made.addSchema(schema)
    }
    const validate = made.getSchema('har.json')
    if (validate === undefined) throw new Error('no har.json')
    return (json) => (validate(json) ? '' : JSON.stringify(validate.errors))
  },
}

describe('Report formats', () => {
  for (const [format, load] of Object.entries(validators))
    for (const [name, make] of Object.entries(samples))
      it(`${format} of the ${name} sample is valid against the public schema`, async () => {
        const validate = await load()
        expect(validate(JSON.parse(await reporters[format as ReporterName].render(make())))).to.equal('')
      })

  for (const format of reporterNames.filter((name) => !['json', 'har', 'ctrf', 'sarif'].includes(name)))
    it(`${format} of the hostile sample holds no character that acts, and stays small`, async () => {
      const text = await reporters[format].render(hostileReport())
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(text).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u)
      expect(Buffer.byteLength(text)).to.be.below(1_000_000)
    })

  it('no format shows a masked secret where a shell variable belongs', async () => {
    for (const format of ['markdown', 'sarif', 'tap', 'junit', 'ctrf'] as const)
      expect(await reporters[format].render(redReport()), format)
        .to.include('$KYX_TOKEN')
        .and.not.to.include('masked:')
  })

  describe('TAP', () => {
    for (const [name, make] of Object.entries(samples))
      it(`of the ${name} sample is read by a parser as it was meant`, () => {
        const report = make()
        const parser = new Parser()
        const extra: string[] = []
        parser.on('extra', (text: string) => extra.push(text))
        parser.end(renderTap(report))
        const isGreen = name === 'green'
        expect(parser.results?.ok).to.equal(isGreen)
        expect(extra).to.deep.equal([])
        // An audit has three cases of its own: two operations and TLS.
        const more = name === 'audit' ? 3 : name === 'empty' || name === 'interrupted' ? 1 : 0
        expect(parser.results?.count).to.equal(report.verdicts.length + more)
      })
  })

  describe('CTRF', () => {
    it('counts what it holds and keeps apart what was not judged', () => {
      const { summary } = (JSON.parse(renderCtrf(redReport())) as { results: { summary: Record<string, number> } }).results
      expect(summary).to.include({ tests: 8, passed: 2, failed: 2, skipped: 4, other: 0 })
      expect(JSON.parse(renderCtrf(inconclusiveReport()))).to.have.nested.property('results.summary.other', 2)
    })
  })

  describe('SARIF', () => {
    it('has one rule for each violated check, with its place', () => {
      const log = JSON.parse(renderSarif(redReport())) as {
        runs: readonly [{ results: readonly unknown[]; tool: { driver: { rules: readonly unknown[] } } }]
      }
      expect(log.runs[0].results).to.have.length(2)
      expect(log.runs[0].tool.driver.rules).to.have.length(1)
      expect(log.runs[0].results[0]).to.have.nested.property('locations[0].physicalLocation.region.startLine', 12)
    })
  })

  describe('HAR', () => {
    it('keeps form parts as size and digest, and a failure as an error', () => {
      const text = renderHar(redReport())
      expect(text).to.include('999 bytes, sha256')
      const failed = sampleReport([], {
        transcripts: redReport().transcripts.map((transcript) => ({
          ...transcript,
          exchanges: transcript.exchanges.map(({ response: _, ...exchange }) => ({
            ...exchange,
            failure: { kind: 'refused', message: 'ECONNREFUSED' } as const,
          })),
        })),
      })
      expect(JSON.parse(renderHar(failed))).to.have.nested.property('log.entries[0].response._error', 'refused: ECONNREFUSED')
    })
  })

  describe('GitHub annotations', () => {
    it('are capped at ten of a kind, and say how many are left out', () => {
      const many = Array.from({ length: 30 }, (_, at) => sampleViolation({ check: `CHECK-${at}` }))
      const lines = renderGithub(sampleReport(many))
        .split('\n')
        .filter((line) => line.startsWith('::error'))
      expect(lines).to.have.length(10)
      expect(lines.at(-1)).to.include('21 more')
    })

    it('are one line each, whatever a server sends', () => {
      for (const line of renderGithub(hostileReport()).trimEnd().split('\n')) {
        expect(line).to.match(/^::(error|warning|notice) (file=[^,:]*,(line=\d+,)?)?title=[^,:]*::/)
      }
    })
  })

  describe('Markdown', () => {
    it('shows verdict, matrix, violation and curl', () => {
      const text = renderMarkdown(redReport())
      for (const part of [
        '**Does not conform: 2 violations',
        '| 10011 | ✅ 1 | ❌ violates 1 |',
        '### UPLOAD-STATUS (MUST)',
        'actual `404`',
        '```sh',
      ])
        expect(text).to.include(part)
    })

    it('lets no markup, mention or link of a server through', () => {
      const evil = '<img src=x> @everyone [a](http://evil.example) https://evil.example | `x` #12'
      const text = renderMarkdown(
        sampleReport([sampleViolation({ statement: evil, subject: evil }, { at: 'x', expected: 'y', actual: `\`\`${evil}` })]),
      )
      const outside = text.replace(/(`+)[^`][\s\S]*?\1/g, '')
      for (const part of ['<img', '@everyone', 'https://', ' #12']) expect(outside).not.to.include(part)
      expect(outside).not.to.match(/[^\\]\]\(/)
    })

    it('stays under the limit of a job summary', () => {
      const many = Array.from({ length: 3000 }, (_, at) => sampleViolation({ check: `CHECK-${at}` }, { actual: 'x'.repeat(5000) }))
      expect(Buffer.byteLength(renderMarkdown(sampleReport(many)))).to.be.below(1_000_000)
      expect(renderMarkdown(greenReport())).to.include('**Conforms:')
    })
  })
})
