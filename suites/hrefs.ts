import type { Draft } from './client.ts'
import { readDraft, type World } from './drafts.ts'
import { readLink } from './links.ts'
import { type Callback, type Exchange, isObject, type Json } from './transcript.ts'

/** Path of an execution without its account, as the status sample and live callbacks have it. ERR-143 */
export function shortExecutionPath(execution: string): string {
  return `/api/v1/workflow-executions/${execution}`
}

/**
 * The requests that follow the execution hrefs of the status and of the callback, each once. An href with the documented
 * path needs none: the details were read from there.
 */
export function hrefDrafts(world: World, exchanges: readonly Exchange[], callbacks: readonly Callback[] = []): readonly Draft[] {
  const status = exchanges.findLast(({ name }) => name === 'status')?.response?.body
  return (
    [
      ['status', status],
      ['callback', callbacks[0]?.body],
    ] as const
  ).flatMap(([name, body]) => {
    const reading = body?.kind === 'json' ? readLink(hrefIn(body.value), world.target) : undefined
    if (!reading?.isOwn || reading.path !== shortExecutionPath(world.execution ?? '')) return []
    const url = reading.isMapped ? reading.link : `${world.target.origins.retrieval}${reading.path}`
    return [{ ...readDraft('details', world, `followed:${name}`), url }]
  })
}

function hrefIn(body: Json): unknown {
  return isObject(body) && isObject(body.workflowExecution) ? body.workflowExecution.href : undefined
}
