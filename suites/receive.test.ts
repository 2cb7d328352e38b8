import { expect } from 'chai'
import { intakeOf } from './receive.ts'

describe('the body of an answer', () => {
  it('is put together in order, however many pieces it comes in', () => {
    const text = JSON.stringify({ list: Array.from({ length: 900 }, (_, index) => index) })
    const intake = intakeOf([['Content-Type', 'application/json']], { maxBody: 1_000_000, isKept: true })
    for (const byte of Buffer.from(text)) intake.take(Buffer.from([byte]))
    expect(Buffer.from(intake.end().bytes ?? []).toString()).to.equal(text)
  })

  it('is open where its coding is a member that every object has', () => {
    for (const coding of ['constructor', '__proto__', 'toString']) {
      const intake = intakeOf([['Content-Encoding', coding]], { maxBody: 1000, isKept: false })
      intake.take(Buffer.from('{}'))
      expect(intake.end(), coding).to.have.property('notJson').that.includes('which the harness does not read')
    }
  })
})
