import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { regions, roles } from '../contracts/endpoints.ts'
import { scenarios } from '../suites/journey.ts'
import { modes } from '../suites/target.ts'
import { failureKinds, stepNames } from '../suites/transcript.ts'
import { outcomes, reasonCodes, severities } from '../suites/verdict.ts'
import { compareWith, standings } from './compared.ts'
import { renderJson } from './json.ts'
import { greenReport, hostileReport, samples } from './sample.ts'

interface Schema {
  readonly [keyword: string]: unknown
  readonly $defs: Readonly<Record<string, { readonly enum?: readonly string[]; readonly properties?: Readonly<Record<string, unknown>> }>>
  readonly properties: Readonly<Record<string, unknown>>
}

async function published(): Promise<Schema> {
  return JSON.parse(await readFile(new URL('../docs/report.schema.json', import.meta.url), 'utf8')) as Schema
}

/** The schema with every object closed, so that a member it forgot is found. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return 'properties' in inner && inner.type === 'object' ? { additionalProperties: false, ...inner } : inner
}

describe('JSON report', () => {
  const beside = () => {
    const report = greenReport()
    return { ...report, compared: compareWith(report, { ...hostileReport(), name: 'before.json' }) }
  }
  for (const [name, make] of Object.entries({ ...samples, compared: beside }))
    it(`of the ${name} sample is valid against the published schema, and has no member that it forgot`, async () => {
      const schema = await published()
      const validate = new Ajv2020({ allErrors: false }).compile(schema)
      const strict = new Ajv2020({ allErrors: false }).compile(closed(schema) as object)
      const json = JSON.parse(renderJson(make())) as unknown
      expect(validate(json), JSON.stringify(validate.errors)).to.equal(true)
      expect(strict(json), JSON.stringify(strict.errors)).to.equal(true)
    })

  it('carries what a script would derive', () => {
    const { summary } = JSON.parse(renderJson(greenReport())) as { summary: Record<string, unknown> }
    expect(summary).to.include({ exitCode: 0, failOn: 'error' })
    expect(JSON.parse(renderJson(greenReport(), { failOn: 'warning' }))).to.have.nested.property('summary.exitCode', 1)
  })

  it('gives hostile text back as it was', () => {
    const report = hostileReport()
    const read = JSON.parse(renderJson(report)) as typeof report
    expect(read.verdicts[0]?.findings[0]?.at).to.equal(report.verdicts[0]?.findings[0]?.at)
  })

  it('has a schema that lists the words of the code', async () => {
    const { $defs, properties } = await published()
    expect($defs.outcome?.enum).to.deep.equal(outcomes)
    expect($defs.severity?.enum).to.deep.equal(severities)
    expect($defs.scenario?.enum).to.deep.equal(scenarios)
    expect($defs.step?.enum).to.deep.equal(stepNames)
    expect($defs.change?.properties?.standing).to.have.property('enum').that.deep.equals(standings)
    expect($defs.reason?.properties?.code).to.deep.equal({ enum: reasonCodes })
    expect($defs.exchange?.properties?.role).to.deep.equal({ enum: roles })
    expect($defs.exchange?.properties).to.have.nested.property('failure.properties.kind').that.deep.equals({ enum: failureKinds })
    expect($defs.target?.properties?.documentedRegion).to.deep.equal({ enum: regions })
    expect(properties.mode).to.deep.equal({ enum: modes })
  })
})
