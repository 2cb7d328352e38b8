import { oneLine, visible } from './text.ts'

/** Text of an element: harmless, and free of markup. `>` is escaped too, so that no `]]>` is left. */
export function xmlText(text: string): string {
  return escaped(visible(text))
}

/** Value of an attribute, on one line. */
export function xmlValue(text: string): string {
  return escaped(oneLine(text)).replaceAll('"', '&quot;')
}

/** A start tag's attributes, with a leading blank; undefined values are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xmlValue(String(value))}"`]))
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
