/** Hosts have one role each. */
export const roles = ['account', 'api', 'retrieval', 'auth', 'status'] as const
export type Role = (typeof roles)[number]

export const regions = ['amer-1', 'emea-1', 'apac-1'] as const
export type RegionName = (typeof regions)[number]
