import { existsSync } from 'node:fs'
import { defaultTenants } from '../fixtures/sandbox/options.ts'
import { count } from '../reporters/text.ts'
import { environmentTarget } from '../suites/aim.ts'
import { openEvidenceFile } from '../suites/evidence-writer.ts'
import { codeOf, remedyOf, tryToWrite } from '../suites/files.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { quoted, UsageError } from '../suites/usage.ts'
import type { Listening } from './listening.ts'
import { leaksOf } from './output.ts'
import { openRecorder } from './recorder.ts'
import type { Terminal } from './run.ts'

/** Stands before the sandbox until it is ended. */
export interface SandboxRecording {
  readonly url: string
  /** Stops listening, and writes what was heard as evidence. Gives the exit code. */
  end(): Promise<number>
}

/** Whether a recording can be kept there is known before the first request, and not after the last. */
export function checkRecord(path: string): void {
  if (path.trim() === '') throw new UsageError('--record: expected the path of a file, got an empty text')
  if (existsSync(path)) throw new UsageError(`--record: ${quoted(path)} is there already: evidence is not written over; give another path`)
  try {
    tryToWrite(path)
  } catch (error) {
    throw new UsageError(`--record: ${path} cannot be written (${codeOf(error)}): ${remedyOf(codeOf(error))}`)
  }
}

/** Opens a recorder before a sandbox. */
export async function recordSandbox(path: string, sandboxUrl: string, listening: Listening, terminal: Terminal): Promise<SandboxRecording> {
  const { relay, judge } = await openRecorder({
    target: { ...environmentTarget(sandboxUrl, {}), region: 'sandbox' },
    listening,
    mode: 'documented',
    secrets: defaultTenants.flatMap(({ clientSecret, token }) => [clientSecret, token]),
  })
  return {
    url: relay.url,
    async end() {
      await relay.close()
      const judged = judge(everyCheck)
      for (const note of judged.notes) terminal.progress(`note: ${note}\n`)
      if (judged.result.transcripts.length === 0) {
        terminal.progress(`error: --record: no journey was recorded: no request that starts one reached ${relay.url}; nothing is written\n`)
        return 2
      }
      const writer = judged.write((header) => openEvidenceFile(path, header, '--record'))
      const told = `recorded: ${count(judged.result.transcripts.length, 'journey')} in ${path}\njudge it: kyx-conformance judge ${path}\n`
      terminal.write(told)
      const fault = writer.fault()
      const faults = [...(fault === undefined ? [] : [fault]), ...(await leaksOf([path], told, judged.hidden))]
      for (const message of faults) terminal.progress(`error: ${message}\n`)
      return faults.length > 0 ? 4 : 0
    },
  }
}
