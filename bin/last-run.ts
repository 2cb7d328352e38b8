import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type FailOn, isFailure, type Report } from '../reporters/report.ts'
import { UsageError } from '../suites/usage.ts'
import { largest, readGivenFile } from './given-file.ts'

/** What later commands need to know of the run before. */
export interface LastRun {
  readonly at: string
  /** Journeys that left something red or open. */
  readonly failed: readonly string[]
  readonly html?: string
  readonly evidence?: readonly string[]
}

const name = 'last-run.json'

export function noteLastRun(folder: string, report: Report, failOn: FailOn, files: Pick<LastRun, 'html' | 'evidence'>): void {
  const isOpen = (verdict: Report['verdicts'][number]) =>
    isFailure(verdict, failOn) || verdict.outcome === 'inconclusive' || verdict.outcome === 'harness-error'
  const failed = [...new Set(report.verdicts.filter(isOpen).map(({ journey }) => journey))]
  const run: LastRun = {
    at: report.startedAt,
    failed,
    ...(files.html === undefined ? {} : { html: resolve(files.html) }),
    ...(files.evidence === undefined ? {} : { evidence: files.evidence.map((path) => resolve(path)) }),
  }
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), `${JSON.stringify(run, undefined, 2)}\n`)
  } catch {
    // A convenience of later commands: a folder that cannot be written to is no fault of this run.
  }
}

export function readLastRun(folder: string): LastRun {
  const path = join(folder, name)
  try {
    const { at, failed, html, evidence } = JSON.parse(readGivenFile(path, { most: largest.baseline })) as Partial<LastRun>
    const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string')
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
