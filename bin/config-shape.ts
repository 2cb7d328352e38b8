// Made by npm run docs from the options of the commands.

/** A configuration file. */
export interface Config {
  /** The address of this schema. */
  readonly $schema?: string
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
  /** for the callback, after the final status */
  readonly callbackTimeout?: string | number
  /** allow hosts of the live service, where transactions are billed */
  readonly live?: boolean
  /** false: leave the accounts that the run made */
  readonly cleanup?: boolean
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
  /** violations that are known, with an owner and a last day */
  readonly baseline?: string
  /** write the violations of this run into the baseline */
  readonly baselineUpdate?: boolean
  /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
  readonly compare?: string
  /** show every check */
  readonly verbose?: boolean
  /** show the result only */
  readonly quiet?: boolean
  /** colour even where the output is no terminal */
  readonly color?: boolean
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
  /** journeys and their cost only */
  readonly cost?: boolean
  /** fail when the committed document is stale */
  readonly check?: boolean | string
  /** a file, or a folder where it exists or ends in a slash (standard output) */
  readonly output?: string
  /** arazzo: between two questions for the status (40s) */
  readonly pollWait?: string | number
  /** Options of single commands. */
  readonly commands?: {
    /** plan, drive, judge, report; with no target: the embedded sandbox */
    readonly run?: {
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
      /** for the callback, after the final status */
      readonly callbackTimeout?: string | number
      /** allow hosts of the live service, where transactions are billed */
      readonly live?: boolean
      /** false: leave the accounts that the run made */
      readonly cleanup?: boolean
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
      /** violations that are known, with an owner and a last day */
      readonly baseline?: string
      /** write the violations of this run into the baseline */
      readonly baselineUpdate?: boolean
      /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
      readonly compare?: string
      /** show every check */
      readonly verbose?: boolean
      /** show the result only */
      readonly quiet?: boolean
      /** colour even where the output is no terminal */
      readonly color?: boolean
    }
    /** judge saved evidence again, offline, with the checks of today */
    readonly judge?: {
      /** documented, literal or observed (that of the run) */
      readonly mode?: 'documented' | 'literal' | 'observed'
      /** only checks whose id matches */
      readonly grep?: string
      /** only checks of these levels: must,should,may */
      readonly level?: string | readonly ('must' | 'should' | 'may')[]
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
      /** violations that are known, with an owner and a last day */
      readonly baseline?: string
      /** write the violations of this run into the baseline */
      readonly baselineUpdate?: boolean
      /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
      readonly compare?: string
      /** show every check */
      readonly verbose?: boolean
      /** show the result only */
      readonly quiet?: boolean
      /** colour even where the output is no terminal */
      readonly color?: boolean
    }
    /** join the evidence of shards, regions and reruns into one report */
    readonly merge?: {
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
      /** violations that are known, with an owner and a last day */
      readonly baseline?: string
      /** write the violations of this run into the baseline */
      readonly baselineUpdate?: boolean
      /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
      readonly compare?: string
      /** show every check */
      readonly verbose?: boolean
      /** show the result only */
      readonly quiet?: boolean
      /** colour even where the output is no terminal */
      readonly color?: boolean
    }
    /** serve the HTML report of the last run on loopback, and open it */
    readonly show?: {
      /** where reports of the last run are */
      readonly reportDir?: string
      /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
      readonly compare?: string
      /** port; 0 takes a free one */
      readonly port?: number
      /** false: only serve it */
      readonly open?: boolean
    }
    /** the same plan over several regions or targets, and what differs between them */
    readonly audit?: {
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
      /** for the callback, after the final status */
      readonly callbackTimeout?: string | number
      /** allow hosts of the live service, where transactions are billed */
      readonly live?: boolean
      /** false: leave the accounts that the run made */
      readonly cleanup?: boolean
      /** a target by a name; repeatable */
      readonly target?: string | readonly (string)[] | Readonly<Record<string, string>>
      /** journeys at once */
      readonly concurrency?: number
      /** start no more than these */
      readonly maxTransactions?: number
      /** as JSON */
      readonly json?: boolean
      /** as Markdown */
      readonly markdown?: boolean
    }
    /** before a run: names, TLS, clock, token, roles, User-Agent, URLs, entitlement */
    readonly doctor?: {
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
      /** for the callback, after the final status */
      readonly callbackTimeout?: string | number
      /** allow hosts of the live service, where transactions are billed */
      readonly live?: boolean
      /** false: leave the accounts that the run made */
      readonly cleanup?: boolean
      /** workflows that must be enabled (all) */
      readonly workflow?: string | 10005 | 10006 | 10010 | 10011 | 10013 | 10014 | readonly ('10005' | '10006' | '10010' | '10011' | '10013' | '10014' | 10005 | 10006 | 10010 | 10011 | 10013 | 10014)[]
      /** a target by a name; repeatable */
      readonly target?: string | readonly (string)[] | Readonly<Record<string, string>>
      /** the callback URL that you will send */
      readonly callbackUrl?: string
      /** the success URL that you will send */
      readonly successUrl?: string
      /** the error URL that you will send */
      readonly errorUrl?: string
      /** a customerInternalReference as you will send it */
      readonly reference?: string
      /** also the troubles that cannot be seen from here */
      readonly verbose?: boolean
      /** as JSON */
      readonly json?: boolean
    }
    /** record what a client really sends, and judge the client and the provider */
    readonly proxy?: {
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
      /** for the callback, after the final status */
      readonly callbackTimeout?: string | number
      /** allow hosts of the live service, where transactions are billed */
      readonly live?: boolean
      /** false: leave the accounts that the run made */
      readonly cleanup?: boolean
      /** the provider to stand before */
      readonly upstream?: string
      /** port; 0 takes a free one */
      readonly port?: number
      /** loopback address */
      readonly host?: string
      /** documented, literal or observed (documented) */
      readonly mode?: 'documented' | 'literal' | 'observed'
      /** only checks whose id matches */
      readonly grep?: string
      /** only checks of these levels: must,should,may */
      readonly level?: string | readonly ('must' | 'should' | 'may')[]
      /** keep every exchange and verdict there, to be judged again */
      readonly evidence?: string
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
      /** violations that are known, with an owner and a last day */
      readonly baseline?: string
      /** write the violations of this run into the baseline */
      readonly baselineUpdate?: boolean
      /** an earlier report (json, html) or evidence: tell what is new, fixed, gone */
      readonly compare?: string
      /** show every check */
      readonly verbose?: boolean
      /** show the result only */
      readonly quiet?: boolean
      /** colour even where the output is no terminal */
      readonly color?: boolean
    }
    /** serve the embedded provider */
    readonly sandbox?: {
      /** port; 0 takes a free one */
      readonly port?: number
      /** loopback address */
      readonly host?: string
      /** with one fault; region:id for one region */
      readonly mutant?: string | readonly (string)[]
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
      /** 429 beyond it: 1/s on the account host, or account=1/s,auth=10/s */
      readonly rateLimit?: string | readonly (string)[]
      /** workflows that are not enabled for the tenant */
      readonly disable?: string | readonly (string)[]
      /** of access tokens */
      readonly tokenLifetime?: string | number
      /** the only region that knows the tenants; with --regions */
      readonly home?: string
      /** a clock that is wrong */
      readonly clockAhead?: string | number
    }
    /** journeys, checks and levels that a selection would run */
    readonly list?: {
      /** workflows, such as 10011,10013 (all) */
      readonly workflow?: string | 10005 | 10006 | 10010 | 10011 | 10013 | 10014 | readonly ('10005' | '10006' | '10010' | '10011' | '10013' | '10014' | 10005 | 10006 | 10010 | 10011 | 10013 | 10014)[]
      /** documented, probes, order, outcome, expiry, lifecycle */
      readonly scenario?: string | readonly ('documented' | 'probes' | 'order' | 'outcome' | 'expiry' | 'lifecycle')[]
      /** only checks whose id matches */
      readonly grep?: string
      /** only checks of these levels: must,should,may */
      readonly level?: string | readonly ('must' | 'should' | 'may')[]
      /** as JSON */
      readonly json?: boolean
      /** journeys and their cost only */
      readonly cost?: boolean
    }
    /** set the suites on every mutant of the sandbox, and tell which faults they notice */
    readonly sensitivity?: {
      /** only these mutants, such as a,b */
      readonly mutant?: string | readonly (string)[]
      /** only mutants of checks whose id matches */
      readonly grep?: string
      /** only mutants of checks of these levels: must,should,may */
      readonly level?: string | readonly ('must' | 'should' | 'may')[]
      /** mutants at once */
      readonly concurrency?: number
      /** as JSON */
      readonly json?: boolean
      /** as Markdown */
      readonly markdown?: boolean
    }
    /** the register against checks, reasons and a run on the sandbox */
    readonly coverage?: {
      /** as JSON */
      readonly json?: boolean
      /** as Markdown, without a run */
      readonly markdown?: boolean
      /** fail when the committed document is stale */
      readonly check?: boolean | string
    }
    /** the contract in standard form: openapi, arazzo, schemas, pact */
    readonly export?: {
      /** a file, or a folder where it exists or ends in a slash (standard output) */
      readonly output?: string
      /** openapi: one server for every operation, such as that of a sandbox (the documented hosts) */
      readonly baseUrl?: string
      /** arazzo: between two questions for the status (40s) */
      readonly pollWait?: string | number
      /** fail when a committed document is stale (contracts/exports) */
      readonly check?: boolean | string
    }
    /** explain a check, an erratum, a mutant or a tolerance */
    readonly explain?: {
    }
  }
}
