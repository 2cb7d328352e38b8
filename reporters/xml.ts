import { oneLine, visible } from './text.ts'

/** Text of an element: harmless, and free of markup. `>` is escaped too, so that no `]]>` is left. */
export function xmlText(text: string): string {
  return escaped(visible(text))
}

/** Value of an attribute, on one line. */
export function xmlValue(text: string): string {
  const value = escaped(oneLine(text))
  return value.includes('"') ? value.replaceAll('"', '&quot;') : value
}

/** A start tag's attributes, with a leading blank; undefined values are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = ''
  for (const name in values) {
    const value = values[name]
    if (value !== undefined) text += ` ${name}="${typeof value === 'number' ? value : xmlValue(value)}"`
  }
  return text
}

const markup = /[&<>]/

function escaped(text: string): string {
  return !markup.test(text) ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
