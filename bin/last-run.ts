import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type FailOn, isFailure, type Report } from '../reporters/report.ts'
import { writeWhole } from '../suites/files.ts'
import { UsageError } from '../suites/usage.ts'
import { largest, readGivenFile } from './given-file.ts'

/** What later commands need to know of the run before. */
export interface LastRun {
  readonly at: string
  /** Journeys that left something red or open. */
  readonly failed: readonly string[]
  readonly html?: string
  readonly evidence?: readonly string[]
  /** Reports that stand here: its own, and those of runs before that it did not make anew. */
  readonly reports?: readonly string[]
}

const name = 'last-run.json'

export function noteLastRun(folder: string, report: Report, failOn: FailOn, files: Pick<LastRun, 'html' | 'evidence' | 'reports'>): void {
  const isOpen = (verdict: Report['verdicts'][number]) =>
    isFailure(verdict, failOn) || verdict.outcome === 'inconclusive' || verdict.outcome === 'harness-error'
  const failed = [...new Set(report.verdicts.filter(isOpen).map(({ journey }) => journey))]
  const run: LastRun = {
    at: report.startedAt,
    failed,
    ...(files.html === undefined ? {} : { html: resolve(files.html) }),
    ...(files.evidence === undefined ? {} : { evidence: files.evidence.map((path) => resolve(path)) }),
    ...(files.reports === undefined ? {} : { reports: files.reports.map((path) => resolve(path)) }),
  }
  try {
    writeWhole(join(folder, name), `${JSON.stringify(run, undefined, 2)}\n`)
  } catch {
    // A convenience of later commands: a folder that cannot be written to is no fault of this run.
  }
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

/** Reports of earlier runs into a folder that still stand there, beside those that were written now. */
export function earlierFiles(folder: string, written: readonly string[]): readonly string[] {
  const now = new Set(written.map((path) => resolve(path)))
  try {
    const { reports } = JSON.parse(readGivenFile(join(folder, name), { most: largest.baseline })) as Partial<LastRun>
    return isList(reports) ? reports.filter((path) => !now.has(path) && existsSync(path)) : []
  } catch {
    return []
  }
}

export function readLastRun(folder: string): LastRun {
  const path = join(folder, name)
  try {
    const { at, failed, html, evidence } = JSON.parse(readGivenFile(path, { most: largest.baseline })) as Partial<LastRun>
    // The file may be of anybody: what it names is served or read only where it can be ours.
    if (isList(failed) && (html === undefined || /\.html?$/i.test(html)) && (evidence === undefined || isList(evidence)))
      return { at: String(at), failed, ...(html === undefined ? {} : { html }), ...(evidence === undefined ? {} : { evidence }) }
  } catch {
    // Said below.
  }
  throw new UsageError(
    `${path} tells of no run: run once first (without --last-failed; for a page to show, with --report html or --evidence DIR), or name its folder with --report-dir`,
  )
}
