import type { RegisterEntry, RegisterStep } from '../register/index.ts'

/**
 * Where in the OpenAPI document a requirement belongs: `<operation>/operation`, `/requestBody`, `/responses/<status>`,
 * `/parameters/<name>`, `/headers/<name>` for headers that OpenAPI has no parameters for, `/servers/<region>`; `security/<scheme>`; `document`.
 */
export type Place = string

type Rule = readonly [pattern: RegExp, ...places: readonly Place[]]

const retrievals = ['getStatus', 'getDetails', 'getSteps', 'getPart']

/** The first rule that matches an id says where it belongs; `*` is a header, `@` a region of the id. */
const rules: Readonly<Record<RegisterStep, readonly Rule[]>> = {
  docs: [[/./, 'document']],
  token: [
    [/-URL-/, 'requestAccessToken/servers/@'],
    [/^G-TOKEN-(RESPONSE|TYPE|EXPIRES|VALID)/, 'requestAccessToken/responses/200'],
    [/^G-TOKEN-BAD-REQUEST/, 'requestAccessToken/responses/400', 'requestAccessToken/responses/403'],
    [/^G-TOKEN-(FORM|GRANT)/, 'requestAccessToken/requestBody'],
    [/^G-TOKEN-ACCEPT/, 'requestAccessToken/headers/Accept'],
    [/^G-TOKEN-CLIENT-BASIC/, 'security/clientCredentials'],
    [/^(TOKEN-|G-AUTH-)/, 'security/oauth2'],
    [/^G-TLS/, 'document'],
    [/./, 'requestAccessToken/operation'],
  ],
  create: [
    [/^REG-HOST|-URL-(AMER|EMEA|APAC)$/, 'createAccount/servers/@'],
    [/^HDR-RESPONSE/, 'createAccount/responses/200'],
    [/^HDR-CREATE-/, 'createAccount/headers/*', 'updateAccount/headers/*'],
    [/-HDR-|USER-AGENT-BUSINESS/, 'createAccount/headers/*'],
    [/^G-TXTOKEN/, 'security/transactionToken'],
    [/^G-CREATE-400/, 'createAccount/responses/400'],
    [/^G-CREATE-ERROR/, ...places('createAccount/responses/', ['400', '401', '403']), 'updateAccount/responses/404'],
    [/^G-CREATE-(200|RESPONSE|TIMESTAMP|CREDENTIAL-|SDK|API)/, 'createAccount/responses/200'],
    [/^(RESP-|ID-|CHANNELS-|REG-|WEB-|G-WEB-|G-UPLOAD-REDIRECT|G-AUTH)/, 'createAccount/responses/200'],
    [/-(STATUS-200|RESPONSE-SHAPE|NO-REQUEST-ECHO|ALLOWED-CHANNELS|REQUIRED-CREDENTIALS|SDK-TOKEN)$/, 'createAccount/responses/200'],
    [/-CREATE-(LINK|PARTS-KEYS)-|^WF\d+-WEB-/, 'createAccount/responses/200'],
    [/-PREREQ-|-METHOD-POST$|-POST-CREATE-REFUSED$/, 'createAccount/operation'],
    [/^(KEY-|REQ-)|-REQ-|-REQUEST-EXAMPLE$|-USERREFERENCE-|^G-(CREATE|KEYS)-/, 'createAccount/requestBody'],
    [/./, 'createAccount/operation'],
  ],
  update: [
    [/^REG-HOST|-URL-(AMER|EMEA|APAC)$/, 'updateAccount/servers/@'],
    [/-HDR-/, 'updateAccount/headers/*'],
    [/-404-|-MUST-EXIST$|-FACEMAP-/, 'updateAccount/responses/404'],
    [
      /-(STATUS-200|RESPONSE-SHAPE|RESPONSE-EXAMPLE|ALLOWED-CHANNELS|REQUIRED-CREDENTIALS|SDK-TOKEN|ID-UNCHANGED|NEW-EXECUTION)$/,
      'updateAccount/responses/200',
    ],
    [/-WEB-HREF|-NO-RESPONSE-URLS$/, 'updateAccount/responses/200'],
    [/-REQ-|-REQUEST-EXAMPLE$|-EXAMPLE-|-WITH-WEB-REQUEST$/, 'updateAccount/requestBody'],
    [/./, 'updateAccount/operation'],
  ],
  'upload-data': [
    [/^REG-HOST/, 'uploadPreparedData/servers/@'],
    [/^HDR-/, 'uploadPreparedData/headers/*'],
    [/-(STATUS-200|RESPONSE-SHAPE|RESPONSE-LINK|RESPONSE-EXEC-LINK)$/, 'uploadPreparedData/responses/200'],
    [/-CLASSIFIER-/, 'uploadPreparedData/operation'],
    [
      /-DATA-(REQUIRED|MINIMUM|FIELD|FORMAT|DATE|ENUM|ADDRESS|ID|PARTIAL|UNKNOWN|KYC|MALFORMED|UTF8|REQUEST)/,
      'uploadPreparedData/requestBody',
    ],
    [/./, 'uploadPreparedData/operation'],
  ],
  'upload-image': [
    [/^REG-HOST|-URL-(AMER|EMEA|APAC)$/, 'uploadImage/servers/@'],
    [/^HDR-SUSPICIOUS/, 'uploadImage/responses/403'],
    [/^HDR-AUTHORIZATION-BAD-TOKEN/, 'uploadImage/responses/401'],
    [/^G-UPLOAD-HDR-/, 'uploadImage/headers/*', 'uploadPreparedData/headers/*'],
    [/^HDR-/, 'uploadImage/headers/*'],
    [/^G-TXTOKEN|^RESP-API-TOKEN/, 'security/transactionToken'],
    [/ERR-STATUS-SET|^G-UPLOAD-STATUSES/, ...places('uploadImage/responses/', ['401', '403', '404'])],
    [/ERR-404|ERR-CROSS|ERR-MALFORMED/, 'uploadImage/responses/404'],
    [/CLASSIFIER/, 'uploadImage/parameters/classifier'],
    [/-(STATUS-200|RESPONSE-SHAPE)$|^UPL-OK|^UPL-IMG-RESPONSE|^G-UPLOAD-RESPONSE/, 'uploadImage/responses/200'],
    [/UPL-FILE-METHOD/, 'uploadImage/operation'],
    [/^UPL-(FILE|FORM)|REQUEST-EXAMPLE$|^G-UPLOAD-MAX/, 'uploadImage/requestBody'],
    [/./, 'uploadImage/operation'],
  ],
  finalize: [
    [/^REG-HOST|-URL-(AMER|EMEA|APAC)$/, 'finalizeExecution/servers/@'],
    [/-HDR-|^HDR-FINALIZE-AUTH/, 'finalizeExecution/headers/*'],
    [/^G-FINALIZE-STATUSES/, ...places('finalizeExecution/responses/', ['200', '401', '403', '404'])],
    [/-UNKNOWN-EXECUTION$/, 'finalizeExecution/responses/404'],
    [/^RESP-|^ID-|-STATUS-200$|RESPONSE-(SHAPE|FIELDS)$/, 'finalizeExecution/responses/200'],
    [/./, 'finalizeExecution/operation'],
  ],
  retrieve: [
    [/^REG-HOST|^G-IMAGE-URL/, 'getPart/servers/@'],
    [/^G-RETRIEVE-STATUS-URL/, 'getStatus/servers/@'],
    [/^G-RETRIEVE-DETAILS-URL/, 'getDetails/servers/@'],
    [/^G-RETRIEVE-STEPS-URL/, 'getSteps/servers/@'],
    [/-HDR-/, ...retrievals.map((name) => `${name}/headers/*`)],
    [/^G-STATUS-404/, ...places('getStatus/responses/', ['401', '403', '404'])],
    [/^G-STATUS-(LIFECYCLE|HREF)|MAX-10-ATTEMPTS/, 'getStatus/operation'],
    [/^G-STATUS-/, 'getStatus/responses/200'],
    [/^G-DETAILS-STATUSES/, ...places('getDetails/responses/', ['200', '401', '403', '404'])],
    [/^G-DETAILS-ONLY-AFTER/, 'getDetails/operation'],
    [/^G-IMAGE-404|^G-IMAGE-ERROR/, 'getPart/responses/404'],
    [/^G-IMAGE-CLASSIFIERS/, 'getPart/parameters/classifier'],
    [/^G-IMAGE-200|PREPARED-DATA-CONTENT$/, 'getPart/responses/200'],
    [/^G-STEPS-200-404/, 'getSteps/responses/200', 'getSteps/responses/404'],
    [/^G-STEPS-|-STEPS-/, 'getSteps/responses/200'],
    [/^RET-API-AVAILABLE|-STORED-CREDENTIALS$/, 'getDetails/operation', 'getPart/operation'],
    [/./, 'getDetails/responses/200'],
  ],
  callback: [
    [/^G-CALLBACK-200/, 'executionEnded/responses/200'],
    [/^G-CALLBACK-(FIELDS|SENTAT|USERREFERENCE|STATUS|DEFINITIONKEY|HREFS|IDS)/, 'executionEnded/requestBody'],
    [/^G-CALLBACK-PER-ACCOUNT/, 'createAccount/requestBody', 'updateAccount/requestBody'],
    [/./, 'executionEnded/operation'],
  ],
  health: [
    [/-URL-/, 'getHealth/servers/@'],
    [/-HDR-/, 'getHealth/headers/*'],
    [/AUTH/, 'getHealth/operation'],
    [/./, 'getHealth/responses/200'],
  ],
  delete: [
    [/-ACCOUNT-URL-/, 'deleteAccount/servers/@'],
    [/-WORKFLOW-URL-/, 'deleteExecution/servers/@'],
    [/-HDR-/, 'deleteAccount/headers/*', 'deleteExecution/headers/*'],
    [/-ACCOUNT-CASCADES|FACEMAP/, 'deleteAccount/operation'],
    [/-WORKFLOW-ONLY/, 'deleteExecution/operation'],
    [/-200$/, 'deleteAccount/responses/200', 'deleteExecution/responses/200'],
    [/./, 'deleteAccount/responses/404', 'deleteExecution/responses/404'],
  ],
}

