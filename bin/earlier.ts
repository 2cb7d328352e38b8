import { basename } from 'node:path'
import type { Earlier } from '../reporters/compared.ts'
import { readHtml } from '../reporters/html/saved.ts'
import { judgeEvidence } from '../suites/evidence-join.ts'
import { statOf } from '../suites/files.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { isReport, readReport } from '../suites/report-evidence.ts'
import { UsageError } from '../suites/usage.ts'
import { largest, readGivenFile } from './given-file.ts'
import { filesOf, join, readFile, soundly } from './judge.ts'

/**
 * Reads what `--compare` names: a JSON or HTML report with the verdicts that it tells, or evidence (file, folder, HAR), which is judged
 * with the checks of today, so that a difference is one of the target.
 */
export function readEarlier(path: string): Earlier {
  const stat = statOf(path)
  if (stat === undefined)
    throw new UsageError(`--compare: ${path}: there is no such file or folder: name a report of --report json or html, or evidence`)
  const name = basename(path)
  if (stat.isDirectory()) return ofEvidence(path, name)
  const saved = soundly(path, () => {
    const text = readGivenFile(path, { option: '--compare', most: largest.record })
    return isReport(text) ? readReport(text, path) : isHtml(text) ? readHtml(text, path).report : undefined
  })
  if (saved === undefined) return ofEvidence(path, name)
  const { tool, edition, mode, startedAt, verdicts } = saved
  return { name, tool, edition, mode, startedAt, verdicts }
}

export function isHtml(text: string): boolean {
  return /^\s*<!doctype html>/i.test(text)
}

function ofEvidence(path: string, name: string): Earlier {
  const files = filesOf(path).map(readFile)
  const joined = join(files)
  const { mode, edition, startedAt } = joined
  const [first] = files
  const tool = first?.header.tool ?? { name: 'kyx-conformance', version: 'unknown' }
  return { name, tool, edition, mode, startedAt, verdicts: judgeEvidence(joined, everyCheck, mode) }
}
