// Goal: the HTML report of some 10,000 verdicts paints and filters without a wait that is felt. Needs Chromium (KYX_CHROMIUM).
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openBrowser } from '../reporters/html/browser.ts'
import { renderHtml } from '../reporters/html/page.ts'
import type { Report } from '../reporters/report.ts'
import { cli, runOnce } from './measure.mjs'

const folder = await mkdtemp(join(tmpdir(), 'kyx-page-'))
const json = join(folder, 'report.json')
runOnce([cli, 'run', '-q', '--report', `json=${json}`, '--report-dir', folder])
// The whole run, once for each of as many regions as are needed.
const text = readFileSync(json, 'utf8')
const regions = Array.from(
  { length: Math.ceil(10_000 / (JSON.parse(text) as Report).verdicts.length) },
  (_, index) => `region-${index + 1}`,
)
const parts = regions.map(
  (region) => JSON.parse(text.replaceAll('/sandbox/', `/${region}/`).replaceAll(/("region": ?)"sandbox"/g, `$1"${region}"`)) as Report,
)
const [first] = parts
if (first === undefined) throw new Error('the run gave no verdicts')
const report: Report = {
  ...first,
  targets: parts.flatMap(({ targets }) => targets),
  verdicts: parts.flatMap(({ verdicts }) => verdicts),
  transcripts: parts.flatMap(({ transcripts }) => transcripts),
}
const file = join(folder, 'report.html')
const begun = performance.now()
writeFileSync(file, renderHtml(report))
const rendered = performance.now() - begun

const browser = await openBrowser()
const seen: { readonly paint: number; readonly filter: number }[] = []
for (let round = 0; round < Number(process.argv[2] ?? 5); round++) {
  const page = await browser.newPage()
  await page.goto(`${pathToFileURL(file).href}`)
  await page.locator('#f-q').waitFor()
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)
  const filter = await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('#f-q')
    if (field === null) throw new Error('the page has no field to filter by text')
    // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
    const before = document.body.innerText
    const start = performance.now()
    field.value = 'DETAILS-SCHEMA'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const spent = performance.now() - start
    // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
    if (document.body.innerText === before) throw new Error('the filter did not act in time')
    return spent
  })
  seen.push({ paint, filter })
  await page.close()
}
await browser.close()
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]?.toFixed(0)
console.log(`${report.verdicts.length} verdicts, ${(statSync(file).size / 1e6).toFixed(1)} MB, rendered in ${rendered.toFixed(0)} ms`)
console.log(
  `first paint ${middle(seen.map(({ paint }) => paint))} ms, filter ${middle(seen.map(({ filter }) => filter))} ms (medians of ${seen.length})`,
)
await rm(folder, { recursive: true })
