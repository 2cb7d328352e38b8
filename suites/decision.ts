import type { Json } from './transcript.ts'

/** Types of a decision. G:L1386, G:L2023 */
export const decisionTypes = ['NOT_EXECUTED', 'PASSED', 'REJECTED', 'WARNING'] as const

/** A risk score from `lowest` to 100 with at most two decimals. G:L1384-L1385 */
export function isScore(value: Json, lowest: number): boolean {
  return typeof value === 'number' && value >= lowest && value <= 100 && Math.abs(Math.round(value * 100) - value * 100) < 1e-6
}
