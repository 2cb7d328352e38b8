import type { AnyCheck } from './check.ts'
import { gravest, judgeFinding } from './outcome.ts'
import type { Level, Severity, Verdict } from './verdict.ts'

/** A fault that was put into a target on purpose, and the check that must tell of it. */
export interface Fault {
  readonly id: string
  readonly killedBy: string
  readonly summary: string
}

/** `killed` by the check that it names, `elsewhere` by another one only, `survived`, or `crashed`: a crash is no kill. */
export const fates = ['killed', 'elsewhere', 'survived', 'crashed'] as const
export type Fate = (typeof fates)[number]

/** What became of one mutant. */
export interface Tooth {
  readonly mutant: string
  readonly summary: string
  readonly killedBy: string
  readonly level: Level
  readonly fate: Fate
  /** The first finding of the check that it names. */
  readonly finding?: string
  /** Other checks that told of it. */
  readonly others: readonly string[]
  /** What crashed. */
  readonly crash?: string
}

export interface LevelScore {
  readonly level: Level
  readonly checks: number
  /** Checks that no mutant names. */
  readonly untested: readonly string[]
  readonly mutants: number
  readonly killed: number
}

/**
 * The fate of a mutant by the verdicts that it left. A check kills with the full weight of its level: a finding that only
 * a contested reading supports does not fail a run, and so proves no teeth.
 */
export function fateOf(fault: Fault, check: AnyCheck, verdicts: readonly Verdict[], crash?: string): Tooth {
  const violated = verdicts.filter(({ outcome }) => outcome === 'violates')
  const named = violated.find((verdict) => verdict.check === fault.killedBy && verdict.severity === weightOf(check.level))
  const others = [...new Set(violated.filter((verdict) => verdict.check !== fault.killedBy).map((verdict) => verdict.check))]
  const broken = crash ?? verdicts.find(({ outcome }) => outcome === 'harness-error')?.reason?.text
  const first = named?.findings.find(({ severity }) => severity === named.severity)
  return {
    mutant: fault.id,
    summary: fault.summary,
    killedBy: fault.killedBy,
    level: check.level,
    fate: broken !== undefined ? 'crashed' : named !== undefined ? 'killed' : others.length > 0 ? 'elsewhere' : 'survived',
    ...(first === undefined ? {} : { finding: `${first.at}: expected ${first.expected}, got ${first.actual}`.slice(0, 300) }),
    others,
    ...(broken === undefined ? {} : { crash: broken }),
  }
}

/** The severity that a plain finding of a level has. */
function weightOf(level: Level): Severity | undefined {
  return gravest([judgeFinding({ at: '', expected: '', actual: '' }, level, 'documented').severity])
}

/** Scores by level, over the checks that were to be tested. */
export function scoresOf(teeth: readonly Tooth[], checks: readonly AnyCheck[]): readonly LevelScore[] {
  return (['MUST', 'SHOULD', 'MAY'] as const).map((level) => {
    const own = teeth.filter((tooth) => tooth.level === level)
    const named = new Set(own.map(({ killedBy }) => killedBy))
    const ofLevel = checks.filter((check) => check.level === level)
    return {
      level,
      checks: ofLevel.length,
      untested: ofLevel.filter(({ id }) => !named.has(id)).map(({ id }) => id),
      mutants: own.length,
      killed: own.filter(({ fate }) => fate === 'killed').length,
    }
  })
}

/** What to do about a mutant that its check did not kill. */
export function adviceFor({ fate, killedBy, others }: Tooth): string {
  switch (fate) {
    case 'killed':
      return ''
    case 'crashed':
      return 'mend the judge or the mutant: a crash proves nothing'
    case 'elsewhere':
      return `let ${killedBy} catch it, or name a check that does: ${others.slice(0, 3).join(', ')}`
    case 'survived':
      return `no check saw it: give ${killedBy} the evidence, or make the fault show in the journeys that it judges`
  }
}
