// Made by npm run docs from the options of the commands.

/** Options of several commands. */
export interface Options {
  /** workflows, such as 10011,10013 (all) */
  readonly workflow?: string | 10005 | 10006 | 10010 | 10011 | 10013 | 10014 | readonly ('10005' | '10006' | '10010' | '10011' | '10013' | '10014' | 10005 | 10006 | 10010 | 10011 | 10013 | 10014)[]
  /** documented, probes, order, outcome, expiry, lifecycle */
  readonly scenario?: string | readonly ('documented' | 'probes' | 'order' | 'outcome' | 'expiry' | 'lifecycle')[]
  /** only checks whose id matches */
  readonly grep?: string
  /** only checks of these levels: must,should,may */
  readonly level?: string | readonly ('must' | 'should' | 'may')[]
  /** one origin for all roles */
  readonly baseUrl?: string
  /** documented hosts: amer-1,emea-1,apac-1, also us, eu, sg */
  readonly region?: string | readonly ('amer-1' | 'emea-1' | 'apac-1' | 'us' | 'amer' | 'eu' | 'emea' | 'sg' | 'sgp' | 'apac')[]
  /** origin of one role: account, api, retrieval, auth, status; repeatable */
  readonly origin?: string | readonly (string)[] | Readonly<Record<string, string>>
  /** as curl has it, also *.suffix and address:port; repeatable */
  readonly resolve?: string | readonly (string)[]
  /** the User-Agent to send: name your business */
  readonly userAgent?: string
  /** "Name: value", repeatable */
  readonly header?: string | readonly (string)[] | Readonly<Record<string, string>>
  /** where access tokens come from */
  readonly tokenUrl?: string
  /** an account with a facemap on file, for 10014 */
  readonly facemapAccount?: string
  /** PEM of the authorities to trust */
  readonly cacert?: string
  /** PEM of a client certificate */
  readonly cert?: string
  /** PEM of its key */
  readonly key?: string
  /** take any certificate */
  readonly insecure?: boolean
  /** http proxy; otherwise HTTPS_PROXY, HTTP_PROXY, NO_PROXY */
  readonly proxy?: string
  /** requests: 5/s, or account=1/s,retrieval=15/s */
  readonly rateLimit?: string | readonly (string)[]
  /** for one request */
  readonly timeout?: string | number
  /** for a final status */
  readonly pollTimeout?: string | number
  /** of one answer, unpacked; images may have 16 in any case */
  readonly maxBody?: number
  /** for the callback, after the final status */
  readonly callbackTimeout?: string | number
  /** allow hosts of the live service, where transactions are billed */
  readonly live?: boolean
  /** false: leave the accounts that the run made */
  readonly cleanup?: boolean
  /** for one journey; what it made is deleted after it (no bound) */
  readonly journeyTimeout?: string | number
  /** for the whole run (60m, or more where --poll-timeout and -j ask for it) */
  readonly runTimeout?: string | number
  /** documented, literal or observed (documented) */
  readonly mode?: 'documented' | 'literal' | 'observed'
  /** one part of the plan, such as 2/7; read from CI where it says */
  readonly shard?: string
  /** only the journeys that the last run left red or open */
  readonly lastFailed?: boolean
  /** keep every exchange and verdict there, to be judged again */
  readonly evidence?: string
  /** journeys at once */
  readonly concurrency?: number
  /** start no more than these */
  readonly maxTransactions?: number
  /** begin no further journey once a check fails */
  readonly bail?: boolean
  /** begin no further journey once so many checks fail */
  readonly maxFailures?: number
  /** junit=PATH,html=PATH,...; repeatable; a bare name goes to --report-dir */
  readonly report?: string | readonly (string)[] | {
    readonly junit?: string
    readonly html?: string
    readonly json?: string
    readonly markdown?: string
    readonly ctrf?: string
    readonly sarif?: string
    readonly har?: string
    readonly tap?: string
    readonly github?: string
  }
  /** where reports go */
  readonly reportDir?: string
  /** error or warning */
  readonly failOn?: 'error' | 'warning'
  /** show every check */
  readonly verbose?: boolean
  /** show the result only */
  readonly quiet?: boolean
  /** colour even where the output is no terminal */
  readonly color?: boolean
  /** violations that are known, with an owner and a last day */
  readonly baseline?: string
  /** write the violations of this run into the baseline */
  readonly baselineUpdate?: boolean
  /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
  readonly compare?: string
  /** port; 0 takes a free one */
  readonly port?: number
  /** false: only serve it */
  readonly open?: boolean
  /** a target by a name; repeatable */
  readonly target?: string | readonly (string)[] | Readonly<Record<string, string>>
  /** as JSON */
  readonly json?: boolean
  /** as Markdown */
  readonly markdown?: boolean
  /** the callback URL that you will send */
  readonly callbackUrl?: string
  /** the success URL that you will send */
  readonly successUrl?: string
  /** the error URL that you will send */
  readonly errorUrl?: string
  /** a customerInternalReference as you will send it */
  readonly reference?: string
  /** the provider to stand before */
  readonly upstream?: string
  /** loopback address */
  readonly host?: string
  /** with one fault; region:id for one region */
  readonly mutant?: string | readonly (string)[]
  /** hostile in one way; ID@operation strikes there; "list" shows all */
  readonly hostile?: string
  /** wait before each answer */
  readonly latency?: string | number
  /** from finalize to PROCESSED */
  readonly processTime?: string | number
  /** serve https, with an authority made at start */
  readonly tls?: boolean
  /** serve the documented hosts of every region, over https */
  readonly regions?: boolean
  /** where the certificate of that authority goes */
  readonly caOut?: string
  /** workflows that are not enabled for the tenant */
  readonly disable?: string | readonly (string)[]
  /** of access tokens */
  readonly tokenLifetime?: string | number
  /** the only region that knows the tenants; with --regions */
  readonly home?: string
  /** a clock that is wrong */
  readonly clockAhead?: string | number
  /** write down what clients send and what it answers, as evidence for judge */
  readonly record?: string
  /** journeys and their cost only */
  readonly cost?: boolean
  /** fail when the committed document is stale */
  readonly check?: boolean | string
  /** sets provider states up (by default the API itself does) */
  readonly stateUrl?: string
  /** a file, or a folder where it exists or ends in a slash (standard output) */
  readonly output?: string
  /** arazzo: between two questions for the status (40s) */
  readonly pollWait?: string | number
}

