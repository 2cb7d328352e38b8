// Goal: at 50 ms latency, ceil(N / C) x critical path, at most 1.2, 1.5 and 2 x for C = 16, 64 and 100.
import { bench, runOnce, withSandbox } from './measure.mjs'

await withSandbox(['--latency', '50ms'], (url) => {
  for (const concurrency of [16, 64, 100]) {
    const inner = JSON.parse(runOnce([bench('dist/session.js'), url, '100', String(concurrency)]).text)
    const physical = Math.ceil(100 / concurrency) * ((inner.exchanges - 1) / 100) * 50
    console.log(
      `C = ${concurrency}: ${inner.ms.toFixed(0)} ms, physical ${physical.toFixed(0)} ms, ${(inner.ms / physical).toFixed(2)} x; ${inner.faults} verdicts no pass`,
    )
  }
})
