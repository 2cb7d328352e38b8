import { edition } from '../contracts/source.ts'
import type { Scenario } from '../suites/journey.ts'
import type { TargetFacts } from '../suites/target.ts'
import type { TlsFacts } from '../suites/tls.ts'
import type { Exchange, Transcript } from '../suites/transcript.ts'
import type { JudgedFinding, Verdict } from '../suites/verdict.ts'
import { auditOf } from './audit.ts'
import type { Report } from './report.ts'

const origin = 'http://127.0.0.1:8080'
const startedAt = '2026-01-02T03:04:05.000Z'

export const sampleTarget: TargetFacts = {
  region: 'local',
  origins: { account: origin, api: origin, retrieval: origin, auth: origin, status: origin },
  userAgent: 'Sample kyx-conformance/1.0',
  tokenSource: 'given',
}

/** A verdict that conforms, but for what is given. */
export function sampleVerdict(overrides: Partial<Verdict> = {}): Verdict {
  const { workflow = '10011', region = 'local', scenario = 'documented', check = 'CREATE-STATUS', subject = '' } = overrides
  const journey = overrides.journey ?? `${workflow}/${region}/${scenario}`
  return {
    key: `${journey} ${check} ${subject}`,
    check,
    level: 'MUST',
    statement: 'An account is created with status 200.',
    source: ['L37-L40', 'G:L126-L129'],
    workflow,
    region,
    scenario,
    journey,
    step: 'create',
    subject,
    outcome: 'conforms',
    findings: [],
    evidence: ['create'],
    file: 'suites/checks/create.ts',
    line: 12,
    ...overrides,
  }
}

/** A verdict that violates, with one finding. */
export function sampleViolation(overrides: Partial<Verdict> = {}, finding: Partial<JudgedFinding> = {}): Verdict {
  const severity = finding.severity ?? overrides.severity ?? 'error'
  return sampleVerdict({
    outcome: 'violates',
    severity,
    findings: [{ at: 'create response status', expected: '200', actual: '500', severity, ...finding }],
    ...overrides,
  })
}

/** An exchange that was answered, but for what is given. */
export function sampleExchange(overrides: Partial<Exchange> = {}): Exchange {
  return {
    name: 'create',
    step: 'create',
    role: 'account',
    at: startedAt,
    ms: 12.4,
    request: {
      method: 'POST',
      url: `${origin}/api/v1/accounts`,
      headers: [
        ['Authorization', 'Bearer masked:opaque:40:0a1b2c3d'],
        ['User-Agent', sampleTarget.userAgent],
        ['Accept', 'application/json'],
        ['Content-Type', 'application/json'],
      ],
      body: { kind: 'json', value: { customerInternalReference: "it's", workflowDefinition: { key: 10011 } }, size: 75 },
    },
    response: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: { kind: 'json', value: { account: { id: '11111111-1111-1111-1111-aaaaaaaaaaaa' } }, size: 58 },
    },
    ...overrides,
  }
}

/** A transcript of one journey with a create and an upload. */
export function sampleTranscript(
  workflow = '10011',
  region = 'local',
  scenario: Scenario = 'documented',
  exchanges?: readonly Exchange[],
): Transcript {
  return {
    journey: {
      id: `${workflow}/${region}/${scenario}`,
      workflow,
      region,
      scenario,
      probes: [],
      uploads: ['ID.FRONT'],
      cost: { transactions: 1, requests: 7 },
    },
    target: { ...sampleTarget, region },
    exchanges: exchanges ?? [sampleExchange(), sampleUpload()],
    startedAt,
    ms: 480,
  }
}

function sampleUpload(): Exchange {
  return sampleExchange({
    name: 'upload:ID.FRONT',
    step: 'upload',
    part: 'ID.FRONT',
    role: 'api',
    ms: 20,
    request: {
      method: 'POST',
      url: `${origin}/api/v1/accounts/a/workflow-executions/e/credentials/c/parts/FRONT`,
      headers: [
        ['Authorization', 'Bearer masked:opaque:40:0a1b2c3d'],
        ['User-Agent', sampleTarget.userAgent],
        ['Accept', 'application/json'],
        ['Content-Type', 'multipart/form-data; boundary=x'],
      ],
      body: {
        kind: 'form',
        parts: [{ name: 'file', filename: 'front.jpg', type: 'image/jpeg', size: 999, sha256: 'ab'.repeat(32) }],
        size: 1200,
      },
    },
    retried: ['reset after 3 ms'],
  })
}

