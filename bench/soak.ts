import { readdirSync } from 'node:fs'
import type { SessionResult } from '../suites/session.ts'
import { session } from './session.ts'

const perSession = 250
const seed = 7

interface Told {
  readonly answers: number
  readonly spoiled: number
  readonly journeys: number
}

/** Counts of the verdicts of a session, by check and outcome: what must be the same whenever the same answers are spoiled. */
function countsOf({ verdicts }: SessionResult): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const { check, subject, outcome, severity = '', reason } of verdicts) {
    const name = [check, subject, outcome, severity, reason?.code ?? ''].join(' ').trim()
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].sort())
}

/** Journeys with a verdict that is no pass. */
function faultyOf({ verdicts }: SessionResult): number {
  return new Set(verdicts.filter(({ outcome }) => outcome !== 'conforms' && outcome !== 'not-applicable').map(({ journey }) => journey))
    .size
}

function differences(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names.filter((name) => one[name] !== other[name]).map((name) => `${name}: ${one[name] ?? 0}, then ${other[name] ?? 0}`)
}

function measure(driven: number): Readonly<Record<string, number>> {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { driven, heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20, descriptors: readdirSync('/proc/self/fd').length }
}

const [baseUrl = '', given = '20000', concurrency = '16'] = process.argv.slice(2)
const total = Number(given)
if (!(total >= 4 * perSession) || total % perSession !== 0)
  throw new Error(`expected a multiple of ${perSession} journeys, at least ${4 * perSession}, got ${given}`)
if (!('gc' in globalThis)) throw new Error('expected node --expose-gc')

const front = async (body?: object): Promise<Told> => {
  const answer = await fetch(`${baseUrl}/front`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as Told
}
const faults: string[] = []
const points: Readonly<Record<string, number>>[] = []
let first: Readonly<Record<string, number>> | undefined
const sum = { answers: 0, spoiled: 0, journeys: 0, verdicts: 0 }
const begun = performance.now()
const sessions = total / perSession

/** Drives one session and keeps of it nothing but what is counted, so that `measure` sees what the harness keeps and no more. */
async function driveSession(index: number): Promise<void> {
  // The first and the last session are clean: a fault that lingers would show in the last.
  const isClean = index === 0 || index === sessions - 1
  await front({ seed: isClean ? 0 : seed })
  const result = await session(baseUrl, perSession, Number(concurrency))
  const told = await front()
  const faulty = faultyOf(result)
  const name = `session ${index + 1}${isClean ? ', clean' : ''}`
  if (result.transcripts.length !== perSession) faults.push(`${name}: ${result.transcripts.length} transcripts of ${perSession}`)
  if (faulty !== told.journeys) faults.push(`${name}: ${told.journeys} journeys were spoiled, ${faulty} have a verdict that is no pass`)
  if (!isClean) {
    const counts = countsOf(result)
    first ??= counts
    for (const difference of differences(first, counts)) faults.push(`${name}: ${difference}`)
    sum.answers += told.answers
    sum.spoiled += told.spoiled
  }
  sum.journeys += told.journeys
  sum.verdicts += result.verdicts.length
}

for (let index = 0; index < sessions; index++) {
  await driveSession(index)
  points.push(measure((index + 1) * perSession))
}

const perThousand = 1000 / perSession
// Code is compiled for some thousand journeys, and then no more: 1.4 MB of the heap, the same ones for a run of any length.
const warm = points.length >= 8 * perThousand ? 4 * perThousand : 0
const window = Math.min(perThousand, Math.floor(points.length / 2))
const mostOf = (measured: string, some: typeof points) => Math.max(...some.map((point) => point[measured] ?? 0))

// The process as a whole against its first thousand; the heap, in which a leak of 0.1 KB for each journey would show, once it is warm.
for (const [measured, from, leeway] of [
  ['heapMb', warm, 1.05],
  ['rssMb', 0, 1.15],
  ['descriptors', 0, 1.1],
] as const) {
  const early = mostOf(measured, points.slice(from, from + window))
  const late = mostOf(measured, points.slice(-window))
  if (late > early * leeway)
    faults.push(
      `${measured}: ${late.toFixed(1)} at most in the last thousand journeys, ${early.toFixed(1)} in the thousand after ${from * perSession}`,
    )
}
process.stdout.write(
  JSON.stringify({ points, faults, sum, kinds: Object.keys(first ?? {}).length, seconds: (performance.now() - begun) / 1000 }),
  () => process.exit(0),
)
