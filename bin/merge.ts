import { changesSince, judgeEvidence } from '../suites/evidence-join.ts'
import type { Evidence } from '../suites/evidence-reader.ts'
import { everyCheck } from '../suites/recording/judge.ts'
import { UsageError } from '../suites/usage.ts'
import { filesOf, join, readFile, reportOf } from './judge.ts'
import { type OutputOptions, publish, readOutput } from './output.ts'
import type { Terminal } from './run.ts'

/** Joins the evidence of shards, regions and reruns into one report, and refuses what would make it say too much. */
export async function merge(names: readonly string[], options: OutputOptions, env: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  const output = await readOutput(options, terminal)
  const files = names.flatMap(filesOf).map(readFile)
  const partial = files.find((file) => file.partial)
  if (partial !== undefined)
    throw new UsageError(
      `${partial.name} is partial: the run that wrote it was killed, so a merge with it would not be whole; run that part again, or judge it alone`,
    )
  refuseMissingShards(files)
  const joined = join(files)
  const [first] = joined.missing
  if (first !== undefined)
    throw new UsageError(
      `${joined.missing.length} of the planned journeys are in none of the files, the first is ${first}: a part is missing, or was interrupted`,
    )
  const verdicts = judgeEvidence(joined, everyCheck, joined.mode)
  return publish(
    reportOf(joined, joined.mode, verdicts, changesSince(settled(joined.recorded, files), verdicts), output.failOn),
    output,
    { hidden: [], env, evidence: [] },
    terminal,
  )
}

/** What is settled between parts is told only by their sum: a shard alone cannot record it. */
function settled(recorded: ReturnType<typeof join>['recorded'], files: readonly Evidence[]) {
  return files.length > 1 ? [] : recorded
}

function refuseMissingShards(files: readonly Evidence[]): void {
  const shards = files.flatMap(({ name, header }) => (header.shard === undefined ? [] : [{ name, ...header.shard }]))
  const [first] = shards
  if (first === undefined) return
  const odd = shards.find(({ total }) => total !== first.total)
  if (odd !== undefined)
    throw new UsageError(`${first.name} is one of ${first.total} shards, ${odd.name} one of ${odd.total}: they are parts of different runs`)
  const missing = Array.from({ length: first.total }, (_, index) => index + 1).filter(
    (index) => !shards.some((shard) => shard.index === index),
  )
  if (missing.length > 0)
    throw new UsageError(`shard ${missing.join(', ')} of ${first.total} is missing: a merge without it would not be whole`)
}
