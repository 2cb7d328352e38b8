// Goal: one workflow, every check, JUnit and evidence written, over `node -e 0`, at most 6 x; its peak memory at most 2.5 x.
import { cli, interleave, runOnce, table, withSandbox } from './measure.mjs'

await withSandbox([], (url) => {
  const run =
    (...more) =>
    () =>
      runOnce([cli, 'run', '-u', url, '-w', '10011', '--report', 'junit', '--evidence', 'evidence', '-q', ...more])
  const seen = interleave(
    { 'node -e 0': () => runOnce(['-e', '0']), 'documented journey': run('--scenario', 'documented'), 'every scenario': run() },
    Number(process.argv[2] ?? 12),
  )
  table(seen, ({ wall }) => wall, 'ms')
  table(seen, ({ cpu }) => cpu, 'ms CPU')
  table(seen, ({ mb }) => mb, 'MB')
})
