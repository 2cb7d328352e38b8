// Goal: exchanges per second over those of wrk with the same mix, at least 0.7 x. wrk: apt-get install wrk.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bench, median, runOnce, withSandbox } from './measure.mjs'

const [rounds = '3', concurrency = '16'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kyx-bench-wrk-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** The twelve requests of a journey in turn. wrk knows no state: creation aside, they are those of one journey that was driven before. */
function scriptOf(requests) {
  const image = readFileSync(join(import.meta.dirname, 'dist/image.jpg'))
  writeFileSync(join(folder, 'image'), image)
  const lines = requests.map(({ method, path, headers, body, isImage }) => {
    const fields = Object.entries(headers).map(([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`)
    return `wrk.format(${JSON.stringify(method)}, ${JSON.stringify(path)}, { ${fields.join(', ')} }, ${isImage ? 'form' : body === undefined ? 'nil' : JSON.stringify(body)})`
  })
  return `local file = io.open(${JSON.stringify(join(folder, 'image'))}, 'rb')
local image = file:read('*a')
file:close()
local form = '--b\\r\\nContent-Disposition: form-data; name="file"; filename="a.jpg"\\r\\nContent-Type: image/jpeg\\r\\n\\r\\n' .. image .. '\\r\\n--b--\\r\\n'
local mix
local at = 0
function init() mix = { ${lines.join(',\n')} } end
function request()
  at = at % #mix + 1
  return mix[at]
end
`
}

await withSandbox([], async (url) => {
  const mix = JSON.parse(runOnce([bench('raw.mjs'), url, '1', '1', 'mix']).text)
  const path = join(folder, 'mix.lua')
  writeFileSync(path, scriptOf(mix))
  const seen = { wrk: [], ours: [] }
  for (let round = 0; round < Number(rounds); round += 1) {
    const { status, stdout, error } = spawnSync('wrk', ['-t1', `-c${concurrency}`, '-d4s', '-s', path, url], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`wrk did not run: ${error?.message ?? stdout}`)
    seen.wrk.push(Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]))
    if (round === 0) console.log(/Non-2xx.*/.exec(stdout)?.[0] ?? 'every answer to wrk was 2xx')
    const { ms, exchanges } = JSON.parse(runOnce([bench('dist/session.js'), url, '300', concurrency]).text)
    seen.ours.push((exchanges * 1000) / ms)
  }
  const [wrk, ours] = [median(seen.wrk), median(seen.ours)]
  console.log(`wrk ${wrk.toFixed(0)} requests/s, drive and judge ${ours.toFixed(0)} exchanges/s: ${(ours / wrk).toFixed(2)} x`)
})
