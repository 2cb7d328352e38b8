/** A trouble that integrators run into, as `doctor` names it. */
export interface Trouble {
  readonly number: number
  readonly id: string
  readonly title: string
  /** The symptom. */
  readonly seen: string
  /** The cause. */
  readonly why: string
  /** What to do. */
  readonly advice: string
}

export const troubles: readonly Trouble[] = [
  {
    number: 1,
    id: 'user-agent',
    title: 'User-Agent missing, default or placeholder',
    seen: 'Calls are answered with 403, often as an HTML page, although the token is right.',
    why: 'Each call needs a User-Agent that names the caller; the default of a library, `{{user-agent}}` or `User Demo` does not.',
    advice: 'Send one of the form `YourCompany YourApp/1.0` with every call.',
  },
  {
    number: 2,
    id: 'host-mix',
    title: 'Host roles or regions mixed up',
    seen: '401, 403 or 404 on a path that looks right.',
    why: 'Tokens, accounts, uploads and retrieval have a host each, per region; a tenant lives in one. `jumiopp.link` is internal.',
    advice:
      'Choose the region once and let the client derive the hosts; never mix regions within a run; replace `jumiopp.link` by `jumio.ai`.',
  },
  {
    number: 3,
    id: 'links-rebuilt',
    title: 'Links rebuilt by hand',
    seen: 'Uploads or finalize go to the wrong host, path or credential and answer 404.',
    why: 'The answer to the start request carries the links for the run. A template filled by hand repeats the slips of the documentation.',
    advice: 'Call the links in `api.parts` and `api.workflowExecution` as they came.',
  },
  {
    number: 4,
    id: 'not-ready',
    title: '404 after the callback',
    seen: 'Retrieval right after the callback says 404.',
    why: 'The result is not ready everywhere at the moment the callback is sent.',
    advice: 'Try again after a pause, with growing intervals, and give up after the documented number of attempts.',
  },
  {
    number: 5,
    id: 'verb',
    title: 'Wrong verb',
    seen: '405 with an `Allow` header, or 404.',
    why: 'A part is uploaded by POST, an execution is finalized by PUT; an existing account is updated by PUT.',
    advice: 'Use the verb of the operation; `Allow` lists what the path takes.',
  },
  {
    number: 6,
    id: 'token-kinds',
    title: 'Three kinds of token confused',
    seen: '401 or 403 with a token that works elsewhere.',
    why: 'The access token of OAuth2, the transaction token of a credential and the token of the web link serve different calls.',
    advice: 'Send the access token to the API; leave the web token in its link; use the transaction token only for its own run.',
  },
  {
    number: 7,
    id: 'rate-limits',
    title: 'Rate limit reached',
    seen: '429 on token, account or retrieval calls.',
    why: 'Each tenant has a limit per second: 10 for tokens, 1 for accounts, 15 for retrieval.',
    advice: 'Keep the access token until it expires, spread the calls, and wait before trying again.',
  },
  {
    number: 8,
    id: 'finalize',
    title: 'Finalize forgotten or too early',
    seen: 'The run stays INITIATED until its session expires, or ends with checks that did not run.',
    why: 'A run by API is processed only after finalize, with whatever was uploaded until then.',
    advice: 'Upload every part, wait for the answers, then finalize once.',
  },
  {
    number: 9,
    id: 'expiry',
    title: 'Session or token expired',
    seen: 'The run ends as SESSION_EXPIRED or TOKEN_EXPIRED, or uploads answer 401.',
    why: 'The session ends after 15 minutes without an action; the transaction token lives 30 minutes unless the request says otherwise.',
    advice: 'Start the run when the user is there; set `tokenLifetime` if the link must last longer.',
  },
  {
    number: 10,
    id: 'callback-url',
    title: 'Callback URL not acceptable',
    seen: 'The start request is refused, or no callback ever arrives.',
    why: 'The URL must be https, name a host rather than an address, have no port and at most 255 characters.',
    advice: 'Publish the receiver under a host name at the default port; for local work put a tunnel in front.',
  },
  {
    number: 11,
    id: 'callback-allowlist',
    title: 'Callback allowlist out of date',
    seen: 'Callbacks stop arriving, or are turned away by a firewall.',
    why: 'Callbacks carry no signature; receivers recognise them by source address, and the addresses change.',
    advice: 'Refresh the addresses of the region from the current guide.',
  },
  {
    number: 12,
    id: 'callback-surprises',
    title: 'Duplicate or unknown callbacks',
    seen: 'The receiver fails on a callback that came twice, late, or for a run it does not know.',
    why: 'Delivery is not promised to be single, punctual or in order.',
    advice: 'Answer 200 at once, work afterwards, and treat a callback as a hint to fetch the result.',
  },
  {
    number: 13,
    id: 'return-url-query',
    title: 'Success or error URL with a query string',
    seen: 'The start request is refused, or the user comes back without the parameters.',
    why: 'The return URLs are plain addresses; a query string in them is not accepted.',
    advice: 'Put what must survive into the path, or find the run by its execution id.',
  },
  {
    number: 14,
    id: 'web-href-missing',
    title: 'WEB is allowed but there is no web link',
    seen: 'The answer lists WEB among the channels, yet `web.href` is missing.',
    why: 'The link is built from the setting "Domain Name Prefix" of the portal, and that is empty.',
    advice: 'Set the domain name prefix in the portal.',
  },
  {
    number: 15,
    id: 'consent',
    title: 'Consent missing',
    seen: 'The start request is refused, or the journey stops before the first picture.',
    why: 'Some users have to consent first. Later editions take `userConsent` in the start request; its shape is often wrong.',
    advice: 'Send the user address and the consent in the shape of the current guide.',
  },
  {
    number: 16,
    id: 'image-limits',
    title: 'Image outside the limits',
    seen: 'An upload is refused with 4xx, or the part is found unusable.',
    why: 'Only JPEG and PNG up to 8000 x 8000 pixels; the largest size changed over the years (10, 5, 15 MB).',
    advice: 'Stay below 5 MB and scale down before the upload.',
  },
  {
    number: 17,
    id: 'live-costs',
    title: 'Live calls cost money',
    seen: 'Transactions on the bill after a test run.',
    why: 'There is no free sandbox: each run on a live tenant is a transaction.',
    advice: 'Test against the embedded sandbox; on a live tenant select few workflows and set a budget.',
  },
  {
    number: 18,
    id: 'mock-reference',
    title: 'Outcome steered by JSON in the reference',
    seen: 'A `customerInternalReference` such as `{"decisionLabel": "..."}` is reported as too long or malformed.',
    why: 'Mock tenants of the vendor read the wanted outcome from that member.',
    advice: 'Switch the rules on the reference off for mock tenants, and never send such JSON to a live one.',
  },
  {
    number: 19,
    id: 'personal-data',
    title: 'Personal data or secrets where they do not belong',
    seen: 'Names, mail addresses or tokens in references, callback URLs, logs or recordings.',
    why: 'References and URLs are stored and logged; the guide forbids personal data in references.',
    advice: 'Use a random reference; redact tokens and people before sharing a report.',
  },
  {
    number: 20,
    id: 'prepared-data',
    title: 'Prepared data incomplete',
    seen: 'The upload is refused, or the capability says NOT_EXECUTED.',
    why: '10005 needs personalNumber, firstName, lastName, address.country; 10006 needs personalNumber; 10010 searches for a name.',
    advice: 'Check the data for the workflow before the upload; for 10010 send a userReference in the start request too.',
  },
  {
    number: 21,
    id: 'multipart',
    title: 'Malformed multipart body',
    seen: 'An image upload is refused although the file is fine.',
    why: 'The boundary is missing because Content-Type was set by hand, or the field is not called `file`.',
    advice: 'Let the HTTP library write Content-Type, and send one field called `file`.',
  },
]
