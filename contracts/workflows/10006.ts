import { face, preparedData } from '../parts.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10006: Workflow = {
  key: '10006',
  title: 'Standalone Serpro Biometric',
  source: lines('L257-L524'),
  start: 'create',
  startSource: lines('L276-L279'),
  credentials: [
    { category: 'DATA', channels: ['API'], parts: [preparedData], source: lines('L262', 'L266', 'L271', 'L306-L319') },
    { category: 'SELFIE', channels: ['API'], parts: [face], source: lines('L261', 'L265', 'L271', 'L320-L333') },
  ],
  prerequisites: [],
  needsFacemap: false,
  needsUserReference: false,
  mandatoryData: ['personalNumber'],
  mandatoryDataSource: lines('L270'),
  capabilities: { chains: [['biometricVerification']], stated: false, optional: ['usability'], source: lines('G:L1433', 'G:L1704-L1715') },
  stepNames: [],
  request: { source: lines('L283-L293') },
  errata: ['ERR-006', 'ERR-013', 'ERR-015', 'ERR-017', 'ERR-030', 'ERR-031', 'ERR-032', 'ERR-033', 'ERR-034', 'ERR-038', 'ERR-039'],
}
