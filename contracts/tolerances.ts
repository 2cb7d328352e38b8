/** What vouches for a deviation: an answer of the live service, a later edition of the documentation, or the code of a real client. */
export type Evidence = 'recorded' | 'later-documentation' | 'client-code'

/** A known deviation of the live service from the literal documentation: it lowers a violation to a warning that names the evidence. */
export interface Tolerance {
  readonly id: `TOL-${string}`
  readonly title: string
  /** What the documentation says when read literally. */
  readonly documented: string
  /** What came instead. */
  readonly observed: string
  readonly evidence: Evidence
  /** The operations whose answer deviates. */
  readonly operations: readonly ('create' | 'update' | 'upload' | 'callback' | 'status' | 'details' | 'steps')[]
  /** Dotted paths of the members concerned; empty where the deviation is not in the body. */
  readonly members: readonly string[]
  /** Errata that leave the same point open. */
  readonly errata: readonly string[]
}

export const tolerances: readonly Tolerance[] = [
  {
    id: 'TOL-UPLOAD-PARTS-EMPTY',
    title: 'The answer to a data upload has no part link, but has a token',
    documented: 'The answer carries `api.parts.prepared_data` and no `api.token`.',
    observed: '`api.parts` is `{}` and `api.token` is present.',
    evidence: 'recorded',
    operations: ['upload'],
    members: ['api.parts', 'api.token'],
    errata: ['ERR-041'],
  },
  {
    id: 'TOL-DETAILS-CATEGORY',
    title: 'The details list credentials other than ID',
    documented: 'The category of a credential in the details is ID.',
    observed: 'SELFIE, FACEMAP and DATA occur as well.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['credentials[].category'],
    errata: ['ERR-140'],
  },
  {
    id: 'TOL-DETAILS-CLASSIFIER',
    title: 'The details list more kinds of part, some without a link',
    documented: 'A part is FRONT, BACK or FACE and has an `href`.',
    observed: 'FACEMAP, LIVENESS_1 to LIVENESS_6 and PREPARED_DATA occur; `href` may be missing.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['credentials[].parts[].classifier', 'credentials[].parts[].href'],
    errata: ['ERR-113', 'ERR-140'],
  },
  {
    id: 'TOL-DETAILS-MEMBERS-ABSENT',
    title: 'Members of the details are left out',
    documented: '`startedAt`, `userReference`, the parts of a credential, the credentials of a capability and the liveness data are there.',
    observed: 'Any of them may be missing; a capability that did not run usually has `data: {}`.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['startedAt', 'workflow.userReference', 'credentials[].parts', 'capabilities.*[].credentials', 'capabilities.liveness[].data'],
    errata: [],
  },
  {
    id: 'TOL-CAPABILITIES-SET',
    title: 'The capabilities are not the listed ones',
    documented: 'A run of 10011 or 10013 reports the capabilities that the workflow lists.',
    observed: '`similarity` comes on top, always; the extras of 10013 depend on the tenant and were missing in eight of eight records.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['capabilities'],
    errata: ['ERR-050', 'ERR-138'],
  },
  {
    id: 'TOL-CAPABILITIES-EMPTY',
    title: 'A finished run reports no capability',
    documented: 'A processed run reports its capabilities.',
    observed: 'A run of 10005 came back PROCESSED and REJECTED with `capabilities: {}`.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['capabilities'],
    errata: ['ERR-030'],
  },
  {
    id: 'TOL-USABILITY-NOT-UPLOADED',
    title: 'Usability did not run because nothing was uploaded',
    documented: 'The only label of a usability check that did not run is TECHNICAL_ERROR.',
    observed: 'NOT_EXECUTED comes with the label NOT_UPLOADED.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['capabilities.usability[].decision.details.label'],
    errata: [],
  },
  {
    id: 'TOL-SEARCHSTATUS-SUCCESS',
    title: 'The watchlist search reports SUCCESS',
    documented: '`searchStatus` is DONE, NOT_DONE or ERROR.',
    observed: 'SUCCESS.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['capabilities.watchlistScreening[].data.searchStatus'],
    errata: ['ERR-132'],
  },
  {
    id: 'TOL-RISK-SCORE-NEGATIVE',
    title: 'The risk score may be -1',
    documented: 'The score lies between 0 and 100.',
    observed: 'Scores from -1 to 100. What counts as low or high is a setting of the tenant, hence never judged.',
    evidence: 'recorded',
    operations: ['details', 'steps'],
    members: ['decision.risk.score', 'steps[].decision.risk.score'],
    errata: ['ERR-115'],
  },
  {
    id: 'TOL-STEP-NAME',
    title: 'A step has a name that is not listed',
    documented: 'Step names come from a closed list of four.',
    observed: 'BRA_CPF_VALIDATION.',
    evidence: 'recorded',
    operations: ['steps'],
    members: ['steps[].name'],
    errata: ['ERR-114'],
  },
  {
    id: 'TOL-OVERALL-LABEL-OK',
    title: 'The overall label differs from the overall type',
    documented: 'The label of the overall decision repeats its type.',
    observed: 'One record carries the label OK.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['decision.details.label'],
    errata: ['ERR-126', 'ERR-152'],
  },
  {
    id: 'TOL-CALLBACK-HREF',
    title: 'The link in the callback has no account segment',
    documented: '`workflowExecution.href` of the callback names the account and the execution.',
    observed: 'Six of six callbacks link to `/api/v1/workflow-executions/<id>`. Either form is right as long as it resolves.',
    evidence: 'recorded',
    operations: ['callback', 'status'],
    members: ['workflowExecution.href'],
    errata: ['ERR-143'],
  },
  {
    id: 'TOL-STATUS-UNKNOWN',
    title: 'An execution has a status that is not listed',
    documented: 'The status is INITIATED, ACQUIRED, PROCESSED, SESSION_EXPIRED or TOKEN_EXPIRED.',
    observed: 'ACQUISITION_STARTED was added later. A status that is not known is taken as not final.',
    evidence: 'later-documentation',
    operations: ['callback', 'status', 'details'],
    members: ['workflowExecution.status', 'workflow.status'],
    errata: [],
  },
  {
    id: 'TOL-PARTS-OBJECT',
    title: 'The links of a part come as an object',
    documented: 'Each value in `api.parts` is a link.',
    observed: 'Later a value may also be an object of links by number, such as `{"1": "https://..."}`.',
    evidence: 'later-documentation',
    operations: ['create', 'update', 'upload'],
    members: ['workflowExecution.credentials[].api.parts.*', 'api.parts.*'],
    errata: [],
  },
  {
    id: 'TOL-CREATE-201',
    title: 'Creating an account answers 201',
    documented: 'Success is 200.',
    observed: 'A demo of the vendor takes 201 as success too; a commercial client takes 200 only. A violation under the strict reading.',
    evidence: 'client-code',
    operations: ['create'],
    members: [],
    errata: ['ERR-011'],
  },
  {
    id: 'TOL-LABEL-UNLISTED',
    title: 'A decision has a label that is not listed',
    documented: 'Each capability has a closed list of labels per decision type.',
    observed: 'Labels outside the lists occur. A decision type outside the list stays a violation.',
    evidence: 'recorded',
    operations: ['details', 'steps'],
    members: ['capabilities.*[].decision.details.label', 'steps[].decision.details.label'],
    errata: ['ERR-126', 'ERR-153'],
  },
  {
    id: 'TOL-WATCHLIST-VALIDATION-FAILED',
    title: 'A watchlist screening that did not run says VALIDATION_FAILED',
    documented: 'What is blocked by an earlier capability carries PRECONDITION_NOT_FULFILLED.',
    observed: 'NOT_EXECUTED with the label VALIDATION_FAILED.',
    evidence: 'recorded',
    operations: ['details'],
    members: ['capabilities.watchlistScreening[].decision.details.label'],
    errata: ['ERR-127'],
  },
]

export function tolerance(id: string): Tolerance | undefined {
  return tolerances.find((each) => each.id === id)
}
