import type { SourceLine } from '../../contracts/source.ts'
import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { workflowOf } from '../../contracts/workflows/index.ts'
import { type AnyCheck, defineCheck, type JudgeContext, type Subject } from '../check.ts'
import type { Json, StepName } from '../transcript.ts'
import { validate } from '../validator.ts'
import type { Difference, Finding, Verdict } from '../verdict.ts'

interface SchemaRule {
  readonly subject: Exclude<Subject, 'image' | 'delete'> | 'callback'
  readonly name: string
  readonly step: StepName | 'start'
  readonly says: string
  readonly stated: { readonly source: readonly SourceLine[]; readonly covers: readonly string[] }
  readonly example?: { readonly source: readonly SourceLine[]; readonly covers: readonly string[] }
  readonly id: (context: Pick<JudgeContext, 'workflow' | 'subject'>, strength: 'stated' | 'example') => string
  readonly appliesTo?: (workflow: Workflow) => boolean
}

const rules: readonly SchemaRule[] = [
  {
    subject: 'token',
    name: 'TOKEN',
    step: 'token',
    says: 'token response',
    stated: { source: lines('G:L107-L113'), covers: [] },
    example: { source: lines('G:L107-L113'), covers: ['G-TOKEN-RESPONSE-SHAPE'] },
    id: (_, strength) => `token/${strength}`,
  },
  {
    subject: 'start',
    name: 'CREATE',
    step: 'start',
    says: 'start response',
    stated: { source: lines('G:L189-L216'), covers: ['G-CREATE-RESPONSE-FIELDS', 'G-CREATE-CREDENTIAL-FIELDS', 'G-UPLOAD-REDIRECT-URLS'] },
    example: {
      source: lines('L57-L84', 'L296-L337', 'L570-L597', 'L795-L857', 'L1092-L1154', 'L1356-L1391'),
      covers: ['WF*-CREATE-RESPONSE-SHAPE', 'WF*-UPDATE-RESPONSE-SHAPE', 'CHANNELS-FACEMAP-NO-API'],
    },
    id: ({ workflow }, strength) => `start/${workflow.key}/${strength}`,
  },
  {
    subject: 'upload',
    name: 'UPLOAD',
    step: 'upload',
    says: 'upload response',
    stated: { source: lines('G:L500-L513'), covers: ['G-UPLOAD-RESPONSE-FIELDS'] },
    example: {
      source: lines('L174-L191', 'L476-L494', 'L913-L985', 'L1211-L1283'),
      covers: [
        'WF*-UPLOAD-DATA-RESPONSE-SHAPE',
        'WF*-UPLOAD-FACE-RESPONSE-SHAPE',
        'WF*-UPLOAD-FRONT-RESPONSE-SHAPE',
        'WF*-UPLOAD-BACK-RESPONSE-SHAPE',
        'G-UPLOAD-RESPONSE-EXAMPLE',
      ],
    },
    id: ({ workflow, subject }, strength) => `upload/${workflow.key}/${subject}/${strength}`,
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
  },
  {
    subject: 'finalize',
    name: 'FINALIZE',
    step: 'finalize',
    says: 'finalize response',
    stated: { source: lines('G:L573-L579'), covers: ['G-FINALIZE-RESPONSE-FIELDS'] },
    example: {
      source: lines('L206-L217', 'L509-L520', 'L719-L730', 'L1000-L1011', 'L1298-L1309'),
      covers: ['WF*-FINALIZE-RESPONSE-SHAPE'],
    },
    id: (_, strength) => `finalize/${strength}`,
    appliesTo: isFinalizedByApi,
  },
  {
    subject: 'status',
    name: 'STATUS',
    step: 'status',
    says: 'status response',
    stated: { source: lines('G:L1317-L1326'), covers: ['G-STATUS-FIELDS', 'G-STATUS-ENUM', 'G-STATUS-DEFINITIONKEY-STRING'] },
    id: (_, strength) => `status/${strength}`,
  },
  {
    subject: 'details',
    name: 'DETAILS',
    step: 'details',
    says: 'details response',
    stated: {
      source: lines('G:L1363-L1402', 'G:L1419-L1433'),
      covers: [
        'G-DETAILS-FIELDS',
        'G-DETAILS-CAPABILITIES-ARRAYS',
        'G-DETAILS-CREDENTIALS',
        'G-DETAILS-DECISION-TYPE',
        'G-CAP-*-DATA',
        'G-CAP-EXTRACTION-DATA-*',
        'G-CAP-EXTRACTION-ADDRESS',
        'G-CAP-EXTRACTION-DATEPARTS',
        'G-CAP-WATCHLIST-SEARCHSTATUS',
      ],
    },
    example: { source: lines('G:L1731-L1960'), covers: ['G-DETAILS-EXAMPLE'] },
    id: ({ workflow }, strength) => `details/${workflow.key}/${strength}`,
  },
  {
    subject: 'steps',
    name: 'STEPS',
    step: 'steps',
    says: 'steps response',
    stated: { source: lines('G:L2010-L2025'), covers: ['G-STEPS-FIELDS', 'G-STEPS-DECISION-TYPE', 'RET-10005-STEPS-SHAPE'] },
    id: ({ workflow }, strength) => `steps/${workflow.key}/${strength}`,
  },
  {
    subject: 'callback',
    name: 'CALLBACK',
    step: 'callback',
    says: 'callback',
    stated: {
      source: lines('G:L1235-L1246'),
      covers: ['G-CALLBACK-FIELDS', 'G-CALLBACK-STATUS-ENUM', 'G-CALLBACK-DEFINITIONKEY-STRING', 'G-CALLBACK-SENTAT-FORMAT'],
    },
    id: (_, strength) => `callback/${strength}`,
  },
  {
    subject: 'health',
    name: 'HEALTH',
    step: 'health',
    says: 'health response',
    stated: { source: lines('G:L2130-L2137'), covers: ['G-HEALTH-STATUS-ENUM', 'G-HEALTH-DETAILS'] },
    example: { source: lines('G:L2147-L2170'), covers: ['G-HEALTH-DETAILS-ABSENT-WHEN-UP'] },
    id: (_, strength) => `health/${strength}`,
  },
]

