import { type Command, Option } from 'commander'

/**
 * How the value of an option is written: `words` a list in one text (`a,b`), `list` several texts, `pairs` several `name=value`,
 * `reports` several `name=path`, `headers` several `Name: value`, `duration` such as `30s`, `path` a file or folder.
 */
export type Kind = 'flag' | 'text' | 'path' | 'count' | 'duration' | 'words' | 'list' | 'pairs' | 'reports' | 'headers'

const kinds = new WeakMap<Option, Kind>()

/** An option of a command. What it is called in the environment and in a configuration file follows from its name. */
export function option(flags: string, text: string, kind: Exclude<Kind, 'flag'> = 'text'): Option {
  const made = new Option(flags, text)
  kinds.set(made, kind)
  if (kind === 'words') made.argParser((value, before: string | undefined) => (before === undefined ? value : `${before},${value}`))
  if (isListed(kind)) made.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), ...splitList(value, kind)])
  return made
}

const owned = new WeakSet<Option>()

/** An option that means something else than its namesake of other commands: its variable and its key name the command. */
export function own(given: Option): Option {
  owned.add(given)
  return given
}

export function isOwn(given: Option): boolean {
  return owned.has(given)
}

export function kindOf(given: Option): Kind {
  return given.isBoolean() || given.negate ? 'flag' : (kinds.get(given) ?? 'text')
}

/** Kinds whose value is a list of texts. */
export function isListed(kind: Kind): boolean {
  return kind === 'list' || kind === 'pairs' || kind === 'reports' || kind === 'headers'
}

/** Several values in one text, as an environment variable has them. A header may hold commas, and no line break. */
export function splitList(text: string, kind: Kind): readonly string[] {
  if (kind === 'headers') return text.includes('\n') ? text.split('\n').filter((each) => each.trim() !== '') : [text]
  const parts = text.split(',').filter((each) => each.trim() !== '')
  // A blank is a mistake that the reader of the option names, and not nothing.
  return parts.length === 0 ? [text] : parts
}

/** Which journeys and checks. */
export function withSelection(command: Command): Command {
  return command
    .addOption(option('-w, --workflow <keys>', 'workflows, such as 10011,10013 (all)', 'words'))
    .addOption(option('--scenario <names>', 'documented, probes, order, outcome, expiry, lifecycle', 'words'))
    .addOption(option('-g, --grep <pattern>', 'only checks whose id matches'))
    .addOption(option('--level <levels>', 'only checks of these levels: must,should,may', 'words'))
}

/** The earlier run that results are told beside. */
export const compareOption = () =>
  option('--compare <file>', 'an earlier report (json, html) or evidence: tell what is new, fixed, gone', 'path')

/** Where results go, what fails, and what is known to fail. */
export function withOutput(command: Command): Command {
  return withReports(command)
    .addOption(option('--baseline <file>', 'violations that are known, with an owner and a last day', 'path'))
    .option('--baseline-update', 'write the violations of this run into the baseline')
    .addOption(compareOption())
}

/** Where results go, and what fails. */
export function withReports(command: Command): Command {
  return command
    .addOption(option('--report <reports>', 'junit=PATH,html=PATH,...; repeatable; a bare name goes to --report-dir', 'reports'))
    .addOption(option('--report-dir <folder>', 'where reports go', 'path').default('reports'))
    .addOption(option('--fail-on <severity>', 'error or warning').default('error'))
    .option('-v, --verbose', 'show every check')
    .option('-q, --quiet', 'show the result only')
    .option('--color', 'colour even where the output is no terminal')
    .option('--no-color', 'no colour')
}

/** Where options come from beside the command line. */
export function withConfiguration(command: Command): Command {
  return command
    .addOption(option('--config <file>', 'configuration file (kyx.config.* of the working directory or of the repository)', 'path'))
    .option('--no-config', 'read no configuration file')
    .addOption(option('--print-config [form]', 'show what holds and where it comes from, as text or json, and do nothing'))
}

/** Where to aim, and how to get there. */
export function withAim(command: Command): Command {
  return command
    .addOption(option('-u, --base-url <url>', 'one origin for all roles'))
    .addOption(option('--region <names>', 'documented hosts: amer-1,emea-1,apac-1, also us, eu, sg', 'words'))
    .addOption(option('--origin <role=url>', 'origin of one role: account, api, retrieval, auth, status; repeatable', 'pairs'))
    .addOption(option('--resolve <host:port:address>', 'as curl has it, also *.suffix and address:port; repeatable', 'list'))
    .addOption(option('-A, --user-agent <text>', 'the User-Agent to send: name your business'))
    .addOption(option('-H, --header <header>', '"Name: value", repeatable', 'headers'))
    .addOption(option('--token-url <url>', 'where access tokens come from'))
    .addOption(option('--facemap-account <id>', 'an account with a facemap on file, for 10014'))
    .addOption(option('--cacert <file>', 'PEM of the authorities to trust', 'path'))
    .addOption(option('--cert <file>', 'PEM of a client certificate', 'path'))
    .addOption(option('--key <file>', 'PEM of its key', 'path'))
    .option('-k, --insecure', 'take any certificate')
    .addOption(option('-x, --proxy <url>', 'http proxy; otherwise HTTPS_PROXY, HTTP_PROXY, NO_PROXY'))
    .addOption(option('--rate-limit <rates>', 'requests: 5/s, or account=1/s,retrieval=15/s', 'words'))
    .addOption(option('--timeout <time>', 'for one request', 'duration').default('30s'))
    .addOption(option('--poll-timeout <time>', 'for a final status', 'duration').default('120s'))
    .addOption(option('--max-body <megabytes>', 'of one answer, unpacked; images may have 16 in any case', 'count').default('2'))
    .addOption(option('--callback-timeout <time>', 'for the callback, after the final status', 'duration').default('10s'))
    .option('--live', 'allow hosts of the live service, where transactions are billed')
    .option('--no-cleanup', 'leave the accounts that the run made')
}

/** How long what is driven may take. */
export function withTime(command: Command): Command {
  return command
    .addOption(option('--journey-timeout <time>', 'for one journey; what it made is deleted after it (no bound)', 'duration'))
    .addOption(option('--run-timeout <time>', 'for the whole run (60m, or more where --poll-timeout and -j ask for it)', 'duration'))
}
