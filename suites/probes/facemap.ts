import { lines } from '../../contracts/source.ts'
import type { Probe } from './probe.ts'

/** The start of a workflow that compares with a facemap, while the account has asked for one and has none yet. */
export const facemapProbes: readonly Probe[] = [
  {
    id: 'facemap-missing',
    check: 'FACEMAP-REQUIRED',
    step: 'prepared',
    level: 'MUST',
    source: lines('L1314', 'L1327'),
    statement: 'A workflow that compares with a facemap on file is refused on an account that has none.',
    covers: ['WF10014-FACEMAP-ON-FILE', 'WF10014-FACEMAP-FROM-UNFINISHED-RUN'],
    errata: ['ERR-080'],
    // ERR-080: it may also be accepted and end as not executed, which only an end user could bring about.
    expect: {
      answer: 'refused',
      statuses: [400, 403, 404],
      lenient: { erratum: 'ERR-080', statuses: [401, 409, 412, 422], accepted: true },
    },
    // The fault is in the account, not in the request: the very same request is the control, once the facemap is there.
    edit: (draft) => draft,
  },
]
