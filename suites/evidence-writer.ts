import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type EvidenceLine, firstSeal, type HeaderLine, recordedVerdict, sealLine } from './evidence-format.ts'
import { codeOf, makeFolder, remedyOf } from './files.ts'
import type { SessionEvent, SessionResult } from './session.ts'
import type { Exchange } from './transcript.ts'
import { UsageError } from './usage.ts'
import { outcomes } from './verdict.ts'

/** Writes the evidence of a run while it goes on. */
export interface EvidenceWriter {
  readonly path: string
  /** Takes an event of the session. */
  note(event: SessionEvent): void
  /** Writes verdicts and footer, and closes the file. */
  end(result: SessionResult): void
  /** Why it stopped writing, where the disk did not take it: the run goes on, and the file stays partial. */
  fault(): string | undefined
  /** Closes the file without a footer, so that it stays partial. */
  abandon(): void
}

/** Characters of verdicts that are written at once. */
const together = 65_536

/** Opens the evidence file of a run in a folder. Each line of what goes on is one write, so that a killed process leaves whole lines. */
export function openEvidence(folder: string, header: HeaderLine): EvidenceWriter {
  const stamp = header.startedAt.replace(/[-:]|\.\d+/g, '')
  const shard = header.shard === undefined ? '' : `-shard-${header.shard.index}-of-${header.shard.total}`
  return openEvidenceFile(join(folder, `${stamp}-${header.runId}${shard}.ndjson`), header, '--evidence')
}

/** Opens evidence at a path where no file stands yet, as the named option asked. */
export function openEvidenceFile(path: string, header: HeaderLine, option: string): EvidenceWriter {
  const file = create(path, option)
  const digest = createHash('sha256')
  let isOpen = true
  let number = 0
  let seal = firstSeal
  let exchanges = 0
  const live = new Map<string, Exchange[]>()
  let trouble: string | undefined
  const sealNext = (line: EvidenceLine): string => {
    const sealed = sealLine(line, ++number, seal)
    seal = sealed.seal
    return sealed.text
  }
  const write = (line: EvidenceLine) => writeText(sealNext(line))
  const writeText = (text: string) => {
    if (!isOpen) return
    const bytes = Buffer.from(text)
    digest.update(bytes)
    try {
      for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at)
    } catch (error) {
      trouble = `${option}: ${path} could not be written to its end (${codeOf(error)}), so it is partial: ${remedyOf(codeOf(error))}`
      abandon()
    }
  }
  const abandon = () => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  const writeExchange = (journey: string, exchange: Exchange): number => {
    const list = live.get(journey) ?? []
    live.set(journey, list)
    exchanges++
    write({ type: 'exchange', journey, n: list.push(exchange), exchange })
    return list.length
  }
  write(header)
  return {
    path,
    note(event) {
      if (!isOpen) return
      const { id } = event.journey
      if (event.type === 'journey-start') write({ type: 'journey', journey: event.journey, startedAt: new Date().toISOString() })
      if (event.type === 'exchange') writeExchange(id, event.exchange)
      if (event.type !== 'journey-end') return
      const { exchanges: last, ...rest } = event.transcript
      const before = live.get(id) ?? []
      // An exchange may get another name when the one that counts is known; its request stays the same object.
      const named = last.map((exchange) => {
        const index = before.findIndex(({ request }) => request === exchange.request)
        return [index < 0 ? writeExchange(id, exchange) : index + 1, exchange.name] as const
      })
      write({ type: 'transcript', ...rest, exchanges: named })
      live.delete(id)
    },
    end(result) {
      if (!isOpen) return
      // Verdicts come all at once, and can be judged again: whole lines go out together.
      let lines = ''
      for (const verdict of result.verdicts) {
        lines += sealNext({ type: 'verdict', ...recordedVerdict(verdict) })
        if (lines.length < together) continue
        writeText(lines)
        lines = ''
      }
      writeText(lines)
      const count = (outcome: string) => result.verdicts.filter((verdict) => verdict.outcome === outcome).length
      write({
        type: 'footer',
        endedAt: new Date().toISOString(),
        ms: result.ms,
        interrupted: result.interrupted,
        counts: {
          exchanges,
          transcripts: result.transcripts.length,
          verdicts: Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])) as Record<(typeof outcomes)[number], number>,
        },
        digest: digest.copy().digest('hex'),
      })
      abandon()
    },
    fault: () => trouble,
    abandon,
  }
}

function create(path: string, option: string): number {
  try {
    makeFolder(dirname(path))
    return openSync(path, 'ax')
  } catch (error) {
    throw new UsageError(`${option}: ${path} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
  }
}
