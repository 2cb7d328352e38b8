import { expect } from 'chai'
import { bodyLines, type Remark } from './client/body.ts'

const remark = (path: string, kind: Remark['kind'], note = 'x'): Remark => ({ path, kind, note })
const shown = (...args: Parameters<typeof bodyLines>) => bodyLines(...args).map(({ text }) => text)

describe('the body of an answer', () => {
  it('is shown as JSON, each line after a column for marks', () => {
    expect(shown({ id: 'a', list: [1, {}] }, [])).to.deep.equal([
      '  {',
      '    "id": "a",',
      '    "list": [',
      '      1,',
      '      {}',
      '    ]',
      '  }',
    ])
  })

  it('marks a value in its place, by the path of the finding', () => {
    const lines = bodyLines({ a: [{ 'b.c': 1 }] }, [remark('$.a[0]["b.c"]', 'type', 'a string')])
    expect(lines.filter((line) => line.remark !== undefined).map(({ text, remark: found }) => [text, found?.note])).to.deep.equal([
      ['\u2260       "b.c": 1', 'a string'],
    ])
  })

  it('puts what is missing where it belongs', () => {
    const lines = bodyLines({ account: { name: 'n' }, empty: {} }, [remark('$.account.id', 'missing'), remark('$.empty.href', 'missing')])
    expect(lines.map(({ text }) => text)).to.deep.equal([
      '  {',
      '    "account": {',
      '      "name": "n"',
      '\u2212     "id"',
      '    },',
      '    "empty": {',
      '\u2212     "href"',
      '    }',
      '  }',
    ])
  })

  it('takes hostile members for what they are, and bounds what it shows', () => {
    const hostile = JSON.parse('{"__proto__":{"x":1},"</script>":"]]>"}')
    expect(shown(hostile, [remark('$["__proto__"].x', 'unexpected')])).to.include('+     "x": 1')
    const long = Array.from({ length: 5000 }, (_, index) => index)
    const lines = bodyLines(long, [remark('$[2500]', 'value')])
    expect(lines.length).to.be.below(40)
    expect(lines.some(({ text }) => /\u2026 \d+ lines/.test(text))).to.equal(true)
    expect(lines.filter((line) => line.remark !== undefined).map(({ text }) => text)).to.deep.equal(['\u2260   2500,'])
  })
})
