import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import type { FailOn, Report } from './report.ts'

export const reporterNames = ['junit', 'json'] as const
export type ReporterName = (typeof reporterNames)[number]

export interface RenderOptions {
  readonly failOn?: FailOn
}

export interface Reporter {
  /** With its dot. */
  readonly extension: string
  /** Name in the report folder where no path was given. */
  readonly defaultFile: string
  render(report: Report, options?: RenderOptions): string
}

/** Every reporter that writes a file, by the name that `--report` takes. */
export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  junit: { extension: '.xml', defaultFile: 'junit.xml', render: renderJunit },
  json: { extension: '.json', defaultFile: 'report.json', render: renderJson },
}
