import { expect } from 'chai'
import fc from 'fast-check'
import { createMask, readMasked } from './mask.ts'
import type { Json } from './transcript.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown) => `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJl`
const secret = 'c0ffee-and-a-secret'
const marked = /^masked:opaque:\d+:[0-9a-f]{8}$/

describe('mask', () => {
  it('masks members that hold secrets, however deep and however short', () => {
    const masked = createMask('salt').json({ access_token: 'abc', list: [{ api: { token: secret, name: 'open' } }] })
    expect(JSON.stringify(masked)).not.to.match(/abc"|c0ffee/)
    expect(readMasked((masked as { access_token: string }).access_token)).to.include({ kind: 'opaque', length: 3 })
    expect(masked).to.have.nested.property('list[0].api.name', 'open')
  })

  it('masks headers that hold secrets and keeps the scheme of an authorization', () => {
    const [authorization, key, type] = createMask('salt').headers([
      ['Authorization', `Bearer ${secret}`],
      ['X-API-Key', secret],
      ['Content-Type', 'application/json'],
    ])
    expect(authorization?.[1]).to.match(/^Bearer masked:opaque:19:[0-9a-f]{8}$/)
    expect(key?.[1]).to.match(marked)
    expect(type).to.deep.equal(['Content-Type', 'application/json'])
  })

  it('masks the whole of a cookie, whatever its attributes', () => {
    for (const name of ['Set-Cookie', 'Cookie'])
      expect(createMask('salt').headers([[name, `session=${secret}; Path=/; HttpOnly`]])[0]?.[1], name).to.match(marked)
  })

  it('masks a value that it has met wherever it turns up again, in text, members and headers', () => {
    const mask = createMask('salt', [secret])
    const marker = mask.secret(secret)
    expect(mask.text(`no such token ${secret}, ${secret}`)).to.equal(`no such token ${marker}, ${marker}`)
    expect(mask.json({ [secret]: [`<${secret}>`] })).to.deep.equal({ [marker]: [`<${marker}>`] })
    expect(mask.headers([['Location', `/x/${secret}`]])).to.deep.equal([['Location', `/x/${marker}`]])
  })

  it('learns from what it masks, but never a word of a few letters', () => {
    const mask = createMask('salt')
    mask.json({ token: secret, client_secret: 'xxx' })
    expect(mask.text(`${secret} xxx`)).to.match(/^masked:\S+ xxx$/)
    expect(mask.hidden()).to.deep.equal([{ rule: 'secret', value: secret }])
  })

  it('masks a secret in text that is no JSON, and in members of another shape', () => {
    const token = jwt({ exp: 1 })
    const opaque = 'c0ffee.and/a~secret+0123=='
    for (const text of [
      `{"access_token":"${opaque}","expires_in":NaN}`,
      JSON.stringify(`{"token" : "${opaque}"}`),
      `[["access_token","${opaque}"]`,
      `access_token=${opaque}&token_type=Bearer`,
      `<access_token>${opaque}</access_token>`,
      `${opaque}, then access_token=${opaque}`,
      `a ${token} b`,
    ])
      expect(createMask('salt').text(text), text).to.contain('masked:').and.not.contain('secret+').and.not.contain(token)
    for (const shape of [[token], { value: opaque }, { [opaque]: opaque, x: [[opaque]] }])
      expect(JSON.stringify(createMask('salt').json({ access_token: shape })))
        .to.contain('masked:')
        .and.not.match(/secret\+|eyJ/)
    const harmless = 'missing access_token, "token": "required", token=absent; access_token="token_type"'
    expect(createMask('salt').text(harmless)).to.equal(harmless)
  })

  it('masks what is named as secret or a person only after it stood in the open', () => {
    const masked = createMask('salt').json({ seen: secret, name: 'Maximiliane', inner: { token: secret, firstName: 'Maximiliane' } })
    expect(JSON.stringify(masked)).to.not.match(/c0ffee|Maximiliane/)
  })

  it('masks the token in the link to the web client alone', () => {
    const masked = createMask('salt').json({ web: { href: `https://x.example/web?authorizationToken=${secret}&locale=de#top` } })
    expect((masked as { web: { href: string } }).web.href).to.match(
      /^https:\/\/x\.example\/web\?authorizationToken=masked:opaque:19:[0-9a-f]{8}&locale=de#top$/,
    )
  })

  it('leaves a marker as it is', () => {
    const mask = createMask('salt')
    const value = { token: secret, firstName: 'Maximiliane', href: `/web?authorizationToken=${secret}`, note: secret }
    const once = mask.json(value)
    expect(mask.json(once)).to.deep.equal(once)
    expect(createMask('another').json(once)).to.deep.equal(once)
    const headers = mask.headers([['authorization', `Bearer ${secret}`]])
    expect(mask.headers(headers)).to.deep.equal(headers)
  })

  it('marks equal secrets alike within a run and differently in another', () => {
    expect(createMask('salt').secret(secret)).to.equal(createMask('salt').secret(secret))
    expect(createMask('salt').secret(secret)).not.to.equal(createMask('pepper').secret(secret))
  })

  it('knows an encrypted JWT, whose five parts may be empty', () => {
    const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')
    expect(readMasked(createMask('salt').secret(`${header}..AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4.9XdE_tag`))).to.include({
      kind: 'jwt',
    })
    expect(readMasked(createMask('salt').secret('one..three.four.five'))).to.include({ kind: 'opaque' })
  })

  it('tells the lifetime of a JWT that says both of its instants', () => {
    const mask = createMask('salt')
    expect(readMasked(mask.secret(jwt({ iat: 100, exp: 3700 })))).to.include({ kind: 'jwt', lifetime: 3600 })
    expect(readMasked(mask.secret(jwt({ iat: 100, exp: 40 })))).to.include({ kind: 'jwt', lifetime: -60 })
    expect(readMasked(mask.secret(jwt({ exp: 3700 }))))
      .to.include({ kind: 'jwt' })
      .and.not.have.property('lifetime')
    expect(readMasked(mask.secret('three.dotted.words'))).to.include({ kind: 'opaque' })
    expect(readMasked('masked:opaque:many:00000000')).to.equal(undefined)
  })

  it('keeps a member __proto__ as a member of its own', () => {
    const masked = createMask('salt').json(JSON.parse(`{"__proto__": {"token": "${secret}"}, "address": {"__proto__": "x"}}`))
    expect(Object.keys(masked as object)).to.deep.equal(['__proto__', 'address'])
    expect(Object.getPrototypeOf(masked)).to.equal(Object.prototype)
    expect(JSON.stringify(masked)).to.contain('"__proto__":{"token":"masked:').and.contain('{"__proto__":"x"}')
  })

  it('takes the digits of a personal number, and leaves it a number', () => {
    const mask = createMask('salt')
    expect(mask.json({ personalNumber: 123456789, dateOfBirthParts: { day: 31, year: 1985 }, count: 123456789 })).to.deep.equal({
      personalNumber: 999999999,
      dateOfBirthParts: { day: 31, year: 1985 },
      count: 999999999,
    })
    expect(mask.text('no 123456789 here')).to.match(/^no redacted:number:9:[0-9a-f]{8} here$/)
  })

  it('redacts what tells of a person, by member and wherever it turns up again', () => {
    const mask = createMask('salt')
    const masked = mask.json({ firstName: 'Maximiliane', dateOfBirth: '1990-01-31', address: { country: 'DEU', city: 'Hintertupfing' } })
    expect(JSON.stringify(masked)).not.to.match(/Maximiliane|1990|Hintertupfing/)
    expect(masked).to.have.nested.property('address.country', 'DEU')
    expect(mask.text('born 1990-01-31: Maximiliane')).to.match(/^born 1990-01-31: redacted:text:11:/)
    expect(mask.hidden()).to.deep.include({ rule: 'person', value: 'Maximiliane' })
  })

  it('masks JSON by a look at its text as it does string by string', () => {
    const words = fc.constantFrom(
      'secret-one-1',
      'Jane-Doe-1985',
      'x secret-one-1 y',
      'plain words',
      'é"\\',
      '123456789',
      'ID',
      'http://a/?authorizationToken=secret-two-2&b',
    )
    const numbers = fc.constantFrom(123456789, -123456789, 1, 1.5, 1e21)
    const members = fc.constantFrom('token', 'firstName', 'address', 'idNumber', 'id', 'links', 'secret-one-1', 'authorizationToken')
    const value = fc.letrec((tie) => ({
      json: fc.oneof({ maxDepth: 3 }, words, numbers, fc.constant(null), fc.array(tie('json'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(members, tie('json'), { maxKeys: 4 }),
    })).object as fc.Arbitrary<Json>
    const texts = [(json: Json) => JSON.stringify(json), (json: Json) => JSON.stringify(json, null, 2)]
    fc.assert(
      fc.property(value, fc.constantFrom(...texts), (json, textOf) => {
        const knowing = createMask('salt')
        const once = knowing.json(json)
        const again = knowing.json(json)
        expect(knowing.json(json, textOf(json))).to.deep.equal(again)
        // A value that stands before the member which tells that it is secret is found by the text, and not string by string.
        expect([once, again]).to.deep.include(createMask('salt').json(json, textOf(json)))
      }),
      { numRuns: 1000 },
    )
  })

  it('takes a number that is written in another way for the number that it is', () => {
    for (const text of ['{"a":1.23456789e8}', '{"a":[123456789.0]}', '{"a":123456789}', '{"a": 12345678.9E1 }']) {
      const mask = createMask('salt')
      mask.json({ personalNumber: 123456789 })
      expect(JSON.stringify(mask.json(JSON.parse(text), text)), text).to.include('999999999')
    }
  })

  it('leaves JSON alone that holds nothing to mask', () => {
    const mask = createMask('salt', ['secret-one-1'])
    const json = { id: 'a', list: [1, 'b'] }
    expect(mask.json(json, JSON.stringify(json))).to.equal(json)
  })
})
