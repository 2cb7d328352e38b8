import { edition } from '../source.ts'
import type { Workflow } from '../workflow.ts'
import { type Interaction, interactionsOf, type PactMaterials } from './interactions.ts'

export type { Interaction, PactMaterials }

export const providerName = 'kyx-api'
export const consumerName = ({ key }: Workflow): string => `kyx-client-${key}`

/** A Pact file of specification 4. */
export interface Pact {
  readonly consumer: { readonly name: string }
  readonly interactions: readonly Interaction[]
  readonly metadata: Readonly<Record<string, unknown>>
  readonly provider: { readonly name: string }
}

/** What a client of one workflow expects of the service. A workflow has a consumer of its own, as a broker keeps one pact for each pair. */
export function pactOf(workflow: Workflow, materials: PactMaterials): Pact {
  return {
    consumer: { name: consumerName(workflow) },
    provider: { name: providerName },
    interactions: interactionsOf(workflow, materials),
    metadata: { pactSpecification: { version: '4.0' }, kyx: { edition: edition.id, workflow: workflow.key, title: workflow.title } },
  }
}
