import { stateNames } from '../../contracts/pact/states.ts'
import { createClient } from '../client.ts'
import type { Mask } from '../mask.ts'
import { Halt } from '../steps.ts'
import { isObject } from '../transcript.ts'
import type { Wire } from '../wire.ts'
import type { States } from './states.ts'

export interface RemoteStatesOptions {
  readonly url: string
  readonly mask: Mask
  /** Milliseconds for one state. */
  readonly timeoutMs: number
  readonly wire?: Wire
}

/**
 * Has states set up by an endpoint of the provider, as Pact has it: a POST of `{state, params, action}`, answered by a
 * JSON object of ids. The endpoint gets no token of ours, and hands out those that the requests are to carry.
 */
export function remoteStates({ url, mask, timeoutMs, wire }: RemoteStatesOptions): States & { readonly close: () => Promise<void> } {
  const client = createClient({ mask, timeoutMs, origins: [url], ...(wire === undefined ? {} : { wire }) })
  return {
    exchanges: [],
    close: () => client.close(),
    async setUp({ kind, workflow, callbackUrl }) {
      const params = {
        ...(workflow === undefined ? {} : { workflow: workflow.key }),
        ...(callbackUrl === undefined ? {} : { callbackUrl }),
      }
      const { exchange, json } = await client.send({
        name: `state:${kind}`,
        // No step of the API: this record is kept nowhere.
        step: 'health',
        role: 'status',
        method: 'POST',
        url,
        headers: [
          ['Accept', 'application/json'],
          ['Content-Type', 'application/json'],
        ],
        body: { kind: 'json', value: { state: stateNames[kind], params, action: 'setup' } },
      })
      const stop = (cause: 'unreachable' | 'refused', seen: string) =>
        new Halt({ cause, at: 'state', detail: `the state endpoint ${url} ${seen} to ${JSON.stringify(stateNames[kind])}` })
      if (exchange.response === undefined) throw stop('unreachable', `gave no answer (${exchange.failure?.message})`)
      const { status } = exchange.response
      if (status < 200 || status > 299) throw stop('refused', `answered ${status}`)
      if (!isObject(json)) throw stop('refused', 'answered with no JSON object of values')
      for (const value of [json.token, json.basic]) if (typeof value === 'string') mask.learn(value)
      return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]))
    },
  }
}
