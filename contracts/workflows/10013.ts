import { back, face, front } from '../parts.ts'
import { lines } from '../source.ts'
import type { Workflow } from '../workflow.ts'

export const workflow10013: Workflow = {
  key: '10013',
  title: 'ID and Identity Verification + Screening + Proof Of Residency + Address Validation + US DL Verification',
  source: lines('L1013-L1309'),
  start: 'create',
  startSource: lines('L1047-L1050'),
  credentials: [
    { category: 'ID', channels: ['API', 'SDK', 'WEB'], parts: [front, back], source: lines('L1017', 'L1022', 'L1033', 'L1110-L1126') },
    { category: 'SELFIE', channels: ['API', 'SDK', 'WEB'], parts: [face], source: lines('L1018', 'L1023', 'L1033', 'L1127-L1142') },
    { category: 'FACEMAP', channels: ['SDK', 'WEB'], parts: [], source: lines('L1019', 'L1024', 'L1033', 'L1143-L1150') },
  ],
  prerequisites: [
    { feature: 'identity-verification', name: 'Identity Verification', source: lines('L1027') },
    { feature: 'screening', name: 'Screening', source: lines('L1028') },
    { feature: 'screening-portal', name: 'the Screening set-up of the Customer Portal', source: lines('L1029') },
    { feature: 'proof-of-residency', name: 'Proof Of Residency', source: lines('L1030') },
    { feature: 'address-validation', name: 'Address Validation', source: lines('L1031') },
    { feature: 'us-dl-verification', name: 'US DL Verification', source: lines('L1032') },
  ],
  needsFacemap: false,
  needsUserReference: false,
  mandatoryData: [],
  mandatoryDataSource: [],
  capabilities: {
    chains: [
      ['usability', 'imageChecks', 'extraction', 'dataChecks'],
      ['usability', 'liveness'],
      ['usability', 'imageChecks', 'extraction', 'watchlistScreening'],
      ['usability', 'imageChecks', 'extraction', 'addressValidation'],
      ['usability', 'imageChecks', 'extraction', 'proofOfResidency'],
      ['usability', 'imageChecks', 'extraction', 'drivingLicenseVerification'],
    ],
    stated: true,
    optional: ['similarity'],
    source: lines('L1035-L1042'),
  },
  stepNames: ['ID_IV', 'SCREENING', 'ADDRESS_VERIFICATION', 'DL_VERIFICATION'],
  request: {
    definition: {
      credentials: [
        {
          category: 'ID',
          country: { predefinedType: 'DEFINED', values: ['USA', 'CAN', 'AUT', 'GBR'] },
          type: { predefinedType: 'DEFINED', values: ['DRIVING_LICENSE', 'ID_CARD'] },
        },
      ],
      capabilities: { watchlistScreening: { additionalProperties: 'string' } },
    },
    userReference: true,
    callbackUrl: true,
    tokenLifetime: '5m',
    web: { successUrl: 'https://www.yourcompany.com/success', errorUrl: 'https://www.yourcompany.com/error', locale: 'es' },
    source: lines('L1054-L1089'),
  },
  errata: [
    'ERR-046',
    'ERR-049',
    'ERR-050',
    'ERR-051',
    'ERR-052',
    'ERR-053',
    'ERR-064',
    'ERR-066',
    'ERR-067',
    'ERR-070',
    'ERR-071',
    'ERR-074',
    'ERR-075',
    'ERR-109',
    'ERR-111',
    'ERR-127',
    'ERR-131',
  ],
}
