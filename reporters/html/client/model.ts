import type { OutlineLine } from '../../../contracts/schemas/outline.ts'
import type { Verdict } from '../../../suites/verdict.ts'
import { type Standing, standingsOf } from '../../compared.ts'
import { type EvidenceIndex, indexEvidence, type Report, type State, stateOf } from '../../report.ts'
import { type Payload, reportIn } from '../slim.ts'
import type { Address } from './address.ts'
import { states } from './states.ts'

export interface Row {
  readonly verdict: Verdict
  readonly state: State
  readonly standing: Standing | undefined
  /** What a text filter looks through, in lower case. */
  readonly text: string
}

export interface Model {
  readonly report: Report
  readonly failOn: Payload['failOn']
  readonly index: EvidenceIndex
  readonly edges: ReadonlyMap<string, readonly (readonly [from: string, to: string])[]>
  /** The schema that a verdict breaks, as an outline, by the key of the verdict. */
  readonly outlines: ReadonlyMap<string, readonly OutlineLine[]>
  /** Gravest first, then in the order of the run. */
  readonly rows: readonly Row[]
  readonly byKey: ReadonlyMap<string, Row>
}

export function modelOf(payload: Payload): Model {
  const report = reportIn(payload)
  const standings = standingsOf(report)
  const outlines = new Map(payload.outlines)
  const gravity = new Map(states.map(({ state }, index) => [state, index]))
  const rows = report.verdicts
    .map((verdict) => ({
      verdict,
      state: stateOf(verdict),
      standing: standings.get(verdict.key),
      text: `${verdict.check} ${verdict.statement} ${verdict.subject} ${verdict.journey} ${verdict.findings.map(({ actual }) => actual.slice(0, 200)).join(' ')}`.toLowerCase(),
    }))
    .sort((a, b) => (gravity.get(a.state) ?? 0) - (gravity.get(b.state) ?? 0))
  return {
    report,
    failOn: payload.failOn,
    index: indexEvidence(report),
    edges: new Map(payload.edges),
    outlines: new Map(payload.schemas.map(([key, id]) => [key, outlines.get(id) ?? []])),
    rows,
    byKey: new Map(rows.map((row) => [row.verdict.key, row])),
  }
}

/** The model with the exchanges, which are read when the page has come in whole. */
export function withTranscripts(model: Model, transcripts: Report['transcripts']): Model {
  const report = { ...model.report, transcripts }
  return { ...model, report, index: indexEvidence(report) }
}

export function filtered(rows: readonly Row[], address: Address): readonly Row[] {
  const words = address.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const { outcome, level, workflow, region, step, scenario, since } = address
  return rows.filter(
    ({ verdict, state, standing, text }) =>
      (outcome === '' || outcome === state) &&
      (level === '' || level === verdict.level) &&
      (workflow === '' || workflow === verdict.workflow) &&
      (region === '' || region === verdict.region) &&
      (step === '' || step === verdict.step) &&
      (scenario === '' || scenario === verdict.scenario) &&
      (since === '' || since === standing) &&
      words.every((word) => text.includes(word)),
  )
}
