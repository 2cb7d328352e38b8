// Goals: CPU per exchange over raw undici at 10,000 workflows, at most 1.3 x; peak memory there over that at 100, at most 1.6 x.
import { bench, interleave, runOnce, table, withSandbox } from './measure.mjs'

const [count = '10000', rounds = '1', concurrency = '16'] = process.argv.slice(2)
await withSandbox([], (url) => {
  const of = (script, workflows) => () => {
    const run = runOnce([bench(script), url, workflows, concurrency])
    return { ...run, inner: JSON.parse(run.text) }
  }
  const seen = interleave({ raw: of('raw.mjs', count), 'with evidence': of('dist/many.js', count) }, Number(rounds))
  table(seen, ({ inner }) => (inner.ms * 1000) / inner.exchanges, 'us/exchange, without start')
  table(seen, ({ cpu, inner }) => (cpu * 1000) / inner.exchanges, 'us CPU/exchange, whole process')
  const memory = interleave(
    { '100 workflows': of('dist/many.js', '100'), [`${count} workflows`]: of('dist/many.js', count) },
    Number(rounds),
  )
  table(memory, ({ mb }) => mb, 'MB')
})
