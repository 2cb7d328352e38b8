import { expect } from 'chai'
import type { SessionEvent } from '../suites/session.ts'
import { advance, liveLine, plainLine, startProgress } from './progress.ts'
import { sampleTranscript } from './sample.ts'

const transcript = sampleTranscript()
const { journey } = transcript
const events: readonly SessionEvent[] = [
  { type: 'journey-start', journey },
  ...transcript.exchanges.map((exchange) => ({ type: 'exchange', journey, exchange }) as const),
]
const six = Array.from({ length: 6 }, () => 'local')
const stopped = { cause: 'refused', at: 'create', detail: 'status 500\u001b' } as const

describe('Progress', () => {
  it('shows what is under way in one line that fits', () => {
    const state = events.reduce((before, event, index) => advance(before, event, index * 100), startProgress(six))
    expect(liveLine(state, { at: 1500 })).to.equal('0/6 journeys · 2 exchanges · 1.5 s · 10011/local/documented upload:ID.FRONT')
    expect([...liveLine(state, { at: 1500, columns: 40 })]).to.have.length(39)
  })

  it('has a plain line for the end of a journey only', () => {
    const before = events.reduce((state, event) => advance(state, event, 0), startProgress(six))
    for (const event of events) expect(plainLine(before, event)).to.equal(undefined)
    const end = { type: 'journey-end', journey, transcript: { ...transcript, stopped } } as const
    const after = advance(before, end, 480)
    expect(after).to.deep.include({ done: 1, stopped: 1, exchanges: 2 })
    expect(after.running.size).to.equal(0)
    expect(plainLine(after, end)).to.equal('[1/6] 10011/local/documented: 2 exchanges in 480 ms, stopped (refused): status 500\\x1b')
    expect(plainLine(advance(after, end, 960), end), 'the same cause is told once').to.match(/, stopped \(refused\) as before$/)
  })

  it('says how far each region is, where there are several', () => {
    const end = { type: 'journey-end', journey, transcript } as const
    const after = advance(startProgress(['local', 'emea-1', 'local']), end, 480)
    expect(plainLine(after, end)).to.match(/^\[1\/3, local 1\/2\] /)
    expect(liveLine(after, { at: 1500 })).to.equal('1/3 journeys (local 1/2, emea-1 0/1) · 0 exchanges · 1.5 s')
  })

  it('copes with an end that had no start', () => {
    const end = { type: 'journey-end', journey, transcript } as const
    expect(plainLine(advance(startProgress(['local']), end, 5), end)).to.equal('[1/1] 10011/local/documented: 2 exchanges in 480 ms')
  })
})
