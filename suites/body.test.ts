import { expect } from 'chai'
import { encodeForm, isUnread, readBody, sha256 } from './body.ts'
import { bounds } from './bounds.ts'

const read = (text: string, type = 'application/json') => readBody(Buffer.from(text), type)
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('body', () => {
  describe('of an answer', () => {
    it('is JSON where the text is strictly JSON, whatever the media type says', () => {
      for (const type of ['application/json', 'text/html', ''])
        expect(read('{"a": [1]}', type)).to.deep.equal({
          body: { kind: 'json', value: { a: [1] }, size: 10 },
          json: { a: [1] },
          text: '{"a": [1]}',
        })
      expect(read('null').json).to.equal(null)
    })

    it('is text with the words of the parser where it is almost JSON', () => {
      for (const text of ['{"a": 1,}', "{'a': 1}", '{"a": NaN}', '{"a": 1} {}', '// x\n{}', '{a: 1}', '01', '"\u0001"', '{"a"'])
        expect(read(text), text)
          .to.deep.include({ body: { kind: 'text', text, size: text.length } })
          .and.have.property('notJson')
          .that.is.a('string').and.is.not.empty
    })

    it('is none where nothing came', () => expect(read('')).to.deep.equal({ body: { kind: 'none' } }))

    it('is size and digest where it is not UTF-8', () => {
      const bytes = Buffer.from([0x22, 0xc3, 0x28, 0x22])
      const { body, ...rest } = readBody(bytes, 'application/json')
      expect(body).to.deep.equal({ kind: 'binary', type: 'application/json', size: 4, sha256: sha256(bytes), head: '22c32822' })
      expect(rest).to.deep.equal({ notJson: 'the body is not UTF-8' })
    })

    it('is binary without complaint where it is an image', () => {
      const result = readBody(Buffer.from('{}'), 'image/jpeg')
      expect(result.body.kind).to.equal('binary')
      expect(result).not.to.have.any.keys('json', 'notJson')
    })

    it('is read down to the bound of nesting and no deeper', () => {
      expect(read(nested(bounds.nesting)).body.kind).to.equal('json')
      expect(read(nested(bounds.nesting + 1)))
        .to.include({ notJson: 'JSON nested deeper than 200 levels' })
        .and.not.have.property('json')
      expect(read('['.repeat(50_000)).notJson).to.equal('JSON nested deeper than 200 levels')
    })

    it('counts no brackets within strings', () => {
      const text = JSON.stringify({ a: `\\"${'['.repeat(bounds.nesting + 1)}` })
      expect(read(text).body.kind).to.equal('json')
    })

    it('is kept up to the bound of length; beyond it its JSON is for the driver alone', () => {
      expect(read(JSON.stringify('x'.repeat(bounds.kept - 2))).body.kind).to.equal('json')
      const long = read(JSON.stringify('x'.repeat(bounds.kept - 1)))
      expect(long.body).to.include({ kind: 'binary', size: bounds.kept + 1 })
      expect(long.json).to.be.a('string')
      expect(isUnread(long)).to.equal(true)
      expect(isUnread(readBody(Buffer.from([0xff]), ''))).to.equal(false)
    })

    it('keeps a member __proto__ as a member of its own', () =>
      expect(Object.keys(read('{"__proto__": 1}').json as object)).to.deep.equal(['__proto__']))
  })

  describe('of a form', () => {
    const file = { name: 'file', filename: 'front.jpg', type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0x0d, 0x0a, 0x2d, 0x2d]) }

    it('is encoded byte for byte, with what was sent told in its parts', () => {
      const form = encodeForm([file], 'b0')
      expect(form.contentType).to.equal('multipart/form-data; boundary=b0')
      expect(Buffer.from(form.bytes).toString('latin1')).to.equal(
        '--b0\r\nContent-Disposition: form-data; name="file"; filename="front.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' +
          '\u00ff\u00d8\r\n--\r\n--b0--\r\n',
      )
      expect(form.parts).to.deep.equal([{ name: 'file', filename: 'front.jpg', type: 'image/jpeg', size: 6, sha256: sha256(file.bytes) }])
    })

    it('has one closing delimiter, and it alone where there is no part', () => {
      expect(Buffer.from(encodeForm([], 'b0').bytes).toString()).to.equal('--b0--\r\n')
      const two = Buffer.from(encodeForm([file, file], 'b0').bytes).toString('latin1')
      expect(two.match(/--b0\r\n/g)).to.have.lengthOf(2)
      expect(two.match(/--b0--\r\n/g)).to.have.lengthOf(1)
    })

    it('lets no name break out of its header', () => {
      const text = Buffer.from(encodeForm([{ ...file, name: 'a"\r\nX: y', filename: '\u00e4"' }], 'b0').bytes).toString('utf8')
      expect(text).to.contain('name="a%22%0D%0AX: y"; filename="\u00e4%22"\r\n')
    })
  })
})
