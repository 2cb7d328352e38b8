import { type AddressedPart, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import type { Draft } from '../client.ts'
import { deleteDraft, finalizeDraft, healthDraft, imageDraft, readDraft, startDraft, uploadDraft, type World } from '../drafts.ts'
import { tokenDraft } from '../token.ts'
import { acceptanceProbes } from './acceptances.ts'
import { accessProbes } from './access.ts'
import { facemapProbes } from './facemap.ts'
import { headerProbes } from './headers.ts'
import { imageProbes } from './images.ts'
import { pathProbes } from './paths.ts'
import { preparedDataProbes } from './prepared-data.ts'
import { type Probe, probeName } from './probe.ts'
import { startProbes } from './start-request.ts'
import { tokenProbes } from './token.ts'

/** Every probe. A family of probes is one file and one line here. */
export const probes: readonly Probe[] = [
  ...headerProbes,
  ...accessProbes,
  ...startProbes,
  ...acceptanceProbes,
  ...preparedDataProbes,
  ...imageProbes,
  ...pathProbes,
  ...tokenProbes,
  ...facemapProbes,
]

/** Key of a probe in a plan: check ids are unique, fault words are not. */
export function probeKey(probe: Probe): string {
  return probe.check
}

/** The probes that concern a workflow: those whose step it has. */
export function probesOf(workflow: Workflow): readonly Probe[] {
  const isByApi = workflow.credentials.some((credential) => credential.parts.length > 0)
  return probes.filter((probe) => {
    if (probe.appliesTo !== undefined && !probe.appliesTo(workflow)) return false
    if (probe.step === 'opened') return !isByApi
    if (probe.step === 'prepared') return workflow.needsFacemap
    if (probe.step === 'finalize' || (probe.step === 'closed' && probe.closes === 'finalize')) return isByApi
    if (probe.step === 'image') return workflow.credentials.some(({ parts }) => parts.some((part) => part.content === 'image'))
    if (probe.step === 'upload' || probe.step === 'closed')
      return workflow.credentials.some(({ parts }) => parts.some((part) => probe.content === undefined || part.content === probe.content))
    return true
  })
}

/** How many of these probes start a transaction on a target that does as documented. */
export function transactionsOf(keys: readonly string[]): number {
  return probes.filter((probe) => probe.step === 'start' && probe.expect.answer !== 'refused' && keys.includes(probeKey(probe))).length
}

/** The valid draft of a step, with the name of its control. */
function validDraft(world: World, step: string, part?: AddressedPart): Draft | undefined {
  switch (step) {
    case 'create':
    case 'update':
    case 'opened':
    case 'prepared':
      return startDraft(world)
    case 'upload':
      return part === undefined ? undefined : uploadDraft(world, part)
    case 'finalize':
      return finalizeDraft(world)
    case 'status':
    case 'details':
    case 'steps':
      return readDraft(step, world)
    case 'image':
      return part === undefined ? undefined : imageDraft(world, part)
    case 'health':
      return healthDraft(world)
    case 'delete':
      return deleteDraft('delete-execution', world)
    case 'delete-account':
      return deleteDraft('delete-account', world)
    case 'token':
      return tokenDraft(world.target)
    default:
      return undefined
  }
}

/** `strict`: probes that no reading permits to pass. `lenient`: those that a target may well let pass. */
export type ProbeKind = 'strict' | 'lenient'

/** The drafts of the probes that the journey plans for a step, each with one fault; all of them, or those of one kind. */
export function probeDrafts(world: World, step: string, part?: AddressedPart, kind?: ProbeKind): readonly Draft[] {
  if (world.journey.probes.length === 0) return []
  const planned = new Set(world.journey.probes)
  const generic = step === world.workflow.start ? 'start' : step
  const riding = probes.filter((probe) => probe.step === generic && planned.has(probeKey(probe)))
  const valid = riding.length === 0 ? undefined : validDraft(world, step, part)
  if (valid === undefined) return []
  return riding
    .filter(
      (probe) =>
        part === undefined ||
        (probe.content === part.content && isFirstOf(world.workflow, part) && (probe.appliesTo?.(world.workflow, part) ?? true)),
    )
    .filter((probe) => kind === undefined || kind === kindOf(probe))
    .sort((one, other) => rank(one) - rank(other))
    .flatMap((probe) => {
      const draft = probe.edit(valid, world)
      return draft === undefined ? [] : [{ ...draft, name: probeName(probe, valid.name) }]
    })
}

/**
 * What is accepted may change what later probes find: a finalize closes the run. So what no reading permits goes first,
 * MUST before the rest, and what a target may well accept goes last: a server that does not miss an Accept header is
 * common, one that lets an unknown token in is not.
 */
function rank(probe: Probe): number {
  return (kindOf(probe) === 'lenient' ? 2 : 0) + (probe.level === 'MUST' ? 0 : 1)
}

function kindOf({ expect, excuse }: Probe): ProbeKind {
  const mayPass = expect.answer !== 'refused' || expect.lenient?.accepted === true || excuse?.code === 'needs-second-tenant'
  return mayPass ? 'lenient' : 'strict'
}

/** The drafts of the probes that ride after the end of the execution. */
export function closedDrafts(world: World): readonly Draft[] {
  const planned = new Set(world.journey.probes)
  return probes
    .filter((probe) => probe.step === 'closed' && planned.has(probeKey(probe)))
    .flatMap((probe) => {
      const part = workflowParts(world.workflow).find((each) => probe.content === undefined || each.content === probe.content)
      const valid = validDraft(world, probe.closes ?? 'upload', part)
      const draft = valid === undefined ? undefined : probe.edit(valid, world)
      return valid === undefined || draft === undefined ? [] : [{ ...draft, name: probeName(probe, valid.name) }]
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
  if (probe.step === 'start' || probe.step === 'opened' || probe.step === 'prepared') return workflow.start
  if (probe.step === 'delete') return 'delete-execution'
  if (probe.step === 'closed' && probe.closes === 'finalize') return 'finalize'
  if (probe.step !== 'upload' && probe.step !== 'image' && probe.step !== 'closed') return probe.step
  const prefix = probe.step === 'image' ? 'image' : 'upload'
  for (const credential of workflow.credentials) {
    const part = credential.parts.find((each) =>
      prefix === 'image' ? each.content === 'image' : probe.content === undefined || each.content === probe.content,
    )
    if (part !== undefined) return `${prefix}:${credential.category}.${part.classifier}`
  }
  return undefined
}
