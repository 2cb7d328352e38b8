import { expect } from 'chai'
import { documentedHost, type RegionName, type Role, regions, roles } from '../contracts/endpoints.ts'
import { addressOf, followLink, linkText, readLink } from './links.ts'
import type { TargetFacts } from './target.ts'

const facts = (origin: (role: Role) => string, documentedRegion?: RegionName): TargetFacts => ({
  region: documentedRegion ?? 'local',
  ...(documentedRegion === undefined ? {} : { documentedRegion }),
  origins: Object.fromEntries(roles.map((role) => [role, origin(role)])) as Record<Role, string>,
  userAgent: 'test',
  tokenSource: 'given',
})
const local = facts(() => 'http://127.0.0.1:4010')
const prefixed = facts(() => 'http://127.0.0.1:4010/kyx')
const amer = facts((role) => `https://${documentedHost(role, 'amer-1')}`, 'amer-1')
const ids = { account: 'a1', execution: 'e1', credential: 'c1', classifier: 'FRONT' }
const path = '/api/v1/accounts/a1/workflow-executions/e1/credentials/c1/parts/FRONT'
const upload = (link: unknown, target: TargetFacts) => followLink(link, 'upload', ids, target)

describe('links', () => {
  it('to the own origin belong to every role of it and are the choice of the user', () => {
    expect(readLink(`http://127.0.0.1:4010${path}`, local)).to.deep.equal({
      ...{ link: `http://127.0.0.1:4010${path}`, scheme: 'http:', host: '127.0.0.1:4010', path },
      ...{ roles: [...roles], isOwn: true, isMapped: true },
    })
  })

  it('to this machine under another of its names are put under the one that the user gave', () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]'])
      expect(readLink(`http://${name}:4010${path}?sig=1`, local), name).to.include({
        link: `http://127.0.0.1:4010${path}?sig=1`,
        isOwn: true,
      })
    expect(upload(`http://localhost:4010${path}`, local)).to.equal(`http://127.0.0.1:4010${path}`)
    for (const other of ['http://localhost:4011', 'https://localhost:4010', 'http://127.0.0.2:4010', 'http://localhost.example.com:4010'])
      expect(readLink(`${other}${path}`, local), other).to.include({ isOwn: false })
  })

  it('below a path prefix are read without it, and beside it are foreign', () => {
    expect(readLink(`http://127.0.0.1:4010/kyx${path}`, prefixed)).to.include({ path, isOwn: true })
    expect(readLink('http://127.0.0.1:4010/kyx', prefixed)).to.include({ path: '/', isOwn: true })
    for (const beside of [path, `/kyxx${path}`, `/kyx/..${path}`])
      expect(readLink(`http://127.0.0.1:4010${beside}`, prefixed), beside).to.include({ isOwn: false })
  })

  it('to a documented host stand for the target, and are followed at its origin', () => {
    for (const region of regions) {
      expect(readLink(`https://api.${region}.jumio.ai${path}`, local)).to.deep.include({
        roles: ['api'],
        region,
        isOwn: true,
        isMapped: false,
      })
      expect(upload(`https://api.${region}.jumio.ai${path}`, local)).to.equal(`http://127.0.0.1:4010${path}`)
    }
    expect(upload(`https://tenant.api.amer-1.jumio.ai${path}`, prefixed)).to.equal(`http://127.0.0.1:4010/kyx${path}`)
  })

  it('to the host of another region are foreign to a target of a known region', () => {
    expect(readLink(`https://api.amer-1.jumio.ai${path}`, amer)).to.deep.include({ roles: ['api'], region: 'amer-1', isOwn: true })
    expect(readLink(`https://api.emea-1.jumio.ai${path}`, amer)).to.include({ region: 'emea-1', isOwn: false })
    expect(upload(`https://api.emea-1.jumio.ai${path}`, amer)).to.equal(undefined)
  })

  it('to the web client lead nowhere that a request may go', () =>
    expect(readLink('https://tenant.web.amer-1.jumio.ai/web/v4/app', local)).to.deep.include({ roles: ['web'], isOwn: false }))

  it('to foreign hosts and look-alikes are not followed', () => {
    for (const origin of [
      'https://example.com',
      'http://127.0.0.1:4011',
      'https://127.0.0.1:4010',
      'http://127.0.0.1.example.com:4010',
      'https://api.amer-1.jumio.ai.evil.com',
      'https://api.amer-1.jumio.ai:8443',
      'https://api.amer-1.jumio.ai.',
      'https://evilapi.amer-1.jumio.ai',
      'https://a.b.api.amer-1.jumio.ai',
      'https://api.amer-9.jumio.ai',
      'https://api-amer-1.jumio.ai',
      'https://xn--pi-7kc.amer-1.jumio.ai',
    ]) {
      expect(readLink(`${origin}${path}`, local), origin).to.deep.include({ roles: [], isOwn: false })
      expect(upload(`${origin}${path}`, local), origin).to.equal(undefined)
    }
  })

  it('with credentials are not followed, even to the own origin', () => {
    for (const link of [`http://user:word@127.0.0.1:4010${path}`, `https://api.amer-1.jumio.ai@evil.com${path}`]) {
      expect(readLink(link, local), link).to.deep.include({ roles: [], isOwn: false, isMapped: false })
      expect(upload(link, local), link).to.equal(undefined)
    }
  })

  it('are followed only where they have the documented path for these ids', () => {
    expect(upload(`http://127.0.0.1:4010${path}`, local)).to.equal(`http://127.0.0.1:4010${path}`)
    for (const other of [`${path}/`, `/x${path}`, path.replace('a1', 'a2'), path.replace('FRONT', 'BACK'), path.toUpperCase(), '/'])
      expect(upload(`http://127.0.0.1:4010${other}`, local), other).to.equal(undefined)
  })

  it('are no links where they are no absolute URLs', () => {
    for (const link of [undefined, null, 1, {}, '', path, '//127.0.0.1:4010/', 'http://']) expect(readLink(link, local)).to.equal(undefined)
    expect(readLink('javascript:alert(1)', local)).to.include({ isOwn: false })
  })

  it('that are missing are filled from the template, each id as one segment', () => {
    expect(addressOf('upload', ids, prefixed)).to.equal(`http://127.0.0.1:4010/kyx${path}`)
    expect(addressOf('status', { account: '../x', execution: 'e?1' }, amer)).to.equal(
      'https://retrieval.amer-1.jumio.ai/api/v1/accounts/..%2Fx/workflow-executions/e%3F1/status',
    )
  })

  it('of a part are read from a string and from an object of numbered links', () => {
    expect(linkText('https://x.example/')).to.equal('https://x.example/')
    expect(linkText({ 1: 'https://x.example/1', 2: 'https://x.example/2' })).to.equal('https://x.example/1')
    for (const value of [undefined, null, {}, { 1: 2 }, 3]) expect(linkText(value)).to.equal(undefined)
  })
})
