import { Command } from 'commander'
import { compareOption, option, own, withAim, withConfiguration, withOutput, withReports, withSelection, withTime } from './flags.ts'
import type { Terminal } from './run.ts'
import { version } from './version.ts'

/** What a run of the command line stands on. */
export interface World {
  readonly env: NodeJS.ProcessEnv
  /** Where configuration is looked for. */
  readonly cwd: string
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

/** Every command with its options. `act` takes the work that the chosen command is to do. */
export function createProgram(act: (work: () => Promise<number> | number) => void, { env, terminal, signal }: World): Command {
  const cli = new Command('kyx-conformance')
    .description('Checks whether what answers at a base URL keeps the documented promises of the KYX API.')
    .version(version, '-V, --version')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.progress })

  withOutput(
    withTime(
      withAim(
        withSelection(
          cli.command('run', { isDefault: true }).description('plan, drive, judge, report; with no target: the embedded sandbox'),
        ),
      ),
    )
      .addOption(option('--mode <mode>', 'documented, literal or observed (documented)'))
      .addOption(option('--shard <part>', 'one part of the plan, such as 2/7; read from CI where it says'))
      .option('--last-failed', 'only the journeys that the last run left red or open')
      .addOption(option('--evidence <folder>', 'keep every exchange and verdict there, to be judged again', 'path'))
      .addOption(option('-j, --concurrency <n>', 'journeys at once', 'count').default('8'))
      .addOption(option('--max-transactions <n>', 'start no more than these', 'count'))
      .option('--bail', 'begin no further journey once a check fails')
      .addOption(option('--max-failures <n>', 'begin no further journey once so many checks fail', 'count')),
  )
    .addHelpText(
      'after',
      '\nEach option also as KYX_<OPTION>, and in kyx.config.{json,yaml,yml,mjs,ts}: --print-config shows what holds.\nSecrets come from the environment only: KYX_TOKEN, or KYX_CLIENT_ID and KYX_CLIENT_SECRET.\nExit codes: 0 conforms, 1 violates, 2 usage, 3 inconclusive, 4 harness error, 130 interrupted.',
    )
    .action((options) =>
      act(async () => (await import('./run.ts')).run({ ...options, color: colorOf(options.color, terminal) }, env, terminal, signal)),
    )

  withOutput(
    cli
      .command('judge')
      .description('judge saved evidence again, offline, with the checks of today')
      .argument('<file...>', 'evidence of --evidence, a folder of it, or a report of --report har or json')
      .addOption(option('--mode <mode>', 'documented, literal or observed (that of the run)'))
      .addOption(option('-g, --grep <pattern>', 'only checks whose id matches'))
      .addOption(option('--level <levels>', 'only checks of these levels: must,should,may', 'words')),
  ).action((files: readonly string[], options) =>
    act(async () => (await import('./judge.ts')).judgeFiles(files, { ...options, color: colorOf(options.color, terminal) }, env, terminal)),
  )

  withOutput(
    cli
      .command('merge')
      .description('join the evidence of shards, regions and reruns into one report')
      .argument('<folder...>', 'folders or files of evidence'),
  ).action((files: readonly string[], options) =>
    act(async () => (await import('./merge.ts')).merge(files, { ...options, color: colorOf(options.color, terminal) }, env, terminal)),
  )

  cli
    .command('show')
    .description('serve the HTML report of the last run on loopback, and open it')
    .argument('[file]', 'an HTML report or evidence (the last run)')
    .addOption(option('--report-dir <folder>', 'where reports of the last run are', 'path').default('reports'))
    .addOption(compareOption())
    .addOption(option('--port <port>', 'port; 0 takes a free one', 'count').default('0'))
    .option('--no-open', 'only serve it')
    .action((file: string | undefined, options) => act(async () => (await import('./show.ts')).show(file, options, terminal, signal)))

  withTime(
    withReports(
      withAim(
        withSelection(cli.command('audit').description('the same plan over several regions or targets, and what differs between them')),
      ),
    ),
  )
    .addOption(option('--target <name=url>', 'a target by a name; repeatable', 'pairs'))
    .addOption(option('-j, --concurrency <n>', 'journeys at once', 'count').default('12'))
    .addOption(option('--max-transactions <n>', 'start no more than these', 'count'))
    .addOption(option('--evidence <folder>', 'keep every exchange and verdict there, to be judged again', 'path'))
    .option('--json', 'as JSON')
    .option('--markdown', 'as Markdown')
    .action((options) =>
      act(async () =>
        (await import('./audit.ts')).runAudit({ ...options, color: colorOf(options.color, terminal) }, env, terminal, signal),
      ),
    )

  withAim(cli.command('doctor').description('before a run: names, TLS, clock, token, roles, User-Agent, URLs, entitlement'))
    .addOption(option('-w, --workflow <keys>', 'workflows that must be enabled (all)', 'words'))
    .addOption(option('--target <name=url>', 'a target by a name; repeatable', 'pairs'))
    .addOption(option('--callback-url <url>', 'the callback URL that you will send'))
    .addOption(option('--success-url <url>', 'the success URL that you will send'))
    .addOption(option('--error-url <url>', 'the error URL that you will send'))
    .addOption(option('--reference <text>', 'a customerInternalReference as you will send it'))
    .option('-v, --verbose', 'also the troubles that cannot be seen from here')
    .option('--json', 'as JSON')
    .action((options) => act(async () => (await import('./doctor.ts')).runDoctor(options, env, terminal, signal)))

  withOutput(
    withAim(cli.command('proxy').description('record what a client really sends, and judge the client and the provider'))
      .argument('[command...]', 'after --: run it with the address in KYX_BASE_URL, and judge when it ends')
      .addOption(option('--upstream <url>', 'the provider to stand before'))
      .addOption(option('--port <port>', 'port; 0 takes a free one', 'count').default('0'))
      .addOption(option('--host <address>', 'loopback address').default('127.0.0.1'))
      .addOption(option('--mode <mode>', 'documented, literal or observed (documented)'))
      .addOption(option('-g, --grep <pattern>', 'only checks whose id matches'))
      .addOption(option('--level <levels>', 'only checks of these levels: must,should,may', 'words'))
      .addOption(option('--evidence <folder>', 'keep every exchange and verdict there, to be judged again', 'path')),
  ).action((command: readonly string[], options) =>
    act(async () =>
      (await import('./proxy.ts')).runProxy(command, { ...options, color: colorOf(options.color, terminal) }, env, terminal, signal),
    ),
  )

  cli
    .command('sandbox')
    .description('serve the embedded provider')
    .addOption(option('--port <port>', 'port; 0 takes a free one', 'count').default('8080'))
    .addOption(option('--host <address>', 'loopback address').default('127.0.0.1'))
    .addOption(option('--mutant <id>', 'with one fault; region:id for one region', 'list'))
    .addOption(option('--hostile <id>', 'hostile in one way; ID@operation strikes there; "list" shows all'))
    .addOption(option('--latency <time>', 'wait before each answer', 'duration'))
    .addOption(option('--process-time <time>', 'from finalize to PROCESSED', 'duration'))
    .option('--tls', 'serve https, with an authority made at start')
    .option('--regions', 'serve the documented hosts of every region, over https')
    .addOption(option('--ca-out <file>', 'where the certificate of that authority goes', 'path'))
    .addOption(own(option('--rate-limit <rates>', '429 beyond it: 1/s on the account host, or account=1/s,auth=10/s', 'words')))
    .addOption(option('--disable <keys>', 'workflows that are not enabled for the tenant', 'words'))
    .addOption(option('--token-lifetime <time>', 'of access tokens', 'duration'))
    .addOption(option('--home <region>', 'the only region that knows the tenants; with --regions'))
    .addOption(option('--clock-ahead <time>', 'a clock that is wrong', 'duration'))
    .addOption(option('--record <file>', 'write down what clients send and what it answers, as evidence for judge', 'path'))
    .action((options) => act(async () => (await import('./sandbox.ts')).serveSandbox(options, terminal, signal)))

  withSelection(cli.command('list').description('journeys, checks and levels that a selection would run'))
    .option('--json', 'as JSON')
    .option('--cost', 'journeys and their cost only')
    .action((options) => act(async () => (await import('./list.ts')).listPlan(options, terminal)))

  cli
    .command('sensitivity')
    .description('set the suites on every mutant of the sandbox, and tell which faults they notice')
    .addOption(option('--mutant <ids>', 'only these mutants, such as a,b', 'words'))
    .addOption(option('-g, --grep <pattern>', 'only mutants of checks whose id matches'))
    .addOption(option('--level <levels>', 'only mutants of checks of these levels: must,should,may', 'words'))
    .addOption(option('-j, --concurrency <n>', 'mutants at once', 'count').default('6'))
    .option('--json', 'as JSON')
    .option('--markdown', 'as Markdown')
    .action((options) => act(async () => (await import('./sensitivity.ts')).sensitivity(options, terminal, signal)))

  cli
    .command('coverage')
    .description('the register against checks, reasons and a run on the sandbox')
    .option('--json', 'as JSON')
    .option('--markdown', 'as Markdown, without a run')
    .option('--check [path]', 'fail when the committed document is stale')
    .action((options) => act(async () => (await import('./coverage.ts')).showCoverage(options, terminal)))

  withReports(
    withAim(cli.command('verify-pact').description('verify the pacts of the contract with the Pact verifier; no target: the sandbox')),
  )
    .addOption(option('-w, --workflow <keys>', 'workflows, such as 10011,10013 (all)', 'words'))
    .addOption(option('--state-url <url>', 'sets provider states up (by default the API itself does)'))
    .action((options) =>
      act(async () =>
        (await import('./verify-pact.ts')).verifyPact({ ...options, color: colorOf(options.color, terminal) }, env, terminal, signal),
      ),
    )

  cli
    .command('export')
    .description('the contract in standard form: openapi, arazzo, schemas, pact')
    .argument('<kind>')
    .addOption(option('--output <path>', 'a file, or a folder where it exists or ends in a slash (standard output)', 'path'))
    .addOption(
      own(option('-u, --base-url <url>', 'openapi: one server for every operation, such as that of a sandbox (the documented hosts)')),
    )
    .addOption(option('--poll-wait <time>', 'arazzo: between two questions for the status (40s)', 'duration'))
    .option('--check [folder]', 'fail when a committed document is stale (contracts/exports)')
    .action((kind: string, options) => act(async () => (await import('./export.ts')).exportContract(kind, options, terminal)))

  cli
    .command('explain')
    .description('explain a check, an erratum, a mutant or a tolerance')
    .argument('<id>')
    .action((id: string) => act(async () => (await import('./explain.ts')).explain(id, terminal)))
  for (const command of cli.commands) withConfiguration(command)
  return cli
}

function colorOf(asked: boolean | undefined, terminal: Terminal): boolean {
  return asked ?? terminal.color
}
