import type { Json, JsonObject } from '../../../suites/transcript.ts'
import { cut } from '../../text.ts'

type Segment = string | number

/** What a finding says of a place in a body. */
export interface Remark {
  /** Where it was found, as findings say it: `$.account.id`. */
  readonly path: string
  readonly kind: 'missing' | 'unexpected' | 'type' | 'value'
  /** What is said beside it. */
  readonly note: string
}

/** A line of a body as it is shown. */
export interface BodyLine {
  readonly text: string
  readonly remark?: Remark
}

const signs: Readonly<Record<Remark['kind'], string>> = { missing: '\u2212', unexpected: '+', type: '\u2260', value: '\u2260' }
export const kindWords: Readonly<Record<Remark['kind'], string>> = {
  missing: 'missing',
  unexpected: 'unexpected',
  type: 'wrong type',
  value: 'wrong value',
}

const most = 400
const around = 5

/** A JSON body as lines, with what is wrong marked in its place, and what is missing put where it belongs. */
export function bodyLines(value: Json, remarks: readonly Remark[]): readonly BodyLine[] {
  const at = new Map<string, Remark>()
  const absent = new Map<string, { readonly name: string; readonly remark: Remark }[]>()
  for (const remark of remarks) {
    const { found, rest } = locate(value, segmentsOf(remark.path))
    const place = JSON.stringify(found)
    if (rest === undefined) at.set(place, at.get(place) ?? remark)
    else absent.set(place, [...(absent.get(place) ?? []), { name: rest, remark }])
  }
  const lines: BodyLine[] = []
  const write = (inner: Json, path: readonly Segment[], depth: number, lead: string, tail: string): void => {
    const place = JSON.stringify(path)
    const gap = '  '.repeat(depth)
    const remark = at.get(place)
    const push = (text: string) => lines.push(marked(gap + lead + text, remark))
    const missing = absent.get(place) ?? []
    if (typeof inner !== 'object' || inner === null || (Object.keys(inner).length === 0 && missing.length === 0)) {
      push(cut(JSON.stringify(inner), 2000) + tail)
      for (const each of missing) lines.push(marked(`${gap}  ${each.name}`, each.remark))
      return
    }
    const isList = Array.isArray(inner)
    const entries = isList
      ? (inner as readonly Json[]).map((each, index) => [index, each] as const)
      : Object.entries(inner as JsonObject).map(([name, each]) => [name, each] as const)
    push(isList ? '[' : '{')
    entries.forEach(([name, each], index) => {
      const comma = index + 1 < entries.length ? ',' : ''
      write(each, [...path, name], depth + 1, isList ? '' : `${JSON.stringify(name)}: `, comma)
    })
    for (const each of missing) lines.push(marked(`${gap}  ${JSON.stringify(each.name)}`, { ...each.remark, kind: 'missing' }))
    lines.push({ text: `  ${gap}${isList ? ']' : '}'}${tail}` })
  }
  write(value, [], 0, '', '')
  return folded(lines)
}

function marked(text: string, remark: Remark | undefined): BodyLine {
  return remark === undefined ? { text: `  ${text}` } : { text: `${signs[remark.kind]} ${text}`, remark }
}

/** Of a long body only its marks and what is around them are shown; its beginning, where nothing is marked. */
function folded(lines: readonly BodyLine[]): readonly BodyLine[] {
  if (lines.length <= most) return lines
  const marks = lines.flatMap(({ remark }, index) => (remark === undefined ? [] : [index]))
  const isNear = (index: number) =>
    marks.length === 0 ? index < most : index < 2 || marks.some((mark) => Math.abs(mark - index) <= around)
  const shown: BodyLine[] = []
  let hidden = 0
  const fold = () => {
    if (hidden > 0) shown.push({ text: `  \u2026 ${hidden} lines` })
    hidden = 0
  }
  lines.forEach((line, index) => {
    if (!isNear(index)) hidden += 1
    else {
      fold()
      shown.push(line)
    }
  })
  fold()
  return shown
}

/** The deepest place that is there, and the first member on the way that is not. */
function locate(value: Json, segments: readonly Segment[]): { readonly found: readonly Segment[]; readonly rest?: string } {
  let inner: Json | undefined = value
  for (const [index, segment] of segments.entries()) {
    const isThere = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, segment)
    if (!isThere) return { found: segments.slice(0, index), rest: String(segment) }
    inner = (inner as Readonly<Record<Segment, Json>>)[segment]
  }
  return { found: segments }
}

/** The segments of a path as findings write it; it ends where it stops being one. */
function segmentsOf(path: string): readonly Segment[] {
  const step = /\.([\w$-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y
  const segments: Segment[] = []
  step.lastIndex = 1
  for (let match = step.exec(path); match !== null; match = step.exec(path)) {
    const [, name, index, quoted] = match
    segments.push(index === undefined ? (name ?? unquoted(quoted ?? '')) : Number(index))
  }
  return segments
}

function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}
