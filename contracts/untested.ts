/** Why an entry of the register has no check: a closed list. */
export const untestedReasons = {
  documentation: 'says something of the documents, not of a server',
  'end-user': 'needs a browser, an SDK or a person in front of a camera',
  tenant: 'needs a tenant with another setting than the one under test',
  region: 'needs the hosts of a region: judged by a run with --region, not on one base URL',
  time: 'needs hours, or a clock that can be set',
  client: 'asks something of the client, not of the server',
  inferred: 'inferred and contested: the documents permit either outcome',
  network: 'needs addresses or certificates outside HTTP',
} as const
export type UntestedReason = keyof typeof untestedReasons

export interface Untested {
  /** Ids of register entries; `*` stands for part of an id. */
  readonly entries: readonly string[]
  readonly reason: UntestedReason
  /** Why, in this case. */
  readonly sentence: string
}

export const untested: readonly Untested[] = [
  {
    entries: ['DOC-*', 'RET-CHANNEL-REFERENCE'],
    reason: 'documentation',
    sentence: 'The errata say where the documents fall short of it: docs/errata.md.',
  },
  {
    entries: ['WF*-PREREQ-*'],
    reason: 'tenant',
    sentence: 'A tenant without the feature is needed; where the run meets one, the workflow is reported as not enabled.',
  },
  {
    entries: ['G-WEB-HREF-NEEDS-DOMAIN', 'G-CREATE-OVERRIDES-PORTAL', 'G-CREATE-LOCALE-DEFAULT-EN'],
    reason: 'tenant',
    sentence: 'It compares the request with settings of the Customer Portal, which no API tells.',
  },
  {
    entries: ['G-WEB-HREF-OPENS', 'G-WEB-REDIRECT-PARAMS', 'G-WEB-ERRORCODE', 'G-WEB-POSTMESSAGE'],
    reason: 'end-user',
    sentence: 'It happens in the browser of an end user after the web client was opened.',
  },
  {
    entries: ['G-CALLBACK-200-ACK', 'G-RETRIEVE-MAX-10-ATTEMPTS'],
    reason: 'client',
    sentence: 'It is a duty of whoever integrates the API; the run itself keeps it, and the proxy judges how a client polls.',
  },
  {
    entries: ['G-CALLBACK-IP-*'],
    reason: 'network',
    sentence: 'It is about the addresses that callbacks come from, and the listener of a run is on loopback.',
  },
  {
    entries: ['REG-HOST-*-UPLOAD-DATA'],
    reason: 'inferred',
    sentence: 'ERR-013: the account host may serve data uploads as well; the link, the example and the companion name the api host.',
  },
  {
    entries: ['HDR-CREATE-AUTH-NO-NEWLINE'],
    reason: 'network',
    sentence: 'ERR-009: the broken header is no valid HTTP, and what a front end makes of it says nothing of the service.',
  },
  {
    entries: ['G-FINALIZE-HDR-CONTENT-*', 'G-RETRIEVE-HDR-CONTENT-*'],
    reason: 'inferred',
    sentence: 'ERR-112 and ERR-162: headers of a body are not judged where there is no body, and the examples send none.',
  },
  {
    entries: ['G-TXTOKEN-USABLE-WITHIN', 'RESP-API-TOKEN-USABLE'],
    reason: 'inferred',
    sentence: 'ERR-019: either token may be the one that is meant; a run sends the access token and notes it where only the other works.',
  },
  {
    entries: [
      'WF10006-PREREQ-CPF-ENABLED-UNDECIDED',
      'UPL-FILE-LARGE-REFUSAL-CLEAN',
      'UPL-REUPLOAD-SAME-PART',
      'G-CAP-WARNING-DOES-NOT-BLOCK',
    ],
    reason: 'inferred',
    sentence: 'The documents leave it open (ERR-032, ERR-098, ERR-128), so every outcome is right.',
  },
  {
    entries: ['RET-10005-PREPARED-DATA-CONTENT'],
    reason: 'inferred',
    sentence: 'ERR-027 and ERR-118: it stands in a hidden note only, and either answer is permitted.',
  },
  {
    entries: ['G-HEALTH-AUTH-OPTIONAL'],
    reason: 'inferred',
    sentence: 'ERR-146: the health request may need authorization or not.',
  },
  {
    entries: ['G-UPLOAD-MAX-5MB'],
    reason: 'inferred',
    sentence: 'ERR-109: the source document says 10 MB, and it wins; sizes between the two limits may go either way.',
  },
]
