import { type Difference, type Divergence, differencesOf, divergencesOf, type Latency, latenciesOf } from '../suites/comparison.ts'
import type { Verdict } from '../suites/verdict.ts'
import { type FailOn, isFailure, type Report, stateOf } from './report.ts'
import { count, cut, listed, logSafe, oneLine } from './text.ts'

/** What several targets have in common, and what sets them apart. */
export interface Audit {
  readonly targets: readonly string[]
  readonly matrix: readonly AuditRow[]
  /** Checks that fail everywhere alike. */
  readonly everywhere: readonly string[]
  readonly divergences: readonly Divergence[]
  readonly differences: readonly Difference[]
  readonly latencies: readonly Latency[]
}

export interface AuditRow {
  readonly workflow: string
  readonly check: string
  /** The gravest state by target. */
  readonly states: Readonly<Record<string, ReturnType<typeof stateOf>>>
}

const gravity = ['harness-error', 'error', 'inconclusive', 'warning', 'info', 'conforms', 'not-applicable'] as const

export function auditOf(report: Report): Audit {
  const targets = report.targets.map(({ region }) => region)
  const matrix = rowsOf(report.verdicts)
  const divergences = divergencesOf(report.verdicts)
  const apart = new Set(divergences.map(({ workflow, check }) => `${workflow} ${check}`))
  const failing = matrix.filter(({ states }) => Object.values(states).some((state) => state === 'error'))
  return {
    targets,
    matrix,
    everywhere: [...new Set(failing.filter(({ workflow, check }) => !apart.has(`${workflow} ${check}`)).map(({ check }) => check))],
    divergences,
    differences: differencesOf(report.transcripts),
    latencies: latenciesOf(report.transcripts),
  }
}

function rowsOf(verdicts: readonly Verdict[]): readonly AuditRow[] {
  const rows = new Map<string, { workflow: string; check: string; states: Record<string, ReturnType<typeof stateOf>> }>()
  for (const verdict of verdicts) {
    const { workflow, check, region } = verdict
    const row = rows.get(`${workflow} ${check}`) ?? { workflow, check, states: {} }
    const [before, now] = [row.states[region], stateOf(verdict)]
    row.states[region] = before === undefined || gravity.indexOf(now) < gravity.indexOf(before) ? now : before
    rows.set(`${workflow} ${check}`, row)
  }
  return [...rows.values()]
}

/** 1 where a target violates or differs, as for a run otherwise. */
export function auditCode(report: Report, audit: Audit, failOn: FailOn): 0 | 1 | 2 | 3 | 4 | 130 {
  if (report.interrupted) return 130
  if (report.verdicts.some(({ outcome }) => outcome === 'harness-error')) return 4
  const differs = audit.differences.length > 0 || audit.divergences.some(({ seen }) => Object.values(seen).includes('violates'))
  if (differs || report.verdicts.some((verdict) => isFailure(verdict, failOn))) return 1
  if (report.verdicts.some(({ outcome }) => outcome === 'inconclusive')) return 3
  return report.verdicts.some(({ outcome }) => outcome === 'conforms') ? 0 : 2
}

const marks = {
  'harness-error': 'ERROR',
  error: 'FAIL',
  inconclusive: '?',
  warning: 'warn',
  info: 'note',
  conforms: 'ok',
  'not-applicable': '-',
} as const
const mostLines = 8

/** One screen: the matrix, what is only at one place, what is the same everywhere, and how fast. */
export function renderAudit(report: Report, audit: Audit, failOn: FailOn): string {
  const { targets, differences, divergences, everywhere } = audit
  const widths = targets.map((target) => Math.max(14, target.length + 2))
  const workflows = [...new Set(report.verdicts.map(({ workflow }) => workflow))]
  const line = (head: string, cells: readonly string[]) => head.padEnd(10) + cells.map((cell, at) => cell.padEnd(widths[at] ?? 14)).join('')
  const lines = [
    line('workflow', targets),
    ...workflows.map((workflow) =>
      line(
        workflow,
        targets.map((target) => cellOf(report.verdicts, workflow, target)),
      ),
    ),
    ...report.notes.map((note) => `Note: ${oneLine(note)}`),
    '',
    ...section('Only here', groupDivergences(divergences, targets)),
    ...section('Answers that differ', groupDifferences(differences, targets)),
    ...(everywhere.length === 0
      ? []
      : [`The same everywhere: ${count(everywhere.length, 'check')} violated at every target: ${listed(everywhere, 8)}`, '']),
    ...latencyLines(audit, line),
    '',
    sentence(report, audit, failOn),
  ]
  return logSafe(`${lines.join('\n')}\n`)
}

