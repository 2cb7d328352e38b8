import { healthParts } from '../capabilities.ts'
import { documentedHost } from '../endpoints.ts'
import { lines } from '../source.ts'
import { drafting, perRegion } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const health = drafting('health')
const erase = drafting('delete', { needs: ['retrieval-api'] })

/** Health and deletion. */
export const companionOperations: readonly RegisterEntry[] = [
  ...perRegion(2122, ({ suffix, region, line }) =>
    health(`G-HEALTH-URL-${suffix}`, [line], `The health of ${region} is got from ${documentedHost('status', region)}.`),
  ),
  health('G-HEALTH-STATUS-ENUM', lines('G:L2130'), 'The service as a whole is UP, DEGRADED or DOWN.'),
  health(
    'G-HEALTH-DETAILS',
    lines('G:L2131-L2137'),
    `Health details speak of no parts but ${healthParts.slice(0, -1).join(', ')} and ${healthParts.at(-1)}, each UP, DEGRADED or DOWN.`,
  ),
  health(
    'G-HEALTH-DETAILS-ABSENT-WHEN-UP',
    lines('G:L2147-L2170'),
    'A service that is UP gives no health details; any other names just the parts in trouble.',
    { level: 'SHOULD', errata: ['ERR-136'] },
  ),
  ...perRegion(2199, ({ suffix, region, line }) =>
    erase(
      `G-DELETE-ACCOUNT-URL-${suffix}`,
      [line],
      `A DELETE of the address of an account under ${documentedHost('retrieval', region)} removes the account.`,
    ),
  ),
  ...perRegion(2217, ({ suffix, region, line }) =>
    erase(
      `G-DELETE-WORKFLOW-URL-${suffix}`,
      [line],
      `A DELETE of the address of an execution under ${documentedHost('retrieval', region)} removes the execution.`,
    ),
  ),
  erase('G-DELETE-ACCOUNT-CASCADES', lines('G:L2196'), 'An account takes all its executions with it when it is deleted.'),
  erase(
    'G-DELETE-WORKFLOW-ONLY-THAT',
    lines('G:L2214'),
    'The deletion of one execution leaves its account and the other executions alone.',
  ),
  erase('G-DELETE-200', lines('G:L2211', 'G:L2230'), 'A deletion answers 200, after which neither data nor images can be got.'),
  erase('G-DELETE-ERROR-STATUS', lines('G:L2209', 'G:L2228'), 'A deletion that fails answers with a status that fits the failure.', {
    errata: ['ERR-147'],
  }),
  erase('G-DELETE-FACEMAP-BLOCKS-10014', lines('G:L2196', 'G:L2211'), 'A deleted account can start no authentication with 10014.', {
    level: 'MAY',
    workflows: ['10014'],
  }),
]
