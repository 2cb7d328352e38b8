import { expect } from 'chai'
import { workflowOf } from '../contracts/workflows/index.ts'
import { materials } from '../fixtures/materials.ts'
import { mutants } from '../fixtures/mutants/index.ts'
import { startSandbox } from '../fixtures/sandbox/sandbox.ts'
import { environmentTarget } from './aim.ts'
import { checks } from './checks/index.ts'
import { judgeResponse, judgeSteps } from './conformance.ts'
import type { Conformance, JudgedStep } from './conformance-terms.ts'
import { plan } from './plan.ts'
import type { PlainResponse } from './response-reader.ts'
import { runSession, type SessionResult } from './session.ts'
import type { Exchange } from './transcript.ts'
import { UsageError } from './usage.ts'
import type { Verdict } from './verdict.ts'

/** Faults of every step, and a workflow that shows each. */
const faulty: Readonly<Record<string, string>> = {
  'create-answers-400': '10011',
  'create-answers-html': '10011',
  'create-timestamp-seconds': '10013',
  'facemap-left-out': '10011',
  'ids-are-numbers-in-text': '10010',
  'links-plain-http': '10011',
  'links-of-other-account': '10011',
  'web-addresses-swapped': '10011',
  'upload-answers-201': '10006',
  'upload-timestamp-missing': '10005',
  'finalize-answers-404': '10011',
  'finalize-execution-missing': '10006',
  'status-undocumented': '10013',
  'status-href-of-other': '10005',
  'details-created-missing': '10011',
  'liveness-missing': '10011',
  'capability-id-number': '10011',
  'steps-decision-approved': '10013',
  'image-answers-json': '10011',
  'token-empty': '10005',
  'health-answers-500': '10005',
  'update-moves-account': '10014',
}

async function record(workflow: string, mutantId?: string): Promise<SessionResult> {
  const mutant = mutants.find(({ id }) => id === mutantId)
  if (mutantId !== undefined && mutant === undefined) throw new Error(`no mutant ${mutantId}`)
  const sandbox = await startSandbox(mutant === undefined ? {} : { mutant })
  try {
    const target = { ...environmentTarget(sandbox.url, {}), cleanup: false, pollTimeoutMs: 1500, callbackTimeoutMs: 100 }
    const chosen = workflowOf(workflow)
    const journeys = plan({ workflows: chosen === undefined ? [] : [chosen], regions: [target.region], scenarios: ['documented'] })
    return await runSession({ journeys, targets: [target], checks, mode: 'documented', materials, concurrency: 1 })
  } finally {
    await sandbox.close()
  }
}

/** An exchange as a team of users would have it in hand. */
function plain({ request, response, at }: Exchange): PlainResponse {
  const body = response?.body
  return {
    status: response?.status ?? 0,
    headers: response?.headers ?? [],
    body:
      body?.kind === 'json'
        ? JSON.stringify(body.value)
        : body?.kind === 'text'
          ? body.text
          : body?.kind === 'binary'
            ? Buffer.from(body.head, 'hex')
            : '',
    at,
    request: { method: request.method, url: request.url, body: request.body.kind === 'json' ? request.body.value : undefined },
  }
}

