import { back, face, front } from '../parts.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10011: Workflow = {
  key: '10011',
  title: 'Standalone ID and Identity Verification',
  source: lines('L732-L1011'),
  start: 'create',
  startSource: lines('L757-L760'),
  credentials: [
    { category: 'ID', channels: ['API', 'SDK', 'WEB'], parts: [front, back], source: lines('L736', 'L741', 'L747', 'L813-L829') },
    { category: 'SELFIE', channels: ['API', 'SDK', 'WEB'], parts: [face], source: lines('L737', 'L742', 'L747', 'L830-L845') },
    { category: 'FACEMAP', channels: ['SDK', 'WEB'], parts: [], source: lines('L738', 'L743', 'L747', 'L846-L853') },
  ],
  prerequisites: [{ feature: 'identity-verification', name: 'Identity Verification', source: lines('L746') }],
  needsFacemap: false,
  needsUserReference: false,
  mandatoryData: [],
  mandatoryDataSource: [],
  capabilities: {
    chains: [
      ['usability', 'imageChecks', 'extraction', 'dataChecks'],
      ['usability', 'liveness'],
    ],
    stated: true,
    optional: ['similarity'],
    source: lines('L749-L752'),
  },
  stepNames: ['ID_IV'],
  request: {
    definition: {
      credentials: [
        { category: 'ID', type: { values: ['DRIVING_LICENSE', 'ID_CARD', 'PASSPORT'] }, country: { values: ['USA', 'CAN', 'AUT', 'GBR'] } },
      ],
    },
    userReference: true,
    callbackUrl: true,
    tokenLifetime: '5m',
    web: { successUrl: 'https://www.yourcompany.com/success', errorUrl: 'https://www.yourcompany.com/error', locale: 'es' },
    source: lines('L764-L792'),
  },
  errata: [
    'ERR-046',
    'ERR-047',
    'ERR-048',
    'ERR-049',
    'ERR-050',
    'ERR-051',
    'ERR-052',
    'ERR-064',
    'ERR-066',
    'ERR-067',
    'ERR-071',
    'ERR-109',
    'ERR-111',
  ],
}
