/** How a run reads contested promises and known deviations. */
export const modes = ['documented', 'literal', 'observed'] as const
export type Mode = (typeof modes)[number]
