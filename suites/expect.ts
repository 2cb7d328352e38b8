import { isUnread } from './body.ts'
import type { Answer, Reply } from './check.ts'
import type { Json, JsonObject } from './transcript.ts'
import { header, isObject } from './transcript.ts'
import type { Finding } from './verdict.ts'

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const timestampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** The value at a dotted path; undefined where a member on the way is missing. */
export function valueAt(body: Json | undefined, path: string): Json | undefined {
  let value: Json | undefined = body
  for (const member of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(member)]
    else if (isObject(value) && Object.hasOwn(value, member)) value = value[member]
    else return undefined
  }
  return value
}

/** A value as a reader sees it: JSON, bounded. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing: the member is missing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text
}

export function expectStatus(reply: Reply, statuses: readonly number[], extra: Partial<Finding> = {}): readonly Finding[] {
  const { status } = reply.response
  if (statuses.includes(status)) return []
  return [{ at: `${reply.name} status`, expected: `status ${statuses.join(' or ')}`, actual: `status ${status}${said(reply)}`, ...extra }]
}

/** What an error answer says of its cause, in a few words. */
export function said(reply: Reply): string {
  const { body } = reply.response
  if (body.kind === 'json' && isObject(body.value)) {
    const text = ['detail', 'message', 'error_description', 'error', 'title']
      .map((member) => (body.value as JsonObject)[member])
      .find((value) => typeof value === 'string')
    return text === undefined ? '' : ` (${show(text)})`
  }
  return body.kind === 'text' && body.text.trim() !== '' ? ` (${show(body.text.trim().slice(0, 120))})` : ''
}

export function expectJsonBody(reply: Reply): readonly Finding[] {
  const { body, notJson } = reply.response
  if ((body.kind === 'json' && isObject(body.value)) || isUnread(reply.response)) return []
  const actual =
    body.kind === 'json'
      ? show(body.value)
      : body.kind === 'none'
        ? 'no body'
        : `${body.kind} of ${body.size} bytes${notJson === undefined ? '' : `: ${notJson}`}`
  return [{ at: `${reply.name} body`, expected: 'a JSON object', actual }]
}

export function expectContentType(reply: Reply, expected: RegExp, says: string): readonly Finding[] {
  const seen = header(reply.response.headers, 'content-type')
  return seen !== undefined && expected.test(seen)
    ? []
    : [{ at: `${reply.name} Content-Type`, expected: says, actual: seen ?? 'no Content-Type header' }]
}

/** The member at a path satisfies a predicate. */
export function expectMember(
  answer: Pick<Answer, 'body'> & { readonly name: string },
  path: string,
  isRight: (value: Json | undefined) => boolean,
  expected: string,
  extra: Partial<Finding> = {},
): readonly Finding[] {
  const value = valueAt(answer.body, path)
  return isRight(value) ? [] : [{ at: `${answer.name} $.${path}`, expected, actual: show(value), ...extra }]
}

export function expectEqual(
  at: string,
  actual: Json | undefined,
  expected: Json | undefined,
  extra: Partial<Finding> = {},
): readonly Finding[] {
  return actual === expected ? [] : [{ at, expected: show(expected), actual: show(actual), ...extra }]
}

export function expectUuid(at: string, value: Json | undefined): readonly Finding[] {
  return typeof value === 'string' && uuidPattern.test(value)
    ? []
    : [{ at, expected: 'a UUID (8-4-4-4-12 hexadecimal digits)', actual: show(value) }]
}

export function expectTimestamp(at: string, value: Json | undefined): readonly Finding[] {
  const isReal =
    typeof value === 'string' && timestampPattern.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value
  return isReal ? [] : [{ at, expected: 'a UTC instant written YYYY-MM-DDThh:mm:ss.SSSZ', actual: show(value) }]
}

/** Same members, whatever their order; duplicates count. */
export function expectSameSet(
  at: string,
  actual: readonly string[],
  expected: readonly string[],
  extra: Partial<Finding> = {},
): readonly Finding[] {
  const sorted = (list: readonly string[]) => JSON.stringify([...list].sort())
  return sorted(actual) === sorted(expected) ? [] : [{ at, expected: `${list(expected)}, in any order`, actual: list(actual), ...extra }]
}

export function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ')
}

export function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

/** The objects of an array member; anything else in it is left out. */
export function objectsAt(body: Json | undefined, path: string): readonly JsonObject[] {
  const value = valueAt(body, path)
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function stringsAt(body: Json | undefined, path: string): readonly string[] {
  const value = valueAt(body, path)
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
