import { renderCtrf } from './ctrf.ts'
import { renderGithub } from './github.ts'
import { renderHar } from './har.ts'
import { renderHtml } from './html/page.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import type { FailOn, Report } from './report.ts'
import { renderSarif } from './sarif.ts'
import { renderTap } from './tap.ts'

export const reporterNames = ['junit', 'html', 'json', 'markdown', 'ctrf', 'sarif', 'har', 'tap', 'github'] as const
export type ReporterName = (typeof reporterNames)[number]

export interface RenderOptions {
  readonly failOn?: FailOn
  /** Files that belong to the run, such as its evidence. */
  readonly attachments?: readonly string[]
}

export interface Reporter {
  /** With its dot. */
  readonly extension: string
  /** Name in the report folder where no path was given; `-` is standard output. */
  readonly defaultFile: string
  render(report: Report, options?: RenderOptions): string
}

/** Every reporter that `--report` takes, by name. */
export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  junit: { extension: '.xml', defaultFile: 'junit.xml', render: renderJunit },
  html: { extension: '.html', defaultFile: 'report.html', render: renderHtml },
  json: { extension: '.json', defaultFile: 'report.json', render: renderJson },
  markdown: { extension: '.md', defaultFile: 'report.md', render: renderMarkdown },
  ctrf: { extension: '.json', defaultFile: 'ctrf.json', render: renderCtrf },
  sarif: { extension: '.sarif', defaultFile: 'report.sarif', render: renderSarif },
  har: { extension: '.har', defaultFile: 'report.har', render: renderHar },
  tap: { extension: '.tap', defaultFile: 'report.tap', render: renderTap },
  // GitHub reads workflow commands from the log only.
  github: { extension: '.txt', defaultFile: '-', render: renderGithub },
}
