import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { type Sandbox, startSandbox } from '../fixtures/sandbox/sandbox.ts'
import type { Report } from '../reporters/report.ts'
import { runInline, type Told } from './inline-command.ts'

/** What a CI system puts in place for a part, and how its file says how many parts there are. */
interface System {
  readonly total: RegExp
  /** Variables of the environment, for the part of a number from 1. */
  readonly env?: (index: number, total: number) => Readonly<Record<string, string>>
  /** What the system replaces in the text of a command by the number of the part. */
  readonly index?: string
}

const systems: Readonly<Record<string, System>> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how GitHub writes it.
  'github-actions.yml': { total: /shard: \[.*?(\d+)\]/, index: '${{ matrix.shard }}', env: () => ({ GITHUB_STEP_SUMMARY: 'summary.md' }) },
  'gitlab-ci.yml': { total: /parallel: (\d+)/, env: (index, total) => ({ CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${total}` }) },
  'circleci.yml': {
    total: /parallelism: (\d+)/,
    env: (index, total) => ({ CIRCLE_NODE_INDEX: `${index - 1}`, CIRCLE_NODE_TOTAL: `${total}` }),
  },
  'azure-pipelines.yml': { total: /parallel: (\d+)/, index: '$(System.JobPositionInPhase)' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Groovy writes it.
  Jenkinsfile: { total: /\(1\.\.(\d+)\)/, index: '${index}' },
  'kubernetes-job.yaml': {
    total: /completions: (\d+)/,
    env: (index) => ({ JOB_COMPLETION_INDEX: `${index - 1}` }),
  },
}
const folder = join(import.meta.dirname, '..', 'docs', 'ci')
const select = { KYX_WORKFLOW: '10010', KYX_SCENARIO: 'documented,order' }
const told = (path: string) =>
  (JSON.parse(readFileSync(path, 'utf8')) as Report).verdicts
    .map(({ key, outcome, severity }) => `${key} ${outcome} ${severity ?? ''}`)
    .sort()

describe('pipelines of docs/ci', function () {
  this.timeout(60_000)
  const home = process.cwd()
  let sandbox: Sandbox
  let whole: readonly string[]

  before(async () => {
    sandbox = await startSandbox()
    process.chdir(mkdtempSync(join(tmpdir(), 'kyx-pipelines-')))
    await runInline(['run', '--report', 'json=whole.json'], { KYX_BASE_URL: sandbox.url, ...select })
    whole = told('whole.json')
  })
  after(async () => {
    process.chdir(home)
    await sandbox.close()
  })

  it('are all here', () => {
    expect(readdirSync(folder).sort()).to.deep.equal(Object.keys(systems).sort())
    expect(whole.length).to.be.greaterThan(100)
  })

  for (const [file, system] of Object.entries(systems))
    it(`${file}: the parts together say what the whole run says`, async () => {
      process.chdir(mkdtempSync(join(tmpdir(), 'kyx-pipeline-')))
      writeFileSync('kyx-baseline.yaml', '[]\n')
      const text = readFileSync(join(folder, file), 'utf8')
      const total = Number(system.total.exec(text)?.[1])
      expect(total).to.be.greaterThan(1)
      const { run, merge, gate, env: own } = commandsOf(file, text)
      const tell = (command: string, index: number): Promise<Told> => {
        const env = { ...own, ...system.env?.(index, total) }
        return runInline(wordsOf(command, system, index, total, env), { ...env, KYX_BASE_URL: sandbox.url, ...select })
      }
      for (let index = 1; index <= total; index++) {
        const { code, stdout, stderr } = await tell(run, index)
        expect(code, stdout + stderr).to.equal(0)
      }
      const merged = await tell(`${merge} --report json=merged.json`, 1)
      expect(merged.code, merged.stdout + merged.stderr).to.equal(0)
      expect(told('merged.json')).to.deep.equal(whole)
      // A verdict is for the merge to give: what fails a part is a fault of the run itself.
      const passes = (code: number) => spawnSync('sh', ['-c', `(exit ${code}) ${gate}`]).status === 0
      expect([0, 1, 2, 3, 4, 130].filter(passes)).to.deep.equal([0, 1, 3])
    })
})

interface Commands {
  readonly run: string
  readonly merge: string
  /** What follows the run in the shell. */
  readonly gate: string
  /** Variables of ours that the file sets. */
  readonly env: Readonly<Record<string, string>>
}

function commandsOf(file: string, text: string): Commands {
  const document: unknown =
    file === 'Jenkinsfile' ? [...text.matchAll(/\bsh (["'])(.*?)\1\s/g)].map(([, , shell]) => shell?.replaceAll('\\$', '$')) : parse(text)
  const texts = [...stringsOf(document), ...text.split('\n').filter((line) => line.startsWith('#'))]
  const lines = texts.flatMap((each) => each.split('\n'))
  const lineOf = (name: string) => {
    const found = lines.filter((line) => line.includes(`kyx-conformance ${name} `))
    expect(found, `${file}: ${name}`).to.have.length(1)
    return found[0]?.slice(found[0].indexOf(`${name} `)) ?? ''
  }
  const [run = '', ...rest] = lineOf('run').split(/(?=\|\|)/)
  const shards = /name: (KYX_SHARD_TOTAL)\s+value: "(\d+)"/.exec(text)
  return { run, merge: lineOf('merge'), gate: rest.join(''), env: shards === null ? {} : { [shards[1] ?? '']: shards[2] ?? '' } }
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}

/** The words of a command, as the shell of that system would give them. A volume is a folder here. */
function wordsOf(command: string, { index: place }: System, index: number, total: number, env: Readonly<Record<string, string>>): string[] {
  const put = (place === undefined ? command : command.replaceAll(place, `${index}`)).replaceAll('$(System.TotalJobsInPhase)', `${total}`)
  const full = put.replace(/\$(\w+)/g, (_, name: string) => env[name] ?? expect.fail(`nobody sets ${name}`))
  expect(full).to.not.contain('$')
  return full
    .replaceAll('"', '')
    .replaceAll(/(^|[ =])\/evidence/g, '$1evidence')
    .trim()
    .split(/\s+/)
}
