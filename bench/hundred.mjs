// Goal: wall and CPU per exchange over a raw undici script at 100 workflows, at most 1.25 x.
import { bench, interleave, runOnce, table, withSandbox } from './measure.mjs'

const [rounds = '7', count = '100', concurrency = '16'] = process.argv.slice(2)
await withSandbox([], (url) => {
  const of = (script) => () => {
    const run = runOnce([bench(script), url, count, concurrency])
    return { ...run, inner: JSON.parse(run.text) }
  }
  const seen = interleave({ 'raw undici': of('raw.mjs'), 'drive and judge': of('dist/session.js') }, Number(rounds))
  const [first] = seen['drive and judge']
  console.log(
    `${first.inner.exchanges} exchanges, ${first.inner.verdicts} verdicts, ${first.inner.faults} of them no pass; raw ${seen['raw undici'][0].inner.exchanges}`,
  )
  table(seen, ({ wall, inner }) => (wall * 1000) / inner.exchanges, 'us/exchange, whole process')
  table(seen, ({ inner }) => (inner.ms * 1000) / inner.exchanges, 'us/exchange, without start')
  table(seen, ({ cpu, inner }) => (cpu * 1000) / inner.exchanges, 'us CPU/exchange, whole process')
  table(seen, ({ mb }) => mb, 'MB')
})
