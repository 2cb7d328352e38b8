import { writeSync } from 'node:fs'
import { Ended } from '../suites/ended.ts'
import { main } from './main.ts'

const stop = new AbortController()
let interrupts = 0
let lastWords: (() => string) | undefined
/** Something failed that nobody caught; standard output did not take what was to be said. */
let hasCrashed = false
let isUnsaid = false
/** After a fault that nobody caught: how long deleting what was made and writing the reports may take. */
const faultMs = 30_000

/** What cannot be said is not said: a terminal may be gone. */
function say(text: string): void {
  try {
    writeSync(2, text)
  } catch {}
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    stop.abort()
    // A second signal is a person who does not want to wait for the reports.
    if (++interrupts > 1) {
      if (lastWords !== undefined) say(lastWords())
      process.exit(130)
    }
    if (lastWords !== undefined) say(`\n${name}: deleting what was made and writing the reports; a second one stops at once\n`)
  })

// Rejections that nobody handles come here too.
process.on('uncaughtException', (error) => {
  if (hasCrashed) return
  hasCrashed = true
  setTimeout(() => {
    if (lastWords !== undefined) say(lastWords())
    process.exit(4)
  }, faultMs)
  stop.abort(new Ended('the harness failed, so the run was ended', 'harness'))
  import('./fault.ts').then(
    ({ faultText }) => say(`\nharness error: ${faultText(error, process.env)}\nplease report this; what was made is being deleted\n`),
    () => say('\nharness error: it could not be told\n'),
  )
})

/** Codes of a reader that went away: what is left to say has no listener, and the reports are written anyway. */
const gone = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])
process.stderr.on('error', () => {})
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (gone.has(error.code ?? '') || isUnsaid) return
  isUnsaid = true
  say(`error: standard output did not take what was to be said (${error.code ?? error.message})\n`)
})

const { NO_COLOR, FORCE_COLOR } = process.env
void main(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    write: (text) => void process.stdout.write(text),
    progress: (text) => void process.stderr.write(text),
    isTty: process.stderr.isTTY === true,
    lastWords: (words) => {
      lastWords = words
    },
    color: NO_COLOR ? false : FORCE_COLOR !== undefined ? FORCE_COLOR !== '0' : process.stdout.isTTY === true,
  },
  signal: stop.signal,
}).then(async (code) => {
  // The HTTP parser keeps the process for a moment after all work is done; everything is flushed by here.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  process.exit(hasCrashed || (isUnsaid && code !== 130) ? 4 : code)
})
