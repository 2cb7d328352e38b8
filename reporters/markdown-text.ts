import { cut, oneLine, visible } from './text.ts'

/** Longest value that is shown. */
export const maxValue = 1000

/** Text that no Markdown reads: no markup, no link, no mention, no reference to an issue. */
export function plain(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replace(/[\\`*_{}[\]|~$]/g, '\\$&')
    .replace(/#(?=\d)/g, '&#35;')
    .replace(/\b(https?|ftp):\/\//gi, '$1&#58;//')
    .replace(/\bwww\./gi, 'www&#46;')
}

/** A value as a code span, on one line. */
export function code(text: string): string {
  const value = oneLine(cut(text, maxValue)).trim()
  if (value === '') return '(empty)'
  const fence = '`'.repeat(longestRun(value) + 1)
  const gap = value.startsWith('`') || value.endsWith('`') ? ' ' : ''
  return `${fence}${gap}${value}${gap}${fence}`
}

export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${visible(text)}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
