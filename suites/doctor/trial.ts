import { request } from 'node:http'
import { openListener } from '../listener.ts'
import { createMask } from '../mask.ts'
import { type Diagnosis, diagnose } from './diagnosis.ts'

/** Posts a callback to the listener of a run, as a target on this machine would. */
export async function tryCallback(): Promise<Diagnosis> {
  const listener = await openListener(createMask('doctor'))
  try {
    const url = listener.urlFor('doctor')
    const status = await new Promise<number | string>((resolve) => {
      const call = request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, timeout: 3000 }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      call.on('timeout', () => call.destroy(new Error('no answer')))
      call.on('error', (error) => resolve(error.message))
      call.end('{}')
    })
    const isHeard = status === 200 && listener.received('doctor').length === 1
    return diagnose({
      id: 'callback-trial',
      grade: isHeard ? 'ok' : 'warning',
      subject: '127.0.0.1',
      seen: isHeard ? 'a callback on loopback arrives' : `a callback on loopback does not arrive: ${status}`,
      why: 'Callbacks of a target on this machine are received there.',
      advice: isHeard ? '' : 'Look for a firewall that closes loopback.',
    })
  } finally {
    await listener.close()
  }
}
