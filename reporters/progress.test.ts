import { expect } from 'chai'
import { advance, liveLine, type ProgressEvent, plainLine, startProgress } from './progress.ts'

const journey = '10011/local/documented'
const events: readonly ProgressEvent[] = [
  { type: 'journey-start', journey, at: 100 },
  { type: 'exchange', journey, name: 'create', at: 150 },
  { type: 'exchange', journey, name: 'upload:ID.FRONT', at: 250 },
]

describe('Progress', () => {
  it('shows what is under way in one line that fits', () => {
    const state = events.reduce(advance, startProgress(6))
    expect(liveLine(state, { at: 1500 })).to.equal('0/6 journeys · 2 exchanges · 1.5 s · 10011/local/documented upload:ID.FRONT')
    expect([...liveLine(state, { at: 1500, columns: 40 })]).to.have.length(39)
  })

  it('has a plain line for the end of a journey only', () => {
    const state = events.reduce(advance, startProgress(6))
    const end = { type: 'journey-end', journey, at: 2100, stopped: 'refused\u001b' } as const
    expect(events.map((event) => plainLine(state, event))).to.deep.equal([undefined, undefined, undefined])
    expect(plainLine(state, end)).to.equal('[1/6] 10011/local/documented: 2 exchanges in 2.0 s, stopped: refused\\x1b')
    expect(advance(state, end)).to.deep.include({ done: 1, stopped: 1, exchanges: 2 })
  })

  it('copes with an end that had no start', () => {
    const end = { type: 'journey-end', journey, at: 5 } as const
    expect(plainLine(startProgress(1), end)).to.equal('[1/1] 10011/local/documented: 0 exchanges in 0 ms')
    expect(advance(startProgress(1), end).running.size).to.equal(0)
  })
})
