import { arazzo } from '../contracts/arazzo/document.ts'
import { documentedExamples } from '../fixtures/payloads/examples.ts'
import { documentText, type Exported, type ExportInput } from './export-kinds.ts'

export function exportArazzo({ pollSeconds }: ExportInput): Exported {
  const document = arazzo({ examples: documentedExamples, ...(pollSeconds === undefined ? {} : { pollSeconds }) })
  return { files: [{ path: 'arazzo.json', text: documentText(document) }] }
}
