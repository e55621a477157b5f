import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { parseDuration } from '../model/duration.ts';
import { FORMATS, type Format } from '../output/format.ts';
import type { ColourSetting } from '../output/style.ts';
import { PROVIDER_IDS } from '../providers/registry.ts';
import { choice, wholeNumber } from './flag-values.ts';
import { type Flags, type OptionSpec, textFlags } from './option.ts';

const COLOURS = ['auto', 'always', 'never'] as const;

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'profile',
    argument: '<name>',
    complete: 'profile',
    variable: 'LBCTL_PROFILE',
    summary: `account and region to use; ${PROVIDER_IDS.map((id) => `sandbox-${id}`).join(', ')} are built in`,
  },
  {
    flag: 'provider',
    argument: '<cloud>',
    values: PROVIDER_IDS,
    variable: 'LBCTL_PROVIDER',
    summary: 'cloud to use, if the profile does not set it',
  },
  {
    flag: 'region',
    argument: '<id>',
    complete: 'region',
    variable: 'LBCTL_REGION',
    summary: 'region to use',
  },
  {
    flag: 'endpoint',
    argument: '<url>',
    variable: 'LBCTL_ENDPOINT',
    summary: 'URL of the API; http: only on this machine',
  },
  {
    flag: 'output',
    short: 'o',
    argument: '<format>',
    values: FORMATS,
    variable: 'LBCTL_OUTPUT',
    summary: 'output format; default: table on a terminal, tsv in a pipe',
  },
  {
    flag: 'columns',
    argument: '<a,b>',
    complete: 'column',
    repeat: true,
    summary: 'columns of table and tsv',
  },
  { flag: 'headers', summary: 'begin tsv with a line of headings' },
  { flag: 'query', argument: '<jmespath>', summary: 'filter the JSON output' },
  { flag: 'dry-run', summary: 'print the requests and change nothing' },
  { flag: 'strict', variable: 'LBCTL_STRICT', summary: 'treat warnings as errors' },
  { flag: 'wait', negatable: true, summary: 'wait until the change has taken effect' },
  { flag: 'wait-timeout', argument: '<duration>', summary: 'maximum time to wait (default: 5m)' },
  { flag: 'timeout', argument: '<duration>', summary: 'timeout of a request (default: 30s)' },
  { flag: 'retries', argument: '<n>', summary: 'number of retries of a request (default: 4)' },
  { flag: 'yes', short: 'y', summary: 'skip confirmations' },
  { flag: 'no-input', variable: 'LBCTL_NO_INPUT', summary: 'never prompt' },
  { flag: 'quiet', short: 'q', summary: 'no progress and status messages' },
  {
    flag: 'debug',
    variable: 'LBCTL_DEBUG',
    summary: 'log requests and responses to stderr, secrets masked',
  },
  {
    flag: 'color',
    argument: '<when>',
    values: COLOURS,
    variable: 'NO_COLOR, FORCE_COLOR',
    summary: 'when to use colors; default: auto',
  },
];

export interface Globals {
  /** Flags given on the command line, as opposed to variables and defaults. */
  readonly given: ReadonlySet<string>;
  readonly profile: string | undefined;
  readonly provider: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly format: Format;
  readonly columns: readonly string[] | undefined;
  readonly query: string | undefined;
  readonly headers: boolean;
  readonly dryRun: boolean;
  readonly strict: boolean;
  readonly wait: boolean;
  readonly waitTimeoutMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly yes: boolean;
  readonly noInput: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly colour: ColourSetting;
}

/** A flag takes precedence over its environment variable. */
export function readGlobals(flags: Flags, env: Env, stdoutIsTerminal: boolean): Globals {
  const text = (flag: string): string | undefined => {
    const given = flags[flag];
    if (typeof given === 'string') return given;
    const variable = GLOBAL_OPTIONS.find((option) => option.flag === flag)?.variable;
    return (variable === undefined ? undefined : env[variable]) || undefined;
  };
  const yes = (flag: string) => flags[flag] === true || isTrue(text(flag));
  const columns = textFlags(flags, 'columns')
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
  return {
    given: new Set(Object.keys(flags)),
    profile: text('profile'),
    provider: text('provider'),
    region: text('region'),
    endpoint: text('endpoint'),
    format: readFormat(text('output'), stdoutIsTerminal),
    columns: columns.length === 0 ? undefined : columns,
    query: text('query'),
    headers: yes('headers'),
    dryRun: yes('dry-run'),
    strict: yes('strict'),
    wait: flags['wait'] === true,
    waitTimeoutMs: duration('--wait-timeout', text('wait-timeout') ?? '5m'),
    timeoutMs: duration('--timeout', text('timeout') ?? '30s'),
    retries: wholeNumber('--retries', text('retries') ?? '4', 0, 99),
    yes: yes('yes'),
    noInput: yes('no-input'),
    quiet: yes('quiet'),
    debug: yes('debug'),
    colour: readColour(text('color'), env),
  };
}

/** The color setting for parse errors, before the command line is parsed. */
export function guessColour(argv: readonly string[], env: Env): ColourSetting {
  const flag = argv
    .map((word, index) => (argv[index - 1] === '--color' ? `--color=${word}` : word))
    .findLast((word) => COLOURS.some((colour) => word === `--color=${colour}`));
  return readColour(flag?.slice('--color='.length), env);
}

/** The output format for parse errors, before the command line is parsed. */
export function guessFormat(argv: readonly string[], env: Env, stdoutIsTerminal: boolean): Format {
  let flag: string | undefined;
  argv.forEach((word, index) => {
    if (word === '-o' || word === '--output') flag = argv[index + 1];
    else if (word.startsWith('--output=')) flag = word.slice('--output='.length);
    else if (/^-o./.test(word)) flag = word.slice(2).replace(/^=/, '');
  });
  const format = FORMATS.find((one) => one === (flag ?? env['LBCTL_OUTPUT']));
  return format ?? (stdoutIsTerminal ? 'table' : 'tsv');
}

function readFormat(text: string | undefined, stdoutIsTerminal: boolean): Format {
  if (text === undefined) return stdoutIsTerminal ? 'table' : 'tsv';
  return choice('--output', FORMATS, text);
}

function readColour(text: string | undefined, env: Env): ColourSetting {
  if (text !== undefined) return choice('--color', COLOURS, text);
  if (env['NO_COLOR']) return 'never';
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return 'always';
  return env['TERM'] === 'dumb' ? 'never' : 'auto';
}

function duration(flag: string, text: string): number {
  const seconds = parseDuration(text);
  // Timers overflow at 2^31 ms.
  if (seconds !== undefined && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new Failure(
    'usage',
    `${flag} takes a duration from 1s to 24h, like 30s or 5m, not ${JSON.stringify(text)}`,
  );
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && !/^(0|false|no|off)$/i.test(text);
}
