import { expect } from 'chai'
import type { Sent } from './client.ts'
import { finalStatuses, type PollOptions, pollStatus } from './poll.ts'
import type { Headers, Json } from './transcript.ts'

interface Said {
  readonly code?: number
  readonly json?: Json
  readonly headers?: Headers
}

const state = (status: Json): Said => ({ json: { workflowExecution: { status } } })
const unanswered: Said = { code: 0 }
const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)

function sentOf(name: string, { code = 200, json, headers = [] }: Said): Sent {
  const exchange = {
    ...({ name, step: 'status', role: 'retrieval', at: '2024-01-01T00:00:00.000Z', ms: 1 } as const),
    request: { method: 'GET', url: 'http://127.0.0.1:9/', headers: [], body: { kind: 'none' } as const },
    ...(code === 0
      ? { failure: { kind: 'reset' as const, message: 'reset' } }
      : { response: { status: code, headers, body: { kind: 'none' as const } } }),
  }
  return { exchange, ...(json === undefined ? {} : { json }) }
}

/** A clock that stands still save while someone waits; `waits` are the milliseconds that were asked for. */
function fakeClock() {
  const real = { setTimeout: globalThis.setTimeout, now: performance.now }
  const waits: number[] = []
  let now = 0
  globalThis.setTimeout = ((done: () => void, ms: number) => {
    waits.push(ms)
    now += ms
    queueMicrotask(done)
    return undefined
  }) as unknown as typeof setTimeout
  performance.now = () => now
  return {
    waits,
    restore() {
      globalThis.setTimeout = real.setTimeout
      performance.now = real.now
    },
  }
}

/** Polls a target that gives these answers in turn, the last for ever; tells the names of what was sent. */
async function polled(answers: readonly Said[], options: Partial<PollOptions> = {}) {
  const names: string[] = []
  const send = async (name: string) => {
    names.push(name)
    return sentOf(name, answers[Math.min(names.length, answers.length) - 1] as Said)
  }
  const { waits, restore } = fakeClock()
  try {
    const result = await pollStatus({ deadlineMs: 30_000, isLocal: true, send, ...options })
    return { names, waits, outcome: result.outcome, status: result.status, last: result.last?.exchange.name }
  } finally {
    restore()
  }
}

describe('the poll of a status', () => {
  for (const status of finalStatuses)
    it(`ends at ${status}`, async () =>
      expect(await polled([state(status)])).to.deep.equal({ names: ['status#1'], waits: [], outcome: 'final', status, last: 'status#1' }))

  it('goes on while the status is pending, unknown or absent', async () =>
    expect(await polled([state('INITIATED'), state('BREWING'), state(null), { json: {} }, state('PROCESSED')])).to.deep.include({
      names: ['status#1', 'status#2', 'status#3', 'status#4', 'status#5'],
      ...{ outcome: 'final', status: 'PROCESSED', last: 'status#5' },
    }))

  it('takes a 404 for a result that is not ready yet', async () =>
    expect(await polled([{ code: 404, json: {} }, { code: 404 }, state('PROCESSED')])).to.include({
      ...{ outcome: 'final', status: 'PROCESSED', last: 'status#3' },
    }))

  it('takes a 404 for a failure after five seconds, or at an earlier deadline', async () => {
    for (const [deadlineMs, most] of [
      [30_000, 6000],
      [200, 210],
    ] as const) {
      const { waits, ...rest } = await polled([{ code: 404 }], { deadlineMs })
      expect(rest).to.include({ outcome: 'failed', status: undefined })
      expect(sum(waits)).to.be.within(Math.min(5000, deadlineMs), most)
    }
  })

  it('fails at any other answer, and keeps the status that it read last', async () => {
    for (const said of [{ code: 500 }, { code: 401, json: {} }, { code: 204 }, { json: [] }, {}, unanswered])
      expect(await polled([state('INITIATED'), said]), JSON.stringify(said)).to.deep.include({
        names: ['status#1', 'status#2'],
        ...{ outcome: 'failed', status: 'INITIATED', last: 'status#2' },
      })
  })

  it('does not take a final status from an answer that is no 200', async () =>
    expect(await polled([{ ...state('PROCESSED'), code: 500 }])).to.include({ outcome: 'failed' }))

  it('ends at the deadline, not before, with the status that it read last', async () => {
    const { names, waits, ...rest } = await polled([state('INITIATED')])
    expect(sum(waits)).to.be.within(30_000, 30_010)
    expect(rest).to.deep.equal({ outcome: 'deadline', status: 'INITIATED', last: names.at(-1) })
  })

  it('asks less and less often: within a second on loopback, within ten elsewhere', async () => {
    for (const [isLocal, first, longest] of [
      [true, 50, 1000],
      [false, 2000, 10_000],
    ] as const) {
      const { waits } = await polled([state('INITIATED')], { isLocal, deadlineMs: 60_000 })
      expect([waits[0], Math.max(...waits)]).to.deep.equal([first, longest])
      expect(waits.slice(0, -1)).to.deep.equal([...waits.slice(0, -1)].sort((left, right) => left - right))
    }
  })

  it('asks no more often than Retry-After asks, and no more often than usual', async () => {
    const waitsAfter = (text: string) => polled([{ ...state('INITIATED'), headers: [['retry-after', text]] }, state('PROCESSED')])
    expect((await waitsAfter('7')).waits).to.deep.equal([7000])
    expect((await waitsAfter('0')).waits).to.deep.equal([50])
    const dates: Headers = [
      ['date', 'Wed, 21 Oct 2099 07:28:00 GMT'],
      ['retry-after', 'Wed, 21 Oct 2099 07:28:07 GMT'],
    ]
    expect((await polled([{ ...state('INITIATED'), headers: dates }, state('PROCESSED')])).waits, 'a date').to.deep.equal([7000])
  })

  it('waits no longer than to the deadline, whatever Retry-After asks', async () =>
    expect(await polled([{ ...state('INITIATED'), headers: [['Retry-After', '86400']] }])).to.deep.include({
      ...{ outcome: 'deadline', waits: [30_000], names: ['status#1', 'status#2'] },
    }))

  it('passes over a Retry-After that is neither seconds nor a date', async () => {
    for (const text of ['soon', '-5', 'Infinity'])
      expect(await polled([{ ...state('INITIATED'), headers: [['Retry-After', text]] }, state('PROCESSED')]), text).to.deep.include({
        ...{ outcome: 'final', waits: [50] },
      })
  })

  it('ends when it is interrupted, after the answer at hand', async () =>
    expect(await polled([state('INITIATED')], { signal: AbortSignal.abort() })).to.deep.include({
      ...{ outcome: 'deadline', last: 'status#1', waits: [] },
    }))
})
