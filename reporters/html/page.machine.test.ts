import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import type { Json } from '../../suites/transcript.ts'
import type { Report } from '../report.ts'
import { auditReport, sampleExchange, sampleReport, sampleTranscript, sampleVerdict, sampleViolation } from '../sample.ts'
import { visible } from '../text.ts'
import { openBrowser, openPage } from './browser.ts'
import { renderHtml } from './page.ts'

const hostile = '</script><script>alert(1)</script><!-- ]]> \u001b[31m __proto__ \u2028 "><img src=x onerror=alert(2)>'

function capabilities(entries: Readonly<Record<string, string>>): Json {
  return {
    capabilities: Object.fromEntries(
      Object.entries(entries).map(([name, type]) => [name, [{ decision: { type, details: { label: hostile } } }]]),
    ),
  }
}

/** A red run of 10013 whose server put markup into everything that it may choose. */
function redReport(): Report {
  const journey = '10013/local/outcome/imageChecks'
  const value = capabilities({ usability: 'PASSED', imageChecks: 'REJECTED', extraction: 'PASSED', dataChecks: 'PASSED' })
  const details = sampleExchange({
    name: 'details',
    step: 'details',
    role: 'retrieval',
    request: { ...sampleExchange().request, url: `http://127.0.0.1:1/${hostile}` },
    response: { status: 200, headers: [['x-id', hostile]], body: { kind: 'json', value, size: 900 } },
  })
  const transcript = sampleTranscript('10013', 'local', 'outcome', [sampleExchange(), details])
  const place = { workflow: '10013', scenario: 'outcome', journey, step: 'details', evidence: ['details'] } as const
  return sampleReport(
    [
      sampleVerdict({ workflow: '10013', journey, scenario: 'outcome' }),
      sampleViolation(
        { ...place, check: 'CAP-ORDER', subject: 'imageChecks->extraction', key: `${journey} CAP-ORDER` },
        { actual: hostile },
      ),
      sampleViolation(
        { ...place, check: '__proto__', statement: hostile, subject: hostile, key: hostile },
        { expected: hostile, actual: hostile },
      ),
      sampleViolation({ ...place, check: 'W', level: 'SHOULD', key: 'w' }, { severity: 'warning' }),
      sampleVerdict({
        ...place,
        check: 'I',
        outcome: 'inconclusive',
        reason: { code: 'blocked', text: hostile, cause: hostile },
        key: 'i',
      }),
    ],
    { transcripts: [{ ...transcript, journey: { ...transcript.journey, id: journey } }], notes: [hostile] },
  )
}

