import { documentedHost, type RegionName, type Role, readDocumentedHost, regionAliases, regions, roles } from '../contracts/endpoints.ts'
import { type CommonOptions, type Place, placeTarget, readBase, sameOrigin } from './aim.ts'
import type { Target } from './target.ts'
import { hint, quoted, readAll, readEach, UsageError } from './usage.ts'

/** Where to aim, as a user says it. */
export interface Aiming {
  readonly baseUrl?: string
  readonly region?: string
  readonly origins?: readonly string[]
  /** `name=URL`, each a target of its own. */
  readonly named?: readonly string[]
}

/** The targets of a run: one per region or name. */
export function targetsOf(aiming: Aiming, options: CommonOptions): readonly Target[] {
  const { places, tokenUrl } = readAll({
    places: () => placesOf(aiming, options),
    tokenUrl: () => (options.tokenUrl === undefined ? undefined : readBase(options.tokenUrl, '--token-url')),
  })
  return places.map((place) => placeTarget(place, { ...options, ...(tokenUrl === undefined ? {} : { tokenUrl }) }))
}

function placesOf(aiming: Aiming, options: CommonOptions): readonly Place[] {
  const { overrides, documented, base, named } = readAll({
    overrides: () => readOrigins(aiming.origins ?? []),
    documented: () => (aiming.region === undefined ? [] : readRegions(aiming.region).map(regionPlace)),
    base: () => (aiming.baseUrl === undefined ? [] : [{ region: 'local', origins: sameOrigin(readBase(aiming.baseUrl, '--base-url')) }]),
    named: () => readEach(aiming.named ?? [], namedPlace),
  })
  const places: readonly Place[] = [...documented, ...base, ...named]
  if (aiming.region !== undefined && aiming.baseUrl !== undefined)
    throw new UsageError('--region and --base-url exclude each other: a region has documented hosts; use --origin role=URL to replace one')
  const labels = places.map(({ region }) => region)
  const twice = labels.find((label, index) => labels.indexOf(label) !== index)
  if (twice !== undefined) throw new UsageError(`--target: the name ${twice} is there twice`)
  if (overrides.size === 0) return places
  if (places.length > 1) throw new UsageError(`--origin: expected one target, got ${places.length} (${labels.join(', ')})`)
  return [places[0] === undefined ? originsPlace(overrides, options) : replaced(places[0], overrides)]
}

/** `amer-1,eu` as regions; also by the names that users know them by. */
export function readRegions(text: string, option = '--region'): readonly RegionName[] {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '')
  if (words.length === 0) throw new UsageError(`${option}: expected a list such as amer-1,emea-1, got ${quoted(text)}`)
  return [
    ...new Set(
      readEach(words, (word) => {
        const alias = Object.hasOwn(regionAliases, word) ? regionAliases[word] : undefined
        const found = regions.find((region) => region === word) ?? alias
        if (found === undefined)
          throw new UsageError(`${option}: no region ${quoted(word)}${hint(word, [...regions, ...Object.keys(regionAliases)])}`)
        return found
      }),
    ),
  ]
}

/** The documented hosts of a region. */
export function regionPlace(region: RegionName): Place {
  const origins = Object.fromEntries(roles.map((role) => [role, `https://${documentedHost(role, region)}`])) as Record<Role, string>
  return { region, documentedRegion: region, origins }
}

function namedPlace(text: string): Place {
  const [, name, url] = /^([A-Za-z0-9][\w.-]{0,40})=(.+)$/.exec(text) ?? []
  if (name === undefined || url === undefined)
    throw new UsageError(`--target: expected name=URL such as staging=https://kyx.staging.example.com, got ${quoted(text)}`)
  // Two tenants of one region are two targets.
  if (!url.includes('/')) return { ...regionPlace(readRegions(url, '--target')[0] ?? 'amer-1'), region: name }
  return { region: name, origins: sameOrigin(readBase(url, '--target')) }
}

function readOrigins(texts: readonly string[]): ReadonlyMap<Role, string> {
  return new Map(
    readEach(texts, (text) => {
      const [, word = '', url = ''] = /^\s*([a-z]+)=(.+)$/i.exec(text) ?? []
      const role = roles.find((each) => each === word.toLowerCase())
      if (role === undefined)
        throw new UsageError(
          `--origin: expected role=URL with one of ${roles.join(', ')}, got ${quoted(text)}${word === '' ? '' : hint(word, roles)}`,
        )
      return [role, readBase(url, '--origin')] as const
    }),
  )
}

function replaced(place: Place, overrides: ReadonlyMap<Role, string>): Place {
  return { ...place, origins: { ...place.origins, ...Object.fromEntries(overrides) } }
}

/** Origins alone make a target where no role is left without one. */
function originsPlace(overrides: ReadonlyMap<Role, string>, { env, tokenUrl }: CommonOptions): Place {
  const known = new Map(overrides)
  const account = known.get('account')
  // With a token in hand or a token URL, nothing is asked of the auth host.
  if (!known.has('auth') && account !== undefined && (env.KYX_TOKEN || tokenUrl !== undefined)) known.set('auth', account)
  const missing = roles.filter((role) => !known.has(role))
  if (missing.length > 0)
    throw new UsageError(`--origin: no origin for ${missing.join(', ')}: add it, or --region or --base-url for the rest`)
  const documented = [...new Set([...known.values()].map((origin) => readDocumentedHost(new URL(origin).hostname)?.region))]
  const region = documented.length === 1 ? regions.find((each) => each === documented[0]) : undefined
  return {
    region: region ?? 'local',
    ...(region === undefined ? {} : { documentedRegion: region }),
    origins: Object.fromEntries(known) as Record<Role, string>,
  }
}
