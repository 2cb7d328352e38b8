import { randomUUID } from 'node:crypto'
import { endpoints, type Operation, type Role } from '../contracts/endpoints.ts'
import type { AddressedPart, Workflow } from '../contracts/workflow.ts'
import { encodeForm, type FormFile } from './body.ts'
import type { Draft } from './client.ts'
import type { Journey } from './journey.ts'
import { addressOf, followLink, linkText } from './links.ts'
import type { Materials } from './materials.ts'
import type { Target } from './target.ts'
import { type Headers, isObject, type JsonObject } from './transcript.ts'

/** What driving has learnt from the answers so far; raw, and never recorded. */
export interface World {
  readonly workflow: Workflow
  readonly journey: Journey
  readonly target: Target
  readonly materials: Materials
  readonly runId: string
  token: string
  callbackUrl?: string
  account?: string
  execution?: string
  executionLink?: unknown
  readonly credentials: Map<string, CredentialState>
  /** Accounts that probes of the creation made, by right or not: to be cleaned up. */
  readonly strays?: Set<string>
  /** Leave out what the workflow cannot do without: the mandatory data, the userReference. */
  readonly starved?: boolean
}

export interface CredentialState {
  readonly id: string
  readonly token?: string
  readonly parts: ReadonlyMap<string, unknown>
}

type Call = Pick<Draft, 'name' | 'step' | 'role' | 'method' | 'url'>

function headersOf(world: World, ...more: Headers): Headers {
  return [
    ['Accept', isModest(world) ? '*/*' : 'application/json'],
    ['User-Agent', isModest(world) ? 'User Demo' : world.target.userAgent],
    ['Authorization', `Bearer ${world.token}`],
    ...world.target.headers,
    ...more,
  ]
}

/** As the curl examples have it: any type accepted, and the User-Agent that they print. ERR-057, ERR-060 */
function isModest(world: World): boolean {
  return world.journey.variation === 'modest'
}

/** The image of a part; on loopback the largest that is allowed, where the journey asks for it. */
function imageOf(world: World, part: AddressedPart): FormFile {
  const usual = world.materials.image(part)
  if (isModest(world)) return { ...usual, filename: '../../x.jpg' }
  const largest = part.classifier === 'FACE' ? 'jpeg-widest' : 'jpeg-largest'
  return world.journey.variation === 'largest' && world.target.callbacks ? (world.materials.sample(largest) ?? usual) : usual
}

function call(operation: Operation, name: string, world: World, credential?: string, classifier?: string): Call & { readonly ids: object } {
  const ids = { account: world.account, execution: world.execution, credential, classifier }
  const { method, role } = endpoints[operation]
  const step = operation.startsWith('delete-') ? 'delete' : (operation as Draft['step'])
  return { name, step, role: role as Role, method, url: addressOf(operation, ids, world.target), ids }
}

/** The documented start request, with placeholders filled in. */
export function startBody(world: World): JsonObject {
  const { workflow, journey, runId } = world
  const { definition, userReference, tokenLifetime, web } = workflow.request
  const reference = journey.steer === undefined ? `kyx-${runId}-${workflow.key}` : JSON.stringify(journey.steer)
  return {
    customerInternalReference: reference,
    workflowDefinition: { key: Number(workflow.key), ...(definition as JsonObject | undefined) },
    ...(world.callbackUrl === undefined ? {} : { callbackUrl: world.callbackUrl }),
    ...(userReference && !(world.starved && workflow.needsUserReference) ? { userReference: `kyx-${runId}-user` } : {}),
    // A session is to expire before its token does.
    ...(tokenLifetime === undefined || (journey.scenario === 'expiry' && journey.variant === 'session') ? {} : { tokenLifetime }),
    ...(web === undefined ? {} : { web: { ...web } }),
  }
}

export function startDraft(world: World, name: string = world.workflow.start): Draft {
  const { ids: _, ...rest } = call(world.workflow.start, name, world)
  return { ...rest, headers: headersOf(world, ['Content-Type', 'application/json']), body: { kind: 'json', value: startBody(world) } }
}

/** The same workflow on the account that exists by now. G:L268-L270 */
export function againDraft(world: World, name = 'again'): Draft {
  const { ids: _, ...rest } = call('update', name, world)
  return { ...rest, headers: headersOf(world, ['Content-Type', 'application/json']), body: { kind: 'json', value: startBody(world) } }
}

