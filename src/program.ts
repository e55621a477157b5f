import { CommanderError, Option, Command as Parser } from 'commander';
import {
  type Command,
  type CommandGroup,
  type CommandNode,
  type Flags,
  type Invocation,
  isGroup,
  type OptionSpec,
} from './commands/command.ts';
import { GLOBAL_OPTIONS } from './commands/globals.ts';
import { Failure } from './failure.ts';
import { alternatives } from './listener/values.ts';

/** What the command line asks for. */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  | { readonly kind: 'help'; readonly text: string };

const HELP_WIDTH = 80;

/**
 * Turns argv into a command and what it was given. The commander tree is built along the words of
 * this command line only, from the command's own data.
 */
export async function parse(
  argv: readonly string[],
  root: CommandGroup,
  version: string,
  width: () => number | undefined,
): Promise<Parsed> {
  const [word = '', next = ''] = argv;
  if (word === 'help' && Object.hasOwn(await root.children(), next)) {
    return parse([...argv.slice(1), '--help'], root, version, width);
  }
  let outcome: Parsed | undefined;
  let help = '';
  const program = new Parser('lbctl')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => undefined,
      getOutHelpWidth: () => width() ?? HELP_WIDTH,
    })
    .helpCommand(false)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help');
  program.description(root.summary);
  addOptions(
    program,
    GLOBAL_OPTIONS.map((option) => ({ ...option, group: 'Global options' })),
  );

  const { path, parents } = await walk(argv, root);
  const wantsNothing = path.length === 0 && argv.length === 0;
  const leaf = await attach(program, argv, path, parents, (command, invocation) => {
    outcome = { kind: 'run', command, invocation };
  });
  const words = leaf === undefined ? argv : readBooleans(argv, leaf.options);
  try {
    await program.parseAsync(wantsNothing ? ['--help'] : [...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: help };
    throw error.code === 'commander.help' ? unfinished(path, parents) : usage(error, path);
  }
  if (outcome !== undefined) return outcome;
  throw unfinished(path, parents);
}

interface Walk {
  readonly path: readonly string[];
  readonly parents: readonly Readonly<Record<string, CommandNode>>[];
}

/** The command's words, with the options between them left out. */
async function walk(argv: readonly string[], root: CommandGroup): Promise<Walk> {
  const path: string[] = [];
  const parents = [await root.children()];
  for (const word of operands(argv)) {
    const siblings = parents.at(-1) ?? {};
    const node = Object.hasOwn(siblings, word) ? siblings[word] : undefined;
    if (node === undefined) break;
    path.push(word);
    if (!isGroup(node)) break;
    parents.push(await node.children());
  }
  return { path, parents };
}

/** Words that are neither a global option nor its value. */
function* operands(argv: readonly string[]): Generator<string> {
  const takesValue = new Set(
    GLOBAL_OPTIONS.filter(({ argument }) => argument !== undefined).flatMap(({ flag, short }) => [
      `--${flag}`,
      ...(short === undefined ? [] : [`-${short}`]),
    ]),
  );
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') return;
    if (word.startsWith('-')) {
      if (takesValue.has(word)) index += 1;
    } else yield word;
  }
}

/** Commands along the path, each with its neighbours by name for help and suggestions. */
async function attach(
  program: Parser,
  argv: readonly string[],
  path: readonly string[],
  parents: Walk['parents'],
  chosen: (command: Command, invocation: Invocation) => void,
): Promise<Command | undefined> {
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  let parser = program;
  let leaf: Command | undefined;
  for (const [depth, siblings] of parents.entries()) {
    let next: Parser | undefined;
    const word = path[depth];
    const named = word === undefined ? undefined : siblings[word];
    // The others are there for help and for suggestions, so they are left out where neither comes.
    const shown =
      word === undefined || named === undefined || wantsHelp ? siblings : { [word]: named };
    for (const [name, node] of Object.entries(shown)) {
      const child = new Parser(name).copyInheritedSettings(parser).summary(node.summary);
      child.description(node.summary).helpCommand(false);
      parser.addCommand(child);
      if (name !== word) continue;
      next = child;
      if (!isGroup(node)) {
        leaf = await node.load();
        define(child, leaf, wantsHelp ? ((await leaf.notes?.()) ?? {}) : {}, chosen);
      }
    }
    if (next === undefined) break;
    parser = next;
  }
  return leaf;
}

function define(
  parser: Parser,
  command: Command,
  notes: Readonly<Record<string, string>>,
  chosen: (command: Command, invocation: Invocation) => void,
): void {
  parser.configureHelp({ showGlobalOptions: true });
  parser.description([command.summary, command.details].filter(Boolean).join('.\n\n'));
  if (command.argument !== undefined) {
    const { name, required, summary } = command.argument;
    parser.argument(required ? `<${name}>` : `[${name}]`, summary);
  }
  addOptions(
    parser,
    command.options.map((option) => withNote(option, notes[option.flag])),
  );
  if (command.examples.length > 0) {
    parser.addHelpText(
      'after',
      `\nExamples:\n${command.examples.map((line) => `  ${line}\n`).join('')}`,
    );
  }
  parser.action((...all: unknown[]) => {
    const argument = all[0];
    chosen(command, {
      argument: typeof argument === 'string' ? argument : undefined,
      flags: givenFlags(parser),
    });
  });
}

function withNote(option: OptionSpec, note: string | undefined): OptionSpec {
  return note === undefined ? option : { ...option, summary: `${option.summary} [${note}]` };
}

function addOptions(parser: Parser, options: readonly OptionSpec[]): void {
  for (const option of options) {
    for (const one of parserOptions(option, parser)) parser.addOption(one);
  }
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
function readBooleans(argv: readonly string[], options: readonly OptionSpec[]): readonly string[] {
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

/** Words that lead to several commands. */
function unfinished(path: readonly string[], parents: Walk['parents']): Failure {
  const command = ['lbctl', ...path].join(' ');
  const next = Object.keys(parents.at(-1) ?? {});
  return new Failure('usage', `${command} needs one more word: ${alternatives(next)}`, {
    hint: `see ${command} --help`,
  });
}

function usage(error: CommanderError, path: readonly string[]): Failure {
  // What follows the = of an option that does not exist may be a secret.
  const message = error.message.replace(/'(--[\w-]+)=[\s\S]*?'(?=\n|$)/, "'$1'");
  const [first = '', ...more] = message.replace(/^error: /, '').split('\n');
  const suggestion = more
    .join(' ')
    .replace(/^\(|\)$/g, '')
    .trim();
  const command = ['lbctl', ...path].join(' ');
  return new Failure(
    'usage',
    suggestion === ''
      ? first
      : `${first}; ${suggestion.charAt(0).toLowerCase()}${suggestion.slice(1)}`,
    {
      hint: `see ${command} --help`,
    },
  );
}
