import { expect } from 'chai'
import { workflows } from '../contracts/workflows/index.ts'
import { type AnyCheck, defineCheck } from './check.ts'
import { checks } from './checks/index.ts'
import type { Journey } from './journey.ts'
import { judge, plannedVerdicts } from './judge.ts'
import { plan } from './plan.ts'
import { probes } from './probes/index.ts'
import { probeName } from './probes/probe.ts'
import type { Exchange, Json, StepName, Stop, Transcript } from './transcript.ts'
import type { Finding, Verdict } from './verdict.ts'

const front = 'upload:ID.FRONT'
const wrong = (at: string): Finding => ({ at, expected: 'a 2xx', actual: 'another' })
const journey = plan({
  workflows: workflows.filter(({ key }) => key === '10011'),
  regions: ['local'],
  scenarios: ['documented', 'probes'],
})
const [documented, probing] = journey as [Journey, Journey]

function exchange(name: string, step: StepName, status?: number, value: Json = {}): Exchange {
  return {
    ...{ name, step, role: 'api', at: '2024-01-01T00:00:00.000Z', ms: 1 },
    request: { method: 'POST', url: 'http://127.0.0.1:9/', headers: [], body: { kind: 'none' } },
    ...(status === undefined
      ? { failure: { kind: 'refused', message: 'connection refused' } }
      : { response: { status, headers: [], body: { kind: 'json', value, size: 2 } } }),
  }
}

function transcript(exchanges: readonly Exchange[], stopped?: Stop, driven = documented): Transcript {
  const origin = 'http://127.0.0.1:9'
  return {
    journey: driven,
    target: {
      ...{ region: 'local', userAgent: 'test', tokenSource: 'given' },
      origins: { account: origin, api: origin, retrieval: origin, auth: origin, status: origin },
    },
    exchanges,
    ...(stopped === undefined ? {} : { stopped }),
    ...{ startedAt: '2024-01-01T00:00:00.000Z', ms: 1 },
  }
}

const common = { level: 'MUST', source: [], statement: 'As documented.', covers: [] } as const
const isOk = (status: number) => status >= 200 && status < 300
const startAnswers = defineCheck({
  ...common,
  ...{ id: 'start.answers', step: 'start', needs: ['reply:start'] },
  judge: ({ 'reply:start': { response } }) => (isOk(response.status) ? [] : [wrong('create')]),
})
const uploadAnswers = defineCheck({
  ...common,
  ...{ id: 'upload.answers', step: 'upload', needs: ['reply:upload'] },
  judge: ({ 'reply:upload': { name, response } }) => (isOk(response.status) ? [] : [wrong(name)]),
})
const finalizeBody = defineCheck({ ...common, id: 'finalize.body', step: 'finalize', needs: ['finalize'], judge: () => [] })
const detailsBody = defineCheck({ ...common, id: 'details.body', step: 'details', needs: ['details'], judge: () => [] })
const own: readonly AnyCheck[] = [startAnswers, uploadAnswers, finalizeBody, detailsBody]

const judged = (given: Transcript, by: readonly AnyCheck[] = own) => judge(given, by, { mode: 'documented' })
const brief = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ check, subject, outcome, reason }) => [`${check} ${subject}`.trim(), reason?.code ?? outcome])
const red = (verdicts: readonly Verdict[]) =>
  verdicts.filter(({ outcome, severity, reason }) =>
    outcome === 'violates' ? severity === 'error' : outcome === 'inconclusive' && reason?.code !== 'blocked' && reason?.cause === undefined,
  )

const refusal = transcript([exchange('create', 'create', 200), exchange(front, 'upload', 400)], {
  ...{ cause: 'refused', at: front, detail: `${front} answered 400` },
})

