import { chainedCapabilities, isFinalizedByApi, opensAgain, type Workflow, workflowParts } from '../contracts/workflow.ts'
import type { Journey, Scenario } from './journey.ts'
import { probeKey, probesOf, transactionsOf } from './probes/index.ts'

export interface Selection {
  readonly workflows: readonly Workflow[]
  /** Labels of the targets. */
  readonly regions: readonly string[]
  readonly scenarios: readonly Scenario[]
}

/** Every journey of a selection, in the order of the workflows. Pure: the same selection gives the same plan. */
export function plan(selection: Selection): readonly Journey[] {
  return selection.regions.flatMap((region) =>
    selection.workflows.flatMap((workflow) => selection.scenarios.flatMap((scenario) => journeysOf(workflow, region, scenario))),
  )
}

function journeysOf(workflow: Workflow, region: string, scenario: Scenario): readonly Journey[] {
  switch (scenario) {
    case 'documented':
      return [journey(workflow, region, scenario)]
    case 'probes': {
      const planned = probesOf(workflow).map(probeKey)
      return planned.length === 0 ? [] : [journey(workflow, region, scenario, { probes: planned })]
    }
    case 'outcome':
      return workflow.capabilities.stated
        ? chainedCapabilities(workflow).map((capability) =>
            journey(workflow, region, scenario, {
              variant: capability,
              // The documents give some capabilities no REJECTED, extraction for one: asked to, they fail to run. ERR-154
              steer: { reject: capability },
            }),
          )
        : []
    case 'order':
      // One journey per part that a finalize cannot do without. BACK may stay empty: ERR-054
      return (
        workflowParts(workflow)
          .filter((part) => part.classifier !== 'BACK')
          // A workflow that opens a second execution elsewhere is content with one of them, so that no run costs more than six.
          .slice(0, opensAgain(workflow) ? 1 : undefined)
          .map((part, index) =>
            journey(workflow, region, scenario, {
              // The first of them sends as little as it may, the next the largest.
              ...(index === 0 ? { variation: 'modest' } : index === 1 ? { variation: 'largest' } : {}),
              variant: `without-${part.address}`,
              uploads: [...others(workflow, part.address), part.address],
            }),
          )
      )
    case 'lifecycle':
      if (!isFinalizedByApi(workflow)) return []
      return [
        ...(workflow.mandatoryData.length > 0 || workflow.needsUserReference
          ? [journey(workflow, region, scenario, { variant: 'starved' })]
          : []),
        // 10006 has paid for two orders and a starved run by now; deletion shows the same in the others.
        ...(workflow.mandatoryData.length > 0 && workflowParts(workflow).length > 1
          ? []
          : [journey(workflow, region, scenario, { variant: 'deletion' })]),
      ]
    case 'expiry':
      return isFinalizedByApi(workflow) ? ['session', 'token'].map((variant) => journey(workflow, region, scenario, { variant })) : []
  }
}

function journey(
  workflow: Workflow,
  region: string,
  scenario: Scenario,
  more: Partial<Pick<Journey, 'variant' | 'steer' | 'probes' | 'uploads' | 'variation'>> = {},
): Journey {
  const uploads = more.uploads ?? workflowParts(workflow).map((part) => part.address)
  const probes = more.probes ?? []
  const prepared = workflow.needsFacemap ? 1 : 0
  const requests = 1 + uploads.length + (isFinalizedByApi(workflow) ? 1 : 0) + 5 + probes.length + prepared * 8
  return {
    id: [workflow.key, region, scenario, ...(more.variant === undefined ? [] : [more.variant])].join('/'),
    workflow: workflow.key,
    region,
    scenario,
    ...more,
    uploads,
    probes,
    cost: { transactions: 1 + prepared + transactionsOf(probes) + (more.variant === 'deletion' && opensAgain(workflow) ? 1 : 0), requests },
  }
}

function others(workflow: Workflow, address: string): readonly string[] {
  return workflowParts(workflow)
    .map((part) => part.address)
    .filter((each) => each !== address)
    .reverse()
}
