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

/** Kinds of liveness. G:L1464-L1466, ERR-148 */
export const livenessTypes = ['IPROOV_STANDARD', 'IPROOV_PREMIUM', 'JUMIO_STANDARD'] as const
/** Kinds of authentication. G:L1500-L1501 */
export const authenticationTypes = ['IPROOV_STANDARD', 'IPROOV_PREMIUM'] as const
/** Results of the similarity in its data: the label says NO_MATCH for NOT_MATCH. G:L1483, ERR-166 */
export const similarityValues = ['MATCH', 'NOT_MATCH', 'NOT_POSSIBLE'] as const
/** States of the search for repeated faces. G:L1520-L1525 */
export const faceSearchStatuses = ['DONE', 'PENDING', 'ERROR'] as const
/** States of a watchlist search. The example says SUCCESS: ERR-132. G:L1638 */
export const searchStatuses = ['DONE', 'NOT_DONE', 'ERROR'] as const

/** Types of extracted documents. G:L1545 */
export const extractionDocumentTypes = ['PASSPORT', 'DRIVING_LICENSE', 'ID_CARD', 'VISA', 'UNSUPPORTED'] as const
export type ExtractionDocumentType = (typeof extractionDocumentTypes)[number]

/** Subtypes of extracted documents, for the types that have any. UNKOWN is the documented spelling: ERR-153. G:L1546 */
export const extractionSubTypes = {
  ID_CARD: [
    'NATIONAL_ID',
    'CONSULAR_ID',
    'ELECTORAL_ID',
    'RESIDENT_PERMIT_ID',
    'TAX_ID',
    'STUDENT_ID',
    'PASSPORT_CARD_ID',
    'MILITARY_ID',
    'PUBLIC_SAFETY_ID',
    'HEALTH_ID',
    'OTHER_ID',
    'VISA',
    'UNKOWN',
  ],
  DRIVING_LICENSE: ['REGULAR_DRIVING_LICENSE', 'LEARNING_DRIVING_LICENSE'],
  PASSPORT: ['E_PASSPORT'],
} as const satisfies Readonly<Partial<Record<ExtractionDocumentType, readonly string[]>>>

/** Genders of extracted documents. G:L1562 */
export const genders = ['M', 'F'] as const
/** Members of an extracted address, all strings. G:L1587-L1600 */
export const addressMembers = [
  ...(['line1', 'line2', 'line3', 'line4', 'line5'] as const),
  ...(['country', 'postalCode', 'subdivision', 'city', 'formattedAddress'] as const),
] as const
/** Extracted dates that are also given as year, month and day. G:L1581-L1585 */
export const datePartsMembers = ['expiryDateParts', 'dateOfBirthParts', 'issuingDateParts'] as const

/** Names of the steps of 10011 and 10013. G:L2018 */
export const stepNames = ['ADDRESS_VERIFICATION', 'DL_VERIFICATION', 'ID_IV', 'SCREENING'] as const
export type StepName = (typeof stepNames)[number]
/** Capabilities that belong to a step, where the companion shows them; those of ID_IV it does not list. G:L2045-L2091 */
export const stepCapabilities: Readonly<Partial<Record<string, readonly CapabilityName[]>>> = {
  ADDRESS_VERIFICATION: ['addressValidation', 'proofOfResidency'],
  DL_VERIFICATION: ['drivingLicenseVerification'],
  SCREENING: ['watchlistScreening'],
}

/** Classifiers of parts, for uploads and for images. G:L487, G:L1975; ERR-046, ERR-118 */
export const partClassifiers = ['FRONT', 'BACK', 'FACE', 'FACEMAP'] as const
/** How a country or type was chosen beforehand; the first is the default. G:L178, G:L181; ERR-148 */
export const predefinedTypes = ['DEFINED', 'RECOMMENDED'] as const
/** Types that a start request may ask for, by category; those of FACEMAP are `livenessTypes`. G:L182, ERR-117 */
export const idTypes = ['ID_CARD', 'DRIVING_LICENSE', 'PASSPORT', 'VISA'] as const

/** Languages of the web client. G:L624-L670; ERR-082, ERR-156 */
export const locales = [
  ...(['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'en-GB', 'es', 'es-MX', 'et', 'fi', 'fr'] as const),
  ...(['he', 'hr', 'hu', 'hy', 'id', 'it', 'ja', 'ka', 'km', 'ko', 'lt', 'ms', 'nl', 'no'] as const),
  ...(['pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sv', 'th', 'tr', 'vi', 'zh-CN', 'zh-HK'] as const),
] as const
/** Error codes of the web client, with acquisitionStatus ERROR only. G:L1157 */
export const errorCodes = [
  ...(['9100', '9200', '9210', '9300', '9400'] as const),
  ...(['9800', '9801', '9810', '9820', '9821', '9822', '9835', '9836'] as const),
] as const

export const healthParts = ['api', 'callback', 'mobile', 'processing', 'retrieval', 'web'] as const
