/** Data without behaviour, as JSON has it. */
export interface Plain {
  readonly [member: string]: unknown
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
