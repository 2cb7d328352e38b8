import type { OutlineLine } from '../../contracts/schemas/outline.ts'
import type { Verdict } from '../../suites/verdict.ts'
import type { FailOn, Report } from '../report.ts'

/** What a check says of itself: the same in each of its verdicts. */
export type CheckFact = Pick<Verdict, 'level' | 'statement' | 'source' | 'file' | 'line'>

/** A verdict as the page holds it: without what its check says, without what is empty. */
export type SlimVerdict = Omit<Verdict, keyof CheckFact | 'key' | 'findings' | 'evidence' | 'subject'> &
  Partial<Pick<Verdict, 'findings' | 'evidence' | 'subject' | 'key'>>

/** Everything that the page shows at first. The transcripts, which are most of a report, come after it. */
export interface Payload {
  readonly failOn: FailOn
  readonly checks: readonly (readonly [id: string, fact: CheckFact])[]
  readonly report: Omit<Report, 'verdicts' | 'transcripts'> & { readonly verdicts: readonly SlimVerdict[] }
  /** Documented edges of the capabilities, by workflow. */
  readonly edges: readonly (readonly [workflow: string, edges: readonly (readonly [from: string, to: string])[]])[]
  /** The schema of each verdict that breaks one, by key, and these schemas as outlines, by id. */
  readonly schemas: readonly (readonly [key: string, id: string])[]
  readonly outlines: readonly (readonly [id: string, lines: readonly OutlineLine[]])[]
}

/** The report of a payload, whole again. */
export function reportIn({ checks, report }: Payload): Report {
  const facts = new Map(checks)
  const unknown: CheckFact = { level: 'MAY', statement: '', source: [] }
  return {
    ...report,
    transcripts: [],
    verdicts: report.verdicts.map((verdict, index) => ({
      key: String(index),
      subject: '',
      findings: [],
      evidence: [],
      ...(facts.get(verdict.check) ?? unknown),
      ...verdict,
    })),
  }
}
