import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBody } from './body.ts'
import { bounds } from './bounds.ts'
import type { Mask } from './mask.ts'
import type { Callback } from './transcript.ts'

/** Receives callbacks on loopback, each under the path of its journey. */
export interface Listener {
  /** The URL to give as callbackUrl; `id` must be a plain word. */
  urlFor(id: string): string
  /** What came so far, in order. */
  received(id: string): readonly Callback[]
  /** Waits until a callback is there, or the time is up. */
  wait(id: string, ms: number, signal?: AbortSignal): Promise<readonly Callback[]>
  close(): Promise<void>
}

export async function openListener(mask: Mask): Promise<Listener> {
  const kept = new Map<string, Callback[]>()
  const waiting = new Map<string, () => void>()
  const server = createServer({ requestTimeout: bounds.callback.ms, maxHeaderSize: bounds.callback.head }, (request, response) => {
    const id = /^\/callback\/([\w.-]+)$/.exec(request.url ?? '')?.[1]
    const chunks: Buffer[] = []
    let size = 0
    request.on('error', () => {})
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= bounds.callback.body) chunks.push(chunk)
      else request.destroy()
    })
    request.on('end', () => {
      const list = id === undefined ? undefined : kept.get(id)
      response.writeHead(list === undefined ? 404 : 200, { 'content-length': 0 }).end()
      if (list === undefined || id === undefined || list.length >= bounds.callback.kept) return
      const read = readBody(Buffer.concat(chunks), request.headers['content-type'] ?? '')
      list.push({
        at: new Date().toISOString(),
        method: request.method ?? '',
        headers: mask.headers(
          request.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, request.rawHeaders[index + 1] ?? ''] as const] : [])),
        ),
        body:
          read.body.kind === 'json'
            ? { ...read.body, value: mask.json(read.body.value) }
            : read.body.kind === 'text'
              ? { ...read.body, text: mask.text(read.body.text) }
              : read.body,
        ...(read.notJson === undefined ? {} : { notJson: read.notJson }),
      })
      waiting.get(id)?.()
    })
  })
  server.maxConnections = bounds.callback.callers
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    urlFor(id) {
      if (!kept.has(id)) kept.set(id, [])
      return `http://127.0.0.1:${port}/callback/${id}`
    },
    received: (id) => kept.get(id) ?? [],
    wait(id, ms, signal) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(kept.get(id) ?? [])
        }
        const timer = setTimeout(done, ms)
        waiting.set(id, done)
        signal?.addEventListener('abort', done, { once: true })
        if ((kept.get(id) ?? []).length > 0) done()
      })
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
