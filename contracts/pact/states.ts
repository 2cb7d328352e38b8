/** What must precede an interaction, as the verifier asks a provider to set it up. */
export const stateNames = {
  client: 'an API client is registered',
  token: 'an access token has been issued',
  facemap: 'an account has a facemap on file',
  opened: 'an execution is open',
  uploaded: 'an execution has all its parts',
  processed: 'an execution has been processed',
  obsolete: 'an execution is no longer needed',
} as const
export type StateKind = keyof typeof stateNames
export type StateName = (typeof stateNames)[StateKind]

export const stateKinds = Object.keys(stateNames) as readonly StateKind[]

export function stateKindOf(name: string): StateKind | undefined {
  return stateKinds.find((kind) => stateNames[kind] === name)
}

/** Values that a state hands back, for the requests that stand on it. `credentialID` is the id of the credential of category ID. */
export type StateValues = Readonly<Record<string, string>>

/** What each state hands back, besides the ids of the credentials. */
export const valuesOfState: Readonly<Record<StateKind, readonly string[]>> = {
  client: ['basic'],
  token: ['token'],
  facemap: ['token', 'account'],
  opened: ['token', 'account', 'execution'],
  uploaded: ['token', 'account', 'execution'],
  processed: ['token', 'account', 'execution'],
  obsolete: ['token', 'account', 'execution'],
}

export const credentialValue = (category: string): string => `credential${category}`

/** Where the sandbox has states set up. */
export const stateDoorPath = '/_pact/provider-states'
