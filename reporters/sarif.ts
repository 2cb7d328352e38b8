import type { Log, Notification, ReportingDescriptor, Result } from 'sarif'
import type { Verdict } from '../suites/verdict.ts'
import { type AuditCase, auditCases } from './audit-cases.ts'
import { detailLines, messageOf, sourceText, suppressionLines } from './detail.ts'
import {
  blameOf,
  className,
  type EvidenceIndex,
  exitCode,
  type FailOn,
  indexEvidence,
  type Report,
  severityOf,
  verdictTitle,
} from './report.ts'
import { instant, oneLine, visible } from './text.ts'

const levels = { error: 'error', warning: 'warning', info: 'note' } as const

/** SARIF 2.1.0: a rule for each check that was violated, a result for each violation; what was not judged is a notification. */
export function renderSarif(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const index = indexEvidence(report)
  const violations = report.verdicts.filter(({ outcome }) => outcome === 'violates')
  const rules = [...new Map(violations.map((verdict) => [verdict.check, verdict])).values()]
  const ruleIndex = new Map(rules.map(({ check }, at) => [check, at]))
  const causes = blameOf(report).causes.filter(({ root }) => root.outcome === 'inconclusive')
  const faults = report.verdicts.filter(({ outcome }) => outcome === 'harness-error')
  const apart = auditCases(report, index).filter(({ differences }) => differences.length > 0)
  const apartRules = [...new Map(apart.map((each) => [each.id, each])).values()]
  const code = exitCode(report, { failOn })
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: report.tool.name, version: report.tool.version, rules: [...rules.map(ruleOf), ...apartRules.map(auditRule)] },
        },
        invocations: [
          {
            executionSuccessful: code === 0 || code === 1,
            exitCode: code,
            startTimeUtc: instant(report.startedAt),
            toolExecutionNotifications: [
              ...causes.map(({ root, blocked }) =>
                notification(root, 'warning', `${messageOf(root)}${blocked.length > 0 ? ` (blocks ${blocked.length} more)` : ''}`),
              ),
              ...faults.map((verdict) => notification(verdict, 'error', messageOf(verdict))),
            ],
          },
        ],
        results: [
          ...violations.map((verdict) => resultOf(verdict, ruleIndex.get(verdict.check) ?? -1, index)),
          ...apart.map((each) => auditResult(each, rules.length + apartRules.findIndex(({ id }) => id === each.id))),
        ],
        columnKind: 'utf16CodeUnits',
        properties: { mode: report.mode, edition: report.edition.id, notes: report.notes.map(oneLine) },
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf(verdict: Verdict): ReportingDescriptor {
  const level = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const
  return {
    id: oneLine(verdict.check),
    shortDescription: { text: oneLine(verdict.statement) },
    help: { text: `${verdict.level}. Source: ${sourceText(verdict)}. Read more: kyx-conformance explain ${oneLine(verdict.check)}` },
    defaultConfiguration: { level: level[verdict.level] },
    properties: { level: verdict.level, source: [...verdict.source] },
  }
}

function auditRule({ id, name }: AuditCase): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: name },
    help: { text: 'The targets of an audit are compared with each other: it counts where the documents are silent, too.' },
    defaultConfiguration: { level: 'error' },
  }
}

function auditResult({ id, name, classname, differences }: AuditCase, ruleIndex: number): Result {
  return {
    ruleId: id,
    ruleIndex,
    kind: 'fail',
    level: 'error',
    message: { text: differences.join('\n\n') },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'suites/comparison.ts', uriBaseId: 'SRCROOT' } },
        logicalLocations: [{ fullyQualifiedName: `${classname} ${name}`, kind: 'member' }],
      },
    ],
    partialFingerprints: { 'kyxVerdict/v1': `${classname} ${name}` },
  }
}

function resultOf(verdict: Verdict, ruleIndex: number, index: EvidenceIndex): Result {
  const name = `${className(verdict)} ${verdictTitle(verdict)}`
  return {
    ruleId: oneLine(verdict.check),
    ruleIndex,
    kind: 'fail',
    level: levels[severityOf(verdict) ?? 'error'],
    message: { text: `${messageOf(verdict)}\n${detailLines(verdict, index).join('\n')}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(visible(verdict.file ?? 'suites')), uriBaseId: 'SRCROOT' },
          ...(verdict.line !== undefined && verdict.line > 0 ? { region: { startLine: verdict.line } } : {}),
        },
        logicalLocations: [{ fullyQualifiedName: name, kind: 'member' }],
      },
    ],
    ...(verdict.suppressed === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: suppressionLines(verdict).join(' ') }] }),
    partialFingerprints: { 'kyxVerdict/v1': name },
    properties: {
      workflow: verdict.workflow,
      region: verdict.region,
      step: verdict.step,
      subject: verdict.subject,
      journey: verdict.journey,
    },
  }
}

function notification(verdict: Verdict, level: 'warning' | 'error', text: string): Notification {
  return { level, descriptor: { id: verdict.reason?.code ?? verdict.outcome }, message: { text: `${className(verdict)}: ${text}` } }
}
