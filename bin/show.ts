import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { withEarlier } from '../reporters/compared.ts'
import { renderHtml } from '../reporters/html/page.ts'
import { readHtml } from '../reporters/html/saved.ts'
import { judgeEvidence } from '../suites/evidence-join.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { isUsageError, readCount, UsageError } from '../suites/usage.ts'
import { readEarlier } from './earlier.ts'
import { largest, readGivenFile } from './given-file.ts'
import { filesOf, join, readFile, reportOf } from './judge.ts'
import { readLastRun } from './last-run.ts'
import type { Terminal } from './run.ts'

export interface ShowOptions {
  readonly reportDir: string
  readonly compare?: string
  readonly port: string
  readonly open: boolean
}

/** Serves the HTML report of the last run, or of the evidence that is named, on loopback. */
export async function show(name: string | undefined, options: ShowOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const page = pageOf(name, options)
  const server = createServer({ headersTimeout: 10_000, connectionsCheckingInterval: 5000 }, (request, response) => {
    // A page of another site that points its name here must not read the report.
    const isOurs = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')
    if (!isOurs || request.method !== 'GET' || request.url !== '/') return void response.writeHead(isOurs ? 404 : 403).end()
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        // The page has a policy of its own; one that somebody else made may have none.
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      })
      .end(page)
  })
  server.maxConnections = 256
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(readCount(options.port, '--port', 0, 65_535), '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  terminal.write(`${url}   (stop with Ctrl-C)\n`)
  if (options.open) openUrl(url)
  await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
  server.closeAllConnections()
  server.close()
  return 0
}

function pageOf(name: string | undefined, { reportDir, compare }: ShowOptions): string {
  const last = name === undefined ? readLastRun(reportDir) : undefined
  const html = name === undefined ? last?.html : /\.html?$/.test(name) ? name : undefined
  if (html !== undefined && compare === undefined) return readPage(html)
  const earlier = compare === undefined ? undefined : readEarlier(compare)
  if (html !== undefined) {
    const { report, failOn } = readHtml(readPage(html), html)
    return renderHtml(withEarlier(report, earlier), { failOn })
  }
  const files = name === undefined ? last?.evidence : filesOf(name)
  if (files === undefined || files.length === 0)
    throw new UsageError('the last run left neither an HTML report nor evidence: add --report html or --evidence DIR to it')
  const joined = join(files.map(readFile))
  return renderHtml(withEarlier(reportOf(joined, joined.mode, judgeEvidence(joined, everyCheck, joined.mode), [], 'error'), earlier))
}

function readPage(path: string): string {
  try {
    return readGivenFile(path, { most: largest.record })
  } catch (error) {
    if (isUsageError(error)) throw error
    throw new UsageError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}): run again with --report html, or name another file`,
    )
  }
}

function openUrl(url: string): void {
  const [command, ...lead] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  // Where there is no desktop the address above is enough.
  spawn(command as string, [...lead, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
