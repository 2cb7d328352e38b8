import { capabilityEdges } from '../../contracts/workflow.ts'
import { workflowOf } from '../../contracts/workflows/index.ts'
import type { Verdict } from '../../suites/verdict.ts'
import type { FailOn, Report } from '../report.ts'
import { cut } from '../text.ts'

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
}

export function payloadOf(report: Report, failOn: FailOn): Payload {
  const checks = new Map(report.verdicts.map((verdict) => [verdict.check, factOf(verdict)]))
  const { transcripts, ...rest } = report
  const workflows = [...new Set(transcripts.map(({ journey }) => journey.workflow))]
  return {
    failOn,
    checks: [...checks],
    report: { ...rest, ...fewer(rest), verdicts: report.verdicts.map(slim) },
    edges: workflows.flatMap((key) => {
      const workflow = workflowOf(key)
      return workflow === undefined ? [] : [[key, capabilityEdges(workflow).map(({ from, to }) => [from, to] as const)] as const]
    }),
  }
}

/** Of what is gone the page lists the beginning: a smaller selection leaves thousands behind. */
function fewer({ compared }: Pick<Report, 'compared'>): Pick<Report, 'compared'> {
  if (compared === undefined) return {}
  const gone = compared.changes.filter(({ standing }) => standing === 'gone').slice(0, maxFindings)
  return { compared: { ...compared, changes: [...compared.changes.filter(({ standing }) => standing !== 'gone'), ...gone] } }
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

function factOf({ level, statement, source, file, line }: Verdict): CheckFact {
  return { level, statement, source, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }
}

function slim(verdict: Verdict): SlimVerdict {
  const { level: _, statement: __, source: ___, file: ____, line: _____, findings, evidence, subject, ...rest } = verdict
  return {
    ...rest,
    ...(findings.length === 0 ? {} : { findings: findings.slice(0, maxFindings) }),
    ...(evidence.length === 0 ? {} : { evidence }),
    ...(subject === '' ? {} : { subject }),
  }
}

// What ends an element, a comment or a line of script, and what acts on the reader of a file.
const risky = /[<>\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/g

const maxText = 8000
const maxFindings = 50

/** Text of a server may be endless: the page keeps its beginning. */
function bounded(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > maxText ? cut(value, maxText) : value
}

/** JSON that is safe within a script element: the same value, with everything that could act as an escape. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, bounded).replace(risky, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
