import { expect } from 'chai'
import { leftoversOf } from '../suites/cleanup.ts'
import type { Exchange, StepName } from '../suites/transcript.ts'
import { leftoverNotes } from './leftovers.ts'

describe('what is left behind', () => {
  const exchange = (step: StepName, method: string, url: string, status: number, id?: string): Exchange => ({
    name: step,
    step,
    role: 'account',
    at: '2026-01-01T00:00:00.000Z',
    ms: 10,
    request: { method, url, headers: [], body: { kind: 'none' } },
    response: { status, headers: [], body: id === undefined ? { kind: 'none' } : { kind: 'json', value: { account: { id } }, size: 1 } },
  })
  const accounts = 'https://x.example/api/v1/accounts'
  const made = (id: string) => exchange('create', 'POST', accounts, 200, id)
  const deleted = (id: string, status: number) => exchange('delete', 'DELETE', `${accounts}/${id}`, status)
  const transcript = (...exchanges: readonly Exchange[]) =>
    ({
      journey: {
        id: '10011/a/documented',
        workflow: '10011',
        region: 'a',
        scenario: 'documented',
        probes: [],
        uploads: [],
        cost: { transactions: 1, requests: 1 },
      },
      target: {
        region: 'a',
        origins: { account: 'https://x.example', api: '', retrieval: 'https://x.example', auth: '', status: '' },
        userAgent: "Bob's App/1",
        tokenSource: 'given',
      },
      exchanges,
    }) as const

  it('is what was made and not deleted, with its id and what deletes it', () => {
    const found = leftoversOf([
      transcript(
        made('one'),
        made('two'),
        made('three'),
        made("x'; rm y"),
        deleted('one', 200),
        deleted('two', 500),
        deleted('three', 404),
      ),
    ])
    expect(found.map(({ region, journey, account, why }) => ({ region, journey, account, why }))).to.deep.equal([
      { region: 'a', journey: '10011/a/documented', account: 'two', why: 'answered 500' },
      { region: 'a', journey: '10011/a/documented', account: "x'; rm y", why: 'no deletion was sent' },
    ])
    expect(leftoverNotes(found, true)).to.deep.equal([
      "accounts that could not be deleted: two (a: answered 500), x'; rm y (a: no deletion was sent)",
      `to delete them: for id in two 'x'\\''%3B%20rm%20y'; do curl -sS -X DELETE -A 'Bob'\\''s App/1' -H "Authorization: Bearer $KYX_TOKEN" 'https://x.example/api/v1/accounts/'"$id"; done`,
    ])
    expect(leftoverNotes([], true)).to.deep.equal([])
  })
})