const asSync = (judged: Conformance | Promise<Conformance>) => judged as Conformance
/** A run reads every poll, an assertion the one it is given. */
const said = ({ outcome, severity, findings }: Verdict) => ({
  outcome,
  severity,
  findings: findings.filter(({ at }) => !/^status#/.test(at)),
})
const named = /^(token|create|update|upload:[\w.]+|finalize|status|details|steps|image:[\w.]+|health)$/

describe('answers of another client', () => {
  const recorded = new Map<string, { readonly workflow: string; readonly result: SessionResult }>()
  before(async () => {
    for (const workflow of ['10006', '10011', '10014']) recorded.set(workflow, { workflow, result: await record(workflow) })
    for (const [id, workflow] of Object.entries(faulty)) recorded.set(id, { workflow, result: await record(workflow, id) })
  })

  it('are judged one by one as the run judged them, verdict by verdict', () => {
    const compared = { exchanges: 0, verdicts: 0, violating: new Set<string>() }
    for (const [id, { workflow, result }] of recorded) {
      const verdicts = new Map(result.verdicts.map((verdict) => [`${verdict.check} ${verdict.subject}`, verdict]))
      const [transcript] = result.transcripts
      for (const exchange of transcript?.exchanges ?? []) {
        if (!named.test(exchange.name) || exchange.response === undefined) continue
        const judged = asSync(
          judgeResponse(plain(exchange), exchange.step as JudgedStep, {
            workflow,
            baseUrl: transcript?.target.origins.api ?? '',
            ...(exchange.part === undefined ? {} : { part: exchange.part }),
          }),
        )
        compared.exchanges += 1
        for (const verdict of judged.verdicts) {
          const ran = verdicts.get(`${verdict.check} ${verdict.subject}`)
          expect(ran, `${id}: ${verdict.key} was not planned by the run`).not.to.equal(undefined)
          expect(said(verdict), `${id} ${exchange.name}: ${verdict.key}`).to.deep.equal(said(ran as Verdict))
          compared.verdicts += 1
          if (verdict.outcome === 'violates') compared.violating.add(id)
        }
      }
    }
    expect(compared.exchanges).to.be.greaterThan(150)
    expect([...compared.violating].sort()).to.deep.equal(Object.keys(faulty).sort())
  })

  it('are judged together as the run judged them, save what only a replay shows', () => {
    for (const id of ['10011', '10014', 'status-href-of-other', 'liveness-missing']) {
      const { workflow, result } = recorded.get(id) as { workflow: string; result: SessionResult }
      const [transcript] = result.transcripts
      const given = (transcript?.exchanges ?? [])
        .filter(({ name, response }) => (named.test(name) || /^status#\d+$/.test(name)) && response !== undefined)
        .map((exchange) => ({
          step: exchange.step as JudgedStep,
          response: plain(exchange),
          ...(exchange.part === undefined ? {} : { part: exchange.part }),
        }))
      const { verdicts, unjudged } = asSync(judgeSteps(given, { workflow, baseUrl: transcript?.target.origins.api ?? '' }))
      const ran = result.verdicts.filter(({ step, outcome }) => step !== 'callback' && outcome !== 'not-applicable')
      const replayed = new Set(checks.filter(({ replayOnly }) => replayOnly).map((check) => check.id))
      const texts = (all: readonly Verdict[]) =>
        all
          .filter(({ check }) => !replayed.has(check))
          .map((verdict) => ({ key: verdict.key, outcome: verdict.outcome, findings: verdict.findings }))
      expect(texts(verdicts), id).to.deep.equal(texts(ran))
      expect(
        unjudged.every(({ check }) => replayed.has(check)),
        id,
      ).to.equal(true)
    }
  })

  it('say what they lack: other exchanges, the request, the base URL', () => {
    const exchange = recorded.get('10011')?.result.transcripts[0]?.exchanges.find(({ name }) => name === 'create') as Exchange
    const { request: _, at: __, ...bare } = plain(exchange)
    const { unjudged, verdicts } = asSync(judgeResponse(bare, 'create', { workflow: 10011 }))
    const needs = Object.fromEntries(unjudged.map((each) => [each.check, each.needs]))
    expect(needs).to.deep.include({
      'LINK-HOST': ['the base URL'],
      'LINK-PATH': ['the base URL'],
      'CREATE-WEB-HREF': ['the request'],
      'CREATE-WEB-ADDRESSES': ['the request'],
      'CREATE-TIMESTAMP-CURRENT': ['the time of the request'],
    })
    expect(verdicts.map(({ check }) => check)).to.include('CREATE-UUIDS')
  })

  it('take the base URL from the address of the answer, a prefix and a documented host included', () => {
    const exchange = recorded.get('10011')?.result.transcripts[0]?.exchanges.find(({ name }) => name === 'create') as Exchange
    const from = (url: string) => asSync(judgeResponse({ ...plain(exchange), url }, 'create', { workflow: 10011 }))
    const hosts = (judged: Conformance) => judged.verdicts.find(({ check }) => check === 'LINK-HOST')
    expect(hosts(from(exchange.request.url))?.outcome).to.equal('conforms')
    expect(hosts(from('https://account.emea-1.jumio.ai/api/v1/accounts'))?.region).to.equal('emea-1')
    expect(hosts(from('https://kyx.example.com/gate/api/v1/accounts'))?.findings[0]?.expected).to.contain('kyx.example.com')
  })

  it('are not judged where a token was refused, a limit hit or a permitted reading taken', () => {
    const answer = (status: number, step: JudgedStep, workflow = '10011') =>
      asSync(judgeResponse({ status, headers: { 'content-type': 'application/json' }, body: {} }, step, { workflow }))
    const reasons = ({ verdicts }: Conformance) => [...new Set(verdicts.map(({ outcome, reason }) => `${outcome} ${reason?.code}`))]
    expect(reasons(answer(401, 'create'))).to.include('inconclusive unauthorised')
    expect(reasons(answer(429, 'create'))).to.include('inconclusive rate-limited')
    expect(reasons(answer(409, 'finalize'))).to.deep.equal(['not-applicable permitted-reading'])
    expect(reasons(answer(403, 'update', '10014'))).to.deep.equal(['not-applicable no-facemap'])
    expect(answer(409, 'finalize', '10006').verdicts.find(({ check }) => check === 'FINALIZE-STATUS-200')?.outcome).to.equal('violates')
  })

  it('are refused with the name of what is wrong and the nearest right one', () => {
    const given = { status: 200, headers: {}, body: {} }
    const wrong: readonly (readonly [() => unknown, RegExp])[] = [
      [() => judgeResponse(given, 'finalise' as JudgedStep, { workflow: 10011 }), /no step "finalise"; did you mean finalize\?/],
      [() => judgeResponse(given, 'create', { workflow: 10012 }), /no workflow "10012"; did you mean 1001\d\?/],
      [() => judgeResponse(given, 'create', { workflow: 10014 }), /10014 is started with update/],
      [() => judgeResponse(given, 'create'), /workflow: expected one of 10005/],
      [() => judgeResponse(given, 'upload', { workflow: 10011 }), /part: expected one of ID.FRONT, ID.BACK, SELFIE.FACE/],
      [() => judgeResponse(given, 'upload', { workflow: 10011, part: 'ID.FRONTT' }), /"ID.FRONTT"; did you mean ID.FRONT\?/],
      [() => judgeResponse(given, 'create', { workflow: 10011, level: 'shuold' }), /^level: no level "shuold"; did you mean should/],
      [() => judgeResponse(given, 'create', { workflow: 10011, baseUrl: 'nowhere' }), /^baseUrl: /],
      [() => judgeResponse({ code: 200 }, 'create', { workflow: 10011 }), /expected a response of supertest.+got an object with code/],
      [() => judgeResponse(Promise.resolve(given), 'create', { workflow: 10011 }), /await it first/],
    ]
    for (const [act, message] of wrong) expect(act).to.throw(UsageError, message)
  })
})
