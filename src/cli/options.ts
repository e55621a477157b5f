import { Option, type Command as Parser } from 'commander';
import { Failure } from '../failure.ts';
import type { Command, Flags, Invocation, OptionSpec } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';

/** Its argument, and where to say what was given. */
export function define(
  parser: Parser,
  { argument }: Command,
  chosen: (invocation: Invocation) => void,
): void {
  if (argument !== undefined) {
    const { name, required, summary } = argument;
    parser.argument(required ? `<${name}>` : `[${name}]`, summary);
  }
  parser.action((...all: unknown[]) => {
    const [given] = all;
    chosen({
      argument: typeof given === 'string' ? given : undefined,
      flags: givenFlags(parser),
    });
  });
}

/** @param notes what to add to the summaries, by flag */
export function addOptions(
  parser: Parser,
  options: readonly OptionSpec[],
  notes: Readonly<Record<string, string>> = {},
): void {
  for (const option of options) {
    const note = notes[option.flag];
    const noted =
      note === undefined ? option : { ...option, summary: `${option.summary} [${note}]` };
    for (const one of parserOptions(noted, parser)) parser.addOption(one);
  }
}

/** Tells of an option whether a command line may give it a value. */
export function mentioned(argv: readonly string[]): (option: OptionSpec) => boolean {
  const names = new Set<string>();
  let short = false;
  for (const word of argv) {
    if (word.startsWith('--'))
      names.add(/^--(?:no-)?([^=]*)/.exec(word)?.[1] ?? '').add(word.slice(2));
    else if (word.startsWith('-')) short = true;
  }
  return (option) => names.has(option.flag) || (short && option.short !== undefined);
}

/** The words after which a value comes. */
export function namesTakingValue(options: readonly OptionSpec[]): ReadonlySet<string> {
  return new Set(
    options
      .filter(({ argument }) => argument !== undefined)
      .flatMap(({ flag, short }) => [`--${flag}`, ...(short === undefined ? [] : [`-${short}`])]),
  );
}

function parserOptions(spec: OptionSpec, parser: Parser): readonly Option[] {
  const name = `${spec.short === undefined ? '' : `-${spec.short}, `}--${spec.flag}`;
  const main = new Option(
    spec.argument === undefined ? name : `${name} ${spec.argument}`,
    describe(spec),
  );
  if (spec.group !== undefined) main.helpGroup(`${spec.group}:`);
  if (spec.hidden === true) main.hideHelp();
  if (spec.argument !== undefined) {
    main.argParser((text: string, before: unknown) => {
      if (swallows(text, parser)) {
        throw new Failure('usage', `--${spec.flag} needs a value, and ${text} is an option`);
      }
      return spec.repeat === true ? [...(Array.isArray(before) ? before : []), text] : text;
    });
  }
  if (spec.negatable !== true) return [main];
  const off = new Option(`--no-${spec.flag}`, spec.summary).hideHelp();
  return [main, off];
}

/** `--name --port 80` forgot a value. */
function swallows(text: string, parser: Parser): boolean {
  if (!text.startsWith('--')) return false;
  const known = [...parser.options, ...(parser.parent?.options ?? [])];
  const name = text.split('=')[0];
  return known.some((option) => option.long === name);
}

function describe({ summary, values, variable, negatable }: OptionSpec): string {
  const notes = [
    ...(values === undefined ? [] : [values.join(', ')]),
    ...(negatable === true ? ['or --no-\u2026'] : []),
    ...(variable === undefined ? [] : [`env: ${variable}`]),
  ];
  return notes.length === 0 ? summary : `${summary} (${notes.join('; ')})`;
}

/** Only what the command line gave, by flag: defaults are not somebody's wish. */
function givenFlags(parser: Parser): Flags {
  const flags: Record<string, Flags[string]> = {};
  for (let at: Parser | null = parser; at !== null; at = at.parent) {
    const values: Record<string, unknown> = at.opts();
    for (const option of at.options) {
      const key = option.attributeName();
      if (at.getOptionValueSource(key) !== 'cli') continue;
      const value = values[key];
      const flag = (option.long ?? '').replace(/^--/, '');
      // commander keeps `--no-x` as x = false, also where there is no `--x`.
      const positive = flag.replace(/^no-/, '');
      const standsAlone = option.negate && !at.options.some(({ long }) => long === `--${positive}`);
      if (standsAlone) flags[flag] = value === false;
      else if (!option.negate) flags[flag] = value as Flags[string];
    }
  }
  return flags;
}

/** `--session-sticky=false` and `--session-sticky false` as `--no-session-sticky`. */
export function readBooleans(
  argv: readonly string[],
  options: readonly OptionSpec[],
): readonly string[] {
  const booleans = new Set(
    [...options, ...GLOBAL_OPTIONS]
      .filter(({ negatable }) => negatable === true)
      .map(({ flag }) => flag),
  );
  const words: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const match = /^--([a-z0-9-]+)(?:=(.*))?$/.exec(word);
    const flag = match?.[1] ?? '';
    if (!booleans.has(flag)) {
      words.push(word);
      continue;
    }
    const next = argv[index + 1];
    const spaced = match?.[2] === undefined && (next === 'true' || next === 'false');
    const said = match?.[2] ?? (spaced ? next : 'true');
    if (spaced) index += 1;
    if (said !== 'true' && said !== 'false') {
      throw new Failure('usage', `--${flag} takes true or false, not ${JSON.stringify(said)}`);
    }
    words.push(said === 'true' ? `--${flag}` : `--no-${flag}`);
  }
  return words;
}
