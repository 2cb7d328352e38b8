import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { UsageError } from '../suites/usage.ts'
import type { Loaded } from './config-file.ts'
import { isRecord } from './file-value.ts'

/** Reads a configuration of data, YAML or JSON, with the place of each key. */
export function parseData(text: string, name: string): Loaded {
  const isJson = name.endsWith('.json')
  if (isJson) checkJson(text, name)
  const lines = new LineCounter()
  // JSON may be indented with tabs, YAML may not.
  const document = parseDocument(isJson ? text.replaceAll('\t', ' ') : text, { lineCounter: lines, prettyErrors: false, schema: 'core' })
  const place = (at: number): string => {
    const { line, col } = lines.linePos(at)
    return `${name}:${line}:${col}`
  }
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => `${place(pos[0])}: ${firstLine(message)}`)
  if (faults.length > 0) throw new UsageError(faults)
  const top = document.contents as Node | null
  const value = contentOf(document, name)
  // An empty file is one in which everything is still commented out.
  if (value !== null && !isRecord(value))
    throw new UsageError(`${place(top?.range?.[0] ?? 0)}: expected an object of options, such as baseUrl: http://127.0.0.1:8080`)
  return {
    value: value ?? {},
    at: (path) => {
      const key = keyNode(top, path)
      return key?.range == null ? name : place(key.range[0])
    },
  }
}

function contentOf(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS() as unknown
  } catch (error) {
    throw new UsageError(`${name}: ${firstLine((error as Error).message)}`)
  }
}

function keyNode(top: unknown, [first, ...rest]: readonly string[]): Node | undefined {
  const pair = isMap(top) ? top.items.find(({ key }) => isScalar(key) && String(key.value) === first) : undefined
  return rest.length === 0 || pair === undefined ? (pair?.key as Node | undefined) : keyNode(pair.value, rest)
}

/** What YAML takes and JSON does not is a mistake in a file that is called JSON. */
function checkJson(text: string, name: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? strangeAt(text))
    const before = text.slice(0, at).split('\n')
    const what = firstLine(message).replace(/ in JSON.*| \(line.*|, \.*".*| is not valid JSON$/s, '')
    throw new UsageError(`${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: it is no JSON: ${what}`)
  }
}

const token = /\s+|[{}[\],:]|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y

/** Where JSON stops to be JSON by its words: engines do not tell for every mistake. */
function strangeAt(text: string): number {
  let at = 0
  for (token.lastIndex = 0; token.test(text); at = token.lastIndex);
  return at
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