describe('the HTML report', function () {
  this.timeout(120_000)
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'kyx-html-'))
  const file = (name: string, report: Report) => {
    const path = join(folder, `${name}.html`)
    writeFileSync(path, renderHtml(report))
    return path
  }
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const seriousFaults = (page: Page) =>
    page.evaluate(`(async () => { ${axe}; const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')) })()`)

  for (const [width, dark] of [
    [1280, false],
    [375, true],
  ] as const)
    it(`is quiet and accessible at ${width} px, ${dark ? 'dark' : 'light'}, whatever a server sent`, async () => {
      const { page, faults } = await openPage(browser, file('red', redReport()), { width, dark })
      expect(await page.textContent('h1')).to.contain('Does not conform')
      expect(await page.locator('script').count(), 'no script but ours').to.equal(3)
      expect(await page.locator('img').count()).to.equal(0)
      expect(await page.locator('.edge.broken').count()).to.equal(1)
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(wide, 'the page does not scroll sideways').to.equal(0)
      expect(await seriousFaults(page)).to.deep.equal([])
      await page.click('.rows a >> nth=0')
      await page.click('summary >> nth=0')
      expect(await page.textContent('.detail')).to.contain('Expected')
      expect(await seriousFaults(page)).to.deep.equal([])
      expect(faults).to.deep.equal([])
      await page.context().close()
    })

  it('sets an answer beside its schema, and marks the difference in both', async () => {
    const body = { timestamp: 1, account: { id: hostile }, workflowExecution: {} }
    const create = sampleExchange({
      name: 'create',
      step: 'create',
      response: { status: 200, headers: [], body: { kind: 'json', value: body, size: 90 } },
    })
    const finding = { at: 'create $.timestamp', expected: 'a string', actual: '1', severity: 'error', difference: 'type' } as const
    const missing = {
      at: 'create $.workflowExecution.id',
      expected: 'member "id" present',
      actual: 'absent',
      severity: 'error',
      difference: 'missing',
    } as const
    const verdict = sampleViolation({
      workflow: '10011',
      journey: '10011/local/documented',
      check: 'CREATE-SCHEMA',
      step: 'create',
      key: 'schema',
      evidence: ['create'],
    })
    const report = sampleReport([{ ...verdict, findings: [finding, missing] }], {
      transcripts: [sampleTranscript('10011', 'local', 'documented', [create])],
    })
    const { page, faults } = await openPage(browser, file('schema', report), { hash: '#check=schema' })
    expect(await page.locator('.differences tbody tr').count()).to.equal(2)
    expect(await page.locator('mark.line').allTextContents()).to.satisfy(
      (marks: readonly string[]) =>
        marks.some((text) => text.includes('"timestamp": 1') && text.includes('a string')) && marks.some((text) => text.includes('"id"')),
    )
    expect(await seriousFaults(page)).to.deep.equal([])
    expect(faults).to.deep.equal([])
    await page.context().close()
  })

  it('shows hostile text as text', async () => {
    const { page, faults } = await openPage(browser, file('hostile', redReport()), { hash: `#check=${encodeURIComponent(hostile)}` })
    expect(await page.textContent('.detail .statement')).to.equal(visible(hostile))
    expect(await page.textContent('.detail .actual >> nth=0')).to.equal(visible(hostile))
    expect(faults).to.deep.equal([])
    await page.context().close()
  })

  it('goes from a cell to its checks, and says so in its address', async () => {
    const path = file('cell', redReport())
    const { page, faults } = await openPage(browser, path)
    await page.click('.cell.error')
    expect(new URL(page.url()).hash).to.contain('step=details').and.contain('outcome=error')
    expect(await page.locator('.rows li').count()).to.equal(2)
    const again = await openPage(browser, path, { hash: new URL(page.url()).hash })
    expect(await again.page.locator('.rows li').count(), 'the link shows what the sender saw').to.equal(2)
    await page.fill('#f-q', 'cap-order')
    expect(await page.locator('.rows li').count()).to.equal(1)
    await page.click('text=Clear')
    expect(await page.locator('.rows li').count()).to.equal(5)
    await page.selectOption('#f-level', 'SHOULD')
    expect(await page.locator('.rows li').count()).to.equal(1)
    expect([...faults, ...again.faults]).to.deep.equal([])
    await page.context().close()
  })

  it('is driven by the keyboard', async () => {
    const { page } = await openPage(browser, file('keys', redReport()))
    await page.focus('.pane')
    await page.keyboard.press('ArrowDown')
    const first = await page.textContent('.detail h3')
    await page.keyboard.press('ArrowDown')
    expect(await page.textContent('.detail h3')).not.to.equal(first)
    await page.context().close()
  })

  it('opens a journey from its address, with its sequence and time line', async () => {
    const { page, faults } = await openPage(browser, file('journey', redReport()), { hash: '#journey=10013/local/outcome/imageChecks' })
    expect(await page.locator('.journey[open] .sequence .call').count()).to.equal(2)
    expect(await page.locator('.journey[open] .time .bar').count()).to.equal(2)
    expect(faults).to.deep.equal([])
    await page.context().close()
  })

  it('keeps ten thousand checks light: only what is in sight is in the document', async () => {
    const verdicts = Array.from({ length: 10_000 }, (_, index) => sampleVerdict({ key: `k${index}`, check: `CHECK-${index}` }))
    const { page, faults } = await openPage(browser, file('many', sampleReport(verdicts)))
    expect(await page.locator('.rows li').count()).to.be.lessThan(60)
    await page.evaluate("document.querySelector('.pane').scrollTop = 1e9")
    await page.waitForSelector('text=CHECK-9999')
    await page.fill('#f-q', 'check-777')
    expect(await page.textContent('.list [role=status]')).to.equal('11 of 10,000 checks')
    expect(faults).to.deep.equal([])
    await page.context().close()
  })

  it('works on a green run and on an empty one', async () => {
    for (const report of [sampleReport([sampleVerdict()]), sampleReport([], { transcripts: [] })]) {
      const { page, faults } = await openPage(browser, file('few', report))
      expect(await page.locator('h1').count()).to.equal(1)
      expect(await seriousFaults(page)).to.deep.equal([])
      expect(faults).to.deep.equal([])
      await page.context().close()
    }
  })

  for (const [width, dark] of [
    [1280, false],
    [375, true],
  ] as const)
    it(`sets the targets of an audit side by side, at ${width} px`, async () => {
      const { page, faults } = await openPage(browser, file('audit', auditReport()), { width, dark })
      expect(await page.textContent('h1')).to.contain('b stands apart')
      expect(await page.textContent('[aria-labelledby=audit-apart]'))
        .to.contain('UPLOAD-STATUS')
        .and.to.contain('violated at b in 10011')
      const difference = page.locator('[aria-labelledby=audit-differences] li:has(summary)').first()
      await difference.locator('summary').click()
      for (const target of ['a', 'b', 'c']) expect(await difference.textContent()).to.contain(`${target}: 10011/${target}/documented`)
      expect(await difference.textContent()).to.contain('curl -sS')
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).to.equal(0)
      expect(await seriousFaults(page)).to.deep.equal([])
      expect(faults).to.deep.equal([])
      await page.context().close()
    })
})
