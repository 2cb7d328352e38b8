import type { PathIds } from '../../contracts/endpoints.ts'
import type { Category, PartAddress } from '../../contracts/workflow.ts'
import { encodeForm, type FormFile } from '../body.ts'
import type { Draft } from '../client.ts'
import { boundary, type World } from '../drafts.ts'
import { type Probe, withHeader } from './probe.ts'

type Edit = Probe['edit']
type Members = Record<string, unknown>

const segments: Readonly<Record<keyof PathIds, string>> = {
  account: 'accounts',
  execution: 'workflow-executions',
  credential: 'credentials',
  classifier: 'parts',
}

/** The same request to an address with other ids; undefined where the address has no such id. Values are taken as they are. */
export function withIds(draft: Draft, ids: PathIds): Draft | undefined {
  let url = draft.url
  for (const [name, value] of Object.entries(ids) as readonly (readonly [keyof PathIds, string | undefined])[]) {
    const pattern = new RegExp(`(/${segments[name]}/)[^/?#]+`)
    if (value === undefined || !pattern.test(url)) return undefined
    url = url.replace(pattern, (_, lead: string) => `${lead}${value}`)
  }
  return { ...draft, url }
}

export function onIds(ids: () => PathIds): Edit {
  return (draft) => withIds(draft, ids())
}

/** The same upload to a part of a credential of the run; undefined where the run has no such credential. */
export function onPart(category: Category, classifier: string): Edit {
  return (draft, world) => {
    const credential = world.credentials.get(category)?.id
    if (credential === undefined) return undefined
    const isSame = draft.part?.startsWith(`${category}.`) === true
    return withIds(draft, isSame ? { classifier } : { credential, classifier })
  }
}

export function withMethod(method: string): Edit {
  return (draft) => ({ ...draft, method })
}

/** The form of an upload with other files in it. */
export function withFiles(files: (file: FormFile, world: World) => readonly FormFile[] | undefined): Edit {
  return (draft, world) => {
    const file = validImage(draft, world)
    const chosen = file === undefined ? undefined : files(file, world)
    if (chosen === undefined) return undefined
    const form = encodeForm(chosen, boundary())
    return { ...withHeader(draft, 'Content-Type', form.contentType), body: { kind: 'form', form } }
  }
}

function validImage(draft: Draft, { workflow, materials }: World): FormFile | undefined {
  for (const { category, parts } of workflow.credentials)
    for (const part of parts) {
      const address: PartAddress = `${category}.${part.classifier}`
      if (address === draft.part) return materials.image({ ...part, category, address })
    }
  return undefined
}

/** The JSON body with one member set, by its dotted path; objects on the way are made where they are missing. */
export function withMember(path: string, value: unknown): Edit {
  return changed((body) => {
    const { holder, name } = place(body, path)
    holder[name] = value
  })
}

/** The JSON body without one member. */
export function withoutMember(path: string): Edit {
  return changed((body) => {
    const { holder, name } = place(body, path)
    delete holder[name]
  })
}

/** The JSON body changed in place, or replaced by what the function returns. */
export function changed(change: (body: Members) => unknown): Edit {
  return (draft) => {
    if (draft.body?.kind !== 'json') return undefined
    const copy = structuredClone(draft.body.value) as unknown as Members
    return { ...draft, body: { kind: 'json', value: (change(copy) ?? copy) as never } }
  }
}

/** The JSON body as text, spoilt. */
export function withText(spoil: (text: string) => string): Edit {
  return (draft) =>
    draft.body?.kind === 'json' ? { ...draft, body: { kind: 'text', text: spoil(JSON.stringify(draft.body.value)) } } : undefined
}

/** Ways in which a body is no JSON object. */
export const malformed: readonly { readonly id: string; readonly says: string; readonly edit: Edit }[] = [
  { id: 'json-trailing-comma', says: 'with a comma after the last member', edit: withText((text) => text.replace(/\}$/, ',}')) },
  { id: 'json-unclosed', says: 'with an object that is never closed', edit: withText((text) => text.replace(/\}$/, '')) },
  { id: 'json-empty', says: 'with an empty body', edit: withText(() => '') },
  { id: 'json-array', says: 'with an array as its body', edit: withText((text) => `[${text}]`) },
  { id: 'json-string', says: 'with a string as its body', edit: withText((text) => JSON.stringify(text)) },
]

function place(body: Members, path: string): { readonly holder: Members; readonly name: string } {
  const names = path.split('.')
  const name = names.pop() ?? path
  let holder = body
  for (const each of names) {
    const next = Array.isArray(holder) || typeof holder[each] !== 'object' || holder[each] === null ? {} : (holder[each] as Members)
    holder[each] = next
    holder = next
  }
  return { holder, name }
}