/** A configuration file. */
export interface Config extends Options {
  /** The address of this schema. */
  readonly $schema?: string
  /** Options of single commands. */
  readonly commands?: {
    readonly run?: Pick<Options, 'workflow' | 'scenario' | 'grep' | 'level' | 'baseUrl' | 'region' | 'origin' | 'resolve' | 'userAgent' | 'header' | 'tokenUrl' | 'facemapAccount' | 'cacert' | 'cert' | 'key' | 'insecure' | 'proxy' | 'rateLimit' | 'timeout' | 'pollTimeout' | 'maxBody' | 'callbackTimeout' | 'live' | 'cleanup' | 'journeyTimeout' | 'runTimeout' | 'mode' | 'shard' | 'lastFailed' | 'evidence' | 'concurrency' | 'maxTransactions' | 'bail' | 'maxFailures' | 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'baseline' | 'baselineUpdate' | 'compare'>
    readonly judge?: Pick<Options, 'mode' | 'grep' | 'level' | 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'baseline' | 'baselineUpdate' | 'compare'>
    readonly merge?: Pick<Options, 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'baseline' | 'baselineUpdate' | 'compare'>
    readonly show?: Pick<Options, 'reportDir' | 'compare' | 'port' | 'open'>
    readonly audit?: Pick<Options, 'workflow' | 'scenario' | 'grep' | 'level' | 'baseUrl' | 'region' | 'origin' | 'resolve' | 'userAgent' | 'header' | 'tokenUrl' | 'facemapAccount' | 'cacert' | 'cert' | 'key' | 'insecure' | 'proxy' | 'rateLimit' | 'timeout' | 'pollTimeout' | 'maxBody' | 'callbackTimeout' | 'live' | 'cleanup' | 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'journeyTimeout' | 'runTimeout' | 'target' | 'concurrency' | 'maxTransactions' | 'evidence' | 'json' | 'markdown'>
    readonly doctor?: Pick<Options, 'baseUrl' | 'region' | 'origin' | 'resolve' | 'userAgent' | 'header' | 'tokenUrl' | 'facemapAccount' | 'cacert' | 'cert' | 'key' | 'insecure' | 'proxy' | 'rateLimit' | 'timeout' | 'pollTimeout' | 'maxBody' | 'callbackTimeout' | 'live' | 'cleanup' | 'workflow' | 'target' | 'callbackUrl' | 'successUrl' | 'errorUrl' | 'reference' | 'verbose' | 'json'>
    readonly proxy?: Pick<Options, 'baseUrl' | 'region' | 'origin' | 'resolve' | 'userAgent' | 'header' | 'tokenUrl' | 'facemapAccount' | 'cacert' | 'cert' | 'key' | 'insecure' | 'proxy' | 'rateLimit' | 'timeout' | 'pollTimeout' | 'maxBody' | 'callbackTimeout' | 'live' | 'cleanup' | 'upstream' | 'port' | 'host' | 'mode' | 'grep' | 'level' | 'evidence' | 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'baseline' | 'baselineUpdate' | 'compare'>
    readonly sandbox?: Pick<Options, 'port' | 'host' | 'mutant' | 'hostile' | 'latency' | 'processTime' | 'tls' | 'regions' | 'caOut' | 'rateLimit' | 'disable' | 'tokenLifetime' | 'home' | 'clockAhead' | 'record'>
    readonly list?: Pick<Options, 'workflow' | 'scenario' | 'grep' | 'level' | 'json' | 'cost'>
    readonly sensitivity?: Pick<Options, 'mutant' | 'grep' | 'level' | 'concurrency' | 'json' | 'markdown'>
    readonly coverage?: Pick<Options, 'json' | 'markdown' | 'check'>
    readonly 'verify-pact'?: Pick<Options, 'baseUrl' | 'region' | 'origin' | 'resolve' | 'userAgent' | 'header' | 'tokenUrl' | 'facemapAccount' | 'cacert' | 'cert' | 'key' | 'insecure' | 'proxy' | 'rateLimit' | 'timeout' | 'pollTimeout' | 'maxBody' | 'callbackTimeout' | 'live' | 'cleanup' | 'report' | 'reportDir' | 'failOn' | 'verbose' | 'quiet' | 'color' | 'workflow' | 'stateUrl'>
    readonly export?: Pick<Options, 'output' | 'baseUrl' | 'pollWait' | 'check'>
    readonly explain?: Readonly<Record<string, never>>
  }
}
