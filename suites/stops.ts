import type { Workflow } from '../contracts/workflow.ts'
import type { Exchange, Stop } from './transcript.ts'

/** Failures in which nobody answered, as against an answer that cannot be read. */
const silent = new Set(['refused', 'unresolved', 'tls', 'timeout', 'reset', 'other'])

/** Why a journey does not go on after an exchange; undefined where it was answered 2xx. */
export function stopAfter(
  exchange: Exchange,
  {
    workflow,
    givenAccount = false,
  }: { readonly workflow: Workflow /** The user gave an account with a facemap on file. */; readonly givenAccount?: boolean },
): Stop | undefined {
  const at = exchange.name
  if (exchange.failure !== undefined) {
    const { kind, message } = exchange.failure
    if (kind === 'aborted') return { cause: 'interrupted', at, detail: message }
    return {
      cause: silent.has(kind) ? 'unreachable' : 'malformed',
      at,
      detail: `${exchange.request.method} ${exchange.request.url}: ${message}`,
    }
  }
  const status = exchange.response?.status ?? 0
  const seen = answered(exchange)
  if (status === 401) return { cause: 'unauthorised', at, detail: seen }
  const isFacemapRefusal = exchange.step === 'update' && workflow.needsFacemap && !givenAccount
  if (isFacemapRefusal && [400, 403, 404, 409, 422].includes(status))
    return {
      cause: 'no-facemap',
      at,
      detail: `workflow ${workflow.key} needs an account with a facemap on file: the target refused one made by API (${status}); give one with --facemap-account`,
    }
  return status < 200 || status > 299 ? { cause: 'refused', at, detail: seen } : undefined
}

/** ERR-066: a finalize may be refused where the workflow requires a credential that API cannot supply. */
export function permittedStop(exchange: Exchange, workflow: Workflow): Stop | undefined {
  const status = exchange.response?.status ?? 0
  if (!needsEndUser(workflow) || status < 400 || status > 499 || [401, 404, 405, 429].includes(status)) return undefined
  return {
    cause: 'permitted',
    at: exchange.name,
    detail: `finalize answered ${status}: a credential that API cannot supply is missing`,
    erratum: 'ERR-066',
  }
}

/** True where a credential of the workflow can only be supplied by an end user, through SDK or WEB. */
export function needsEndUser(workflow: Workflow): boolean {
  return workflow.credentials.some((credential) => !credential.channels.includes('API'))
}

/** `PUT https://... answered 404`. */
export function answered({ request, response }: Exchange): string {
  return `${request.method} ${request.url} answered ${response?.status ?? 0}`
}
