import { untestedReasons } from '../contracts/untested.ts'
import { type CoverageRow, countCoverage } from './coverage.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The coverage of the register as Markdown, for docs/coverage.md. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  const counts = countCoverage(rows)
  const steps = [...new Set(rows.map(({ entry }) => entry.step))]
  const levels = ['MUST', 'SHOULD', 'MAY'] as const
  const lines = [
    '# Coverage of the register',
    '',
    'Every promise of the documents, with the checks that judge it or the reason why none does. Made by `npm run docs`; do not edit.',
    '',
    `${counts.entries} entries: ${counts.checked} checked, ${counts.untested} with a written reason, ${counts.open} with neither.`,
    '',
    '| level | entries | checked | with a reason |',
    '|---|---|---|---|',
    ...levels.map((level) => {
      const own = countCoverage(rows.filter(({ entry }) => entry.level === level))
      return `| ${level} | ${own.entries} | ${own.checked} | ${own.untested} |`
    }),
    '',
    '## Reasons',
    '',
    ...Object.entries(untestedReasons).map(([reason, text]) => `- **${reason}**: ${text}`),
    '',
  ]
  for (const step of steps) {
    lines.push(`## ${step}`, '', '| entry | level | source | promise | checks or reason |', '|---|---|---|---|---|')
    for (const { entry, checks, untested } of rows.filter((row) => row.entry.step === step)) {
      const how =
        checks.length > 0
          ? checks.map((id) => `\`${id}\``).join(', ')
          : untested === undefined
            ? '**none**'
            : `${untested.reason}: ${untested.sentence}`
      lines.push(`| ${entry.id} | ${entry.level} | ${cell(entry.source.join(', '))} | ${cell(entry.statement)} | ${cell(how)} |`)
    }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}
