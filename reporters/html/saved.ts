import { UsageError } from '../../suites/usage.ts'
import type { FailOn, Report } from '../report.ts'
import { type Payload, reportIn } from './slim.ts'

/** Reads the report back from a page that this tool wrote. */
export function readHtml(text: string, name: string): { readonly report: Report; readonly failOn: FailOn } {
  const within = (id: string): unknown => {
    const [, found] = new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(text) ?? []
    if (found === undefined)
      throw new UsageError(`${name}: it is no page of this tool: it holds no ${id}; write one with --report html=PATH`)
    try {
      return JSON.parse(found)
    } catch (error) {
      throw new UsageError(`${name}: its ${id} cannot be read: ${(error as Error).message}`)
    }
  }
  const payload = within('data') as Payload
  return { report: { ...reportIn(payload), transcripts: within('transcripts') as Report['transcripts'] }, failOn: payload.failOn }
}
