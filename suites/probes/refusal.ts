import type { Expectation } from './probe.ts'

const clientErrors = [400, 401, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 431] as const

/** A refusal with one of some statuses; an erratum permits any other client error, and acceptance where it says so. */
export function refusal(statuses: readonly number[], erratum: string, more: { readonly accepted?: true } = {}): Expectation {
  return { answer: 'refused', statuses, lenient: { erratum, statuses: clientErrors.filter((each) => !statuses.includes(each)), ...more } }
}

/** What the documents list for uploads, finalize and retrieval. L900, L1197, G:L498, G:L571, G:L1313 */
export const listedForParts = [401, 403, 404] as const

/** What the documents list for create and update. G:L185 */
export const listedForStart = [400, 401, 403, 404] as const

export const permitsAcceptance = { accepted: true } as const

/** A refused upload, finalize or retrieval. ERR-122: whether 400 belongs to the set is open. */
export const refusedPart = refusal(listedForParts, 'ERR-122')

/** A refused start request. */
export const refusedStart = refusal(listedForStart, 'ERR-122')

/** 404 names what is not there. ERR-069: what counts as not available is open, and so is 403. */
export const notFound = refusal([404], 'ERR-069')

/** A method that the address does not have: the documents name no status, so any refusal will do. */
export const wrongMethod: Expectation = { answer: 'refused', statuses: [400, 401, 403, 404, 405, 409] }

/** A call that looks like an attack. L874 says 403; what the lists hold will do too, since what it names is not there either. ERR-062 */
export const suspicious = refusal(listedForParts, 'ERR-062')

/** The same at the start. */
export const suspiciousStart = refusal(listedForStart, 'ERR-062')

/** An upload, finalize or retrieval of what is not available: the one sentence lists three statuses. L900, G:L498, G:L571, G:L1313, G:L1359 */
export const unavailable = refusal(listedForParts, 'ERR-069')

export const clean: Expectation = { answer: 'clean' }

export const accepted: Expectation = { answer: 'accepted' }
