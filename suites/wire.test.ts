import { expect } from 'chai'
import { isLiveHost } from './aim.ts'
import { createBudget } from './budget.ts'
import { endsOnLoopback, mappingOf, readMappings } from './mapping.ts'
import { createPace, readLimits } from './pace.ts'
import { proxyFor, readProxies } from './proxy.ts'
import { UsageError } from './usage.ts'

describe('mappings', () => {
  it('read host:port:address as curl has it, and a port behind the address', () => {
    expect(readMappings(['api.amer-1.jumio.ai:443:127.0.0.1', '*.jumio.ai:443:[::1]:8443'])).to.deep.equal([
      { host: 'api.amer-1.jumio.ai', port: 443, address: '127.0.0.1', toPort: 443 },
      { host: '*.jumio.ai', port: 443, address: '::1', toPort: 8443 },
    ])
    for (const wrong of ['api.amer-1.jumio.ai', 'a:443:not-an-address', 'a:0:127.0.0.1', 'a:443:127.0.0.1:70000', 'a:443:999.0.0.1'])
      expect(() => readMappings([wrong]), wrong).to.throw(UsageError, '--resolve: expected host:port:address')
  })

  it('take the exact name before the longest pattern, and no look-alike', () => {
    const mappings = readMappings([
      '*:443:127.0.0.9',
      '*.jumio.ai:443:127.0.0.1',
      '*.amer-1.jumio.ai:443:127.0.0.2',
      'api.amer-1.jumio.ai:443:127.0.0.3',
    ])
    const address = (host: string) => mappingOf(mappings, host, 443)?.address
    expect(['api.amer-1.jumio.ai', 'auth.amer-1.jumio.ai', 'auth.emea-1.jumio.ai', 'evil-jumio.ai'].map(address)).to.deep.equal([
      '127.0.0.3',
      '127.0.0.2',
      '127.0.0.1',
      '127.0.0.9',
    ])
    expect(mappingOf(mappings, 'api.amer-1.jumio.ai', 80)).to.equal(undefined)
    expect(endsOnLoopback(new URL('https://api.amer-1.jumio.ai:8443'), mappings)).to.equal(false)
  })
})

describe('the live guard', () => {
  it('knows the live hosts from look-alikes', () => {
    for (const host of ['jumio.ai', 'api.amer-1.jumio.ai', 'API.AMER-1.JUMIO.AI', 'api.jumio.ai.'])
      expect(isLiveHost(host), host).to.equal(true)
    for (const host of ['notjumio.ai', 'jumio.ai.example.com', 'jumio.aix', 'api-jumio.ai']) expect(isLiveHost(host), host).to.equal(false)
  })
})

