import { outlineOf } from '../../contracts/schemas/outline.ts'
import { capabilityEdges } from '../../contracts/workflow.ts'
import { workflowOf } from '../../contracts/workflows/index.ts'
import { schemaIdOf } from '../../suites/checks/schemas.ts'
import type { Verdict } from '../../suites/verdict.ts'
import type { FailOn, Report } from '../report.ts'
import { cut } from '../text.ts'
import type { CheckFact, Payload, SlimVerdict } from './slim.ts'

export function payloadOf(report: Report, failOn: FailOn): Payload {
  const checks = new Map(report.verdicts.map((verdict) => [verdict.check, factOf(verdict)]))
  const { transcripts, ...rest } = report
  const workflows = [...new Set(transcripts.map(({ journey }) => journey.workflow))]
  const schemas = report.verdicts
    .filter(({ outcome }) => outcome === 'violates')
    .flatMap((verdict) => {
      const id = schemaIdOf(verdict)
      return id === undefined ? [] : [[verdict.key, id] as const]
    })
  return {
    failOn,
    schemas,
    outlines: [...new Set(schemas.map(([, id]) => id))].map((id) => [id, outlineOf(id)] as const),
    checks: [...checks],
    report: { ...rest, ...fewer(rest), ...lighter(rest), verdicts: report.verdicts.map(slim) },
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

/** The matrix of an audit follows from the verdicts, and the page shows the beginning of the differences. */
function lighter({ audit }: Pick<Report, 'audit'>): Pick<Report, 'audit'> {
  return audit === undefined ? {} : { audit: { ...audit, matrix: [], differences: audit.differences.slice(0, maxDifferences) } }
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
const maxDifferences = 2000

/** Text of a server may be endless: the page keeps its beginning. */
function bounded(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > maxText ? cut(value, maxText) : value
}

/** JSON that is safe within a script element: the same value, with everything that could act as an escape. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, bounded).replace(risky, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
