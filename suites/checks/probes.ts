import type { Workflow } from '../../contracts/workflow.ts'
import { type AnyCheck, defineCheck, type ProbePair } from '../check.ts'
import { said } from '../expect.ts'
import { controlOf, probes } from '../probes/index.ts'
import { type Expectation, type Probe, probeName } from '../probes/probe.ts'
import type { Transcript } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** Every probe is judged by one check: what the documents say of the answer to its one fault. */
export const probeChecks: readonly AnyCheck[] = probes.map((probe) =>
  defineCheck({
    id: probe.check,
    level: probe.level,
    step: stepOf(probe),
    source: probe.source,
    statement: probe.statement,
    needs: ['probe'],
    scenarios: ['probes'],
    covers: probe.covers,
    ...(probe.errata === undefined ? {} : { errata: probe.errata }),
    ...(probe.excuse === undefined ? {} : { unless: ({ transcript, workflow }) => excuseOf(probe, transcript, workflow) }),
    judge: ({ probe: pair }) => judgeProbe(probe, pair),
  }),
)

function stepOf(probe: Probe): AnyCheck['step'] {
  if (probe.step === 'opened' || probe.step === 'prepared') return 'start'
  if (probe.step === 'delete-account') return 'delete'
  return probe.step === 'closed' ? (probe.closes ?? 'upload') : probe.step
}

/** The excuse of a probe that this run could not make, though the journey went all the way. */
function excuseOf(probe: Probe, { exchanges, stopped }: Transcript, workflow: Workflow): Probe['excuse'] {
  const name = probeName(probe, controlOf(probe, workflow) ?? '')
  return stopped !== undefined || exchanges.some((each) => each.name === name) ? undefined : probe.excuse
}

export function judgeProbe(probe: Pick<Probe, 'expect'>, { probe: answer }: ProbePair): readonly Finding[] {
  const { status } = answer.response
  const { expect } = probe
  const isAccepted = status >= 200 && status < 300
  const finding = (extra: Partial<Finding> = {}): readonly Finding[] => [
    {
      at: `${answer.name} status`,
      expected: says(expect),
      actual: `status ${status}${isAccepted ? ', accepted' : said(answer)}`,
      ...extra,
    },
  ]
  if (status >= 500) return finding()
  switch (expect.answer) {
    case 'clean':
      return []
    case 'accepted':
      return isAccepted ? [] : finding(expect.lenient?.statuses?.includes(status) ? { contested: expect.lenient.erratum } : {})
    case 'refused': {
      if (expect.statuses?.includes(status)) return []
      const isPermitted = isAccepted ? expect.lenient?.accepted === true : expect.lenient?.statuses?.includes(status) === true
      return finding(isPermitted && expect.lenient !== undefined ? { contested: expect.lenient.erratum } : {})
    }
  }
}

function says({ answer, statuses }: Expectation): string {
  if (answer === 'accepted') return 'accepted with 2xx'
  if (answer === 'clean') return 'any answer but 5xx'
  return `refused with ${statuses?.join(' or ') ?? '4xx'}`
}
