import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10014: Workflow = {
  key: '10014',
  title: 'Standalone Authentication',
  source: lines('L1311-L1391'),
  start: 'update',
  startSource: lines('L1337-L1340'),
  credentials: [
    { category: 'SELFIE', channels: ['SDK', 'WEB'], parts: [], source: lines('L1317', 'L1321', 'L1328', 'L1380-L1387') },
    { category: 'FACEMAP', channels: ['SDK', 'WEB'], parts: [], source: lines('L1318', 'L1322', 'L1328', 'L1372-L1379') },
  ],
  prerequisites: [{ feature: 'identity-verification', name: 'Identity Verification', source: lines('L1325') }],
  needsFacemap: true,
  needsUserReference: false,
  mandatoryData: [],
  mandatoryDataSource: [],
  capabilities: { chains: [['usability', 'authentication']], stated: true, optional: [], source: lines('L1330-L1332') },
  stepNames: [],
  request: { source: lines('L1344-L1353') },
  errata: ['ERR-078', 'ERR-079', 'ERR-080', 'ERR-081', 'ERR-082', 'ERR-083', 'ERR-086'],
}
