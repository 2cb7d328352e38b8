import { edition } from '../contracts/source.ts'
import { count, listed, oneLine } from '../reporters/text.ts'
import type { AnyCheck } from '../suites/check.ts'
import { factsOf } from '../suites/drive.ts'
import { evidenceFormat, type HeaderLine } from '../suites/evidence-format.ts'
import type { EvidenceWriter } from '../suites/evidence-writer.ts'
import { createMask, type Hidden } from '../suites/mask.ts'
import { judgeAny } from '../suites/recording/judge.ts'
import { type Observed, type Recording, readRecording } from '../suites/recording/recording.ts'
import { openRelay, type Relay } from '../suites/recording/relay.ts'
import { newRunId, type SessionResult } from '../suites/session.ts'
import type { Mode, Target } from '../suites/target.ts'
import { header } from '../suites/transcript.ts'
import { type Listening, takenPort } from './listening.ts'
import { version } from './version.ts'

export interface RecorderOptions {
  readonly target: Target
  readonly listening: Listening
  readonly mode: Mode
  /** Secrets that are known beforehand. */
  readonly secrets: readonly (string | undefined)[]
  /** Takes a line for each exchange. */
  readonly tell?: (line: string) => void
}

/** Stands before a provider, and writes down what clients send it and what it answers. */
export interface Recorder {
  readonly relay: Relay
  /** Sorts what was heard into journeys, and judges both sides. */
  judge(selected: readonly AnyCheck[]): Judged
}

/** A recording with its verdicts. */
export interface Judged {
  /** What a report and its evidence say of the whole. */
  readonly head: Pick<HeaderLine, 'tool' | 'edition' | 'mode' | 'startedAt' | 'targets' | 'selection'>
  readonly result: SessionResult
  /** What was not judged, and why. */
  readonly notes: readonly string[]
  readonly hidden: readonly Hidden[]
  /** Writes it as evidence, which `judge` takes. */
  write(open: (header: HeaderLine) => EvidenceWriter): EvidenceWriter
}

/** Opens a recorder on loopback. */
export async function openRecorder({ target, listening, mode, secrets, tell }: RecorderOptions): Promise<Recorder> {
  const runId = newRunId()
  const startedAt = new Date().toISOString()
  const mask = createMask(runId, secrets)
  const relay = await openRelay({
    target: factsOf(target),
    tokenUrl: target.tokenUrl,
    ...(target.wire === undefined ? {} : { wire: target.wire }),
    timeoutMs: target.timeoutMs,
    mask,
    ...listening,
    ...(tell === undefined ? {} : { onObserved: (observed) => tell(lineOf(observed)) }),
  }).catch(takenPort(listening))
  return {
    relay,
    judge(selected) {
      const observed = relay.observed()
      const { transcripts, strays } = readRecording(observed, { ...factsOf(target), userAgent: agentOf(observed) })
      const verdicts = transcripts.flatMap((transcript) => judgeAny(transcript, selected, { mode }))
      const workflows = [...new Set(transcripts.map(({ journey }) => journey.workflow))]
      const head = {
        tool: { name: 'kyx-conformance', version },
        edition,
        mode,
        startedAt,
        targets: [factsOf(target)],
        selection: { workflows, scenarios: ['documented'] },
      } as const
      const ms = Date.now() - Date.parse(startedAt)
      const result = { runId, transcripts, verdicts, startedAt, ms, interrupted: false, hidden: mask.hidden() }
      return {
        head,
        result,
        notes: [...strayNotes(strays), ...missedNotes(relay)],
        hidden: mask.hidden(),
        write(open) {
          const journeys = transcripts.map(({ journey }) => journey.id)
          const writer = open({ type: 'header', format: evidenceFormat, runId, ...head, journeys })
          for (const transcript of transcripts) {
            writer.note({ type: 'journey-start', journey: transcript.journey })
            writer.note({ type: 'journey-end', journey: transcript.journey, transcript })
          }
          writer.end(result)
          return writer
        },
      }
    },
  }
}

function lineOf({ request, response, failure, ms }: Observed): string {
  return oneLine(`${request.method} ${request.url}: ${response?.status ?? failure?.message ?? 'no answer'} (${Math.round(ms)} ms)`)
}

function agentOf(observed: readonly Observed[]): string {
  return observed.map(({ request }) => header(request.headers, 'user-agent')).find((agent) => agent !== undefined) ?? ''
}

function strayNotes(strays: Recording['strays']): readonly string[] {
  const lines = strays.map(({ observed, why }) => `${observed.request.method} ${observed.request.url}: ${why}`)
  return strays.length === 0 ? [] : [`${count(strays.length, 'request')} of the recording not judged: ${listed(lines.map(oneLine), 6)}`]
}

function missedNotes(relay: Relay): readonly string[] {
  return relay.missed() === 0
    ? []
    : [`${count(relay.missed(), 'exchange')} came after the bound of the recording, and were passed on unrecorded`]
}
