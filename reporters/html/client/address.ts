/** What the address of the page says: the filters, and what is open. A link shows what its sender saw. */
export interface Address {
  readonly q: string
  readonly outcome: string
  readonly level: string
  readonly workflow: string
  readonly region: string
  readonly step: string
  readonly scenario: string
  /** How it stands beside the earlier report. */
  readonly since: string
  /** Key of the open verdict. */
  readonly check: string
  /** Id of the open journey. */
  readonly journey: string
  /** Key of the open difference of an audit. */
  readonly difference: string
}

export const filterNames = ['q', 'outcome', 'level', 'workflow', 'region', 'step', 'scenario', 'since'] as const
const names = [...filterNames, 'check', 'journey', 'difference'] as const
export const nothing: Address = {
  ...{ q: '', outcome: '', level: '', workflow: '', region: '', step: '', scenario: '', since: '' },
  ...{ check: '', journey: '', difference: '' },
}

export function readAddress(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  return { ...nothing, ...Object.fromEntries(names.map((name) => [name, given.get(name) ?? ''])) }
}

export function writeAddress(address: Partial<Address>): string {
  const given = new URLSearchParams()
  for (const name of names) if (address[name]) given.set(name, address[name])
  return `#${given}`
}