/** A report of the given verdicts. */
export function sampleReport(verdicts: readonly Verdict[], overrides: Partial<Report> = {}): Report {
  const workflows = [...new Set(verdicts.map(({ workflow }) => workflow))]
  return {
    tool: { name: 'kyx-conformance', version: '0.1.0' },
    edition,
    mode: 'documented',
    startedAt,
    ms: 1402,
    targets: [sampleTarget],
    selection: { workflows, scenarios: ['documented'] },
    verdicts,
    transcripts: workflows.map((workflow) => sampleTranscript(workflow)),
    notes: [],
    ...overrides,
  }
}

const absent = { code: 'absent', text: 'the workflow has no selfie' } as const

/** Everything conforms, with a warning, a note and something that does not apply. */
export function greenReport(): Report {
  return sampleReport([
    ...['10011', '10013'].flatMap((workflow) => [
      sampleVerdict({ workflow }),
      sampleVerdict({ workflow, check: 'UPLOAD-STATUS', step: 'upload', subject: 'ID.FRONT', evidence: ['upload:ID.FRONT'] }),
      sampleVerdict({ workflow, check: 'SELFIE-LINK', subject: 'SELFIE.FACE', outcome: 'not-applicable', reason: absent, evidence: [] }),
    ]),
    sampleViolation({ check: 'CREATE-LOCALE', level: 'SHOULD' }, { severity: 'warning', contested: 'ERR-013', actual: 'no locale' }),
    sampleViolation({ check: 'CREATE-EXTRA', level: 'MAY' }, { severity: 'info', actual: 'a member `extra`' }),
  ])
}

/** A provider whose uploads are missing in two workflows: one violation each, and all behind it blocked. */
export function redReport(): Report {
  return sampleReport(
    ['10011', '10013'].flatMap((workflow) => {
      const violation = sampleViolation(
        {
          workflow,
          check: 'UPLOAD-STATUS',
          step: 'upload',
          subject: 'ID.FRONT',
          statement: 'A part is accepted.',
          evidence: ['create', 'upload:ID.FRONT'],
        },
        { at: 'upload:ID.FRONT response status', actual: '404' },
      )
      const reason = { code: 'blocked', text: 'the upload of ID.FRONT was refused', cause: violation.key } as const
      const blocked = (check: string, step: 'finalize' | 'details') =>
        sampleVerdict({ workflow, check, step, outcome: 'inconclusive', reason, evidence: [] })
      return [sampleVerdict({ workflow }), violation, blocked('FIN-METHOD-PUT', 'finalize'), blocked('DETAILS-STATUS', 'details')]
    }),
  )
}

/** Nobody listened. */
export function inconclusiveReport(): Report {
  return sampleReport(
    ['10011', '10013'].flatMap((workflow) => {
      const first = sampleVerdict({
        workflow,
        outcome: 'inconclusive',
        reason: { code: 'unreachable', text: `create on ${workflow}: connect ECONNREFUSED 127.0.0.1:8080` },
      })
      const reason = { code: 'blocked', text: 'the account was not created', cause: first.key } as const
      return [first, ...['A', 'B', 'C'].map((check) => sampleVerdict({ workflow, check, outcome: 'inconclusive', reason, evidence: [] }))]
    }),
    { notes: ['10014 was not judged: no account with a facemap was given'] },
  )
}

export const hostile =
  '</script>]]>&"\'<\u001b[31mred\u001b[0m\u0000\u0007\u202egnp\u200b\ud800x\udc00\ufffe\u0085\r\n::error::x\u2028|`*_[a](b) $(id) \u{1f600} __proto__'

