import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { commandLine } from '../fixtures/command.ts'
import { readEvidence } from '../suites/evidence-reader.ts'

const one = 'run -w 10005 --scenario documented'
const folder = () => mkdtempSync(join(tmpdir(), 'kyx-disk-'))

/** A script with `kyx` for the real command line, in a folder of its own. */
function shell(dir: string, script: string, wrapper: readonly string[] = []): SpawnSyncReturns<string> {
  const file = join(dir, 'kyx')
  writeFileSync(file, `#!/bin/sh\nexec ${[process.execPath, ...commandLine()].map((part) => `'${part}'`).join(' ')} "$@"\n`)
  chmodSync(file, 0o755)
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^KYX_|proxy$/i.test(name)))
  const [program = 'bash', ...args] = [...wrapper, 'bash', '-c', script.replaceAll('kyx ', `${file} `)]
  return spawnSync(program, args, { cwd: dir, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' })
}

/** A name space of mounts, by whatever right there is to one. */
const wrappers = [
  ['unshare', '-rm'],
  ['unshare', '-m'],
  ['sudo', '-n', 'unshare', '-m'],
]
const withMounts = () =>
  wrappers.find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0) ?? ['unshare', '-rm']

/** The evidence that was kept, as it can be read. */
function kept(dir: string) {
  const [name = ''] = readdirSync(join(dir, 'kept'))
  return readEvidence(readFileSync(join(dir, 'kept', name), 'utf8'), name)
}

describe('a disk that does not take what is written', () => {
  it('a full device as report, or as standard output: all else is written, exit code 4', () => {
    const dir = folder()
    const report = shell(dir, `kyx ${one} --report junit=/dev/full,json`)
    expect(report.status, report.stderr).to.equal(4)
    expect(report.stderr).to.include('error: /dev/full could not be written (ENOSPC): free space on the disk')
    expect(readdirSync(join(dir, 'reports'))).to.include('report.json')
    const output = shell(dir, `kyx ${one} --report junit > /dev/full`)
    expect(output.status, output.stderr).to.equal(4)
    expect(output.stderr).to.include('error: standard output did not take what was to be said (ENOSPC)')
    const told = shell(dir, `kyx ${one} --report json=- > /dev/full`)
    expect(told.status, told.stderr).to.equal(4)
    expect(told.stderr).to.include('standard output did not take the json report (ENOSPC)')
    expect(existsSync(join(dir, 'reports', 'junit.xml'))).to.equal(true)
    const errors = shell(dir, `kyx ${one} 2> /dev/full`)
    expect(errors.status).to.equal(0)
  })

  it('a limit on the size of files: evidence is partial and can be judged, earlier reports do not pass for new', () => {
    const dir = folder()
    mkdirSync(join(dir, 'reports'))
    writeFileSync(join(dir, 'reports', 'junit.xml'), '<testsuites/>')
    const ran = shell(dir, `ulimit -f 20; kyx ${one} --evidence kept --report junit,tap`)
    expect(ran.status, ran.stderr).to.equal(4)
    expect(ran.stderr).to.match(/error: --evidence: kept\/\S+ could not be written to its end \(EFBIG\), so it is partial/)
    expect(ran.stderr).to.match(/error: reports\/junit\.xml could not be written \(EFBIG\): .* is now junit\.xml\.old/)
    expect(readdirSync(join(dir, 'reports')).sort()).to.deep.equal(['junit.xml.old', 'last-run.json', 'report.tap'])
    expect(kept(dir).partial).to.equal(true)
    const judged = shell(dir, 'kyx judge kept --report json')
    expect(judged.status, judged.stderr).to.equal(3)
    expect(judged.stdout).to.include('the evidence is partial')
  })

  it('a disk that is full: known before where it is, and told after where it becomes so', () => {
    const wrapper = withMounts()
    const dir = folder()
    mkdirSync(join(dir, 'small'))
    const mount = 'mount -t tmpfs -o size=48k tmpfs small'
    const ran = shell(
      dir,
      `${mount}; kyx ${one} --evidence small --report junit=small/a.xml,json=b.json; code=$?; ls -a small; exit $code`,
      wrapper,
    )
    expect(ran.status, ran.stderr).to.equal(4)
    expect(ran.stderr).to.match(/error: --evidence: small\/\S+ could not be written to its end \(ENOSPC\)/)
    expect(ran.stderr).to.include('error: small/a.xml could not be written (ENOSPC): free space on the disk')
    expect(ran.stdout).to.not.match(/\.tmp$/m)
    expect(existsSync(join(dir, 'b.json'))).to.equal(true)
    const full = shell(dir, `${mount}; cat /dev/zero > small/all 2> /dev/null; kyx ${one} --report junit=small/a.xml`, wrapper)
    expect(full.status, full.stderr).to.equal(2)
    expect(full.stderr).to.include('error: --report: junit: "small/a.xml" cannot be written (ENOSPC)')
  })

  it('a folder that is read-only: one message for each that was asked for, before any request, exit code 2', () => {
    const dir = folder()
    mkdirSync(join(dir, 'fixed'))
    const mount = 'mount -t tmpfs -o ro tmpfs fixed'
    const args = '--report junit=fixed/a.xml --evidence fixed/kept --baseline fixed/known.yaml --baseline-update'
    const ran = shell(dir, `${mount}; kyx ${one} ${args}`, withMounts())
    expect(ran.status).to.equal(2)
    expect(ran.stderr.split('\n').filter((line) => line.includes('(EROFS): give a folder that this user may write to'))).to.have.length(3)
    const silent = shell(dir, `${mount}; kyx ${one} --report-dir fixed --report json=out.json`, withMounts())
    expect(silent.status, silent.stderr).to.equal(0)
  })
})

describe('a reader that goes away', () => {
  for (const [title, script] of [
    ['standard output (| head)', `kyx ${one} | head -c 1; exit \${PIPESTATUS[0]}`],
    ['both (2>&1 | head)', `kyx ${one} 2>&1 | head -c 1; exit \${PIPESTATUS[0]}`],
    ['standard output that was closed (>&-)', `kyx ${one} >&-`],
    ['standard error that was closed (2>&-)', `kyx ${one} 2>&-`],
    ['both that were closed', `kyx ${one} >&- 2>&-`],
    ['standard input that was closed', `kyx ${one} <&-`],
  ] as const)
    it(`${title}: the run ends as it would, and its reports are there`, () => {
      const dir = folder()
      const ran = shell(dir, script)
      expect(ran.status, ran.stderr).to.equal(0)
      expect(readFileSync(join(dir, 'reports', 'junit.xml'), 'utf8')).to.match(/<\/testsuites>\s*$/)
    })
})
