// A long run leaks neither memory nor descriptors, and counts exactly: 20,000 journeys, a tenth of whose answers a front spoils.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { bench, runOnce, withSandbox } from './measure.mjs'

const [count = '20000', concurrency = '16'] = process.argv.slice(2)
await withSandbox([], async (sandbox) => {
  const front = spawn(process.execPath, [bench('front.mjs'), sandbox], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [url] = await once(front.stdout, 'data')
    const { text } = runOnce(['--expose-gc', bench('dist/soak.js'), url.toString().trim(), count, concurrency])
    const { points, faults, sum, kinds, seconds } = JSON.parse(text)
    const thousand = (part) => {
      for (const { driven, heapMb, rssMb, descriptors } of part)
        console.log(
          `${String(driven).padStart(6)} journeys  heap ${heapMb.toFixed(1)} MB  rss ${rssMb.toFixed(0)} MB  descriptors ${descriptors}`,
        )
    }
    console.log('the first 1,000, after each session:')
    thousand(points.filter(({ driven }) => driven <= 1000))
    console.log('on the way:')
    thousand(points.filter(({ driven }) => driven > 1000 && driven <= Number(count) - 1000 && driven % 1000 === 0))
    console.log('the last 1,000:')
    thousand(points.filter(({ driven }) => driven > Number(count) - 1000))
    const share = ((100 * sum.spoiled) / sum.answers).toFixed(1)
    console.log(`${sum.verdicts} verdicts in ${seconds.toFixed(0)} s; ${sum.spoiled} of ${sum.answers} answers spoiled (${share} %)`)
    console.log(
      faults.length === 0
        ? `counts are exact: ${kinds} of them, the same in each spoiled session; clean sessions conform`
        : faults.slice(0, 40).join('\n'),
    )
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    front.kill()
  }
})
