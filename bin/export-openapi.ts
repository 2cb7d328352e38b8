import { openApi } from '../contracts/openapi/document.ts'
import { documentedExamples } from '../fixtures/payloads/examples.ts'
import { documentText, type Exported, type ExportInput } from './export-kinds.ts'

export function exportOpenApi({ baseUrl }: ExportInput): Exported {
  const document = openApi({ examples: documentedExamples, ...(baseUrl === undefined ? {} : { baseUrl }) })
  return { files: [{ path: 'openapi.json', text: documentText(document) }] }
}
