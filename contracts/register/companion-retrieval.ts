import { stepNames } from '../capabilities.ts'
import { documentedHost } from '../endpoints.ts'
import { lines } from '../source.ts'
import { drafting, perRegion } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const retrieve = drafting('retrieve', { needs: ['retrieval-api'] })
const image = drafting('retrieve')

function retrievalUrls(name: string, firstLine: number, what: string, where: string): readonly RegisterEntry[] {
  return perRegion(firstLine, ({ suffix, region, line }) =>
    retrieve(
      `G-RETRIEVE-${name}-URL-${suffix}`,
      [line],
      `${documentedHost('retrieval', region)} gives the ${what} of an execution at ${where}.`,
    ),
  )
}

const status: readonly RegisterEntry[] = [
  retrieve(
    'G-STATUS-FIELDS',
    lines('G:L1317-L1326'),
    'The status response has an account and a workflowExecution with the documented members.',
  ),
  retrieve(
    'G-STATUS-ENUM',
    lines('G:L1326', 'G:L1372'),
    'An execution is in one of five states: INITIATED, ACQUIRED, PROCESSED, SESSION_EXPIRED or TOKEN_EXPIRED.',
  ),
  retrieve(
    'G-STATUS-LIFECYCLE',
    lines('G:L1326'),
    'The state moves only forward, from INITIATED at the start over ACQUIRED by finalize to PROCESSED.',
    {
      level: 'MAY',
    },
  ),
  retrieve(
    'G-STATUS-404',
    lines('G:L1313'),
    'A status that cannot be given answers 401 or 403, or 404 for an execution that is not there.',
  ),
  retrieve('G-STATUS-200', lines('G:L1315'), 'A status is given as JSON with 200.'),
  retrieve('G-STATUS-DEFINITIONKEY-STRING', lines('G:L1325', 'G:L1339'), 'The status gives the workflow key as a string.', {
    errata: ['ERR-108'],
  }),
  retrieve('G-STATUS-HREF', lines('G:L1321', 'G:L1324'), 'The links of the status lead to the retrieval host and can be followed.', {
    errata: ['ERR-143'],
  }),
]

const details: readonly RegisterEntry[] = [
  retrieve('G-DETAILS-STATUSES', lines('G:L1359', 'G:L1361'), 'Details answer 200, or 401, 403 or 404 when they cannot be given.'),
  retrieve(
    'G-DETAILS-FIELDS',
    lines('G:L1363-L1379'),
    'The details have the documented members, each of its type, with the credentials as a list.',
    {
      errata: ['ERR-161'],
    },
  ),
  retrieve('G-DETAILS-TIMESTAMPS', lines('G:L1365-L1367'), 'The times of creation, start and completion are in UTC to the millisecond.'),
  retrieve(
    'G-DETAILS-REFERENCES',
    lines('G:L1374-L1375'),
    'The details give back userReference and customerInternalReference as they were sent.',
    {
      errata: ['ERR-141'],
    },
  ),
  retrieve('G-DETAILS-DECISION-TYPE', lines('G:L1386'), 'The overall decision is one of four: NOT_EXECUTED, PASSED, REJECTED, WARNING.'),
  retrieve('G-DETAILS-DECISION-LABEL', lines('G:L1388'), 'The overall decision is labelled by its type or as TECHNICAL_ERROR.', {
    errata: ['ERR-152'],
  }),
  retrieve('G-DETAILS-RISK-SCORE', lines('G:L1384-L1385'), 'The risk score lies between 0 and 100 and has no more than two decimals.'),
  retrieve('G-DETAILS-STEPS-HREF', lines('G:L1393'), 'The details link to the steps of the same execution.', { errata: ['ERR-142'] }),
  retrieve(
    'G-DETAILS-CREDENTIALS',
    lines('G:L1396-L1402'),
    'Each credential of the details has id, category and a list of parts, each with classifier and link.',
    {
      errata: ['ERR-139', 'ERR-140'],
    },
  ),
  retrieve(
    'G-DETAILS-CAPABILITIES-ARRAYS',
    lines('G:L1419-L1433'),
    'The details list the runs of a capability under its name, such as imageChecks.',
  ),
  retrieve(
    'G-DETAILS-EXAMPLE',
    lines('G:L1731-L1960'),
    'Details of 10013 have the members of the printed example once that is valid JSON.',
    {
      level: 'SHOULD',
      workflows: ['10013'],
      errata: ['ERR-133', 'ERR-138', 'ERR-132'],
    },
  ),
  retrieve(
    'G-DETAILS-ONLY-AFTER-PROCESSED',
    lines('G:L1269-L1272'),
    'Only PROCESSED promises complete details; an expired state says that the transaction failed.',
  ),
  retrieve(
    'G-RETRIEVE-MAX-10-ATTEMPTS',
    lines('G:L1273-L1276'),
    'A client polls no more than ten times, at the advised waits that grow from 40 to 940 seconds.',
    {
      errata: ['ERR-160'],
    },
  ),
]

