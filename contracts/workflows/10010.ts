import { preparedData } from '../parts.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10010: Workflow = {
  key: '10010',
  title: 'Standalone Watchlist Screening',
  source: lines('L528-L730'),
  start: 'create',
  startSource: lines('L545-L548'),
  credentials: [{ category: 'DATA', channels: ['API'], parts: [preparedData], source: lines('L531-L535', 'L540', 'L580-L593') }],
  prerequisites: [
    { feature: 'screening', name: 'Screening', source: lines('L538') },
    { feature: 'screening-portal', name: 'the Screening set-up of the Customer Portal', source: lines('L539') },
  ],
  needsFacemap: false,
  needsUserReference: true,
  mandatoryData: [],
  mandatoryDataSource: lines('L537-L540'),
  capabilities: { chains: [['watchlistScreening']], stated: false, optional: [], source: lines('G:L1428', 'G:L1617-L1642') },
  stepNames: ['SCREENING'],
  request: { userReference: true, callbackUrl: true, source: lines('L550-L551', 'L555-L567') },
  errata: ['ERR-013', 'ERR-015', 'ERR-017', 'ERR-030', 'ERR-043', 'ERR-044', 'ERR-107', 'ERR-120'],
}
