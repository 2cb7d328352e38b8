import { expect } from 'chai'
import type { Reply } from '../check.ts'
import { gravest, judgeFinding } from '../outcome.ts'
import { probes } from '../probes/index.ts'
import { judgeProbe } from './probes.ts'

/** The severity of an answer with a status to the probe of a check, as a run in documented mode has it. */
function weight(check: string, status: number): string | undefined {
  const probe = probes.find((each) => each.check === check)
  if (probe === undefined) throw new Error(`no probe ${check}`)
  const answer = { name: 'probe', response: { status, headers: [], body: { kind: 'none' } } } as unknown as Reply
  return gravest(
    judgeProbe(probe, { probe: answer, control: answer }).map((finding) => judgeFinding(finding, probe.level, 'documented').severity),
  )
}

/** What a status costs; a dash where it is as good as any. */
const cases: readonly (readonly [check: string, told: Readonly<Record<number, string>>])[] = [
  // The lists of a step hold for what looks like an attack too: what it names is not there.
  ['UPLOAD-PATH-TRAVERSAL', { 401: '-', 403: '-', 404: '-', 414: 'warning', 200: 'error', 500: 'error' }],
  ['FINALIZE-PATH-TOO-LONG', { 404: '-', 431: 'info', 200: 'warning', 500: 'warning' }],
  ['START-PATH-TRAVERSAL', { 400: '-', 404: '-', 200: 'warning' }],
  ['UPLOAD-AUTHORIZATION-TWICE', { 401: '-', 403: '-', 400: 'warning', 200: 'error' }],
  ['UPLOAD-USER-AGENT-LONG', { 200: 'info', 403: '-', 500: 'info' }],
  ['UPLOAD-UNKNOWN-EXECUTION', { 401: '-', 403: '-', 404: '-', 410: 'warning', 200: 'error', 500: 'error' }],
  ['START-UNKNOWN-ACCOUNT', { 400: '-', 403: '-', 404: '-', 200: 'error', 500: 'error' }],
  // The companion lists 400 for a start; elsewhere it is in no list.
  ['CREATE-USER-AGENT-ABSENT', { 400: '-', 403: '-', 404: 'error', 200: 'error' }],
  ['UPLOAD-USER-AGENT-ABSENT', { 400: 'error', 403: '-', 200: 'error' }],
  ['CREATE-CONTENT-TYPE-WRONG', { 400: '-', 415: 'warning', 200: 'error' }],
  // The headers of prepared data, and Accept on finalize, are contested by the examples.
  ['UPLOAD-CONTENT-TYPE-ABSENT', { 403: '-', 200: 'error' }],
  ['UPLOAD-DATA-CONTENT-TYPE-ABSENT', { 403: '-', 404: '-', 415: 'info', 200: 'info', 500: 'warning' }],
  ['UPLOAD-DATA-AUTHORIZATION-ABSENT', { 403: '-', 200: 'error' }],
  ['FINALIZE-ACCEPT-ABSENT', { 403: '-', 200: 'info', 500: 'warning' }],
  ['STATUS-ACCEPT-ABSENT', { 403: '-', 200: 'warning', 500: 'error' }],
  // No token lets in whom it was not given to; which status says so is open.
  ['CREATE-AUTHORIZATION-INVALID', { 400: '-', 401: '-', 403: '-', 404: 'warning', 200: 'error', 500: 'error' }],
  ['STATUS-AUTHORIZATION-INVALID', { 401: '-', 403: '-', 404: 'warning', 200: 'error' }],
  // When a gap is refused is open: that it must not pass is judged elsewhere.
  ['DATA-WITHOUT-FIRST-NAME', { 403: '-', 200: 'info', 500: 'info' }],
]

describe('a probe', () => {
  for (const [check, told] of cases)
    it(`of ${check} weighs ${Object.entries(told)
      .map(([status, severity]) => `${status} ${severity}`)
      .join(', ')}`, () => {
      const seen = Object.fromEntries(Object.keys(told).map((status) => [status, weight(check, Number(status)) ?? '-']))
      expect(seen).to.deep.equal(told)
    })
})
