import { expect } from 'chai'
import { readMappings } from './mapping.ts'
import { readRegions, targetsOf } from './targets.ts'
import { UsageError } from './usage.ts'

const common = {
  userAgent: 'A B/1',
  headers: [],
  timeoutMs: 1,
  pollTimeoutMs: 1,
  callbackTimeoutMs: 1,
  cleanup: true,
  live: false,
  env: { KYX_TOKEN: 'given-token' },
}
const here = { ...common, wire: { mappings: readMappings(['*.jumio.ai:443:127.0.0.1:8443']) } }

describe('targets', () => {
  it('regions go by several names', () => {
    expect(readRegions('us,EU, sg,amer-1')).to.deep.equal(['amer-1', 'emea-1', 'apac-1'])
    expect(() => readRegions('emea')).not.to.throw()
    expect(() => readRegions('amer-2')).to.throw(UsageError, 'did you mean amer-1?')
    expect(() => readRegions('constructor')).to.throw(UsageError, 'no region')
  })

  it('a region is its documented hosts, and keeps its name where they are mapped', () => {
    const [target] = targetsOf({ region: 'eu' }, here)
    expect(target?.origins.account).to.equal('https://account.emea-1.jumio.ai')
    expect(target?.tokenUrl).to.equal('https://auth.emea-1.jumio.ai/oauth2/token')
    expect(target?.documentedRegion).to.equal('emea-1')
    expect(target?.callbacks, 'a mapped target is on this machine').to.equal(true)
    expect(target?.limits).to.equal(undefined)
  })

  it('the live service needs --live, has limits, and is never called back from', () => {
    expect(() => targetsOf({ region: 'eu' }, common)).to.throw(UsageError, '--live')
    expect(() => targetsOf({ origins: ['status=https://status.emea-1.jumio.ai'], baseUrl: 'http://127.0.0.1:1' }, common)).to.throw(
      UsageError,
      '--live',
    )
    const [target] = targetsOf({ region: 'eu' }, { ...common, live: true, limits: { retrieval: 3 } })
    expect(target?.limits).to.deep.equal({ account: 1, auth: 10, retrieval: 3 })
    expect(target?.callbacks).to.equal(false)
  })

  it('--origin replaces the host of a role, and alone makes a target where none is missing', () => {
    const [target] = targetsOf({ baseUrl: 'http://127.0.0.1:1', origins: ['api=http://127.0.0.1:2/base/'] }, common)
    expect(target?.origins.api).to.equal('http://127.0.0.1:2/base')
    expect(target?.origins.account).to.equal('http://127.0.0.1:1')
    expect(() => targetsOf({ origins: ['api=http://127.0.0.1:2'] }, common)).to.throw(
      UsageError,
      'no origin for account, retrieval, auth, status',
    )
    expect(() => targetsOf({ origins: ['apo=http://127.0.0.1:2'] }, common)).to.throw(UsageError, 'did you mean api?')
    expect(() => targetsOf({ region: 'us,eu', origins: ['api=http://127.0.0.1:2'] }, here)).to.throw(
      UsageError,
      'expected one target, got 2',
    )
    expect(() => targetsOf({ region: 'us', baseUrl: 'http://127.0.0.1:1' }, here)).to.throw(UsageError, 'exclude each other')
  })

  it('two names may be two tenants of one region, each with credentials of its own', () => {
    const env = { KYX_TOKEN_OLD: 'token-of-old', KYX_TOKEN: 'token-of-all' }
    const targets = targetsOf({ named: ['old=us', 'new=us'] }, { ...here, env })
    expect(targets.map(({ region, documentedRegion, secrets }) => [region, documentedRegion, secrets.token])).to.deep.equal([
      ['old', 'amer-1', 'token-of-old'],
      ['new', 'amer-1', 'token-of-all'],
    ])
    expect(() => targetsOf({ named: ['a=us', 'a=eu'] }, here)).to.throw(UsageError, 'twice')
  })
})
