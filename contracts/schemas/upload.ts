import type { SourceLine } from '../source.ts'
import { lines } from '../source.ts'
import type { AddressedPart, Workflow } from '../workflow.ts'
import type { JsonSchema, Strength } from './schema.ts'
import { present, strengthened } from './schema.ts'
import { shared } from './shared.ts'

/** Lines of the example of each upload; a part that is not here has none, and is held to the companion's. */
const exampleSources: Readonly<Record<string, readonly SourceLine[]>> = {
  '10005/DATA.PREPARED_DATA': lines('L176-L190'),
  '10006/DATA.PREPARED_DATA': lines('L429-L443'),
  '10006/SELFIE.FACE': lines('L478-L493'),
  '10010/DATA.PREPARED_DATA': lines('L689-L703'),
  '10011/ID.FRONT': lines('L915-L929'),
  '10011/ID.BACK': lines('L943-L957'),
  '10011/SELFIE.FACE': lines('L970-L984'),
  '10013/ID.FRONT': lines('L1213-L1227'),
  '10013/ID.BACK': lines('L1241-L1255'),
  '10013/SELFIE.FACE': lines('L1268-L1282'),
}

/** The only example of the source document with `api.token`: ERR-041. */
const showsToken: readonly string[] = ['10006/SELFIE.FACE']

/** Answer to the upload of one part. */
export function uploadSchema(workflow: Workflow, part: AddressedPart, strength: Strength): JsonSchema {
  const at = `${workflow.key}/${part.address}`
  const head = {
    id: `upload/${at}`,
    title: `Upload of ${part.address} in ${workflow.key}`,
    source: [...(exampleSources[at] ?? []), ...lines('G:L500-L513', 'G:L516-L534')],
  }
  return strengthened(head, strength, shared('upload'), exampleUpload(workflow, part, showsToken.includes(at)))
}

/** The parts of the credential that was uploaded to, whichever of them was uploaded: ERR-071. */
function exampleUpload(workflow: Workflow, part: AddressedPart, withToken: boolean): JsonSchema {
  const credential = workflow.credentials.find(({ category }) => category === part.category)
  const keys = (credential?.parts ?? []).map(({ key }) => key)
  const absence =
    part.content === 'data'
      ? 'ERR-092 TOL-UPLOAD-PARTS-EMPTY'
      : workflow.errata.includes('ERR-071') && part.classifier === 'FACE'
        ? 'ERR-071'
        : undefined
  return {
    properties: {
      api: {
        type: 'object',
        properties: { parts: { type: 'object', required: keys, ...(absence === undefined ? {} : { $comment: absence }) } },
        required: ['workflowExecution'],
        // ERR-092: the source does not tell what the answer holds, and the companion lets the parts be absent. G:L512
        allOf: [present('ERR-092', 'parts'), ...(withToken ? [present('ERR-041', 'token')] : [])],
      },
    },
    required: ['api'],
  }
}
