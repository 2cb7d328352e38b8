/** Colours a text, or leaves it. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly dim: (text: string) => string
}

/** A painter for a terminal; without colour every text stays as it is. */
export function painter(colour: boolean): Paint {
  const style = (open: number, close: number) => (text: string) => (colour ? `\u001b[${open}m${text}\u001b[${close}m` : text)
  return { bold: style(1, 22), red: style(31, 39), green: style(32, 39), yellow: style(33, 39), dim: style(2, 22) }
}
