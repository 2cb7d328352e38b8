import { type Command, Option } from 'commander'

export const collect = (value: string, list: readonly string[] | undefined) => [...(list ?? []), value]
export const option = (flags: string, text: string, name: string) => new Option(flags, text).env(name)

/** Which journeys and checks. */
export function withSelection(command: Command): Command {
  return command
    .addOption(option('-w, --workflow <keys>', 'workflows, such as 10011,10013 (all)', 'KYX_WORKFLOW'))
    .addOption(option('--scenario <names>', 'documented, probes, order, outcome, expiry, lifecycle', 'KYX_SCENARIO'))
    .addOption(option('-g, --grep <pattern>', 'only checks whose id matches', 'KYX_GREP'))
    .addOption(option('--level <levels>', 'only checks of these levels: must,should,may', 'KYX_LEVEL'))
}

/** The earlier run that results are told beside. */
export const compareOption = () =>
  option('--compare <file>', 'an earlier report (json, html) or evidence: tell what is new, fixed, gone', 'KYX_COMPARE')

/** Where results go, and what fails. */
export function withOutput(command: Command): Command {
  return command
    .addOption(
      option('--report <reports>', 'junit=PATH,html=PATH,...; repeatable; a bare name goes to --report-dir', 'KYX_REPORT').argParser(
        collect,
      ),
    )
    .addOption(option('--report-dir <folder>', 'where reports go', 'KYX_REPORT_DIR').default('reports'))
    .addOption(option('--fail-on <severity>', 'error or warning', 'KYX_FAIL_ON').default('error'))
    .addOption(option('--baseline <file>', 'violations that are known, with an owner and a last day', 'KYX_BASELINE'))
    .option('--baseline-update', 'write the violations of this run into the baseline')
    .addOption(compareOption())
    .option('-v, --verbose', 'show every check')
    .option('-q, --quiet', 'show the result only')
    .option('--color', 'colour even where the output is no terminal')
    .option('--no-color', 'no colour')
}

/** Where to aim, and how to get there. */
export function withAim(command: Command): Command {
  return command
    .addOption(option('-u, --base-url <url>', 'one origin for all roles', 'KYX_BASE_URL'))
    .addOption(option('--region <names>', 'documented hosts: amer-1,emea-1,apac-1, also us, eu, sg', 'KYX_REGION'))
    .addOption(
      option('--origin <role=url>', 'origin of one role: account, api, retrieval, auth, status; repeatable', 'KYX_ORIGIN').argParser(list),
    )
    .addOption(
      option('--resolve <host:port:address>', 'as curl has it, also *.suffix and address:port; repeatable', 'KYX_RESOLVE').argParser(
        collect,
      ),
    )
    .addOption(option('-A, --user-agent <text>', 'the User-Agent to send: name your business', 'KYX_USER_AGENT'))
    .addOption(new Option('-H, --header <header>', '"Name: value", repeatable').argParser(collect))
    .addOption(option('--token-url <url>', 'where access tokens come from', 'KYX_TOKEN_URL'))
    .addOption(option('--facemap-account <id>', 'an account with a facemap on file, for 10014', 'KYX_FACEMAP_ACCOUNT'))
    .addOption(option('--cacert <file>', 'PEM of the authorities to trust', 'KYX_CACERT'))
    .addOption(option('--cert <file>', 'PEM of a client certificate', 'KYX_CERT'))
    .addOption(option('--key <file>', 'PEM of its key', 'KYX_KEY'))
    .option('-k, --insecure', 'take any certificate')
    .addOption(option('-x, --proxy <url>', 'http proxy; otherwise HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'KYX_PROXY'))
    .addOption(option('--rate-limit <rates>', 'requests: 5/s, or account=1/s,retrieval=15/s', 'KYX_RATE_LIMIT'))
    .addOption(option('--timeout <time>', 'for one request', 'KYX_TIMEOUT').default('30s'))
    .addOption(option('--poll-timeout <time>', 'for a final status', 'KYX_POLL_TIMEOUT').default('120s'))
    .addOption(option('--callback-timeout <time>', 'for the callback, after the final status', 'KYX_CALLBACK_TIMEOUT').default('10s'))
    .option('--live', 'allow hosts of the live service, where transactions are billed')
    .option('--no-cleanup', 'leave the accounts that the run made')
}

/** Several values in one, as an environment variable has them. */
function list(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(',').filter((each) => each.trim() !== '')]
}
