import { lines } from '../../contracts/source.ts'
import { categories, channels, type Workflow, workflowChannels, workflowParts } from '../../contracts/workflow.ts'
import { type Answer, type AnyCheck, defineCheck } from '../check.ts'
import { expectEqual, expectSameSet, expectUuid, isText, list, objectsAt, show, stringsAt, valueAt } from '../expect.ts'
import { readMasked } from '../mask.ts'
import type { JsonObject, Transcript } from '../transcript.ts'
import { header, isObject } from '../transcript.ts'
import type { Finding } from '../verdict.ts'
import { webFindings } from '../web-href.ts'

const credentialsOf = (answer: Answer) => objectsAt(answer.body, 'workflowExecution.credentials')
const allowsEndUser = (workflow: Workflow) => workflowChannels(workflow).some((channel) => channel !== 'API')

/** The JSON that was sent to start the workflow. */
function sentBody(transcript: Transcript, name: string): JsonObject {
  const body = transcript.exchanges.findLast((each) => each.name === name)?.request.body
  return body?.kind === 'json' && isObject(body.value) ? body.value : {}
}

/** Checks of the answer that opens a workflow. */
export const startChecks: readonly AnyCheck[] = [
  defineCheck({
    id: 'CREATE-CREDENTIALS',
    level: 'MUST',
    step: 'start',
    source: lines('L23-L24', 'L260-L262', 'L531-L532', 'L735-L738', 'L1016-L1019', 'L1316-L1318'),
    statement: 'The start response offers each credential that the workflow requires exactly once, and no other.',
    needs: ['start'],
    covers: ['WF*-REQUIRED-CREDENTIALS', 'KEY-SELECTS-WORKFLOW', 'KEY-CREDENTIALS-OMITTED-OK', 'KEY-CREDENTIALS-PARTIAL-OK'],
    errata: ['ERR-006', 'ERR-035'],
    judge: ({ start }, { workflow }) =>
      expectSameSet(
        `${start.exchange.name} $.workflowExecution.credentials[*].category`,
        credentialsOf(start).map((credential) => String(credential.category)),
        workflow.credentials.map((credential) => credential.category),
      ),
  }),
  defineCheck({
    id: 'CREATE-CATEGORY-CASE',
    level: 'SHOULD',
    step: 'start',
    source: lines('L69', 'L308', 'L322', 'L815', 'L832', 'L848', 'L1374'),
    statement: 'A credential category is one of ID, SELFIE, FACEMAP and DATA, in upper case.',
    needs: ['start'],
    covers: ['RESP-CREDENTIAL-CATEGORY-CASE'],
    judge: ({ start }) =>
      credentialsOf(start).flatMap((credential, index) =>
        categories.some((category) => category === credential.category)
          ? []
          : [
              {
                at: `${start.exchange.name} $.workflowExecution.credentials[${index}].category`,
                expected: list(categories),
                actual: show(credential.category),
              },
            ],
      ),
  }),
  defineCheck({
    id: 'CREATE-CHANNELS',
    level: 'MUST',
    step: 'start',
    source: lines('L32', 'L271', 'L540', 'L747', 'L1033', 'L1328'),
    statement: 'The channels of the credentials, taken together, are the allowed channels of the workflow.',
    needs: ['start'],
    covers: ['WF*-ALLOWED-CHANNELS'],
    judge: ({ start }, { workflow }) =>
      expectSameSet(
        `${start.exchange.name} $.workflowExecution.credentials[*].allowedChannels[*]`,
        [...new Set(credentialsOf(start).flatMap((credential) => stringsAt(credential, 'allowedChannels')))],
        workflowChannels(workflow),
      ),
  }),
  defineCheck({
    id: 'CREATE-CREDENTIAL-CHANNELS',
    level: 'SHOULD',
    step: 'start',
    source: lines('L70-L72', 'L309-L311', 'L816-L820', 'L849-L852', 'L1112-L1116', 'L1375-L1378'),
    statement: 'Each credential allows the channels that the example shows for its category; a FACEMAP never allows API.',
    needs: ['start'],
    covers: ['CHANNELS-FACEMAP-NO-API'],
    errata: ['ERR-068', 'ERR-111'],
    judge: ({ start }, { workflow }) =>
      workflow.credentials.flatMap((fact) => {
        const credential = credentialsOf(start).find(({ category }) => category === fact.category)
        return credential === undefined
          ? []
          : expectSameSet(
              `${start.exchange.name} allowedChannels of ${fact.category}`,
              stringsAt(credential, 'allowedChannels'),
              fact.channels,
            )
      }),
  }),
  defineCheck({
    id: 'CREATE-CHANNEL-NAMES',
    level: 'MUST',
    step: 'start',
    source: lines('L32', 'L747', 'L1328', 'G:L205-L216'),
    statement: 'An allowed channel is API, SDK or WEB, and is listed once per credential.',
    needs: ['start'],
    covers: ['CHANNELS-ORDER-FREE', 'WF*-ALLOWED-CHANNELS'],
    judge: ({ start }) =>
      credentialsOf(start).flatMap((credential) => {
        const seen = stringsAt(credential, 'allowedChannels')
        const isRight = seen.every((name) => channels.some((channel) => channel === name)) && new Set(seen).size === seen.length
        return isRight
          ? []
          : [
              {
                at: `${start.exchange.name} allowedChannels of ${show(credential.category)}`,
                expected: 'API, SDK, WEB, each at most once',
                actual: list(seen),
              },
            ]
      }),
  }),
  defineCheck({
    id: 'CREATE-API-BLOCK',
    level: 'SHOULD',
    step: 'start',
    source: lines('L66-L80', 'L813-L853', 'L1372-L1387'),
    statement: 'A credential has an api object exactly where API is one of its channels.',
    needs: ['start'],
    covers: ['CHANNELS-API-BLOCK-IFF-API', 'CHANNELS-FACEMAP-NO-API'],
    judge: ({ start }) =>
      credentialsOf(start).flatMap((credential) => {
        const allows = stringsAt(credential, 'allowedChannels').includes('API')
        const has = isObject(credential.api)
        return allows === has
          ? []
          : [
              {
                at: `${start.exchange.name} credential ${show(credential.category)}`,
                expected: allows ? 'an api object, since API is an allowed channel' : 'no api object, since API is not an allowed channel',
                actual: has ? 'an api object' : 'no api object',
              },
            ]
      }),
  }),
  defineCheck({
    id: 'CREATE-WEB-AND-SDK-BLOCKS',
    level: 'SHOULD',
    step: 'start',
    source: lines('L802-L809', 'L1099-L1106', 'L1363-L1368', 'G:L195-L203'),
    statement: 'The start response has web and sdk objects exactly where a credential allows those channels.',
    needs: ['start'],
    covers: ['CHANNELS-WEB-SDK-BLOCK-IFF-CHANNEL', 'G-AUTH-INITIATION-RETURNS'],
    errata: ['ERR-104', 'ERR-123', 'ERR-124'],
    judge: ({ start }, { workflow }) =>
      (['web', 'sdk'] as const).flatMap((member) => {
        const allows = workflowChannels(workflow).includes(member === 'web' ? 'WEB' : 'SDK')
        const has = start.body[member] !== undefined
        return allows === has
          ? []
          : [
              {
                at: `${start.exchange.name} $.${member}`,
                expected: allows ? `a ${member} object` : `no ${member} object`,
                actual: has ? show(start.body[member]) : 'nothing: the member is missing',
              },
            ]
      }),
  }),
  defineCheck({
    id: 'CREATE-PART-KEYS',
    level: 'SHOULD',
    step: 'start',
    source: lines('L75-L77', 'L314-L316', 'L328-L330', 'L823-L826', 'L840-L842', 'L1120-L1123', 'L1137-L1139'),
    statement: 'api.parts of a credential has a link for each of its parts, under the classifier in lower case.',
    needs: ['start'],
    covers: ['WF*-CREATE-PARTS-KEYS-DATA', 'WF*-CREATE-PARTS-KEYS-SELFIE', 'WF*-CREATE-PARTS-KEYS-ID'],
    errata: ['ERR-018', 'ERR-033'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ start }, { workflow }) =>
      workflow.credentials.flatMap((fact) => {
        const credential = credentialsOf(start).find(({ category }) => category === fact.category)
        const parts = credential === undefined ? undefined : valueAt(credential, 'api.parts')
        if (fact.parts.length === 0 || !isObject(parts)) return []
        const found = expectSameSet(
          `${start.exchange.name} api.parts of ${fact.category}`,
          Object.keys(parts),
          fact.parts.map((part) => part.key),
        )
        const isAsPrinted =
          workflow.errata.includes('ERR-033') && fact.category === 'SELFIE' && Object.keys(parts).join() === 'prepared_data'
        return isAsPrinted ? found.map((finding) => ({ ...finding, contested: 'ERR-033' })) : found
      }),
  }),
  defineCheck({
    id: 'CREATE-API-TOKEN',
    level: 'MUST',
    step: 'start',
    source: lines('L74', 'L313', 'L822', 'L1119', 'G:L214'),
    statement: 'Each credential of the API channel carries a transaction token, a JWT.',
    needs: ['start'],
    covers: ['RESP-API-TOKEN', 'G-CREATE-API-TOKEN-JWT'],
    errata: ['ERR-019', 'ERR-088'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ start }) =>
      credentialsOf(start)
        .filter((credential) => isObject(credential.api))
        .flatMap((credential) =>
          tokenFindings(`${start.exchange.name} api.token of ${show(credential.category)}`, valueAt(credential, 'api.token')),
        ),
  }),
  defineCheck({
    id: 'CREATE-API-TOKEN-OWN',
    level: 'MAY',
    step: 'start',
    source: lines('L74', 'L313', 'L822', 'L1119', 'G:L214'),
    statement: 'The transaction token of a credential is not the access token of the caller.',
    needs: ['start'],
    covers: ['RESP-API-TOKEN'],
    errata: ['ERR-019'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ start }) => {
      // Equal secrets look equal in the record.
      const sent = header(start.exchange.request.headers, 'authorization')?.replace(/^Bearer /, '')
      return credentialsOf(start)
        .filter((credential) => sent !== undefined && valueAt(credential, 'api.token') === sent)
        .map(({ category }) => ({
          at: `${start.exchange.name} api.token of ${show(category)}`,
          expected: 'a token of the transaction',
          actual: 'the access token of the request',
        }))
    },
  }),
  defineCheck({
    id: 'CREATE-SDK-TOKEN',
    level: 'MUST',
    step: 'start',
    source: lines('L807-L809', 'L1104-L1106', 'L1366-L1368', 'G:L195', 'G:L417'),
    statement: 'Where the SDK channel is allowed, sdk.token is a JWT.',
    needs: ['start'],
    covers: ['WF*-SDK-TOKEN', 'G-CREATE-SDK-TOKEN-JWT'],
    errata: ['ERR-088'],
    appliesTo: allowsEndUser,
    judge: ({ start }) => (isObject(start.body.sdk) ? tokenFindings(`${start.exchange.name} $.sdk.token`, start.body.sdk.token) : []),
  }),
  defineCheck({
    id: 'CREATE-UUIDS',
    level: 'MUST',
    step: 'start',
    source: lines('L96-L98', 'L349-L351', 'L609-L611', 'L888-L890', 'L1185-L1187'),
    statement: 'The ids of account, workflow execution and credentials are UUIDs.',
    needs: ['start'],
    covers: ['ID-ACCOUNT-UUID', 'ID-EXECUTION-UUID', 'ID-CREDENTIAL-UUID'],
    errata: ['ERR-012'],
    judge: ({ start }) => [
      ...expectUuid(`${start.exchange.name} $.account.id`, valueAt(start.body, 'account.id')),
      ...expectUuid(`${start.exchange.name} $.workflowExecution.id`, valueAt(start.body, 'workflowExecution.id')),
      ...credentialsOf(start).flatMap((credential, index) =>
        expectUuid(`${start.exchange.name} $.workflowExecution.credentials[${index}].id`, credential.id),
      ),
    ],
  }),
  defineCheck({
    id: 'CREATE-IDS-DISTINCT',
    level: 'SHOULD',
    step: 'start',
    source: lines('L307', 'L321', 'L814', 'L831', 'L847', 'L1373', 'L1381'),
    statement: 'Account, execution and each credential have different ids.',
    needs: ['start'],
    covers: ['ID-CREDENTIALS-DISTINCT'],
    judge: ({ start }) => {
      const ids = [
        valueAt(start.body, 'account.id'),
        valueAt(start.body, 'workflowExecution.id'),
        ...credentialsOf(start).map(({ id }) => id),
      ].filter(isText)
      const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
      return twice.length === 0
        ? []
        : [{ at: `${start.exchange.name} ids`, expected: 'ids that differ', actual: `${list(twice)} more than once` }]
    },
  }),
  defineCheck({
    id: 'UPDATE-KEEPS-ACCOUNT',
    level: 'SHOULD',
    step: 'start',
    source: lines('L1338', 'L1360-L1362'),
    statement: 'The answer to an update has the account id of its URL.',
    needs: ['start'],
    covers: ['WF*-ACCOUNT-ID-UNCHANGED'],
    appliesTo: (workflow) => workflow.start === 'update',
    judge: ({ start }) =>
      expectEqual(
        `${start.exchange.name} $.account.id`,
        valueAt(start.body, 'account.id'),
        new URL(start.exchange.request.url).pathname.split('/').at(-1),
      ),
  }),
  defineCheck({
    id: 'CREATE-NO-ECHO',
    level: 'MAY',
    step: 'start',
    source: lines('L59-L83', 'L797-L856'),
    statement: 'The start response repeats nothing of the request except the two web addresses.',
    needs: ['start'],
    covers: ['WF*-CREATE-NO-REQUEST-ECHO'],
    judge: ({ start }) =>
      ['customerInternalReference', 'userReference', 'callbackUrl', 'tokenLifetime', 'workflowDefinition']
        .filter((member) => start.body[member] !== undefined)
        .map((member) => ({ at: `${start.exchange.name} $.${member}`, expected: 'no such member', actual: 'present' })),
  }),
  defineCheck({
    id: 'CREATE-TIMESTAMP-CURRENT',
    level: 'MAY',
    step: 'start',
    source: lines('L60', 'L798', 'G:L191'),
    statement: 'The timestamp is the time of the answer, give or take two minutes.',
    needs: ['start'],
    covers: ['RESP-TIMESTAMP-CURRENT'],
    errata: ['ERR-021'],
    judge: ({ start }) => {
      const seen = Date.parse(String(start.body.timestamp))
      const sent = Date.parse(start.exchange.at)
      return Number.isNaN(seen) || Math.abs(seen - sent) < 120_000
        ? []
        : [{ at: `${start.exchange.name} $.timestamp`, expected: `about ${start.exchange.at}`, actual: show(start.body.timestamp) }]
    },
  }),
  defineCheck({
    id: 'CREATE-WEB-HREF',
    level: 'SHOULD',
    step: 'start',
    source: lines('L803', 'L1100', 'L1364', 'G:L201'),
    statement: 'web.href is an https address with the path /web/v4/app, an authorizationToken and the locale.',
    needs: ['start'],
    covers: ['WF*-WEB-HREF', 'WF*-WEB-HREF-LOCALE-ECHO', 'WF*-WEB-HREF-LOCALE'],
    errata: ['ERR-049', 'ERR-082'],
    appliesTo: (workflow) => workflowChannels(workflow).includes('WEB'),
    judge: ({ start }, { transcript }) => (isObject(start.body.web) ? webFindings(start, sentBody(transcript, start.exchange.name)) : []),
  }),
  defineCheck({
    id: 'CREATE-WEB-ADDRESSES',
    level: 'SHOULD',
    step: 'start',
    source: lines('L788-L789', 'L804-L805', 'L1085-L1086', 'L1101-L1102'),
    statement: 'web.successUrl and web.errorUrl are those of the request; where it has none, neither has the answer.',
    needs: ['start'],
    covers: ['WF*-WEB-SUCCESSURL-ECHO', 'WF*-WEB-ERRORURL-ECHO', 'WF*-REQ-WEB', 'WF*-NO-RESPONSE-URLS'],
    appliesTo: (workflow) => workflowChannels(workflow).includes('WEB'),
    judge: ({ start }, { transcript }) => {
      const asked = sentBody(transcript, start.exchange.name).web
      if (!isObject(start.body.web)) return []
      return (['successUrl', 'errorUrl'] as const).flatMap((member) =>
        expectEqual(
          `${start.exchange.name} $.web.${member}`,
          valueAt(start.body, `web.${member}`),
          isObject(asked) ? asked[member] : undefined,
        ),
      )
    },
  }),
  defineCheck({
    id: 'CREATE-WEB-NO-LOCALE',
    level: 'MAY',
    step: 'start',
    source: lines('L803-L805'),
    statement: 'The locale stands in web.href only, not as a member of web.',
    needs: ['start'],
    covers: ['WF*-WEB-NO-LOCALE-MEMBER'],
    appliesTo: (workflow) => workflowChannels(workflow).includes('WEB'),
    judge: ({ start }) => {
      const locale = valueAt(start.body, 'web.locale')
      return locale === undefined ? [] : [{ at: `${start.exchange.name} $.web.locale`, expected: 'no such member', actual: show(locale) }]
    },
  }),
]

function tokenFindings(at: string, token: unknown): readonly Finding[] {
  if (typeof token !== 'string' || token === '') return [{ at, expected: 'a token: a non-empty string', actual: show(token) }]
  // The examples print "xxx", so a token that is no JWT breaks only the companion's reading. ERR-088
  return readMasked(token)?.kind === 'jwt' ? [] : [{ at, expected: 'a JWT', actual: 'a string that is no JWT', contested: 'ERR-088' }]
}