const images: readonly RegisterEntry[] = [
  ...perRegion(1964, ({ suffix, region, line }) =>
    retrieve(
      `G-IMAGE-URL-${suffix}`,
      [line],
      `An image is got from ${documentedHost('retrieval', region)} by account, credential and classifier.`,
      {
        errata: ['ERR-144'],
      },
    ),
  ),
  image('G-IMAGE-CLASSIFIERS', lines('G:L1975'), 'Images are got for FRONT, BACK, FACE and FACEMAP.', { errata: ['ERR-118'] }),
  image('G-IMAGE-200-BYTES', lines('G:L1979'), 'An image comes with 200 as JPG or PNG, and its Content-Type says which.'),
  image('G-IMAGE-404', lines('G:L1978'), 'An image that is not there, or whose transaction is gone, answers 404.'),
  image(
    'G-IMAGE-ERROR-CAUSE',
    lines('G:L1978', 'G:L2006', 'G:L2209', 'G:L2228'),
    'A request for images, steps or deletion that fails is told why.',
    { errata: ['ERR-093'] },
  ),
]

const steps: readonly RegisterEntry[] = [
  retrieve(
    'G-STEPS-200-404',
    lines('G:L2006', 'G:L2008'),
    'Steps come as JSON with 200; an execution that is gone, or of another product, answers 404.',
  ),
  retrieve(
    'G-STEPS-FIELDS',
    lines('G:L2010-L2025'),
    'Each step has a UUID, a name, the ids of its capabilities and a decision with type, label and risk score.',
    {
      errata: ['ERR-115'],
    },
  ),
  retrieve('G-STEPS-NAMES', lines('G:L2018'), `A step is named ${stepNames.slice(0, -1).join(', ')} or ${stepNames.at(-1)}.`, {
    workflows: ['10011', '10013'],
    errata: ['ERR-114'],
  }),
  retrieve(
    'G-STEPS-10013-FOUR',
    lines('G:L2038-L2101'),
    'A 10013 execution goes through all four steps, from ID_IV over SCREENING to the address and the licence.',
    {
      level: 'SHOULD',
      workflows: ['10013'],
      errata: ['ERR-134'],
    },
  ),
  retrieve(
    'G-STEPS-CAPABILITYIDS-RESOLVE',
    lines('G:L2019', 'G:L2045-L2091'),
    'Each capability id of a step is found in the details, under a capability that belongs to that step.',
    { level: 'SHOULD' },
  ),
  retrieve('G-STEPS-DECISION-TYPE', lines('G:L2023'), 'A step decides NOT_EXECUTED, PASSED, REJECTED or WARNING.'),
  retrieve('G-STEPS-DECISION-LABEL', lines('G:L2025'), 'The decision of a step is labelled NOT_EXECUTED, PASSED, REJECTED or WARNING.', {
    errata: ['ERR-126', 'ERR-152'],
  }),
  retrieve(
    'G-STEPS-RISK-SCORE',
    lines('G:L2022'),
    'A step that has a risk score has one between 0 and 100 with no more than two decimals.',
  ),
]

/** Status, details, images and steps. */
export const companionRetrieval: readonly RegisterEntry[] = [
  ...retrievalUrls('STATUS', 1301, 'status', 'its address followed by /status'),
  ...retrievalUrls('DETAILS', 1347, 'details', 'its bare address'),
  ...retrievalUrls('STEPS', 1994, 'steps', 'its address followed by /steps'),
  ...status,
  ...details,
  ...images,
  ...steps,
]
