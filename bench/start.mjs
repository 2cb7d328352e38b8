// Goal: `--help` and `list` over `node -e 0`, at most 2.5 x.
import { cli, interleave, runOnce, table } from './measure.mjs'

const seen = interleave(
  { 'node -e 0': () => runOnce(['-e', '0']), '--help': () => runOnce([cli, '--help']), list: () => runOnce([cli, 'list']) },
  Number(process.argv[2] ?? 20),
)
table(seen, ({ wall }) => wall, 'ms')
table(seen, ({ cpu }) => cpu, 'ms CPU')
