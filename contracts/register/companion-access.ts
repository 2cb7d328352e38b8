import { documentedHost } from '../endpoints.ts'
import { lines } from '../source.ts'
import { drafting, perRegion } from './companion-draft.ts'
import type { RegisterEntry } from './entry.ts'

const token = drafting('token')
const create = drafting('create')
const upload = drafting('upload-image')

/** Access tokens, transaction tokens and sessions. */
export const companionAccess: readonly RegisterEntry[] = [
  ...perRegion(86, ({ suffix, region, line }) =>
    token(`G-TOKEN-URL-${suffix}`, [line], `Access tokens of ${region} are issued at ${documentedHost('auth', region)}/oauth2/token.`),
  ),
  token('G-TOKEN-METHOD-POST', lines('G:L99'), 'An access token is asked for by POST.', { level: 'SHOULD' }),
  token('G-TOKEN-FORM-ENCODED', lines('G:L101'), 'The token request sends its body as a URL-encoded form.', { level: 'SHOULD' }),
  token('G-TOKEN-GRANT-CLIENT-CREDENTIALS', lines('G:L102'), 'The token request asks for the client_credentials grant.', {
    level: 'SHOULD',
  }),
  token(
    'G-TOKEN-CLIENT-BASIC',
    lines('G:L80', 'G:L83', 'G:L103'),
    'API token and API secret, as user and password of HTTP Basic, are exchanged for an access token.',
  ),
  token('G-TOKEN-ACCEPT-JSON', lines('G:L100'), 'The token request says that it accepts JSON.', { level: 'SHOULD' }),
  token(
    'G-TOKEN-RESPONSE-SHAPE',
    lines('G:L107-L113'),
    'The token response holds access_token and token_type as strings and expires_in as a number.',
    { level: 'SHOULD' },
  ),
  token('G-TOKEN-TYPE-BEARER', lines('G:L111'), 'The issued token is of the type Bearer.', { level: 'SHOULD' }),
  token('G-TOKEN-EXPIRES-IN-3600', lines('G:L110'), 'The token response announces a lifetime of 3600 seconds.', { level: 'SHOULD' }),
  token('G-TOKEN-VALID-60-MINUTES', lines('G:L115-L116'), 'An access token works for an hour and is refused afterwards.', {
    needs: ['clock-control'],
  }),
  token(
    'G-TOKEN-BAD-REQUEST-400-403',
    lines('G:L92'),
    'A token request whose headers or values are absent, wrong or suspect is refused with 400 or 403.',
    { errata: ['ERR-122'] },
  ),
  token('G-TLS', lines('G:L90'), 'The service is reachable only over TLS.', { needs: ['deployed-server'] }),
  token('G-AUTH-SCHEMES', lines('G:L66', 'G:L76-L83'), 'Every API call is authorised, either by HTTP Basic or by an OAuth2 token.', {
    errata: ['ERR-119'],
  }),
  create(
    'G-AUTH-INITIATION-RETURNS',
    lines('G:L71-L74'),
    'A started transaction hands out what each channel goes on with: a JWT for the SDK, links for the rest.',
  ),
  create('G-TXTOKEN-DEFAULT-30M', lines('G:L119', 'G:L166'), 'A transaction token lives for 30 minutes unless told otherwise.'),
  create(
    'G-TXTOKEN-OVERRIDE',
    lines('G:L119', 'G:L166'),
    'A start request may set another life for its transaction token by tokenLifetime.',
  ),
  upload('G-TXTOKEN-USABLE-WITHIN', lines('G:L119'), 'While the transaction token lives, it opens the journey in SDK, API and Web.', {
    errata: ['ERR-019'],
  }),
  upload('G-SESSION-15M', lines('G:L121'), 'A journey that has begun expires after 15 minutes of rest.', {
    errata: ['ERR-159'],
    needs: ['clock-control'],
  }),
  upload('G-SESSION-RESET-BY-ACTION', lines('G:L121'), 'Whatever the user does starts the 15 minutes anew.'),
]
