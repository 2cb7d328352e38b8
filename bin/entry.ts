import { writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { main } from './main.ts'

// To optimize the parser of HTTP costs V8 as much as a whole journey: a run of some hundred exchanges ends before it would have paid.
setFlagsFromString('--wasm-tiering-budget=180000000')

const stop = new AbortController()
let interrupts = 0
let lastWords: (() => string) | undefined
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    stop.abort()
    // A second signal is a person who does not want to wait for the reports.
    if (++interrupts > 1) {
      if (lastWords !== undefined) writeSync(2, lastWords())
      process.exit(130)
    }
    if (lastWords !== undefined)
      process.stderr.write(`\n${name}: deleting what was made and writing the reports; a second one stops at once\n`)
  })
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`| head`): what is left to say has no listener, and the reports are written anyway.
  if (error.code !== 'EPIPE') throw error
})
const { NO_COLOR, FORCE_COLOR } = process.env
const code = await main(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    write: (text) => void process.stdout.write(text),
    progress: (text) => void process.stderr.write(text),
    isTty: process.stderr.isTTY === true,
    lastWords: (say) => {
      lastWords = say
    },
    color: NO_COLOR ? false : FORCE_COLOR !== undefined ? FORCE_COLOR !== '0' : process.stdout.isTTY === true,
  },
  signal: stop.signal,
})
// The HTTP parser keeps the process for a moment after all work is done; everything is flushed by here.
process.exitCode = code
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
process.exit(code)
