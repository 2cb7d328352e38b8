import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { allCommands } from './commands.ts'
import { lineOnly } from './config-file.ts'
import { isListed, isOwn, type Kind } from './flags.ts'
import { runInline } from './inline-command.ts'
import { type Setting, settingsOf, variableOf } from './settings.ts'

interface Printed {
  readonly options: Readonly<Record<string, { readonly value: unknown; readonly from: string; readonly at?: string }>>
  readonly secrets: Readonly<Record<string, string>>
}

const commands = allCommands()
const settings = commands.flatMap(settingsOf)
const folder = mkdtempSync(join(tmpdir(), 'kyx-settings-'))

/** A value that is not the default, as an environment variable has it. */
function sampleOf({ kind, option }: Setting): string {
  const samples: Readonly<Record<Kind, string>> = {
    flag: option.negate ? 'false' : 'true',
    text: 'sample',
    path: 'some/path',
    count: '7',
    duration: '7s',
    words: 'one,two',
    list: 'one,two',
    pairs: 'one=1,two=2',
    reports: 'junit=one,json=two',
    headers: 'X-One: 1',
  }
  return samples[kind]
}

const expectedOf = (setting: Setting): unknown => {
  const text = sampleOf(setting)
  return setting.kind === 'flag' ? text === 'true' : isListed(setting.kind) ? text.split(',') : text
}

/** The same value, as a file has it. */
function fileSampleOf(setting: Setting): unknown {
  const value = expectedOf(setting)
  return setting.kind === 'count' ? 7 : value
}

async function printed(command: string, more: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Printed> {
  const found = commands.find((each) => each.name() === command)
  const args = found?.registeredArguments.filter(({ required }) => required).map(() => 'x') ?? []
  const { code, stdout, stderr } = await runInline(
    [...(command === 'run' ? [] : [command]), ...args, ...more, '--print-config', 'json'],
    env,
  )
  expect(code, stderr).to.equal(0)
  return JSON.parse(stdout) as Printed
}

const fileWith = (content: object): string => {
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('settings', () => {
  for (const command of commands)
    it(`${command.name()}: each option is reached by its variable and by its key`, async () => {
      const own = settingsOf(command).filter(({ key }) => !lineOnly.includes(key))
      expect(settingsOf(command).map(({ key }) => key)).to.include.members([...lineOnly])
      const variables = Object.fromEntries(own.map((setting) => [variableOf(setting), sampleOf(setting)]))
      const byVariable = await printed(command.name(), ['--no-config'], variables)
      const shared = Object.fromEntries(own.filter(({ option }) => !isOwn(option)).map((setting) => [setting.key, fileSampleOf(setting)]))
      const single = Object.fromEntries(own.map((setting) => [setting.key, fileSampleOf(setting)]))
      const byKey = await printed(command.name(), ['--config', fileWith({ ...shared, commands: { [command.name()]: single } })])
      for (const setting of own) {
        const name = `${command.name()} ${setting.flag}`
        expect(byVariable.options[setting.key], name).to.deep.equal({
          value: expectedOf(setting),
          from: 'environment',
          at: variableOf(setting),
        })
        expect(byKey.options[setting.key]?.value, name).to.deep.equal(
          setting.kind === 'path'
            ? join(folder, 'some/path')
            : setting.kind === 'reports'
              ? [`junit=${join(folder, 'one')}`, `json=${join(folder, 'two')}`]
              : expectedOf(setting),
        )
        expect(byKey.options[setting.key]?.from, name).to.equal('file')
      }
    })

  it('a variable means one option', () => {
    const keys = new Map<string, Set<string>>()
    for (const setting of settings) keys.set(variableOf(setting), (keys.get(variableOf(setting)) ?? new Set()).add(setting.key))
    expect([...keys].filter(([, names]) => names.size > 1)).to.deep.equal([])
  })

  it('flags beat the environment, which beats the file of one command, which beats that of all, which beats the default', async () => {
    const file = fileWith({ concurrency: 3, timeout: 4, commands: { audit: { timeout: '5s' } } })
    const of = async (command: string, more: readonly string[], env = {}) =>
      (await printed(command, ['--config', file, ...more], env)).options
    const env = { KYX_CONCURRENCY: '2' }
    expect((await of('audit', ['-j', '1'], env)).concurrency).to.deep.equal({ value: '1', from: 'flag', at: '--concurrency' })
    expect((await of('audit', [], env)).concurrency).to.deep.equal({ value: '2', from: 'environment', at: 'KYX_CONCURRENCY' })
    expect((await of('audit', [])).concurrency).to.include({ value: '3', from: 'file' })
    expect((await of('audit', [])).timeout?.value).to.equal('5s')
    expect((await of('doctor', [])).timeout?.value).to.equal('4')
    expect((await of('audit', [])).pollTimeout).to.deep.equal({ value: '120s', from: 'default' })
  })

  it('the opposite of a switch has a variable of its own', async () => {
    expect((await printed('run', [], { KYX_NO_CLEANUP: '1' })).options.cleanup).to.deep.equal({
      value: false,
      from: 'environment',
      at: 'KYX_NO_CLEANUP',
    })
  })

  it('no secret is printed', async () => {
    const env = {
      KYX_TOKEN: 'canary-1',
      KYX_CLIENT_SECRET_EMEA_1: 'canary-2',
      KYX_PROXY: 'http://agent:canary-3@127.0.0.1:1',
      KYX_HEADER: 'X-Api-Key: canary-4',
    }
    const all = await printed('run', [], env)
    expect(JSON.stringify(all)).to.not.include('canary')
    expect(all.secrets).to.include({ KYX_TOKEN: 'set', KYX_CLIENT_ID: 'not set', KYX_CLIENT_SECRET_EMEA_1: 'set' })
    expect(all.options.header?.value).to.deep.equal(['X-Api-Key: set'])
    const { stdout } = await runInline(['run', '--print-config'], env)
    expect(stdout).to.not.include('canary')
    expect(stdout).to.match(/^KYX_TOKEN +set +environment$/m)
    expect(stdout).to.match(/^concurrency +8 +default$/m)
  })
})