/** Headers by the words that ids have for them; OpenAPI has a parameter for none but User-Agent. */
const headers: readonly (readonly [RegExp, string])[] = [
  [/USER-AGENT|-UA-/, 'User-Agent'],
  [/CONTENT-TYPE/, 'Content-Type'],
  [/CONTENT-LENGTH/, 'Content-Length'],
  [/ACCEPT/, 'Accept'],
  [/AUTH/, 'Authorization'],
]

const regionsOfIds: Readonly<Record<string, string>> = { AMER: 'amer-1', EMEA: 'emea-1', APAC: 'apac-1' }

/** Where a requirement belongs. */
export function placesOf({ id, step }: RegisterEntry): readonly Place[] {
  const [, ...found] = rules[step].find(([pattern]) => pattern.test(id)) ?? []
  const header = headers.find(([pattern]) => pattern.test(id))?.[1] ?? ''
  const region = regionsOfIds[/\b(AMER|EMEA|APAC)\b/.exec(id)?.[1] ?? ''] ?? ''
  return found.map((place) =>
    place.replace('headers/*', header === 'User-Agent' ? 'parameters/User-Agent' : `headers/${header}`).replace('@', region),
  )
}

/** Ids of the requirements at each place, in the order of the register. */
export function placed(register: readonly RegisterEntry[]): ReadonlyMap<Place, readonly string[]> {
  const map = new Map<Place, string[]>()
  for (const entry of register)
    for (const place of placesOf(entry)) {
      const ids = map.get(place) ?? []
      ids.push(entry.id)
      map.set(place, ids)
    }
  return map
}

function places(prefix: string, ends: readonly string[]): readonly Place[] {
  return ends.map((end) => prefix + end)
}
