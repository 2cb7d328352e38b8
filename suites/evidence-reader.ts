import { createHash } from 'node:crypto'
import {
  type EvidenceLine,
  evidenceFormat,
  type FooterLine,
  firstSeal,
  type HeaderLine,
  openLine,
  type RecordedVerdict,
  sealOf,
} from './evidence-format.ts'
import type { Journey } from './journey.ts'
import type { TargetFacts } from './target.ts'
import type { Exchange, Transcript } from './transcript.ts'
import { UsageError } from './usage.ts'
import { outcomes } from './verdict.ts'

/** Evidence as it was read: what a run recorded, before anything is judged. */
export interface Evidence {
  /** File it came from. */
  readonly name: string
  readonly header: Omit<HeaderLine, 'type' | 'format'>
  readonly transcripts: readonly Transcript[]
  /** What was found when it was recorded; empty in a partial file. */
  readonly verdicts: readonly RecordedVerdict[]
  readonly ms: number
  readonly interrupted: boolean
  /** The run did not end: there is no footer. */
  readonly partial: boolean
}

interface Numbered {
  readonly line: number
  readonly value: EvidenceLine
}

/** Reads an evidence file. Damage is an error that names the line; a file whose end is missing is partial. */
export function readEvidence(text: string, name: string): Evidence {
  const fail = (line: number, reason: string): never => {
    throw new UsageError(`${name}:${line}: the evidence is damaged: ${reason}`)
  }
  // A killed process may leave half a line: it is no damage, and says nothing.
  const end = text.lastIndexOf('\n') + 1
  const lines = text.slice(0, end).split('\n').slice(0, -1)
  const rows: Numbered[] = []
  let before = firstSeal
  let footer: FooterLine | undefined
  const digest = createHash('sha256')
  for (const [index, row] of lines.entries()) {
    const at = index + 1
    if (footer !== undefined) fail(at, 'there is a line after the footer')
    const opened = openLine(row)
    const value = opened === undefined ? undefined : parse(`${opened.open}}`)
    if (opened === undefined || value === undefined) return fail(at, 'it is no line of evidence: it was cut or changed')
    if (value.line !== at) fail(at, `it is numbered ${value.line}: lines are missing, doubled or out of order`)
    if (sealOf(before, opened.open) !== opened.seal) fail(at, 'its seal does not match: this line was changed')
    before = opened.seal
    rows.push({ line: at, value })
    if (value.type === 'footer') footer = value
    else digest.update(`${row}\n`)
  }
  const header = rows[0]?.value
  if (header?.type !== 'header') return fail(1, text.trim() === '' ? 'the file is empty' : 'the first line is not a header')
  if (header.format !== evidenceFormat)
    throw new UsageError(`${name}:1: the format is ${header.format}, this version reads ${evidenceFormat}: use the version that wrote it`)
  if (footer !== undefined) checkFooter(footer, digest.digest('hex'), rows, (reason) => fail(lines.length, reason))
  if (footer !== undefined && end < text.length) fail(lines.length + 1, 'there is text after the footer')
  const { type: _, format: __, ...rest } = header
  return {
    name,
    header: rest,
    transcripts: inOrder(transcriptsOf(rows, header.targets, fail), header.journeys),
    verdicts: rows.flatMap(({ value }) => {
      if (value.type !== 'verdict') return []
      const { type: _type, line: _line, ...verdict } = value as typeof value & { readonly line: number }
      return [verdict]
    }),
    ms: footer?.ms ?? 0,
    interrupted: footer?.interrupted ?? false,
    partial: footer === undefined,
  }
}

function parse(text: string): (EvidenceLine & { readonly line: number }) | undefined {
  try {
    const value = JSON.parse(text) as EvidenceLine & { readonly line: number }
    return typeof value?.type === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

function checkFooter(footer: FooterLine, digest: string, rows: readonly Numbered[], fail: (reason: string) => never): void {
  if (footer.digest !== digest) fail(`the digest of the footer is ${footer.digest}, the lines have ${digest}`)
  const of = (type: EvidenceLine['type']) => rows.filter(({ value }) => value.type === type).length
  const verdicts = outcomes.reduce((sum, outcome) => sum + (footer.counts.verdicts[outcome] ?? 0), 0)
  if (of('exchange') !== footer.counts.exchanges || of('verdict') !== verdicts)
    fail(
      `the footer counts ${footer.counts.exchanges} exchanges and ${verdicts} verdicts, the lines ${of('exchange')} and ${of('verdict')}`,
    )
}

interface Open {
  readonly journey: Journey
  readonly startedAt: string
  readonly exchanges: Map<number, Exchange>
}

function transcriptsOf(
  rows: readonly Numbered[],
  targets: readonly TargetFacts[],
  fail: (line: number, reason: string) => never,
): readonly Transcript[] {
  const open = new Map<string, Open>()
  const done = new Map<string, Transcript>()
  for (const { line, value } of rows) {
    if (value.type === 'journey') open.set(value.journey.id, { journey: value.journey, startedAt: value.startedAt, exchanges: new Map() })
    if (value.type === 'exchange') {
      const journey = open.get(value.journey) ?? fail(line, `it belongs to ${value.journey}, which did not start`)
      journey.exchanges.set(value.n, value.exchange)
    }
    if (value.type === 'transcript') {
      const { type: _, line: __, exchanges, ...rest } = value as typeof value & { readonly line: number }
      const known = open.get(rest.journey.id)?.exchanges
      const named = exchanges.map(([n, name]) => {
        const exchange = known?.get(n) ?? fail(line, `it names exchange ${n} of ${rest.journey.id}, which is not there`)
        return exchange.name === name ? exchange : { ...exchange, name }
      })
      done.set(rest.journey.id, { ...rest, exchanges: named })
      open.delete(rest.journey.id)
    }
  }
  const killed = [...open.values()].flatMap((each) => {
    const target = targets.find(({ region }) => region === each.journey.region)
    return target === undefined ? [] : [killedTranscript(each, target)]
  })
  return [...done.values(), ...killed]
}

/** Transcripts in the order of the plan, whatever the order in which they ended. */
export function inOrder(transcripts: readonly Transcript[], journeys: readonly string[]): readonly Transcript[] {
  const rank = new Map(journeys.map((id, index) => [id, index]))
  return transcripts.toSorted((a, b) => (rank.get(a.journey.id) ?? journeys.length) - (rank.get(b.journey.id) ?? journeys.length))
}

function killedTranscript({ journey, startedAt, exchanges }: Open, target: TargetFacts): Transcript {
  const list = [...exchanges.values()]
  const last = list.at(-1)
  const detail = 'the run was killed during this journey: what it had recorded by then is judged'
  const ms = last === undefined ? 0 : Math.max(0, Math.round(Date.parse(last.at) + last.ms - Date.parse(startedAt)))
  return { journey, target, exchanges: list, startedAt, ms, stopped: { cause: 'interrupted', at: last?.name ?? 'plan', detail } }
}
