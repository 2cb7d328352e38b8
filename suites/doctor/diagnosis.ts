import { type Trouble, troubles } from '../../contracts/troubles.ts'

/** How much it matters: an `error` keeps a run from working, `unseen` could not be looked at from here. */
export const grades = ['error', 'warning', 'note', 'ok', 'unseen'] as const
export type Grade = (typeof grades)[number]

/** One thing that was looked at. */
export interface Diagnosis {
  /** Stable word: `tls-expired`; one of the troubles where it is one. */
  readonly id: string
  readonly grade: Grade
  /** Hosts, workflows or options that it concerns. */
  readonly subject: string
  readonly seen: string
  readonly why: string
  readonly advice: string
  /** Number among the known troubles. */
  readonly trouble?: number
}

export type Draft = Omit<Diagnosis, 'why' | 'advice' | 'trouble'> & Partial<Pick<Diagnosis, 'why' | 'advice'>>

const byId: ReadonlyMap<string, Trouble> = new Map(troubles.map((trouble) => [trouble.id, trouble]))

/** Fills in what the list of troubles knows of it. */
export function diagnose(draft: Draft): Diagnosis {
  const trouble = byId.get(draft.id)
  return {
    ...draft,
    why: draft.why ?? trouble?.why ?? '',
    advice: draft.advice ?? (draft.grade === 'ok' ? '' : (trouble?.advice ?? '')),
    ...(trouble === undefined ? {} : { trouble: trouble.number }),
  }
}

/** The worst first; the same thing at several hosts is one entry; troubles that nobody looked at are named as such. */
export function arrange(found: readonly Diagnosis[]): readonly Diagnosis[] {
  const merged = new Map<string, Diagnosis>()
  for (const each of found) {
    const key = JSON.stringify([each.id, each.grade, each.seen])
    const before = merged.get(key)
    merged.set(
      key,
      before === undefined || before.subject === each.subject ? each : { ...each, subject: `${before.subject}, ${each.subject}` },
    )
  }
  const named = new Set(found.map(({ id }) => id))
  const unseen = troubles
    .filter(({ id }) => !named.has(id))
    .map(({ id, title, seen }) => diagnose({ id, grade: 'unseen', subject: title, seen: `look for: ${seen}` }))
  return [...merged.values(), ...unseen].sort((one, other) => grades.indexOf(one.grade) - grades.indexOf(other.grade))
}

export function isReady(found: readonly Diagnosis[]): boolean {
  return found.every(({ grade }) => grade !== 'error')
}
