import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { allCommands } from './commands.ts'
import { defineConfig } from './config.ts'
import { configSchema, configTypes } from './config-schema.ts'
import { runInline } from './inline-command.ts'

const schema = configSchema(allCommands())
const folder = () => mkdtempSync(join(tmpdir(), 'kyx-config-'))

async function optionsIn(
  cwd: string,
  ...more: readonly string[]
): Promise<Readonly<Record<string, { readonly value: unknown; readonly at?: string }>>> {
  const { code, stdout, stderr } = await runInline([...more, '--print-config', 'json'], {}, cwd)
  expect(code, stderr).to.equal(0)
  return (JSON.parse(stdout) as { readonly options: Readonly<Record<string, { readonly value: unknown; readonly at?: string }>> }).options
}

describe('a configuration file', () => {
  const forms: Readonly<Record<string, string>> = {
    'kyx.config.json':
      '{\n\t"$schema": "./config.schema.json",\n\t"workflow": ["10011", "10013"], "live": false, "report": { "junit": "out.xml" }\n}',
    'kyx.config.yaml': 'workflow: [10011, 10013]\nlive: false\nreport:\n  junit: out.xml\n',
    'kyx.config.yml': '\uFEFFworkflow: 10011,10013\nlive: false\nreport: junit=out.xml\n',
    'kyx.config.mjs': 'export default { workflow: [10011, 10013], live: false, report: ["junit=out.xml"] }\n',
    'kyx.config.ts':
      "import { defineConfig } from 'kyx-conformance/config'\nconst keys: readonly number[] = [10011, 10013]\nexport default defineConfig({ workflow: keys as never, live: false, report: { junit: 'out.xml' } })\n",
  }
  for (const [name, text] of Object.entries(forms))
    it(`${name} is found in the working directory, and says the same in its own way`, async () => {
      const cwd = folder()
      writeFileSync(join(cwd, name), text)
      const { workflow, live, report } = await optionsIn(cwd)
      expect([workflow?.value, live?.value]).to.deep.equal(['10011,10013', false])
      expect(report?.value).to.deep.equal([`junit=${join(cwd, 'out.xml')}`])
      expect(workflow?.at).to.match(new RegExp(`^${name.replaceAll('.', '\\.')}(:\\d+:\\d+)?: workflow$`))
    })

  it('is found above, up to the root of the repository and not beyond, and its paths are seen from its folder', async () => {
    const top = folder()
    const inner = join(top, 'repository', 'deep', 'deeper')
    mkdirSync(inner, { recursive: true })
    writeFileSync(join(top, 'kyx.config.mjs'), 'throw new Error("of somebody else")\n')
    expect((await optionsIn(inner)).concurrency?.value).to.equal('8')
    mkdirSync(join(top, 'repository', '.git'))
    expect((await optionsIn(inner)).concurrency?.value).to.equal('8')
    writeFileSync(join(top, 'repository', 'kyx.config.yaml'), 'concurrency: 3\nbaseline: known.yaml\n')
    const { concurrency, baseline } = await optionsIn(inner)
    expect(concurrency?.value).to.equal('3')
    expect(baseline?.value).to.equal(join(top, 'repository', 'known.yaml'))
    expect((await optionsIn(inner, '--no-config')).concurrency?.value).to.equal('8')
  })

  it('does what it says: the report goes where the file wants it', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'kyx.config.yaml'), 'workflow: 10005\nscenario: documented\nquiet: true\nreport:\n  json: out.json\n')
    const { code, stdout } = await runInline(['run'], {}, cwd)
    expect(code, stdout).to.equal(0)
    const { selection } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as { readonly selection: object }
    expect(selection).to.deep.include({ workflows: ['10005'], scenarios: ['documented'] })
  })

  it('has a schema and a type that are not stale', () => {
    const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
    expect(read('docs/config.schema.json'), 'run npm run docs').to.equal(`${JSON.stringify(schema, undefined, 2)}\n`)
    expect(read('bin/config-shape.ts'), 'run npm run docs').to.equal(configTypes(schema))
  })

  it('is taken and refused by the schema as by the command', async () => {
    const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema)
    const given: readonly (readonly [object, boolean])[] = [
      [{ $schema: 'x', workflow: [10011], timeout: 30, failOn: 'warning', commands: { sandbox: { rateLimit: '1/s' } } }, true],
      [{ origin: { account: 'http://127.0.0.1:1' }, header: { 'X-Tenant': 'a' }, cleanup: false, maxTransactions: 0 }, true],
      [{ workflows: [10011] }, false],
      [{ token: 'canary' }, false],
      [{ live: 'yes' }, false],
      [{ concurrency: '8' }, false],
      [{ commands: { sandbx: {} } }, false],
      [{ config: 'other.yaml' }, false],
    ]
    for (const [value, isGood] of given) {
      expect(validate(value), JSON.stringify(value)).to.equal(isGood)
      const cwd = folder()
      writeFileSync(join(cwd, 'kyx.config.json'), JSON.stringify(value))
      expect((await runInline(['--print-config'], {}, cwd)).code, JSON.stringify(value)).to.equal(isGood ? 0 : 2)
    }
  })

  it('has a type that knows the words', () => {
    const config = defineConfig({ workflow: [10011, '10013'], mode: 'literal', commands: { sandbox: { port: 0 } } })
    // @ts-expect-error there is no such key
    defineConfig({ workflows: [10011] })
    // @ts-expect-error there is no such mode
    defineConfig({ mode: 'liteal' })
    // @ts-expect-error secrets are of the environment
    defineConfig({ token: 'canary' })
    expect(config.commands?.sandbox?.port).to.equal(0)
  })
})
