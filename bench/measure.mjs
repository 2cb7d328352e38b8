import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const top = join(import.meta.dirname, '..')
export const cli = join(top, 'dist/kyx-conformance.js')
export const bench = (name) => join(import.meta.dirname, name)
const probe = bench('probe.cjs')
const folder = mkdtempSync(join(tmpdir(), 'kyx-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

// Where it is set it costs each Node 20 process 57 ms, on both sides of a ratio.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
for (const name of Object.keys(env)) if (name.startsWith('KYX_')) delete env[name]

/** One process: wall, CPU and peak memory of the whole, and what it wrote. */
export function runOnce(args) {
  const begun = performance.now()
  const { status, stdout, stderr, output } = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  })
  const wall = performance.now() - begun
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}${stdout}`.slice(0, 2000))
  return { wall, ...JSON.parse(output[3].toString()), text: stdout.toString() }
}

/** What a process wrote, for one that this process has to answer meanwhile. */
export async function runLater(args) {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 1 << 30 })
  return stdout
}

/** Several commands in turn, so that what else the machine does falls on all alike. A promise where one of them gives promises. */
export function interleave(commands, rounds) {
  const seen = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  const turns = Array.from({ length: rounds }, () => Object.entries(commands)).flat()
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
    const [name, act] = turn
    const run = act()
    if (run instanceof Promise) return resume(seen, name, run, turns)
    seen[name].push(run)
  }
  return seen
}

async function resume(seen, name, run, turns) {
  seen[name].push(await run)
  for (const [next, act] of turns) seen[next].push(await act())
  return seen
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
export const least = (numbers) => Math.min(...numbers)

/** A row per command: the least and the median of a figure, and both as ratios over the first command. */
export function table(seen, figure, unit) {
  const [first] = Object.values(seen)
  const base = first.map(figure)
  for (const [name, runs] of Object.entries(seen)) {
    const all = runs.map(figure)
    const ratio = (of) => `${(of(all) / of(base)).toFixed(2)} x`
    console.log(
      `${name.padEnd(34)} least ${least(all).toFixed(1)} ${unit} (${ratio(least)})  median ${median(all).toFixed(1)} ${unit} (${ratio(median)})`,
    )
  }
}

/** A sandbox in a process of its own, that processes at once. */
export async function withSandbox(args, act) {
  const child = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--process-time', '0.1ms', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await new Promise((resolve, reject) => {
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
        const match = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
        if (match) resolve(match[0])
      })
      child.on('exit', () => reject(new Error(`the sandbox ended: ${text}`)))
    })
    return await act(url)
  } finally {
    child.kill()
  }
}
