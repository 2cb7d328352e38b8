import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { createAuthority, selfSigned } from '../fixtures/certificate.ts'
import { runInline } from './inline-command.ts'

const authority = createAuthority()
const ca = join(mkdtempSync(join(tmpdir(), 'kyx-ca-')), 'ca.pem')
writeFileSync(ca, authority.cert)
const names = ['127.0.0.1']
const dayMs = 86_400_000

const jwt = (claims: object) =>
  ['{"alg":"none"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')
const page = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text)
}
const fine: RequestListener = (request, response) => {
  const isToken = request.url === '/oauth2/token'
  response.writeHead(isToken ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(isToken ? '{"access_token":"abc","token_type":"Bearer","expires_in":3600}' : '{"detail":"no"}')
}

interface Encounter {
  readonly title: string
  readonly answer?: RequestListener
  readonly tls?: ServerOptions
  readonly scheme?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly says: RegExp
}

const encounters: readonly Encounter[] = [
  { title: 'a self-signed leaf', tls: selfSigned('127.0.0.1'), says: /tls-self-signed .*vouches for itself.*--cacert/ },
  {
    title: 'a certificate for another name',
    tls: authority.issue({ names: ['other.example.com'] }),
    says: /tls-name .*is for DNS:other\.example\.com\. Check the host name/,
  },
  {
    title: 'a certificate that is not valid yet',
    tls: authority.issue({ names, from: new Date(Date.now() + dayMs) }),
    says: /tls-not-yet .*not valid yet, from .*check the clock/,
  },
  {
    title: 'a server of TLS 1.1 only',
    tls: { ...authority.issue({ names }), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    says: /tls-version .*no TLS 1\.2 or later.*Ask the owner/,
  },
  { title: 'plain http on the https port', scheme: 'https', says: /tls-none .*does not speak TLS.*use http:\/\// },
  { title: 'https on the http port', scheme: 'http', tls: authority.issue({ names }), says: /tls-wanted .*speaks TLS.*Use https:\/\// },
  {
    title: 'a server that demands a client certificate',
    tls: { ...authority.issue({ names }), ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    says: /client-certificate .*--cert and --key/,
  },
  {
    title: 'a token endpoint that answers HTML',
    answer: (q, r) => (q.url === '/oauth2/token' ? page(200, '<html>Sign in</html>')(q, r) : fine(q, r)),
    says: /not-the-api .*answers 200 with an HTML page that says "Sign in"/,
  },
  {
    title: 'a token that has expired',
    env: { KYX_TOKEN: jwt({ exp: Math.floor(Date.now() / 1000) - 600, client_id: 'a' }) },
    says: /token-kinds .*expired 1\d min ago.*Fetch a new one/,
  },
  {
    title: 'an opaque token that is refused',
    env: { KYX_TOKEN: 'opaque' },
    answer: (_, r) => void r.writeHead(401, { 'content-type': 'application/json' }).end('{"detail":"Unauthorized"}'),
    says: /token-kinds .*refused with 401.*Fetch a new one/,
  },
  {
    title: 'a load balancer that redirects',
    answer: (q, r) => void r.writeHead(301, { location: `https://kyx.example.com${q.url}` }).end(),
    says: /redirect .*answers 301 and leads to https:\/\/kyx\.example\.com\. Aim at/,
  },
  {
    title: 'a maintenance page',
    answer: page(503, '<html>Back soon</html>'),
    says: /server-error .*answers 503 with an HTML page that says "Back soon"\. Try again later/,
  },
  {
    title: 'a captive portal',
    answer: (_, r) =>
      void r.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync('<html>Welcome to the hotel</html>')),
    says: /not-the-api .*HTML page.*sign in to the network/,
  },
  {
    title: 'an edge that blocks',
    answer: page(403, '<html>Access denied</html>'),
    says: /user-agent .*answered 403 with an HTML page.*YourCompany/,
  },
  {
    title: 'a path that is not there',
    answer: page(404, '<html>Not found</html>'),
    says: /host-mix .*answers 404.*Check the URL, its path too/,
  },
  {
    title: 'a token endpoint at its limit',
    answer: (_, r) => void r.writeHead(429, { 'retry-after': '3600' }).end(),
    says: /rate-limits .*answers 429.*wait before trying again/,
  },
  {
    title: 'a server that never answers',
    answer: () => {},
    args: ['--timeout', '1s'],
    says: /silent .*no complete answer within 1000 ms.*--timeout/,
  },
  { title: 'a server that hangs up', answer: (q) => void q.socket.destroy(), says: /cut-off .*gets no answer.*firewalls/ },
]

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('doctor meets', () => {
  for (const { title, answer = fine, tls, scheme, env, args = [], says } of encounters)
    it(`${title}, and names it first`, async () => {
      const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer)
      const port = await listening(server)
      try {
        const url = `${scheme ?? (tls === undefined ? 'http' : 'https')}://127.0.0.1:${port}`
        const { code, stdout } = await runInline(['doctor', '--base-url', url, '-A', 'Example Checkout/2.1', '--cacert', ca, ...args], env)
        const first = stdout.split('\n')[0] ?? ''
        expect(first, stdout)
          .to.match(/^ERROR /)
          .and.match(says)
        expect(code).to.equal(3)
      } finally {
        server.closeAllConnections()
        server.close()
      }
    })
})
