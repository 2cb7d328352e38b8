import { shapeOf } from './shape.ts'
import type { Exchange, StepName, Transcript } from './transcript.ts'
import type { Verdict } from './verdict.ts'

/** Something that is not the same at every target. */
export interface Difference {
  /** `*` for the token, which belongs to no workflow. */
  readonly workflow: string
  readonly scenario: string
  readonly exchange: string
  /** `status`, `header content-type`, `$.workflowExecution.status`. */
  readonly at: string
  /** What each target showed, by its label. */
  readonly seen: Readonly<Record<string, string>>
  /** The targets that stand alone against a majority that agrees. */
  readonly odd: readonly string[]
}

/** A check that does not come out the same at every target. */
export interface Divergence {
  readonly workflow: string
  readonly scenario: string
  readonly check: string
  readonly subject: string
  readonly level: Verdict['level']
  readonly statement: string
  readonly seen: Readonly<Record<string, Verdict['outcome']>>
  readonly odd: readonly string[]
}

export interface Latency {
  readonly target: string
  readonly step: StepName
  readonly count: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** A value stands for the rest of a server's set-up: of these headers it counts, of all others only the name. */
const valuedHeaders =
  /^(content-type|content-encoding|cache-control|allow|server|strict-transport-security|x-content-type-options|access-control-allow-origin|www-authenticate)$/i
// Polls before the last, accounts that a probe left and the token that only one journey fetches follow the timing of a run, and no promise.
const incidental = /^(status#|cleanup:|token$|prepare:status#)/
const volatileHeaders =
  /^(date|age|content-length|x-request-id|x-amzn?-.*|x-amz-.*|cf-ray|via|server-timing|set-cookie|etag|last-modified|connection|keep-alive|traceparent)$/i

/** Structural differences between the answers of targets to the same requests: status, header names, paths with types and words. */
export function differencesOf(transcripts: readonly Transcript[]): readonly Difference[] {
  const labels = [...new Set(transcripts.map(({ journey }) => journey.region))]
  const facts = new Map<string, Map<string, string>>()
  const note = (region: string, place: readonly string[], exchange: Exchange) => {
    for (const [at, seen] of factsOf(exchange)) {
      const key = JSON.stringify([...place, at])
      facts.set(key, (facts.get(key) ?? new Map<string, string>()).set(region, seen))
    }
  }
  for (const label of labels) {
    const own = transcripts.filter(({ journey }) => journey.region === label)
    const token = own.flatMap(({ exchanges }) => exchanges).find(({ name }) => name === 'token')
    if (token !== undefined) note(label, ['*', '*', 'token'], token)
  }
  for (const { journey, exchanges } of transcripts)
    for (const exchange of exchanges) {
      if (incidental.test(exchange.name)) continue
      const { workflow, region, scenario, variant } = journey
      note(region, [workflow, nameOf(scenario, variant), generalName(exchange)], exchange)
    }
  const found = [...facts].flatMap(([key, seen]) => {
    const [workflow = '', scenario = '', exchange = '', at = ''] = JSON.parse(key) as string[]
    const values = Object.fromEntries(labels.map((label) => [label, seen.get(label) ?? 'absent']))
    return new Set(Object.values(values)).size > 1 ? [{ workflow, scenario, exchange, at, seen: values, odd: oddOf(values) }] : []
  })
  const cut = new Set(
    transcripts
      .filter(({ stopped }) => stopped !== undefined)
      .map(({ journey: { workflow, region, scenario, variant } }) => placeIn(workflow, nameOf(scenario, variant), region)),
  )
  return withoutRest(withoutEchoes(found), cut)
}

/** What one target answered where targets differ. */
export interface Answered {
  readonly target: string
  readonly journey: string
  readonly exchange: Exchange
}

/** The exchanges that show a difference, one of each target that has it. */
export function answersOf({ workflow, scenario, exchange }: Difference, transcripts: readonly Transcript[]): readonly Answered[] {
  const found = new Map<string, Answered>()
  for (const { journey, exchanges } of transcripts) {
    const isOther = journey.workflow !== workflow || nameOf(journey.scenario, journey.variant) !== scenario
    if (found.has(journey.region) || (workflow !== '*' && isOther)) continue
    const shown = exchanges.findLast((each) => generalName(each) === exchange)
    if (shown !== undefined) found.set(journey.region, { target: journey.region, journey: journey.id, exchange: shown })
  }
  return [...found.values()]
}

/** Ids in the name of an exchange differ from target to target. */
const generalName = ({ name }: Exchange): string => name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '*')
const nameOf = (scenario: string, variant: string | undefined): string => (variant === undefined ? scenario : `${scenario} ${variant}`)
const placeIn = (workflow: string, scenario: string, region: string): string => `${workflow} ${scenario} ${region}`

/** What a journey that stopped at one target did not come to is told by what stopped it, where that differs too. */
function withoutRest(differences: readonly Difference[], cut: ReadonlySet<string>): readonly Difference[] {
  const isRest = ({ workflow, scenario, at, seen }: Difference) =>
    at === 'status' && Object.entries(seen).every(([label, value]) => value !== 'absent' || cut.has(placeIn(workflow, scenario, label)))
  const rest = differences.filter((each) => Object.values(each.seen).includes('absent') && isRest(each))
  const told = new Set(differences.filter((each) => !rest.includes(each)).map(({ workflow, scenario }) => `${workflow} ${scenario}`))
  return differences.filter((each) => !rest.includes(each) || !told.has(`${each.workflow} ${each.scenario}`))
}

function factsOf({ response, failure }: Exchange): ReadonlyMap<string, string> {
  if (response === undefined) return new Map([['answer', failure?.kind ?? 'none']])
  const facts = new Map<string, string>([['status', String(response.status)]])
  for (const [name, value] of response.headers)
    if (!volatileHeaders.test(name)) facts.set(`header ${name.toLowerCase()}`, valuedHeaders.test(name) ? value : 'present')
  if (response.body.kind === 'json')
    for (const [path, types] of shapeOf(response.body.value)) facts.set(path, [...types].sort().join(' or '))
  else facts.set('body', response.body.kind)
  return facts
}

/** Where the status differs, or an object is absent, what follows from it is not told again. */
function withoutEchoes(differences: readonly Difference[]): readonly Difference[] {
  const placeOf = ({ workflow, scenario, exchange }: Difference) => `${workflow} ${scenario} ${exchange}`
  const broken = new Set(differences.filter(({ at }) => at === 'status' || at === 'answer').map(placeOf))
  const paths = new Set(differences.map((each) => `${placeOf(each)} ${each.at}`))
  return differences.filter((each) => {
    if (each.at === 'status' || each.at === 'answer') return true
    if (broken.has(placeOf(each))) return false
    const parent = each.at.replace(/(\.[^.[\]]+|\[\])$/, '')
    return parent === each.at || !paths.has(`${placeOf(each)} ${parent}`)
  })
}

/** The checks whose outcome differs between targets. */
export function divergencesOf(verdicts: readonly Verdict[]): readonly Divergence[] {
  const labels = [...new Set(verdicts.map(({ region }) => region))]
  const groups = new Map<string, Verdict[]>()
  for (const verdict of verdicts) {
    const journey = verdict.journey.replace(`${verdict.workflow}/${verdict.region}/`, '')
    const key = JSON.stringify([verdict.workflow, journey, verdict.check, verdict.subject])
    groups.set(key, [...(groups.get(key) ?? []), verdict])
  }
  return [...groups].flatMap(([key, group]) => {
    const [workflow = '', scenario = '', check = '', subject = ''] = JSON.parse(key) as string[]
    const judged = group.filter(({ reason }) => reason?.code !== 'token-given')
    const seen = Object.fromEntries(
      labels.flatMap((label) => judged.filter(({ region }) => region === label).map(({ outcome }) => [label, outcome])),
    )
    const first = judged[0]
    return first !== undefined && new Set(Object.values(seen)).size > 1
      ? [{ workflow, scenario, check, subject, level: first.level, statement: first.statement, seen, odd: oddOf(seen) }]
      : []
  })
}

/** Those that differ from what most agree on; none where no value has a majority. */
export function oddOf(seen: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(seen)
  const counts = new Map<string, number>()
  for (const [, value] of entries) counts.set(value, (counts.get(value) ?? 0) + 1)
  const usual = [...counts].find(([, times]) => times > entries.length / 2)?.[0]
  return usual === undefined ? [] : entries.filter(([, value]) => value !== usual).map(([label]) => label)
}

/** Percentiles of the time to an answer, by target and step. */
export function latenciesOf(transcripts: readonly Transcript[]): readonly Latency[] {
  const times = new Map<string, number[]>()
  for (const { journey, exchanges } of transcripts)
    for (const { step, ms, response } of exchanges) {
      const key = JSON.stringify([journey.region, step])
      if (response !== undefined) times.set(key, [...(times.get(key) ?? []), ms])
    }
  return [...times].map(([key, list]) => {
    const [target, step] = JSON.parse(key) as [string, StepName]
    const sorted = list.sort((one, other) => one - other)
    const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0) * 10) / 10
    return { target, step, count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
  })
}
