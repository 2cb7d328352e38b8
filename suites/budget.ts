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
