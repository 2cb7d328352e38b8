import { expect } from 'chai'
import { renderConsole } from './console.ts'
import { greenReport, hostileReport, inconclusiveReport, redReport, sampleReport, sampleVerdict, sampleViolation } from './sample.ts'

describe('Console summary', () => {
  it('ends with the verdict in one sentence', () => {
    const lines = renderConsole(greenReport()).trimEnd().split('\n')
    expect(lines.at(-1)).to.equal('Conforms: 6 checks judged on 2 workflows, 0 violations, 1 warning, 1 note, 2 not applicable.')
    expect(lines[0]).to.include('http://127.0.0.1:8080 (local)').and.to.include('mode documented').and.to.include('2022-02')
  })

  it('shows the same finding of two workflows once, with what it blocks and a curl', () => {
    const text = renderConsole(redReport())
    expect(text.match(/UPLOAD-STATUS \(MUST\)/g)).to.have.length(1)
    for (const part of [
      'Violations (1 cause)',
      '10011 local upload [ID.FRONT], 10013 local upload [ID.FRONT]',
      'blocks 4 checks',
      'Expected:    200',
      'curl -sS',
    ])
      expect(text).to.include(part)
    expect(text).to.include('kyx-conformance explain UPLOAD-STATUS').and.to.include('--workflow 10011,10013')
  })

  it('says once why nothing could be judged', () => {
    const text = renderConsole(inconclusiveReport())
    expect(text.match(/ECONNREFUSED/g)).to.have.length(1)
    for (const part of ['Not judged (1 cause)', 'blocks 6 checks', 'kyx-conformance doctor', 'Note: 10014 was not judged'])
      expect(text).to.include(part)
  })

  it('hides warnings beyond twenty, and counts the same one', () => {
    const many = Array.from({ length: 30 }, (_, at) => sampleViolation({ check: `WARN-${at}`, level: 'SHOULD' }, { severity: 'warning' }))
    const report = sampleReport([
      sampleVerdict(),
      ...many,
      sampleViolation({ workflow: '10013', check: 'WARN-0' }, { severity: 'warning' }),
    ])
    expect(renderConsole(report)).to.include('and 10 more: -v shows them').and.to.include('in 10011, 10013 (2 times)')
    expect(renderConsole(report, { verbosity: 'verbose' }))
      .to.include('WARN-29')
      .and.not.to.include('more: -v')
  })

  it('prints the last lines only when quiet, and every check when verbose', () => {
    const quiet = renderConsole(redReport(), { verbosity: 'quiet', written: ['reports/junit.xml'] })
    expect(quiet.trimEnd().split('\n')).to.deep.equal([
      'Written: reports/junit.xml',
      'Does not conform: 2 violations in 4 checks judged on 2 workflows, 0 warnings, 4 inconclusive, 0 not applicable.',
    ])
    const verbose = renderConsole(redReport(), { verbosity: 'verbose' })
    for (const { check } of redReport().verdicts) expect(verbose).to.include(check)
  })

  it('colours only when asked', () => {
    expect(renderConsole(redReport())).not.to.include('\u001b')
    expect(renderConsole(redReport(), { colour: true })).to.include('\u001b[31m')
  })

  it('makes terminal escapes, direction marks and log commands harmless, and cuts long values', () => {
    const report = hostileReport()
    const text = renderConsole({ ...report, notes: ['##vso[task.setvariable]x', ...report.notes] }, { verbosity: 'verbose' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u)
    expect(text).not.to.match(/^\s*::/m)
    expect(text).not.to.include('##vso[')
    expect(text).to.match(/… \([\d,]+ more characters\)/)
    expect(text.length).to.be.below(60_000)
  })

  it('says what it is when nothing was judged, when it was interrupted and when the tool failed', () => {
    expect(renderConsole(sampleReport([]))).to.include('Nothing judged: the selection holds no check. That is no pass.')
    expect(renderConsole({ ...greenReport(), interrupted: true })).to.include('Interrupted: 6 checks judged')
    const fault = sampleVerdict({ key: 'f', outcome: 'harness-error', reason: { code: 'threw', text: 'boom' } })
    expect(renderConsole(sampleReport([fault])))
      .to.include('Harness error: 1 fault of this tool')
      .and.to.include('boom')
    expect(renderConsole(greenReport(), { failOn: 'warning' })).to.include('Warnings that fail the run (1 cause)')
  })
})
