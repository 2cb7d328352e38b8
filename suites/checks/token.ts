import { lines } from '../../contracts/source.ts'
import { type AnyCheck, defineCheck } from '../check.ts'
import { expectStatus, isText, show } from '../expect.ts'

/** Checks of the token endpoint, where the run fetched its token there. */
export const tokenChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'TOKEN-STATUS-200',
    level: 'MUST',
    step: 'token',
    source: lines('G:L80-L103'),
    statement: 'Client id and secret by Basic, with grant_type=client_credentials, obtain an access token.',
    needs: ['reply:token'],
    covers: [
      'G-TOKEN-CLIENT-BASIC',
      'G-TOKEN-METHOD-POST',
      'G-TOKEN-FORM-ENCODED',
      'G-TOKEN-GRANT-CLIENT-CREDENTIALS',
      'G-TOKEN-ACCEPT-JSON',
      'G-TOKEN-URL-*',
    ],
    judge: (evidence) => expectStatus(evidence['reply:token'], [200]),
  }),
  defineCheck({
    id: 'TOKEN-BEARER',
    level: 'SHOULD',
    step: 'token',
    source: lines('G:L107-L113'),
    statement: 'The token response has an access_token and the token type Bearer.',
    needs: ['token'],
    covers: ['G-TOKEN-TYPE-BEARER', 'G-TOKEN-RESPONSE-SHAPE', 'TOKEN-SCHEME-BEARER'],
    judge: ({ token }) => [
      ...(isText(token.body.access_token)
        ? []
        : [{ at: 'token $.access_token', expected: 'a non-empty string', actual: show(token.body.access_token) }]),
      ...(typeof token.body.token_type === 'string' && token.body.token_type.toLowerCase() === 'bearer'
        ? []
        : [{ at: 'token $.token_type', expected: 'Bearer', actual: show(token.body.token_type) }]),
    ],
  }),
  defineCheck({
    id: 'TOKEN-LIFETIME',
    level: 'SHOULD',
    step: 'token',
    source: lines('G:L110', 'G:L115-L116'),
    statement: 'The access token lives for 3600 seconds.',
    needs: ['token'],
    covers: ['G-TOKEN-EXPIRES-IN-3600', 'G-TOKEN-VALID-60-MINUTES'],
    // A server may count from when it made the token.
    judge: ({ token }) =>
      Number.isInteger(token.body.expires_in) && Number(token.body.expires_in) > 3540 && Number(token.body.expires_in) <= 3600
        ? []
        : [{ at: 'token $.expires_in', expected: '3600', actual: show(token.body.expires_in) }],
  }),
]