/** The upload of a part to the link that the start response gave, or to the template where the link cannot be used. */
export function uploadDraft(world: World, part: AddressedPart): Draft {
  const credential = world.credentials.get(part.category)
  const { ids, ...rest } = call('upload', `upload:${part.address}`, world, credential?.id ?? '', part.classifier)
  const link = linkText(credential?.parts.get(part.key) ?? credential?.parts.get(part.classifier) ?? onlyValue(credential?.parts))
  const followed = followLink(link, 'upload', ids, world.target)
  const common = {
    ...rest,
    part: part.address,
    url: followed ?? rest.url,
    ...(followed === undefined ? { linkIgnored: link?.slice(0, 500) ?? 'no link' } : {}),
  }
  if (part.content === 'data')
    return {
      ...common,
      headers: headersOf(world, ['Content-Type', 'application/json']),
      body: { kind: 'json', value: dataOf(world) },
    }
  const form = encodeForm([imageOf(world, part)], boundary())
  return { ...common, headers: headersOf(world, ['Content-Type', form.contentType]), body: { kind: 'form', form } }
}

/** The documented finalize: User-Agent and Authorization, no body. ERR-112 */
export function finalizeDraft(world: World): Draft {
  const { ids, ...rest } = call('finalize', 'finalize', world)
  const followed = followLink(world.executionLink, 'finalize', ids, world.target)
  return {
    ...rest,
    url: followed ?? rest.url,
    headers: headersOf(world),
    ...(followed === undefined
      ? { linkIgnored: typeof world.executionLink === 'string' ? world.executionLink.slice(0, 500) : 'no link' }
      : {}),
  }
}

/** A finalize that also has what the companion lists: Content-Type and Content-Length. ERR-020, ERR-112 */
export function fullFinalizeDraft(world: World): Draft {
  return { ...finalizeDraft(world), headers: headersOf(world, ['Content-Type', 'application/json']), body: { kind: 'json', value: {} } }
}

export function readDraft(operation: 'status' | 'details' | 'steps', world: World, name: string = operation): Draft {
  const { ids: _, ...rest } = call(operation, name, world)
  return { ...rest, headers: headersOf(world) }
}

export function imageDraft(world: World, part: AddressedPart): Draft {
  const { ids: _, ...rest } = call('image', `image:${part.address}`, world, world.credentials.get(part.category)?.id ?? '', part.classifier)
  return { ...rest, part: part.address, headers: headersOf(world) }
}

export function healthDraft(world: World): Draft {
  const { ids: _, ...rest } = call('health', 'health', world)
  return { ...rest, headers: headersOf(world) }
}

export function deleteDraft(operation: 'delete-execution' | 'delete-account', world: World, name: string = operation): Draft {
  const { ids: _, ...rest } = call(operation, name, world)
  return { ...rest, headers: headersOf(world) }
}

export function boundary(): string {
  return `kyx-${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

/** Prepared data of the example; without its mandatory members where the world is starved. */
function dataOf({ workflow, materials, starved, journey }: World): JsonObject {
  const data = materials.preparedData(workflow)
  if (journey.variation === 'modest') return modestData(workflow, data)
  if (!starved) return data
  const copy = structuredClone(data) as Record<string, unknown>
  for (const path of workflow.mandatoryData) {
    const [member = '', inner] = path.split('.')
    const nested = copy[member]
    if (inner === undefined) delete copy[member]
    else if (typeof nested === 'object' && nested !== null) delete (nested as Record<string, unknown>)[inner]
  }
  return copy as JsonObject
}

/** A name beyond ASCII, and what the workflow cannot do without. */
function modestData(workflow: Workflow, data: JsonObject): JsonObject {
  const copy: Record<string, unknown> = { firstName: 'João', lastName: 'Conceição' }
  for (const path of workflow.mandatoryData) {
    const [member = '', inner] = path.split('.')
    const value = data[member]
    if (inner !== undefined && isObject(value)) copy[member] = { [inner]: value[inner] ?? '' }
    else if (!Object.hasOwn(copy, member)) copy[member] = value
  }
  return copy as JsonObject
}

function onlyValue(parts: ReadonlyMap<string, unknown> | undefined): unknown {
  return parts?.size === 1 ? [...parts.values()][0] : undefined
}
