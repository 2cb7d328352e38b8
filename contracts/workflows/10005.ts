import { preparedData } from '../parts.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10005: Workflow = {
  key: '10005',
  title: 'Standalone CPF Validation',
  source: lines('L20-L251'),
  start: 'create',
  startSource: lines('L37-L40'),
  credentials: [{ category: 'DATA', channels: ['API'], parts: [preparedData], source: lines('L23-L27', 'L32', 'L66-L80') }],
  prerequisites: [{ feature: 'cpf-extraction', name: 'CPF number extraction', source: lines('L30') }],
  needsFacemap: false,
  needsUserReference: false,
  mandatoryData: ['personalNumber', 'firstName', 'lastName', 'address.country'],
  mandatoryDataSource: lines('L31'),
  capabilities: { chains: [['braCpfValidation']], stated: false, optional: [], source: lines('G:L1432', 'G:L1689-L1700') },
  stepNames: ['BRA_CPF_VALIDATION'],
  request: { source: lines('L44-L54') },
  errata: ['ERR-006', 'ERR-007', 'ERR-009', 'ERR-010', 'ERR-013', 'ERR-015', 'ERR-017', 'ERR-023', 'ERR-027', 'ERR-030'],
}
