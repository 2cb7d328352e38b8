import type { CapabilityName } from './capabilities.ts'
import type { SourceLine } from './source.ts'

/** Ways in which a credential may be supplied. */
export const channels = ['API', 'SDK', 'WEB'] as const
export type Channel = (typeof channels)[number]

/** Kinds of credential that the six workflows use. */
export const categories = ['ID', 'SELFIE', 'FACEMAP', 'DATA'] as const
export type Category = (typeof categories)[number]

/** Path segment that names a part of a credential; the JSON member that holds its link is `PartFact.key`. */
export const classifiers = ['PREPARED_DATA', 'FRONT', 'BACK', 'FACE'] as const
export type Classifier = (typeof classifiers)[number]

export interface PartFact {
  readonly classifier: Classifier
  /** Member of `api.parts`: the classifier in lower case. */
  readonly key: string
  readonly content: 'data' | 'image'
}

export interface CredentialFact {
  readonly category: Category
  readonly channels: readonly Channel[]
  /** Parts that the API channel takes; empty where API is not a channel. */
  readonly parts: readonly PartFact[]
  readonly source: readonly SourceLine[]
}

export interface Prerequisite {
  /** Feature of the tenant, as a stable word: `screening`. */
  readonly feature: string
  /** What a tenant asks its account manager to activate. */
  readonly name: string
  readonly source: readonly SourceLine[]
}

/** One documented workflow. Pure data: everything that a workflow needs to be planned, driven, judged and served. */
export interface Workflow {
  /** The definition key, as a string of digits: `10011`. */
  readonly key: string
  readonly title: string
  readonly source: readonly SourceLine[]
  /** `create` is POST on the accounts, `update` is PUT on an existing account. */
  readonly start: 'create' | 'update'
  readonly startSource: readonly SourceLine[]
  readonly credentials: readonly CredentialFact[]
  readonly prerequisites: readonly Prerequisite[]
  /** The account must exist and must have a facemap on file. */
  readonly needsFacemap: boolean
  /** The start request must carry a userReference. */
  readonly needsUserReference: boolean
  /** Dotted paths of prepared data that the workflow cannot do without. */
  readonly mandatoryData: readonly string[]
  readonly mandatoryDataSource: readonly SourceLine[]
  readonly capabilities: {
    /** Chains in order of dependency, as the document lists them. */
    readonly chains: readonly (readonly CapabilityName[])[]
    /** Names that a finished run must list. Stated by the source document, or known from the companion only. */
    readonly stated: boolean
    /** Names that the documentation elsewhere leads one to expect. */
    readonly optional: readonly CapabilityName[]
    readonly source: readonly SourceLine[]
  }
  /** Names of the steps that a finished run reports, where documented. */
  readonly stepNames: readonly string[]
  /** Members of the documented start request beyond customerInternalReference and the key. */
  readonly request: {
    readonly definition?: Readonly<Record<string, unknown>>
    readonly userReference?: boolean
    readonly callbackUrl?: boolean
    readonly tokenLifetime?: string
    readonly web?: { readonly successUrl: string; readonly errorUrl: string; readonly locale: string }
    readonly source: readonly SourceLine[]
  }
  readonly errata: readonly string[]
}

/** An ordered pair: `to` runs only where `from` succeeded. */
export interface CapabilityEdge {
  readonly from: CapabilityName
  readonly to: CapabilityName
}

/** The documented edges of a workflow, each once, in the order of the chains. */
export function capabilityEdges(workflow: Workflow): readonly CapabilityEdge[] {
  const edges = new Map<string, CapabilityEdge>()
  for (const chain of workflow.capabilities.chains)
    for (const [index, to] of chain.entries()) {
      const from = chain[index - 1]
      if (from !== undefined) edges.set(`${from}->${to}`, { from, to })
    }
  return [...edges.values()]
}

/** Every capability named by the chains, each once, dependencies first. */
export function chainedCapabilities(workflow: Workflow): readonly CapabilityName[] {
  return [...new Set(workflow.capabilities.chains.flat())]
}

/** Channels that at least one credential of the workflow allows. */
export function workflowChannels(workflow: Workflow): readonly Channel[] {
  return channels.filter((channel) => workflow.credentials.some((credential) => credential.channels.includes(channel)))
}

/** True where the API channel supplies at least one part, so that the workflow is uploaded and finalized by API. */
export function isFinalizedByApi(workflow: Workflow): boolean {
  return workflowChannels(workflow).includes('API')
}

/**
 * True where a second execution is opened on the account before it is deleted. It costs a transaction, so only the
 * workflow with the most chains pays it: what it shows is the same for all.
 */
export function opensAgain(workflow: Workflow): boolean {
  return workflow.mandatoryData.length === 0 && !workflow.needsUserReference && workflow.capabilities.chains.length > 2
}

/** Address of a part: `ID.FRONT`. */
export type PartAddress = `${Category}.${Classifier}`

export interface AddressedPart extends PartFact {
  readonly address: PartAddress
  readonly category: Category
}

/** The parts that the API channel takes, in the order of the document. */
export function workflowParts(workflow: Workflow): readonly AddressedPart[] {
  return workflow.credentials.flatMap((credential) =>
    credential.parts.map((part) => ({
      ...part,
      category: credential.category,
      address: `${credential.category}.${part.classifier}` as const,
    })),
  )
}
