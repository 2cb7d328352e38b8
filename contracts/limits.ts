/** Limits of the edition. ERR-109: the companion says 5 MB; ERR-067: what lies between `accepted` and `refused` is anyone's choice. */
export const imageLimits = {
  acceptedBytes: 10_000_000,
  refusedBytes: 10 * 1024 * 1024 + 1,
  companionBytes: 5_000_000,
  pixels: 8000,
} as const

/** Longest values of the start request. G:L159-L170 */
export const lengths = {
  customerInternalReference: 100,
  userReference: 100,
  reportingCriteria: 255,
  callbackUrl: 255,
  'web.successUrl': 255,
  'web.errorUrl': 255,
  'web.locale': 5,
} as const

/** Lifetimes. G:L116, G:L119, G:L121, G:L166 */
export const lifetimes = {
  accessTokenSeconds: 3600,
  transactionTokenMinutes: 30,
  sessionMinutes: 15,
  tokenLifetimeMin: '5m',
  tokenLifetimeMax: '60d',
} as const
