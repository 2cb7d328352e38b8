import { endpoints, type Operation, type PathIds } from '../../contracts/endpoints.ts'
import type { TargetFacts } from '../target.ts'
import type { StepName } from '../transcript.ts'

/** What a request asks for, read from its method and path. */
export interface Recognised {
  readonly operation: Operation
  readonly step: StepName
  readonly ids: PathIds
}

const patterns = (Object.keys(endpoints) as Operation[]).map((operation) => {
  const { method, path } = endpoints[operation]
  return { operation, method: method as string, pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }
})

/** The documented operation of a method and a path; undefined where there is none. */
export function recogniseOperation(method: string, path: string): Recognised | undefined {
  for (const { operation, method: wanted, pattern } of patterns) {
    const match = wanted === method.toUpperCase() ? pattern.exec(path.length > 1 ? path.replace(/\/$/, '') : path) : null
    if (match === null) continue
    const step = operation.startsWith('delete-') ? 'delete' : (operation as StepName)
    return { operation, step, ids: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, id]) => [name, decoded(id)])) }
  }
  return undefined
}

/** The path of a URL as the documents print it, without the prefix of the base URL that it lies under. */
export function pathOf(url: string, { origins }: Pick<TargetFacts, 'origins'>): string {
  if (!URL.canParse(url)) return url
  const { origin, pathname } = new URL(url)
  const prefixes = Object.values(origins)
    .map((base) => new URL(base))
    .filter((base) => base.origin === origin)
    .map((base) => base.pathname.replace(/\/$/, ''))
  const prefix = prefixes.filter((each) => pathname.startsWith(`${each}/`)).sort((a, b) => b.length - a.length)[0] ?? ''
  return pathname.slice(prefix.length) || '/'
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
