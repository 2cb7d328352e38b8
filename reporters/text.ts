/**
 * Characters that act on a terminal, a log viewer or a reader's eye instead of being text: controls, bidirectional overrides,
 * invisible marks, tag characters, halves of surrogate pairs and code points that XML forbids.
 */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu

// Nearly all text is plain ASCII, and the search above is slow.
const printable = /^[\n\t -~]*$/
const printableLine = /^[ -~]*$/

/** Makes text harmless and visible: `\x1b[31m`, `\u202e`. Line feeds and tabs stay. */
export function visible(text: string): string {
  return printable.test(text) ? text : text.replaceAll('\r\n', '\n').replace(unsafe, escapeOf)
}

/** As `visible`, on one line: line feeds and tabs are shown as `\n` and `\t`. */
export function oneLine(text: string): string {
  return printableLine.test(text) ? text : visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** True where `visible` would change nothing. */
export function isHarmless(text: string): boolean {
  return text.search(unsafe) < 0
}

/** Cuts long text and says how much is gone. Never halves a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const kept = last >= 0xd800 && last <= 0xdbff ? max - 1 : max
  return `${text.slice(0, kept)}… (${grouped(text.length - kept)} more characters)`
}

/** `1 check`, `2 checks`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`
}

/** `12,345`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `850 ms`, `12.3 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  const safe = Number.isFinite(ms) && ms > 0 ? ms : 0
  if (safe < 1000) return `${Math.round(safe)} ms`
  if (safe < 60_000) return `${(safe / 1000).toFixed(1)} s`
  const seconds = Math.round(safe / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** The first items, and how many were left out. */
export function listed(items: readonly string[], max: number): string {
  const rest = items.length - max
  return rest > 0 ? `${items.slice(0, max).join(', ')} and ${rest} more` : items.join(', ')
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** ISO 8601 in UTC; the epoch where the text is no instant, so that no reader of a report stumbles. */
export function instant(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString()
}

/** Names that are given out once: the second taker of a name gets a number. */
export function uniqueNames(): (scope: string, name: string) => string {
  const scopes = new Map<string, Set<string>>()
  return (scope, base) => {
    const taken = scopes.get(scope) ?? new Set<string>()
    scopes.set(scope, taken)
    let name = base
    for (let number = 2; taken.has(name); number += 1) name = `${base} #${number}`
    taken.add(name)
    return name
  }
}

/** Text for the log of a CI job: no line of it is taken for a command of GitHub, Azure or TeamCity. */
export function logSafe(text: string): string {
  return text.replace(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, '$1\\x3a').replace(/##(?=vso\[|teamcity\[|\[)/gi, '#\\x23')
}
