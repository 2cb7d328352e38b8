import type { FailOn, Report } from './report.ts'

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
  render(report: Report, options?: RenderOptions): Promise<string>
}

/** Every reporter that `--report` takes, by name. One is loaded when it is asked for: most runs write one report. */
export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  junit: { extension: '.xml', defaultFile: 'junit.xml', render: async (...given) => (await import('./junit.ts')).renderJunit(...given) },
  html: {
    extension: '.html',
    defaultFile: 'report.html',
    render: async (...given) => (await import('./html/page.ts')).renderHtml(...given),
  },
  json: { extension: '.json', defaultFile: 'report.json', render: async (...given) => (await import('./json.ts')).renderJson(...given) },
  markdown: {
    extension: '.md',
    defaultFile: 'report.md',
    render: async (...given) => (await import('./markdown.ts')).renderMarkdown(...given),
  },
  ctrf: { extension: '.json', defaultFile: 'ctrf.json', render: async (...given) => (await import('./ctrf.ts')).renderCtrf(...given) },
  sarif: {
    extension: '.sarif',
    defaultFile: 'report.sarif',
    render: async (...given) => (await import('./sarif.ts')).renderSarif(...given),
  },
  har: { extension: '.har', defaultFile: 'report.har', render: async (report) => (await import('./har.ts')).renderHar(report) },
  tap: { extension: '.tap', defaultFile: 'report.tap', render: async (...given) => (await import('./tap.ts')).renderTap(...given) },
  // GitHub reads workflow commands from the log only.
  github: { extension: '.txt', defaultFile: '-', render: async (...given) => (await import('./github.ts')).renderGithub(...given) },
}