describe('judge', () => {
  describe('of a refused upload', () => {
    const verdicts = judged(refusal)
    const cause = '10011/local/documented upload.answers ID.FRONT'

    it('gives one violation, and blocks all that comes after', () =>
      expect(brief(verdicts)).to.deep.equal([
        ['start.answers', 'conforms'],
        ['upload.answers ID.FRONT', 'violates'],
        ['upload.answers ID.BACK', 'blocked'],
        ['upload.answers SELFIE.FACE', 'blocked'],
        ['finalize.body', 'blocked'],
        ['details.body', 'blocked'],
      ]))

    it('names the violation as the cause of each blocked verdict', () => {
      const blocked = verdicts.filter(({ outcome }) => outcome === 'inconclusive')
      expect(blocked.map(({ reason }) => reason?.cause)).to.deep.equal(blocked.map(() => cause))
      expect(blocked.at(-1)?.reason?.text).to.equal(`the journey stopped before details: ${front} answered 400`)
      expect(red(verdicts).map(({ key }) => key)).to.deep.equal([cause])
    })

    it('rests on the exchange that it tells of', () => {
      expect(verdicts.find(({ key }) => key === cause)).to.deep.include({ severity: 'error', evidence: [front], step: 'upload' })
    })

    it('is one red row by the real checks as well', () => {
      const real = judged(refusal, checks).filter(({ step }) => step !== 'create' && step !== 'token')
      expect(real.filter(({ outcome }) => outcome === 'harness-error')).to.deep.equal([])
      const violations = real.filter(({ outcome, severity }) => outcome === 'violates' && severity === 'error')
      expect(violations.map(({ subject, evidence }) => [subject, evidence])).to.deep.equal([['ID.FRONT', [front]]])
    })
  })

  describe('of a start that nobody answers', () => {
    const stopped: Stop = { cause: 'unreachable', at: 'create', detail: 'create was not answered: connection refused' }
    const verdicts = judged(transcript([exchange('create', 'create')], stopped))

    it('gives the first verdict the code of the cause, and blocks the rest by it', () => {
      expect(verdicts[0]).to.deep.include({ outcome: 'inconclusive', reason: { code: 'unreachable', text: stopped.detail } })
      expect(verdicts.slice(1).map(({ reason }) => [reason?.code, reason?.cause])).to.deep.equal(
        verdicts.slice(1).map(() => ['blocked', verdicts[0]?.key]),
      )
      expect(red(verdicts)).to.have.lengthOf(1)
    })

    it('finds no violation by the real checks, and names one cause', () => {
      const real = judged(transcript([exchange('create', 'create')], stopped), checks)
      expect(new Set(real.map(({ outcome }) => outcome)))
        .to.not.include.members(['violates'])
        .and.not.include.members(['harness-error'])
      expect(real.filter(({ reason }) => reason?.code === 'unreachable')).to.have.lengthOf(1)
      expect(new Set(real.filter(({ reason }) => reason?.code === 'blocked').map(({ reason }) => reason?.cause)).size).to.equal(1)
    })
  })

  it('blames an access token that is refused, not the step that it was used for', () => {
    const stopped: Stop = { cause: 'unauthorised', at: 'create', detail: 'create answered 401' }
    const verdicts = judged(transcript([exchange('create', 'create', 401)], stopped))
    expect(brief(verdicts)[0]).to.deep.equal(['start.answers', 'unauthorised'])
    expect(red(verdicts)).to.have.lengthOf(1)
    expect(verdicts.at(-1)?.reason?.cause).to.equal(verdicts[0]?.key)
  })

  it('excuses what a permitted reading keeps from being shown', () => {
    const stopped: Stop = { cause: 'permitted', at: front, detail: 'the target took it', erratum: 'ERR-054' }
    const verdicts = judged(transcript([exchange('create', 'create', 200)], stopped))
    expect(verdicts[0]?.outcome).to.equal('conforms')
    for (const { outcome, reason } of verdicts.slice(1))
      expect([outcome, reason]).to.deep.equal(['not-applicable', { code: 'permitted-reading', text: 'the target took it (ERR-054)' }])
  })

  it('makes a judge that throws a harness-error, and goes on with the rest', () => {
    const throws = defineCheck({
      ...common,
      ...{ id: 'start.throws', step: 'start', needs: ['start'] },
      judge: () => {
        throw new TypeError('no such member')
      },
    })
    const verdicts = judged(transcript([exchange('create', 'create', 200)]), [throws, startAnswers])
    expect(brief(verdicts)).to.deep.equal([
      ['start.throws', 'threw'],
      ['start.answers', 'conforms'],
    ])
    expect(verdicts[0]).to.deep.include({ outcome: 'harness-error', findings: [] })
    expect(verdicts[0]?.reason?.text).to.equal('the judge of start.throws threw: TypeError: no such member')
  })

  it('bounds what a finding quotes', () => {
    const long = defineCheck({ ...startAnswers, needs: ['reply:start'], judge: () => [{ ...wrong('$'), actual: 'x'.repeat(5000) }] })
    const actual = judged(transcript([exchange('create', 'create', 200)]), [long])[0]?.findings[0]?.actual
    expect(actual).to.match(/^x{2000}… \(3000 more characters\)$/)
  })

  describe('of a probe', () => {
    const probe = probes.find(
      ({ check, step, expect: { answer } }) => step === 'finalize' && answer === 'refused' && probing.probes.includes(check),
    )
    const name = probe === undefined ? '' : probeName(probe, 'finalize')
    const check = checks.filter(({ id }) => id === probe?.check)
    const verdictOf = (exchanges: readonly Exchange[]) => judged(transcript(exchanges, undefined, probing), check)[0]
    const answered = (status: number) => exchange(name, 'finalize', status)

    it('attributes no refusal where the same request without the fault fails too', () => {
      const verdict = verdictOf([answered(400), exchange('finalize', 'finalize', 500)])
      expect(verdict).to.deep.include({ outcome: 'inconclusive', findings: [] })
      expect(verdict?.reason).to.include({ code: 'control-failed' }).and.not.have.property('cause')
      expect(verdict?.reason?.text).to.contain('(finalize) did not succeed either, so the answer 400 cannot be attributed')
    })

    it('judges an acceptance without its control', () => {
      expect(verdictOf([answered(200), exchange('finalize', 'finalize', 500)])?.reason).to.equal(undefined)
      expect(verdictOf([answered(500)])?.outcome).to.equal('violates')
    })

    it('judges a refusal beside the control that succeeded', () =>
      expect(verdictOf([answered(probe?.expect.statuses?.[0] ?? 400), exchange('finalize', 'finalize', 200)])).to.deep.include({
        ...{ outcome: 'conforms', evidence: [name, 'finalize'], subject: '' },
      }))

    it('does not apply where it was not sent though its step was', () =>
      expect(verdictOf([exchange('finalize', 'finalize', 200)])).to.include({ outcome: 'not-applicable' }))
  })

  it('gives exactly the verdicts that the plan promises, each key once, whatever happened', () => {
    const keys = plannedVerdicts(documented, checks).map(({ key }) => key)
    expect(new Set(keys).size).to.equal(keys.length)
    for (const given of [refusal, transcript([])]) expect(judged(given, checks).map(({ key }) => key)).to.deep.equal(keys)
    expect(plannedVerdicts({ ...documented, workflow: '1' }, checks)).to.deep.equal([])
  })

  it('judges the same transcript alike, also after it was written and read', () =>
    expect(judged(JSON.parse(JSON.stringify(refusal)), checks)).to.deep.equal(judged(refusal, checks)))
})