function cellOf(verdicts: readonly Verdict[], workflow: string, target: string): string {
  const own = verdicts.filter((verdict) => verdict.workflow === workflow && verdict.region === target)
  const states = own.map(stateOf)
  const worst = gravity.find((state) => states.includes(state))
  if (worst === undefined) return '-'
  const times = states.filter((state) => state === worst).length
  return worst === 'conforms' || worst === 'not-applicable'
    ? `${marks[worst]} ${states.filter((state) => state === 'conforms').length}`
    : `${marks[worst]} ${times}`
}

function section(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - mostLines
  return [
    `${title} (${items.length})`,
    ...items.slice(0, mostLines).map((item) => `  ${cut(oneLine(item), 220)}`),
    ...(more > 0 ? [`  and ${more} more: --json shows them`] : []),
    '',
  ]
}

/** What is checked in several workflows, or at several parts, is one line. */
function groupDivergences(list: readonly Divergence[], targets: readonly string[]): readonly string[] {
  const groups = new Map<string, { readonly first: Divergence; readonly places: Set<string> }>()
  for (const each of list) {
    if (!Object.values(each.seen).includes('violates')) continue
    const key = JSON.stringify([each.check, each.seen])
    const group = groups.get(key) ?? { first: each, places: new Set<string>() }
    group.places.add(each.workflow)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ first, places }) => {
    const where = targets.filter((target) => first.seen[target] === 'violates')
    return `${where.join(', ')}: ${first.check} is violated (${[...places].join(', ')}), elsewhere not: ${first.statement}`
  })
}

function groupDifferences(list: readonly Difference[], targets: readonly string[]): readonly string[] {
  const groups = new Map<string, { readonly first: Difference; readonly places: Set<string> }>()
  for (const each of list) {
    const step = each.exchange.replace(/^prepare:/, '').replace(/^(probe:)?(\w[\w-]*).*$/, '$1$2')
    const key = JSON.stringify([step, each.at, each.seen])
    const group = groups.get(key) ?? { first: each, places: new Set<string>() }
    group.places.add(`${each.workflow} ${each.exchange}`)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ first, places }) => {
    const values = targets.map((target) => `${target} ${first.seen[target] ?? 'absent'}`).join(', ')
    return `${first.odd.length > 0 ? `${first.odd.join(', ')}: ` : ''}${listed([...places], 2)} ${first.at}: ${values}`
  })
}

function latencyLines({ latencies, targets }: Audit, line: (head: string, cells: readonly string[]) => string): readonly string[] {
  const steps = [...new Set(latencies.map(({ step }) => step))]
  return [
    line('ms 50/90%', targets),
    ...steps.map((step) =>
      line(
        step,
        targets.map((target) => {
          const found = latencies.find((each) => each.target === target && each.step === step)
          return found === undefined ? '-' : `${Math.round(found.p50)}/${Math.round(found.p90)}`
        }),
      ),
    ),
  ]
}

function sentence(report: Report, audit: Audit, failOn: FailOn): string {
  const code = auditCode(report, audit, failOn)
  const odd = [...new Set([...audit.differences, ...audit.divergences].flatMap((each) => each.odd))]
  const apart = `${count(audit.differences.length, 'difference')} between ${listed(audit.targets, 6)}`
  if (code === 0) return `The same everywhere: ${listed(audit.targets, 6)} conform and do not differ.`
  if (code === 1)
    return `${odd.length > 0 ? `${odd.join(', ')} stands apart` : 'Not the same, or not conforming'}: ${apart}, ${count(audit.everywhere.length, 'check')} violated everywhere.`
  return code === 130 ? 'Interrupted.' : `Not everything could be judged: ${apart}.`
}
