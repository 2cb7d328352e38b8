import { lines } from '../../contracts/source.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import type { Exchange, Transcript } from '../transcript.ts'

/** Requests of images and steps, and deletions, of what is not there. */
const promised = /^probe:(?:steps|image:[\w.]+|delete-execution|delete-account)\/(?:unknown-\w+|never-uploaded)$/

function failures({ exchanges }: Transcript): readonly Exchange[] {
  return exchanges.filter(({ name, response }) => promised.test(name) && response !== undefined && response.status >= 400)
}

const isBare = ({ response }: Exchange) =>
  response?.body.kind === 'none' || (response?.body.kind === 'text' && response.body.text.trim() === '')

/** What an answer that is no success must tell; in which form is open. ERR-093 */
export const causeChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'ERROR-CAUSE-GIVEN',
    level: 'SHOULD',
    step: 'steps',
    source: lines('G:L1978', 'G:L2006', 'G:L2209', 'G:L2228'),
    statement: 'Where an image, the steps or what is to be deleted is not there, the answer tells the cause, in whatever form.',
    needs: ['transcript'],
    scenarios: ['probes'],
    covers: ['G-IMAGE-ERROR-CAUSE'],
    errata: ['ERR-093'],
    unless: ({ transcript }) =>
      failures(transcript).length > 0 ? undefined : { code: 'absent', text: 'nothing that is not there was refused in this journey' },
    judge: ({ transcript }) =>
      failures(transcript)
        .filter(isBare)
        .map(({ name, response }) => ({ at: `${name} body`, expected: 'the cause', actual: `status ${response?.status} without a body` })),
  }),
]
