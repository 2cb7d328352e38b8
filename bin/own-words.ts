import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { renderConsole } from '../reporters/console.ts'
import { type ReporterName, reporters } from '../reporters/index.ts'
import type { Report } from '../reporters/report.ts'

/**
 * What this program says by itself: its own text, and the report of this run as if nobody had answered. A target may call
 * any word of it a token or a name: such a word is known to everybody, so that a report that holds it gives nothing away.
 */
export async function ownWords(report: Report, names: readonly ReporterName[], files: readonly string[]): Promise<Uint8Array> {
  const { audit: _, ...others } = report
  const silent: Report = {
    ...others,
    transcripts: [],
    verdicts: report.verdicts.map(({ reason: __, ...verdict }) => ({ ...verdict, findings: [] })),
    notes: [],
  }
  const said = await Promise.all(names.map((name) => rendered(name, silent)))
  return Buffer.from([...programText(), JSON.stringify(silent), renderConsole(silent), ...files, ...said].join('\n'))
}

/** A reporter that throws was told of when it was asked for the true report. */
async function rendered(name: ReporterName, report: Report): Promise<string> {
  try {
    return await reporters[name].render(report)
  } catch {
    return ''
  }
}

/** The files that this program runs from: those of `dist`, or the sources. */
function programText(): readonly string[] {
  const here = import.meta.dirname
  const folders = basename(here) === 'bin' ? ['bin', 'contracts', 'reporters', 'suites'].map((room) => join(here, '..', room)) : [here]
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test)\.([cm]?js|ts)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
}
