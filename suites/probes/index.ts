import type { AddressedPart, Workflow } from '../../contracts/workflow.ts'
import type { Draft } from '../client.ts'
import { finalizeDraft, healthDraft, readDraft, startDraft, uploadDraft, type World } from '../drafts.ts'
import { headerProbes } from './headers.ts'
import { type Probe, probeName } from './probe.ts'

/** Every probe. A family of probes is one file and one line here. */
export const probes: readonly Probe[] = [...headerProbes]

/** Key of a probe in a plan: check ids are unique, fault words are not. */
export function probeKey(probe: Probe): string {
  return probe.check
}

/** The probes that concern a workflow: those whose step it has. */
export function probesOf(workflow: Workflow): readonly Probe[] {
  const isByApi = workflow.credentials.some((credential) => credential.parts.length > 0)
  return probes.filter((probe) => {
    if (probe.appliesTo !== undefined && !probe.appliesTo(workflow)) return false
    if (probe.step === 'finalize') return isByApi
    if (probe.step === 'upload') return workflow.credentials.some(({ parts }) => parts.some((part) => part.content === probe.content))
    return true
  })
}

/** The valid draft of a step, with the name of its control. */
function validDraft(world: World, step: string, part?: AddressedPart): Draft | undefined {
  switch (step) {
    case 'create':
    case 'update':
      return startDraft(world)
    case 'upload':
      return part === undefined ? undefined : uploadDraft(world, part)
    case 'finalize':
      return finalizeDraft(world)
    case 'status':
    case 'details':
    case 'steps':
      return readDraft(step, world)
    case 'health':
      return healthDraft(world)
    default:
      return undefined
  }
}

/** The drafts of the probes that the journey plans for a step, each with one fault. */
export function probeDrafts(world: World, step: string, part?: AddressedPart): readonly Draft[] {
  const valid = validDraft(world, step, part)
  if (valid === undefined) return []
  const planned = new Set(world.journey.probes)
  const generic = step === world.workflow.start ? 'start' : step
  return probes
    .filter((probe) => probe.step === generic && planned.has(probeKey(probe)))
    .filter(
      (probe) =>
        part === undefined ||
        (probe.content === part.content && isFirstOf(world.workflow, part) && (probe.appliesTo?.(world.workflow, part) ?? true)),
    )
    .flatMap((probe) => {
      const draft = probe.edit(valid, world)
      return draft === undefined ? [] : [{ ...draft, name: probeName(probe, valid.name) }]
    })
}

/** Probes of uploads ride on the first part of their content. */
function isFirstOf(workflow: Workflow, part: AddressedPart): boolean {
  for (const credential of workflow.credentials) {
    const first = credential.parts.find((each) => each.content === part.content)
    if (first !== undefined) return first.classifier === part.classifier && credential.category === part.category
  }
  return false
}

/** Name of the exchange that a probe of a workflow is compared with. */
export function controlOf(probe: Probe, workflow: Workflow): string | undefined {
  if (probe.step === 'start') return workflow.start
  if (probe.step !== 'upload') return probe.step
  for (const credential of workflow.credentials) {
    const part = credential.parts.find((each) => each.content === probe.content)
    if (part !== undefined) return `upload:${credential.category}.${part.classifier}`
  }
  return undefined
}
