import { type Difference, type Divergence, differencesOf, divergencesOf, type Latency, latenciesOf } from '../suites/comparison.ts'
import { type TlsDifference, type TlsFacts, tlsDifferencesOf } from '../suites/tls.ts'
import type { Verdict } from '../suites/verdict.ts'
import { type ExitCode, exitCode, type FailOn, gravity, type Report, type State, stateOf } from './report.ts'
import { count, listed } from './text.ts'

/** What several targets have in common, and what sets them apart. */
export interface Audit {
  readonly format: 'kyx-audit/1'
  /** As the exit code has it. */
  readonly code: ExitCode
  readonly summary: string
  /** A target differs where that counts, which fails an audit beside its verdicts. */
  readonly apart: boolean
  readonly targets: readonly string[]
  readonly matrix: readonly AuditRow[]
  /** Checks that fail everywhere alike. */
  readonly everywhere: readonly string[]
  readonly divergences: readonly Divergence[]
  readonly differences: readonly Difference[]
  readonly tls: readonly TlsFacts[]
  readonly tlsDifferences: readonly TlsDifference[]
  readonly latencies: readonly Latency[]
  readonly notes: readonly string[]
}

export interface AuditRow {
  readonly workflow: string
  readonly check: string
  /** The gravest state by target. */
  readonly states: Readonly<Record<string, State>>
}

/** Sets the targets of a report side by side. */
export function auditOf(report: Report, tls: readonly TlsFacts[], failOn: FailOn): Audit {
  const targets = report.targets.map(({ region }) => region)
  const matrix = rowsOf(report.verdicts)
  const divergences = divergencesOf(report.verdicts)
  const apart = new Set(divergences.map(({ workflow, check }) => `${workflow} ${check}`))
  const failing = matrix.filter(({ states }) => Object.values(states).some((state) => state === 'error'))
  const parts = {
    targets,
    matrix,
    everywhere: [...new Set(failing.filter(({ workflow, check }) => !apart.has(`${workflow} ${check}`)).map(({ check }) => check))],
    divergences,
    differences: differencesOf(report.transcripts),
    tls,
    tlsDifferences: tlsDifferencesOf(tls),
    latencies: latenciesOf(report.transcripts),
    notes: report.notes,
  }
  const found = { ...parts, apart: isApart(parts) }
  const code = exitCode({ ...report, audit: found }, { failOn })
  return { format: 'kyx-audit/1', code, summary: sentence(code, found), ...found }
}

function rowsOf(verdicts: readonly Verdict[]): readonly AuditRow[] {
  const rows = new Map<string, { workflow: string; check: string; states: Record<string, State> }>()
  for (const verdict of verdicts) {
    const { workflow, check, region } = verdict
    const row = rows.get(`${workflow} ${check}`) ?? { workflow, check, states: {} }
    const [before, now] = [row.states[region], stateOf(verdict)]
    row.states[region] = before === undefined || gravity.indexOf(now) < gravity.indexOf(before) ? now : before
    rows.set(`${workflow} ${check}`, row)
  }
  return [...rows.values()]
}

type Found = Omit<Audit, 'format' | 'code' | 'summary'>

/** A target differs where that counts. */
function isApart(audit: Omit<Found, 'apart'>): boolean {
  return (
    audit.differences.length > 0 ||
    audit.tlsDifferences.some(({ counts }) => counts) ||
    audit.divergences.some(({ seen }) => Object.values(seen).includes('violates'))
  )
}

function sentence(code: ExitCode, audit: Found): string {
  const counted = [...audit.differences, ...audit.tlsDifferences.filter(({ counts }) => counts)]
  const odd = [...new Set([...counted, ...audit.divergences].flatMap((each) => each.odd))]
  const targets = listed(audit.targets, 6)
  const apart = `${count(counted.length, 'difference')} between ${targets}`
  const violated = `${count(audit.everywhere.length, 'check')} violated everywhere`
  if (code === 0) return `The same everywhere: ${targets} conform and do not differ.`
  if (code === 1 && !audit.apart) return `The same everywhere, and not conforming: ${targets} do not differ, ${violated}.`
  if (code === 1)
    return `${odd.length > 0 ? `${odd.join(', ')} ${odd.length > 1 ? 'stand' : 'stands'} apart` : 'Not the same'}: ${apart}, ${violated}.`
  return code === 130 ? 'Interrupted.' : `Not everything could be judged: ${apart}.`
}
