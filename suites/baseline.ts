import { parse, stringify } from 'yaml'
import { suppress } from './outcome.ts'
import { hint, UsageError } from './usage.ts'
import type { Suppression, Verdict } from './verdict.ts'

/** A violation that a team knows of and answers for, until a day. */
export interface BaselineEntry extends Suppression {
  readonly check: string
  readonly workflow: string
  /** Every region where absent. */
  readonly region?: string
}

export interface BaselineContext {
  readonly checks: readonly string[]
  readonly workflows: readonly string[]
  /** `2026-01-31`, UTC. */
  readonly today: string
}

export interface Baselined {
  readonly verdicts: readonly Verdict[]
  /** Stale, expired, unknown and unfinished entries, one message each: they fail the run. */
  readonly faults: readonly string[]
  /** Entries for the violations that none covers. */
  readonly fresh: readonly BaselineEntry[]
  /** Entries that covered something, or that this run could say nothing about. */
  readonly kept: readonly BaselineEntry[]
}

const members = ['check', 'workflow', 'region', 'reason', 'owner', 'ticket', 'expires'] as const
const required = members.filter((member) => member !== 'region')
export const unfinished = 'TODO'

/** Reads a baseline, YAML or JSON: a list of entries. */
export function readBaseline(text: string, name: string): readonly BaselineEntry[] {
  let value: unknown
  try {
    value = parse(text, { schema: 'core' })
  } catch (error) {
    throw new UsageError(`${name}: it is neither YAML nor JSON: ${(error as Error).message.split('\n')[0]}`)
  }
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw new UsageError(`${name}: expected a list of entries with ${required.join(', ')}`)
  return value.map((entry: unknown, index) => readEntry(entry, `${name}: entry ${index + 1}`))
}

function readEntry(value: unknown, at: string): BaselineEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${at}: expected an object with ${required.join(', ')}`)
  const given = value as Readonly<Record<string, unknown>>
  const odd = Object.keys(given).find((member) => !(members as readonly string[]).includes(member))
  if (odd !== undefined) throw new UsageError(`${at}: there is no member ${JSON.stringify(odd)}${hint(odd, members)}`)
  const entry = Object.fromEntries(Object.entries(given).map(([member, text]) => [member, String(text ?? '').trim()]))
  const missing = required.find((member) => (entry[member] ?? '') === '')
  if (missing !== undefined) throw new UsageError(`${at}: ${missing} is missing: each entry names who answers for it, why, and until when`)
  if (!/^\d{4}-\d\d-\d\d$/.test(entry.expires ?? '') || Number.isNaN(Date.parse(entry.expires ?? '')))
    throw new UsageError(`${at}: expires: expected a day such as 2026-12-31, got ${JSON.stringify(entry.expires)}`)
  return entry as unknown as BaselineEntry
}

/** Marks the violations that entries cover. What could not be judged, and faults of the harness, are never covered. */
export function applyBaseline(verdicts: readonly Verdict[], entries: readonly BaselineEntry[], context: BaselineContext): Baselined {
  const faults: string[] = []
  const kept: BaselineEntry[] = []
  const valid: BaselineEntry[] = []
  for (const entry of entries) {
    const name = nameOf(entry)
    const todo = (['reason', 'owner', 'ticket'] as const).find((member) => entry[member] === unfinished)
    const own = verdicts.filter((verdict) => covers(entry, verdict))
    if (!context.checks.includes(entry.check))
      faults.push(`baseline: ${name}: there is no check ${entry.check}${hint(entry.check, context.checks)}`)
    else if (!context.workflows.includes(entry.workflow))
      faults.push(`baseline: ${name}: there is no workflow ${entry.workflow}${hint(entry.workflow, context.workflows)}`)
    else if (own.length > 0 && own.every(({ outcome }) => outcome === 'conforms' || outcome === 'not-applicable'))
      faults.push(`baseline: ${name}: it is stale: nothing of it is violated any more; take the entry out`)
    else {
      kept.push(entry)
      if (entry.expires < context.today)
        faults.push(`baseline: ${name}: it expired on ${entry.expires}: mend the violation, or ${entry.owner} renews it (${entry.ticket})`)
      else if (todo !== undefined) faults.push(`baseline: ${name}: ${todo} is still ${unfinished}: say who answers for it, and why`)
      else valid.push(entry)
    }
  }
  const marked = verdicts.map((verdict) => {
    const entry = verdict.outcome === 'violates' ? valid.find((each) => covers(each, verdict)) : undefined
    if (entry === undefined) return verdict
    const { reason, owner, ticket, expires } = entry
    return suppress(verdict, { reason, owner, ticket, expires })
  })
  return { verdicts: marked, faults, fresh: freshEntries(marked, kept, context.today), kept }
}

function freshEntries(verdicts: readonly Verdict[], kept: readonly BaselineEntry[], today: string): readonly BaselineEntry[] {
  const expires = new Date(Date.parse(today) + 90 * 86_400_000).toISOString().slice(0, 10)
  const open = verdicts.filter(
    (verdict) => verdict.severity === 'error' && verdict.suppressed === undefined && !kept.some((entry) => covers(entry, verdict)),
  )
  const entries = open.map(({ check, workflow, region }) => ({
    check,
    workflow,
    region,
    reason: unfinished,
    owner: unfinished,
    ticket: unfinished,
    expires,
  }))
  return [...new Map(entries.map((entry) => [nameOf(entry), entry])).values()]
}

function covers({ check, workflow, region }: BaselineEntry, verdict: Verdict): boolean {
  return verdict.check === check && verdict.workflow === workflow && (region === undefined || region === verdict.region)
}

function nameOf({ check, workflow, region }: BaselineEntry): string {
  return [check, workflow, ...(region === undefined ? [] : [region])].join(' ')
}

/** Entries as the YAML of a baseline. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  return entries.length === 0 ? '[]\n' : stringify(entries, { defaultStringType: 'PLAIN', lineWidth: 0 })
}
