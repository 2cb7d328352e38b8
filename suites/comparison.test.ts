import { expect } from 'chai'
import { differencesOf, latenciesOf } from './comparison.ts'
import { shapeOf } from './shape.ts'
import type { Exchange, Json, Transcript } from './transcript.ts'

function exchange(name: string, value: Json, more: Partial<Exchange> & { readonly status?: number } = {}): Exchange {
  const { status = 200, ...rest } = more
  return {
    name,
    step: 'details',
    role: 'retrieval',
    at: '2026-01-01T00:00:00.000Z',
    ms: 10,
    request: { method: 'GET', url: 'https://x.example/api/v1/accounts/a', headers: [], body: { kind: 'none' } },
    response: {
      status,
      headers: [
        ['Date', 'x'],
        ['Content-Type', 'application/json'],
      ],
      body: { kind: 'json', value, size: 1 },
    },
    ...rest,
  }
}

function transcript(region: string, ...exchanges: readonly Exchange[]): Transcript {
  const journey = {
    id: `10011/${region}/documented`,
    workflow: '10011',
    region,
    scenario: 'documented',
    probes: [],
    uploads: [],
    cost: { transactions: 1, requests: 1 },
  } as const
  return { journey, target: {} as never, exchanges, startedAt: '', ms: 0 }
}

describe('comparing targets', () => {
  it('values do not count, types and words do', () => {
    const shape = (value: Json) => Object.fromEntries([...shapeOf(value)].map(([path, types]) => [path, [...types]]))
    expect(shape({ a: [{ n: 1 }, { n: 1.5 }], s: 'PASSED', u: 'https://x.example' })).to.deep.equal({
      $: ['object'],
      '$.a': ['array'],
      '$.a[]': ['object'],
      '$.a[].n': ['integer', 'number'],
      '$.s': ['"PASSED"'],
      '$.u': ['url https:'],
    })
  })

  it('tells the one that stands apart, and not what follows from it', () => {
    const found = differencesOf([
      transcript('a', exchange('details', { id: 'x', label: 'OK', decision: { type: 'PASSED' } })),
      transcript('b', exchange('details', { id: 'y', label: 'OK', decision: { type: 'PASSED' } })),
      transcript('c', exchange('details', { id: 7, label: 'OK' })),
    ])
    expect(found.map(({ at, seen, odd }) => ({ at, c: seen.c, odd }))).to.deep.equal([
      { at: '$.id', c: 'integer', odd: ['c'] },
      { at: '$.decision', c: 'absent', odd: ['c'] },
    ])
  })

  it('a status that differs is told alone, and polls are left out', () => {
    const found = differencesOf([
      transcript('a', exchange('details', { id: 'x' }), exchange('status#1', { status: 'ACQUIRED' })),
      transcript('b', exchange('details', {}, { status: 404 }), exchange('status#1', { status: 'PROCESSED' })),
    ])
    expect(found.map(({ at, seen, odd }) => ({ at, seen, odd }))).to.deep.equal([{ at: 'status', seen: { a: '200', b: '404' }, odd: [] }])
  })

  it('what a journey that stopped did not come to is not told again, and is where nothing else tells of it', () => {
    const whole = transcript('a', exchange('finalize', {}), exchange('status', {}), exchange('details', {}))
    const stopped = { cause: 'refused', at: 'finalize', detail: '' } as const
    const refused = { ...transcript('b', exchange('finalize', {}, { status: 405 })), stopped }
    expect(differencesOf([whole, refused]).map(({ exchange: name, seen }) => [name, seen.b])).to.deep.equal([['finalize', '405']])
    const late = { ...transcript('b', exchange('finalize', {})), stopped }
    expect(differencesOf([whole, late]).map(({ exchange: name }) => name)).to.deep.equal(['status', 'details'])
  })

  it('gives percentiles by target and step', () => {
    const times = Array.from({ length: 10 }, (_, at) => exchange(`d${at}`, {}, { ms: (at + 1) * 10 }))
    expect(latenciesOf([transcript('a', ...times)])).to.deep.equal([
      { target: 'a', step: 'details', count: 10, p50: 50, p95: 100, max: 100 },
    ])
  })
})
