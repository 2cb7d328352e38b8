import type { Transcript } from './transcript.ts'

/** A bound on the transactions that a run may start. */
export interface Budget {
  readonly limit: number
  /** Sets aside what a journey will cost; false where that is more than what is left. */
  reserve(transactions: number): boolean
  /** Asks before a start request goes out; false where the bound is reached. */
  begin(): boolean
  /** Tells whether that request started a transaction. */
  end(started: boolean): void
}

export function createBudget(limit: number): Budget {
  let reserved = 0
  let started = 0
  let underWay = 0
  return {
    limit,
    reserve(transactions) {
      if (reserved + transactions > limit) return false
      reserved += transactions
      return true
    },
    begin() {
      // A probe that is wrongly accepted costs more than was planned: the bound holds all the same.
      if (started + underWay >= limit) return false
      underWay++
      return true
    },
    end(isStarted) {
      underWay--
      if (isStarted) started++
    },
  }
}

const shown = 40

/** What a budget kept from being driven, by name; undefined where it kept nothing. */
export function budgetNote(transcripts: readonly Transcript[], limit: number | undefined): string | undefined {
  const without = transcripts.filter(({ stopped }) => stopped?.cause === 'budget')
  if (limit === undefined || without.length === 0) return undefined
  const planned = transcripts.reduce((sum, { journey }) => sum + journey.cost.transactions, 0)
  const started = transcripts
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ step, response }) => (step === 'create' || step === 'update') && response !== undefined && response.status < 300).length
  return `--max-transactions ${limit}: ${started} of ${planned} planned transactions were started; not driven to the end: ${named(without)}`
}

/** Journeys by name, as many as a line bears. */
export function named(transcripts: readonly Transcript[]): string {
  const more = transcripts.length > shown ? ` and ${transcripts.length - shown} more` : ''
  return `${transcripts
    .slice(0, shown)
    .map(({ journey }) => journey.id)
    .join(', ')}${more}`
}