/** Hostile text wherever a server, or a person who writes checks, can put some. */
export function hostileReport(): Report {
  const huge = `${hostile}${'\u{1f600}'.repeat(500_000)}`
  const long = `10011/${hostile}/documented`
  const shared = { region: hostile, journey: long, subject: hostile, statement: hostile, file: hostile, evidence: [hostile] }
  const verdicts = [
    sampleViolation({ ...shared, key: 'a' }, { at: hostile, expected: hostile, actual: huge, contested: hostile, tolerance: hostile }),
    sampleViolation({ ...shared, key: 'b' }, { at: huge, expected: huge, actual: hostile }),
    sampleVerdict({ ...shared, key: 'c', outcome: 'inconclusive', reason: { code: 'blocked', text: huge, cause: 'a' } }),
    sampleVerdict({ ...shared, key: 'd', outcome: 'inconclusive', reason: { code: 'control-failed', text: hostile, cause: hostile } }),
    sampleVerdict({ ...shared, key: 'e', outcome: 'not-applicable', reason: { code: 'absent', text: huge } }),
    sampleVerdict({ ...shared, key: 'f', outcome: 'harness-error', reason: { code: 'threw', text: hostile } }),
    sampleViolation({ ...shared, key: 'g', check: 'WARN' }, { severity: 'warning', actual: huge }),
    sampleVerdict({ ...shared, key: 'h', statement: 'long '.repeat(1000) }),
    sampleVerdict({ ...shared, key: 'i', statement: 'long '.repeat(1000) }),
  ]
  const exchange = sampleExchange({
    name: hostile,
    request: {
      method: hostile,
      url: `${origin}/${hostile}`,
      headers: [
        [hostile, hostile],
        ['Authorization', hostile],
      ],
      body: { kind: 'form', parts: [{ name: hostile, filename: hostile, type: hostile, size: 1, sha256: hostile }], size: 1 },
    },
    response: { status: 200, headers: [[hostile, hostile]], body: { kind: 'text', text: huge, size: huge.length } },
    retried: [hostile],
  })
  const transcript = sampleTranscript('10011', hostile, 'documented', [exchange])
  return sampleReport(verdicts, {
    targets: [{ ...sampleTarget, region: hostile, origins: { ...sampleTarget.origins, account: hostile }, userAgent: hostile }],
    transcripts: [{ ...transcript, startedAt: hostile, ms: -5, journey: { ...transcript.journey, id: long } }],
    notes: [hostile, huge],
  })
}

/** Three targets, of which one answers uploads otherwise, with hostile text in what it says. */
export function auditReport(): Report {
  const targets = ['a', 'b', 'c']
  const uploadOf = (status: number, headers: Exchange['request']['headers']) =>
    sampleExchange({ ...sampleUpload(), response: { status, headers, body: { kind: 'json', value: { shard: hostile }, size: 40 } } })
  const transcripts = targets.map((target) =>
    sampleTranscript('10011', target, 'documented', [
      sampleExchange(),
      target === 'b' ? uploadOf(201, [[hostile, hostile]]) : uploadOf(200, []),
    ]),
  )
  const verdicts = targets.flatMap((region) => [
    sampleVerdict({ region }),
    (region === 'b' ? sampleViolation : sampleVerdict)({ region, check: 'UPLOAD-STATUS', step: 'upload', evidence: ['upload:ID.FRONT'] }),
  ])
  const report = sampleReport(verdicts, { targets: targets.map((region) => ({ ...sampleTarget, region })), transcripts })
  return { ...report, audit: auditOf(report, targets.map(sampleTls), 'error') }
}

function sampleTls(target: string): TlsFacts {
  const [cert, ca] = [`CN=${target}.example.com`, hostile]
  return {
    ...{ target, roles: ['account'], host: `${target}.example.com`, protocol: target === 'b' ? 'TLSv1.2' : 'TLSv1.3', cipher: hostile },
    ...{ alpn: 'http/1.1', key: 'ec prime256v1', subject: cert, names: [hostile], issuer: ca, chain: [cert, ca] },
    ...{ from: startedAt, until: startedAt, days: 12, trusted: 'yes' },
  }
}

/** Every kind of report that a renderer must cope with, by name. */
export const samples: Readonly<Record<string, () => Report>> = {
  green: greenReport,
  red: redReport,
  inconclusive: inconclusiveReport,
  hostile: hostileReport,
  empty: () => sampleReport([]),
  audit: auditReport,
  interrupted: () => ({ ...greenReport(), interrupted: true, partial: true, notes: ['stopped by SIGINT'] }),
}
