import { lines, type SourceLine } from './source.ts'

export type DecisionType = 'NOT_EXECUTED' | 'PASSED' | 'REJECTED' | 'WARNING'

export const capabilityNames = [
  'usability',
  'liveness',
  'similarity',
  'authentication',
  'imageChecks',
  'extraction',
  'dataChecks',
  'watchlistScreening',
  'addressValidation',
  'proofOfResidency',
  'drivingLicenseVerification',
  'braCpfValidation',
  'biometricVerification',
] as const
export type CapabilityName = (typeof capabilityNames)[number]

/** What the companion documents of one capability. */
export interface CapabilityFact {
  readonly name: CapabilityName
  readonly source: readonly SourceLine[]
  /** Documented decision types. */
  readonly types: readonly DecisionType[]
  /** Documented labels per type; `ANY` where they are not tied to one. */
  readonly labels: Readonly<Partial<Record<DecisionType | 'ANY', readonly string[]>>>
  /** Documented categories of the credentials that an entry covers. */
  readonly categories: readonly string[] | undefined
  readonly errata: readonly string[]
}

export const capabilityFacts: Readonly<Record<CapabilityName, CapabilityFact>> = {
  usability: {
    name: 'usability',
    source: lines('G:L1421', 'G:L1437', 'G:L1446', 'G:L1448'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['TECHNICAL_ERROR'],
      PASSED: ['OK'],
      REJECTED: ['BAD_QUALITY', 'BLACK_WHITE', 'MISSING_PAGE', 'MISSING_SIGNATURE', 'NOT_A_DOCUMENT', 'PHOTOCOPY'],
      WARNING: ['LIVENESS_UNDETERMINED', 'UNSUPPORTED_COUNTRY', 'UNSUPPORTED_DOCUMENT_TYPE'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-153'],
  },
  liveness: {
    name: 'liveness',
    source: lines('G:L1422', 'G:L1452', 'G:L1461', 'G:L1463'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      REJECTED: [
        'LIVENESS_UNDETERMINED',
        'ID_USED_AS_SELFIE',
        'MULTIPLE_PEOPLE',
        'DIGITAL_COPY',
        'PHOTOCOPY',
        'MANIPULATED',
        'NO_FACE_PRESENT',
        'FACE_NOT_FULLY_VISIBLE',
        'BLACK_WHITE',
      ],
      PASSED: ['OK'],
      WARNING: ['AGE_DIFFERENCE', 'BAD_QUALITY'],
      NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: [],
  },
  similarity: {
    name: 'similarity',
    source: lines('G:L1423', 'G:L1470', 'G:L1479', 'G:L1481'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      REJECTED: ['NO_MATCH'],
      PASSED: ['MATCH'],
      WARNING: ['NOT_POSSIBLE'],
      NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-166'],
  },
  authentication: {
    name: 'authentication',
    source: lines('G:L1424', 'G:L1487', 'G:L1496', 'G:L1498'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED'],
    labels: { PASSED: ['OK'], REJECTED: ['FAILED'], NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'] },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: [],
  },
  imageChecks: {
    name: 'imageChecks',
    source: lines('G:L1425', 'G:L1505', 'G:L1514', 'G:L1516'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'],
      PASSED: ['OK'],
      REJECTED: [
        'DIGITAL_COPY',
        'WATERMARK',
        'MANIPULATED_DOCUMENT',
        'OTHER_REJECTION',
        'GHOST_IMAGE_DIFFERENT',
        'PUNCHED',
        'SAMPLE',
        'FAKE',
        'CHIP_MISSING',
        'DIGITAL_MANIPULATION',
      ],
      WARNING: ['DIFFERENT_PERSON', 'REPEATED_FACE'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: [],
  },
  extraction: {
    name: 'extraction',
    source: lines('G:L1426', 'G:L1529', 'G:L1536', 'G:L1538'),
    types: ['NOT_EXECUTED', 'PASSED'],
    labels: { NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'], PASSED: ['OK'] },
    categories: undefined,
    errata: [],
  },
  dataChecks: {
    name: 'dataChecks',
    source: lines('G:L1427', 'G:L1604', 'G:L1613', 'G:L1615'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED'],
    labels: {
      NOT_EXECUTED: ['PRECONDITION_NOT_FULFILLED', 'TECHNICAL_ERROR'],
      PASSED: ['OK'],
      REJECTED: [
        'NFC_CERTIFICATE',
        'MISMATCHING_DATAPOINTS',
        'MRZ_CHECKSUM',
        'MISMATCHING_DATA_REPEATED_FACE',
        'MISMATCH_FRONT_BACK',
        'SUPERIMPOSED_TEXT',
      ],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: [],
  },
  watchlistScreening: {
    name: 'watchlistScreening',
    source: lines('G:L1428', 'G:L1619', 'G:L1628', 'G:L1630'),
    types: ['NOT_EXECUTED', 'PASSED', 'WARNING'],
    labels: {
      NOT_EXECUTED: [
        'NOT_ENOUGH_DATA',
        'VALIDATION_FAILED',
        'INVALID_MERCHANT_SETTINGS',
        'TECHNICAL_ERROR',
        'EXTRACTION_NOT_DONE',
        'NO_VALID_ID_CREDENTIAL',
      ],
      PASSED: ['OK'],
      WARNING: ['ALERT'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-120', 'ERR-127'],
  },
  addressValidation: {
    name: 'addressValidation',
    source: lines('G:L1429', 'G:L1646', 'G:L1655', 'G:L1657'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['NOT_ENOUGH_DATA', 'TECHNICAL_ERROR', 'UNSUPPORTED_COUNTRY'],
      PASSED: ['OK'],
      REJECTED: ['DENY'],
      WARNING: ['ALERT'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-127'],
  },
  proofOfResidency: {
    name: 'proofOfResidency',
    source: lines('G:L1430', 'G:L1661', 'G:L1670', 'G:L1672'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['NOT_ENOUGH_DATA', 'TECHNICAL_ERROR', 'UNSUPPORTED_COUNTRY'],
      PASSED: ['OK'],
      REJECTED: ['DENY'],
      WARNING: ['ALERT'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-127'],
  },
  drivingLicenseVerification: {
    name: 'drivingLicenseVerification',
    source: lines('G:L1431', 'G:L1676', 'G:L1685', 'G:L1687'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['TECHNICAL_ERROR', 'UNSUPPORTED_COUNTRY', 'UNSUPPORTED_STATE', 'VALIDATION_FAILED'],
      PASSED: ['OK'],
      REJECTED: ['DENY'],
      WARNING: ['ALERT'],
    },
    categories: ['DATA'],
    errata: ['ERR-127', 'ERR-131'],
  },
  braCpfValidation: {
    name: 'braCpfValidation',
    source: lines('G:L1432', 'G:L1698', 'G:L1700'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      NOT_EXECUTED: ['NOT_ENOUGH_DATA', 'TECHNICAL_ERROR', 'INVALID_MERCHANT_SETTINGS', 'VALIDATION_FAILED', 'PRECONDITION_NOT_FULFILLED'],
      PASSED: ['OK'],
      REJECTED: ['DENY'],
      WARNING: ['UNSUPPORTED_COUNTRY'],
    },
    categories: ['ID', 'FACEMAP', 'DOCUMENT', 'SELFIE'],
    errata: ['ERR-116', 'ERR-129'],
  },
  biometricVerification: {
    name: 'biometricVerification',
    source: lines('G:L1433', 'G:L1713', 'G:L1715'),
    types: ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'],
    labels: {
      ANY: ['LOW_RISK', 'MEDIUM_RISK', 'HIGH_RISK', 'TECHNICAL_ERROR', 'PERMISSION_DENIED', 'BAD_REQUEST', 'PRECONDITION_NOT_FULFILLED'],
    },
    categories: ['DATA', 'SELFIE'],
    errata: ['ERR-129', 'ERR-130'],
  },
}
