import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuthority } from '../fixtures/certificate.ts'

/** A configuration that is wrong, and what the messages say of it, one for each mistake in turn. */
export interface Mistake {
  readonly title: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Files of the working directory. */
  readonly files?: Readonly<Record<string, string>>
  readonly says: readonly RegExp[]
}

const folder = mkdtempSync(join(tmpdir(), 'kyx-mistakes-'))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const authority = createAuthority()
const one = authority.issue({ names: ['one.example.com'] })
const other = authority.issue({ names: ['other.example.com'] })
const [cert, key] = [file('client.pem', one.cert), file('client-key.pem', one.key)]
const damaged = file('damaged.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
const note = file('note.txt', 'no PEM at all')

const yaml = (text: string) => ({ 'kyx.config.yaml': text })

const aiming: readonly Mistake[] = [
  {
    title: 'a base URL without its scheme',
    args: ['-u', 'kyx.example.com'],
    says: [/^--base-url: expected an http or https URL .*got "kyx\.example\.com"; did you mean https:\/\/kyx\.example\.com\?$/],
  },
  {
    title: 'a base URL of another scheme',
    args: ['-u', 'ftp://127.0.0.1'],
    says: [/^--base-url: expected an http or https URL .*got "ftp:/],
  },
  {
    title: 'a base URL in quotes',
    env: { KYX_BASE_URL: '"http://127.0.0.1:1"' },
    says: [/^KYX_BASE_URL: expected an http or https URL .*there are quotes around it/],
  },
  {
    title: 'a base URL with a password',
    args: ['-u', 'http://me:canary@127.0.0.1:1'],
    says: [/^--base-url: expected a URL without credentials/],
  },
  {
    title: 'a base URL with a query',
    args: ['-u', 'http://127.0.0.1:1/?a=1'],
    says: [/^--base-url: expected a URL without query and fragment/],
  },
  { title: 'a base URL that is set, but empty', env: { KYX_BASE_URL: '' }, says: [/^KYX_BASE_URL: it is set, but empty/] },
  {
    title: 'base URL and region',
    env: { KYX_BASE_URL: 'http://127.0.0.1:1' },
    args: ['--region', 'us'],
    says: [/^--region and --base-url exclude each other.*\(--base-url is from KYX_BASE_URL\)$/],
  },
  { title: 'a region that is none', args: ['--region', 'amer-2'], says: [/^--region: no region "amer-2"; did you mean amer-1\?$/] },
  {
    title: 'a role that is none',
    args: ['--origin', 'acount=http://127.0.0.1:1'],
    says: [/^--origin: expected role=URL .*did you mean account\?$/],
  },
  {
    title: 'origins that leave a role without one',
    args: ['--origin', 'account=http://127.0.0.1:1'],
    says: [/^--origin: no origin for api, retrieval/],
  },
  { title: 'a mapping that is none', args: ['--resolve', 'host:443'], says: [/^--resolve: expected host:port:address .*got "host:443"$/] },
  { title: 'the live service without the word for it', args: ['--region', 'us'], says: [/is the live service.*--live/] },
  {
    title: 'a proxy of another kind',
    args: ['-x', 'socks5://127.0.0.1:1'],
    says: [/^--proxy: expected the URL of an http or https proxy .*socks5/],
  },
  {
    title: 'a proxy of the environment',
    env: { ALL_PROXY: 'http://' },
    args: ['-u', 'http://127.0.0.1:1'],
    says: [/^ALL_PROXY: expected the URL of an http or https proxy/],
  },
  {
    title: 'an authority that is missing',
    args: ['--cacert', join(folder, 'absent.pem')],
    says: [/^--cacert: ".*absent\.pem": there is no such file$/],
  },
  {
    title: 'an authority that is damaged',
    env: { KYX_CACERT: damaged },
    says: [/^KYX_CACERT: ".*damaged\.pem" holds a certificate that cannot be read: number 1 of 1$/],
  },
  {
    title: 'an authority that is no PEM',
    args: ['--cacert', note],
    says: [/^--cacert: expected PEM with a certificate in ".*note\.txt", got a file that is no PEM$/],
  },
  { title: 'a folder in place of an authority', args: ['--cacert', folder], says: [/^--cacert: .*it is a folder$/] },
  {
    title: 'the key of another certificate',
    args: ['--cert', cert, '--key', file('other-key.pem', other.key)],
    says: [/^--key: the key does not belong to the certificate/],
  },
  { title: 'a key without a certificate', args: ['--key', key], says: [/^--key: a key alone is no use/] },
  {
    title: 'a certificate in place of a key',
    args: ['--cert', cert, '--key', cert],
    says: [/^--key: expected PEM with a private key .*got PEM with CERTIFICATE$/],
  },
  { title: 'a rate that is none', args: ['--rate-limit', 'fast'], says: [/^--rate-limit: expected a rate such as 5\/s.*got "fast"$/] },
  {
    title: 'a rate for a role that is none',
    args: ['--rate-limit', 'acount=1/s'],
    says: [/^--rate-limit: no role "acount"; did you mean account\?$/],
  },
  {
    title: 'durations that are none',
    args: ['--timeout', '-3', '--poll-timeout', '5 hours'],
    says: [/^--timeout: expected a duration .*got "-3"$/, /^--poll-timeout: expected a duration .*got "5 hours"$/],
  },
]

const identity: readonly Mistake[] = [
  { title: 'a token in quotes', env: { KYX_TOKEN: '"canary"' }, says: [/^KYX_TOKEN: there are quotes around it/] },
  { title: 'a token that ends in a line break', env: { KYX_TOKEN: 'canary\n' }, says: [/^KYX_TOKEN: it ends in a line break/] },
  {
    title: 'a token with the scheme before it',
    env: { KYX_TOKEN_EMEA_1: 'Bearer canary' },
    says: [/^KYX_TOKEN_EMEA_1: it begins with "Bearer"/],
  },
  {
    title: 'a token with another letter',
    env: { KYX_TOKEN: 'can\u00e4ry' },
    says: [/^KYX_TOKEN: expected printable ASCII, got U\+00E4 at character 4$/],
  },
  {
    title: 'a variable that nothing replaced',
    env: { KYX_CLIENT_ID: 'a', KYX_CLIENT_SECRET: '$' + '{SECRET}' },
    says: [/^KYX_CLIENT_SECRET: it is the name of a variable/],
  },
  { title: 'a client id without its secret', env: { KYX_CLIENT_ID: 'a' }, says: [/KYX_CLIENT_SECRET is not set/] },
  {
    title: 'a User-Agent with a line break',
    env: { KYX_USER_AGENT: 'Us\r\nX: y' },
    says: [/^KYX_USER_AGENT: expected printable ASCII, got a line break at character 3$/],
  },
  { title: 'a User-Agent of blanks', args: ['-A', ' '], says: [/^--user-agent: it is empty/] },
  {
    title: 'a header without a colon',
    args: ['-H', 'X-Tenant'],
    says: [/^--header: expected "Name: value", got "X-Tenant" before the colon$/],
  },
  {
    title: 'a header of our own',
    args: ['-H', 'Authorization: Bearer canary'],
    says: [/^--header: Authorization is set by the harness; use KYX_TOKEN$/],
  },
  {
    title: 'a variable that is nearly an option',
    env: { KYX_BASEURL: 'http://127.0.0.1:1' },
    says: [/^KYX_BASEURL: there is no such variable; did you mean KYX_BASE_URL\?$/],
  },
]

const choosing: readonly Mistake[] = [
  { title: 'an option that is none', args: ['--workflw', '10011'], says: [/^unknown option '--workflw'$/, /Did you mean --workflow\?/] },
  {
    title: 'a workflow that is none',
    env: { KYX_WORKFLOW: '10011,1013' },
    says: [/^KYX_WORKFLOW: no workflow "1013"; did you mean 10013\?$/],
  },
  {
    title: 'two scenarios that are none',
    args: ['--scenario', 'probs,odrer'],
    says: [/^--scenario: no scenario "probs"; did you mean probes\?$/, /^--scenario: no scenario "odrer"; did you mean order\?$/],
  },
  { title: 'a level that is none', args: ['--level', 'most'], says: [/^--level: no level "most"; did you mean must\?$/] },
  { title: 'a mode that is none', env: { KYX_MODE: 'liteal' }, says: [/^KYX_MODE: no mode "liteal"; did you mean literal\?$/] },
  {
    title: 'a pattern that is none',
    args: ['-g', '['],
    says: [/^--grep: "\[" is not a regular expression: Unterminated character class$/],
  },
  { title: 'a pattern that matches nothing', args: ['-g', 'FINALISE'], says: [/^--grep: no check has an id like "FINALISE"/] },
  { title: 'a pattern that tries for ever', args: ['-g', '^([A-Z-]+)+!$'], says: [/^--grep: .* takes too long to match/] },
  { title: 'a selection of nothing', args: ['-w', ','], says: [/^--workflow: expected a list such as a,b, got ","$/] },
  {
    title: 'expiry on a real target',
    args: ['-u', 'http://127.0.0.1:1', '--scenario', 'expiry'],
    says: [/^--scenario: expiry needs a clock/],
  },
  { title: 'part 9 of 7', args: ['--shard', '9/7'], says: [/^--shard: expected a part such as 2\/7.*got "9\/7"$/] },
  {
    title: 'a part of a CI that is none',
    env: { CI_NODE_INDEX: '5', CI_NODE_TOTAL: '4' },
    says: [/^CI_NODE_INDEX and CI_NODE_TOTAL: expected the part of a parallel job, got 5 of 4$/],
  },
  {
    title: 'a number that is none',
    args: ['-j', 'many', '--max-transactions', '1.5'],
    says: [
      /^--concurrency: expected a whole number from 1 to 256, got "many"$/,
      /^--max-transactions: expected a whole number .*got "1\.5"$/,
    ],
  },
  {
    title: 'a bound on failures that is none',
    args: ['--max-failures', '0'],
    says: [/^--max-failures: expected a whole number from 1 to 1000000, got "0"$/],
  },
  {
    title: 'a time that is none, and one that is more than a timer bears',
    args: ['--run-timeout', 'tomorrow', '--journey-timeout', '40000m'],
    says: [/^--run-timeout: expected a duration .*got "tomorrow"$/, /^--journey-timeout: expected 30000m at most, got "40000m"$/],
  },
  {
    title: 'places that take no file',
    args: ['--report', 'junit=/proc/no/such/junit.xml,json=/proc/report.json', '--evidence', '/proc/kept'],
    says: [
      /^--report: junit: "\/proc\/no\/such\/junit\.xml" cannot be written \(\w+\): give another path$/,
      /^--report: json: "\/proc\/report\.json" cannot be written \(\w+\): /,
      /^--evidence: "\/proc\/kept" cannot be written \(\w+\): /,
    ],
  },
  {
    title: 'two bounds on failures',
    args: ['--bail', '--max-failures', '3'],
    says: [/^--bail and --max-failures 3 contradict each other/],
  },
  {
    title: 'quiet and verbose',
    args: ['-q'],
    env: { KYX_VERBOSE: 'yes' },
    says: [/^--quiet and --verbose exclude each other.*\(--verbose is from KYX_VERBOSE\)$/],
  },
  { title: 'a switch that is neither', env: { KYX_LIVE: 'maybe' }, says: [/^KYX_LIVE: expected true or false, got "maybe"$/] },
  {
    title: 'a switch and its opposite',
    env: { KYX_CLEANUP: 'true', KYX_NO_CLEANUP: 'true' },
    says: [/^KYX_CLEANUP and KYX_NO_CLEANUP are both set/],
  },
]

const output: readonly Mistake[] = [
  { title: 'a reporter that is none', args: ['--report', 'juint=a.xml'], says: [/^--report: no reporter "juint"; did you mean junit\?$/] },
  {
    title: 'two reports in one place',
    args: ['--report', 'junit=a.xml,html=./a.xml'],
    says: [/^--report: html goes to \.\/a\.xml, where another report goes/],
  },
  { title: 'a report in place of a folder', args: ['--report', `junit=${folder}`], says: [/^--report: junit: a folder stands at/] },
  {
    title: 'a report below a file',
    args: ['--report', `junit=${join(note, 'a.xml')}`],
    says: [/^--report: junit: ".*note\.txt" is a file; expected a folder there$/],
  },
  {
    title: 'evidence in place of a file',
    args: ['--evidence', note],
    says: [/^--evidence: expected a folder, and a file stands at ".*note\.txt"$/],
  },
  { title: 'a severity that is none', args: ['--fail-on', 'eror'], says: [/^--fail-on: expected error or warning, got "eror"$/] },
  {
    title: 'a baseline to be written nowhere',
    args: ['--baseline-update'],
    says: [/^--baseline-update: name the file with --baseline FILE$/],
  },
  {
    title: 'a baseline that is missing',
    env: { KYX_BASELINE: join(folder, 'absent.yaml') },
    says: [/^KYX_BASELINE: .*absent\.yaml cannot be read \(ENOENT\)/],
  },
  { title: 'no run before this', args: ['--last-failed', '--report-dir', join(folder, 'none')], says: [/last-run\.json tells of no run/] },
]

const files: readonly Mistake[] = [
  { title: 'YAML that is broken', files: yaml('workflow: [10011\nmode: literal\n'), says: [/^kyx\.config\.yaml:2:1: /] },
  {
    title: 'YAML with a key twice',
    files: yaml('mode: literal\nmode: observed\n'),
    says: [/^kyx\.config\.yaml:2:1: Map keys must be unique$/],
  },
  {
    title: 'JSON that is broken',
    files: { 'kyx.config.json': '{\n  "mode": "literal",\n}\n' },
    says: [/^kyx\.config\.json:3:1: it is no JSON: /],
  },
  {
    title: 'a word that is none of JSON',
    files: { 'kyx.config.json': '{\n  "live": yes\n}\n' },
    says: [/^kyx\.config\.json:2:11: it is no JSON: Unexpected token 'y'$/],
  },
  { title: 'YAML in a file of JSON', files: { 'kyx.config.json': 'mode: literal\n' }, says: [/^kyx\.config\.json:1:1: it is no JSON: /] },
  {
    title: 'a list in place of options',
    files: yaml('- mode: literal\n'),
    says: [/^kyx\.config\.yaml:1:1: expected an object of options/],
  },
  {
    title: 'keys that are none',
    files: yaml('modes: literal\nbase-url: x\nnoCleanup: true\n__proto__: {live: true}\nconfig: a\n'),
    says: [
      /^kyx\.config\.yaml:1:1: modes: there is no such option; did you mean mode\?$/,
      /^kyx\.config\.yaml:2:1: base-url: there is no such option; did you mean baseUrl\?$/,
      /^kyx\.config\.yaml:3:1: noCleanup: there is no such option; write cleanup: false$/,
      /^kyx\.config\.yaml:4:1: __proto__: there is no such option$/,
      /^kyx\.config\.yaml:5:1: config: it is for the command line only$/,
    ],
  },
  {
    title: 'values of another type',
    files: yaml('live: "yes"\nconcurrency: "8"\nworkflow: {}\nmode: literal\ntimeout:\n'),
    says: [
      /^kyx\.config\.yaml:1:1: live: expected true or false, got the text "yes"$/,
      /^kyx\.config\.yaml:2:1: concurrency: expected a whole number, got the text "8"$/,
      /^kyx\.config\.yaml:3:1: workflow: expected .*got the object/,
      /^kyx\.config\.yaml:5:1: timeout: expected a duration .*got nothing$/,
    ],
  },
  {
    title: 'a value that is none, with its place',
    files: yaml('# ours\nscenario: [documented, probs]\n'),
    says: [/^kyx\.config\.yaml:2:1: scenario: no scenario "probs"; did you mean probes\?$/],
  },
  {
    title: 'secrets in a file',
    files: yaml('token: canary\nclientSecret: canary\nheader:\n  X-Api-Key: canary\nproxy: http://me:canary@127.0.0.1:1\n'),
    says: [
      /^kyx\.config\.yaml:1:1: token: secrets do not belong in a file.*KYX_TOKEN/,
      /^kyx\.config\.yaml:2:1: clientSecret: secrets do not belong in a file.*KYX_CLIENT_SECRET/,
      /^kyx\.config\.yaml:3:1: header: the header "X-Api-Key" may hold a secret.*KYX_HEADER/,
      /^kyx\.config\.yaml:5:1: proxy: it holds a password.*KYX_PROXY/,
    ],
  },
  {
    title: 'a command that is none',
    files: yaml('commands:\n  sandbx: {port: 1}\n  sandbox: {prt: 1}\n'),
    says: [
      /^kyx\.config\.yaml:2:3: commands\.sandbx: there is no command "sandbx"; did you mean sandbox\?$/,
      /^kyx\.config\.yaml:3:13: commands\.sandbox\.prt: there is no such option; did you mean port\?$/,
    ],
  },
  {
    title: 'files side by side',
    files: { 'kyx.config.json': '{}', 'kyx.config.yaml': '' },
    says: [/^kyx\.config\.json and kyx\.config\.yaml stand side by side in .*--config FILE$/],
  },
  {
    title: 'a file under another name',
    files: { 'kyx.config.js': '' },
    says: [/^kyx\.config\.js: it is not read under this name; expected kyx\.config\.json/],
  },
  { title: 'a file that is missing', args: ['--config', 'absent.yaml'], says: [/absent\.yaml: there is no such file$/] },
  { title: 'a file of another kind', args: ['--config', note], says: [/note\.txt: expected a file that ends in \.json/] },
  {
    title: 'a module that throws',
    files: { 'kyx.config.mjs': 'export default {}\nthrow new Error("no luck")\n' },
    says: [/^.*kyx\.config\.mjs:2:7: it threw while it was loaded: no luck$/],
  },
  {
    title: 'a module that is broken',
    files: { 'kyx.config.mjs': 'export default {\n  mode: \n}}\n' },
    says: [/^.*kyx\.config\.mjs:3.*: it cannot be parsed: /],
  },
  {
    title: 'a module without an export',
    files: { 'kyx.config.mjs': 'export const mode = 1\n' },
    says: [/kyx\.config\.mjs: expected an object of options as the default export, got no default export$/],
  },
  {
    title: 'TypeScript that is broken',
    files: { 'kyx.config.ts': 'const mode: string = \nexport default {}\n' },
    says: [/kyx\.config\.ts:\d+:\d+: it cannot be parsed: /],
  },
  {
    title: 'TypeScript with a key that is none',
    files: { 'kyx.config.ts': 'export default { workflows: [10011] satisfies number[] }\n' },
    says: [/kyx\.config\.ts: workflows: there is no such option; did you mean workflow\?$/],
  },
  {
    title: 'mistakes in three places at once',
    files: yaml('mode: liteal\n'),
    env: { KYX_SHARD: '0/2' },
    args: ['--level', 'mst'],
    says: [
      /^--level: no level "mst"; did you mean must\?$/,
      /^kyx\.config\.yaml:1:1: mode: no mode "liteal"; did you mean literal\?$/,
      /^KYX_SHARD: expected a part/,
    ],
  },
]

/** Wrong configurations: each is exit 2, sends nothing, and is told in one message for each mistake. */
export const mistakes: readonly Mistake[] = [...aiming, ...identity, ...choosing, ...output, ...files]
