import type { State } from '../../report.ts'

/** How each state is called, in the order of gravity. A sign goes with each, so that nothing is told by colour alone. */
export const states: readonly { readonly state: State; readonly word: string; readonly many: string; readonly sign: string }[] = [
  { state: 'harness-error', word: 'harness error', many: 'harness errors', sign: '\u26a0' },
  { state: 'error', word: 'violates', many: 'violations', sign: '\u2715' },
  { state: 'inconclusive', word: 'inconclusive', many: 'inconclusive', sign: '?' },
  { state: 'warning', word: 'warning', many: 'warnings', sign: '!' },
  { state: 'info', word: 'note', many: 'notes', sign: 'i' },
  { state: 'conforms', word: 'conforms', many: 'conform', sign: '\u2713' },
  { state: 'not-applicable', word: 'not applicable', many: 'not applicable', sign: '\u2013' },
]

export function signOf(state: State | 'none'): string {
  return states.find((each) => each.state === state)?.sign ?? ''
}

export function wordOf(state: State | 'none'): string {
  return states.find((each) => each.state === state)?.word ?? 'nothing'
}