describe('proxies', () => {
  const to = (hostname: string, protocol = 'https:', address = hostname) => ({
    hostname,
    protocol,
    port: protocol === 'https:' ? 443 : 80,
    address,
  })

  it('come from the environment, and leave out what NO_PROXY names and this machine', () => {
    const proxies = readProxies(undefined, {
      HTTPS_PROXY: 'http://p:1',
      http_proxy: 'q:2',
      NO_PROXY: '.internal.example, api.example.com:443',
    })
    expect(proxyFor(proxies, to('kyx.example.com'))).to.equal('http://p:1/')
    expect(proxyFor(proxies, to('kyx.example.com', 'http:'))).to.equal('http://q:2/')
    for (const host of ['internal.example', 'a.internal.example', 'api.example.com', 'localhost', '127.0.0.1'])
      expect(proxyFor(proxies, to(host)), host).to.equal(undefined)
    expect(proxyFor(proxies, to('notinternal.example'))).to.equal('http://p:1/')
    expect(proxyFor(proxies, to('api.amer-1.jumio.ai', 'https:', '127.0.0.1')), 'mapped to this machine').to.equal(undefined)
  })

  it('take the forms of NO_PROXY that tools agree on', () => {
    const isBypassed = (entry: string, host: string, port = 443) =>
      proxyFor(readProxies('http://p:1', { no_proxy: entry }), { hostname: host, protocol: 'https:', port, address: host }) === undefined
    for (const [entry, host] of [
      ['example.com', 'example.com'],
      ['example.com', 'kyx.example.com'],
      ['.example.com', 'kyx.example.com'],
      ['.example.com', 'example.com'],
      ['*.example.com', 'kyx.example.com'],
      ['EXAMPLE.com', 'kyx.example.COM'],
      ['other.example  example.com', 'example.com'],
      ['example.com:443', 'example.com'],
      ['10.0.0.0/8', '10.20.30.40'],
      ['10.1.2.3', '10.1.2.3'],
      ['fd00::/8', '[fd12::1]'],
      ['fd12::1', '[fd12::1]'],
      ['[fd12::1]:443', '[fd12::1]'],
      ['*', 'anything.example'],
    ] as const)
      expect(isBypassed(entry, host), `${entry} for ${host}`).to.equal(true)
    for (const [entry, host] of [
      ['example.com', 'notexample.com'],
      ['example.com', 'example.com.evil.example'],
      ['example.com:8443', 'example.com'],
      ['10.0.0.0/8', '11.0.0.1'],
      ['10.0.0.0/8', 'ten.example.com'],
      ['10.0.0.0/99', '10.0.0.1'],
      ['fd00::/8', '10.0.0.1'],
      ['', 'example.com'],
    ] as const)
      expect(isBypassed(entry, host), `${entry} for ${host}`).to.equal(false)
  })

  it('that are asked for carry loopback too', () => {
    expect(proxyFor(readProxies('http://p:1', {}), to('127.0.0.1', 'http:'))).to.equal('http://p:1/')
    expect(readProxies(undefined, { NO_PROXY: '*' })).to.equal(undefined)
    expect(() => readProxies('ftp://p', {})).to.throw(UsageError)
    for (const text of ['socks5://user:hush@p:1', 'user:hush/1@p:bad', 'http://user:hu/sh@p:1', 'http://user:hush%zz@p:1', 'hush@:'])
      expect(() => readProxies(text, {}), text)
        .to.throw(UsageError)
        .with.property('message')
        .that.does.not.match(/hu\/?sh/)
  })
})

describe('pace', () => {
  it('reads rates in all and by role', () => {
    expect(readLimits('5/s')).to.deep.equal({ all: 5 })
    expect(readLimits('account=1/s, retrieval=90/m')).to.deep.equal({ account: 1, retrieval: 1.5 })
    for (const wrong of ['0/s', 'fast', 'acount=1/s']) expect(() => readLimits(wrong), wrong).to.throw(UsageError, '--rate-limit')
  })

  it('gives turns a gap, by role, and learns one from a 429', async () => {
    let clock = 0
    const waits: number[] = []
    const pace = createPace(
      { account: 1 },
      () => clock,
      async (ms) => void waits.push(ms),
    )
    for (let times = 0; times < 3; times++) await pace.turn('account')
    await pace.turn('retrieval')
    expect(waits).to.deep.equal([1020, 2040])
    pace.slow('retrieval', 3000)
    await pace.turn('retrieval')
    await pace.turn('retrieval')
    expect(waits.slice(2), 'held for what was asked, then one a second').to.deep.equal([3000, 4000])
    clock = 10_000
    await pace.turn('retrieval')
    expect(waits).to.have.length(4)
  })
})

describe('a budget', () => {
  it('sets aside what is planned, and holds against what is not', () => {
    const budget = createBudget(2)
    expect([budget.reserve(1), budget.reserve(2), budget.reserve(1)]).to.deep.equal([true, false, true])
    expect([budget.begin(), budget.begin(), budget.begin()]).to.deep.equal([true, true, false])
    budget.end(false)
    expect(budget.begin(), 'a refused start costs nothing').to.equal(true)
    budget.end(true)
    budget.end(true)
    expect(budget.begin()).to.equal(false)
  })
})