/** The schema that the check of a verdict judges by; undefined where it judges by none. */
export function schemaIdOf({ check, workflow: key, subject }: Pick<Verdict, 'check' | 'workflow' | 'subject'>): string | undefined {
  const [, name, kind] = /^(\w+)-(SCHEMA|EXAMPLE)$/.exec(check) ?? []
  const rule = rules.find((each) => each.name === name)
  const workflow = workflowOf(key)
  return rule === undefined || workflow === undefined ? undefined : rule.id({ workflow, subject }, kind === 'SCHEMA' ? 'stated' : 'example')
}

function checksOf(rule: SchemaRule): readonly AnyCheck[] {
  const make = (strength: 'stated' | 'example', facts: { readonly source: readonly SourceLine[]; readonly covers: readonly string[] }) =>
    defineCheck({
      id: `${rule.name}-${strength === 'stated' ? 'SCHEMA' : 'EXAMPLE'}`,
      level: strength === 'stated' ? 'MUST' : 'SHOULD',
      step: rule.step,
      source: facts.source,
      statement:
        strength === 'stated'
          ? `Each ${rule.says} has the members and types that the documents state.`
          : `Each ${rule.says} has every member of the documented example, with its type.`,
      needs: [rule.subject],
      covers: facts.covers,
      ...(rule.appliesTo === undefined ? {} : { appliesTo: rule.appliesTo }),
      judge: (evidence, context) => {
        const answer = evidence[rule.subject]
        return schemaFindings(rule.id(context, strength), answer.body, 'exchange' in answer ? answer.exchange.name : 'callback')
      },
    })
  return [make('stated', rule.stated), ...(rule.example === undefined ? [] : [make('example', rule.example)])]
}

/** What a schema finds, as findings; the comment of a schema node names the erratum or tolerance it is subject to. */
export function schemaFindings(id: string, body: Json, name: string): readonly Finding[] {
  return validate(id, body).map((error) => {
    const tolerance = /TOL-[\w-]+/.exec(error.comment ?? '')?.[0]
    const contested = /ERR-\d+/.exec(error.comment ?? '')?.[0]
    return {
      at: `${name} ${error.path}`,
      expected: error.expected,
      actual: error.actual,
      difference: differenceOf(error.keyword),
      ...(tolerance === undefined ? {} : { tolerance }),
      ...(contested === undefined ? {} : { contested }),
    }
  })
}

const differences: Readonly<Record<string, Difference>> = {
  required: 'missing',
  additionalProperties: 'unexpected',
  'false schema': 'unexpected',
  type: 'type',
}

function differenceOf(keyword: string): Difference {
  return differences[keyword] ?? 'value'
}

export const schemaChecks: readonly AnyCheck[] = rules.flatMap(checksOf)
