import { Command as CommanderCommand, CommanderError, Help, Option } from 'commander';
import { Failure } from '../failure.ts';
import { alternatives } from '../model/values.ts';
import { wrapText } from '../output/wrap.ts';
import {
  aliasesOf,
  type Command,
  type CommandGroup,
  findChild,
  type Invocation,
  isGroup,
} from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { formatItem, helpFooter, optionSummary, termOf, visibleGlobals } from './help.ts';
import type { Flags, OptionSpec } from './option.ts';
import { helpGlobals } from './relevant.ts';

export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  | { readonly kind: 'help'; readonly text: string };

export interface CommandLine {
  readonly argv: readonly string[];
  readonly root: CommandGroup;
  readonly version: string;
  /** Of the terminal, for help. */
  width(): number | undefined;
}

const HELP_WIDTH = 80;

/**
 * Parses argv. Subcommands and options are added when commander reaches their parent, so that only
 * the commands on the line are loaded.
 */
export async function parse(line: CommandLine): Promise<Parsed> {
  const { argv, root, version, width } = line;
  const [word = '', next = ''] = argv;
  if (word === 'help' && findChild(await root.children(), next) !== undefined) {
    return parse({ ...line, argv: [...argv.slice(1), '--help'] });
  }
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  const path = ['lbctl'];
  let subcommands: readonly string[] = [];
  let outcome: Parsed | undefined;
  let reached: Command | undefined;
  let help = '';
  const helpWidth = width() ?? HELP_WIDTH;
  const program = new Parser('lbctl')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => undefined,
      getOutHelpWidth: () => helpWidth,
    })
    .helpCommand(false)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .description(root.summary)
    .configureHelp({
      formatItem,
      // Suggestions for a mistyped option come from here too.
      ...(wantsHelp || argv.length === 0 ? { visibleOptions: ownOptions } : {}),
    })
    .addHelpText('after', '\nOptions of all commands: lbctl help options\n');
  addOptions(program, GLOBAL_OPTIONS);
  await addSubcommands(program, root);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: wrapText(help, helpWidth) };
    const message =
      error.code === 'commander.help'
        ? `${path.join(' ')} needs a subcommand: ${alternatives(subcommands)}`
        : messageOf(error);
    const { rightWay } = await import('./wrong-turns.ts');
    const rest = argv.slice(argv.indexOf(path.at(-1) ?? '') + 1);
    const way = await rightWay({ error, root, path, rest, command: reached });
    throw new Failure('usage', message, { hint: way ?? `see ${path.join(' ')} --help` });
  }
  if (outcome !== undefined) return outcome;
  throw new TypeError('commander returned without running a command');

  async function addSubcommands(parser: CommanderCommand, group: CommandGroup): Promise<void> {
    const children = await group.children();
    subcommands = Object.keys(children);
    // Unused subcommands are only needed for help and suggestions.
    const named = subcommands.filter((name) =>
      [name, ...aliasesOf(name)].some((word) => argv.includes(word)),
    );
    for (const name of wantsHelp || named.length === 0 ? subcommands : named) {
      const { summary = '' } = children[name] ?? {};
      const child = parser.command(name).summary(summary).description(summary).helpCommand(false);
      for (const alias of aliasesOf(name)) child.alias(alias);
    }
    parser.hook('preSubcommand', async (_, child) => {
      path.push(child.name());
      const node = children[child.name()];
      if (node === undefined) return;
      if (isGroup(node)) await addSubcommands(child, node);
      else await define(child, node.summary, await node.load());
    });
  }

  async function define(
    parser: CommanderCommand,
    summary: string,
    command: Command,
  ): Promise<void> {
    const { details, argument } = command;
    reached = command;
    if (wantsHelp) {
      parser.description([summary, details].filter(Boolean).join('.\n\n'));
      parser.configureHelp({
        formatItem,
        showGlobalOptions: true,
        visibleGlobalOptions: visibleGlobals(helpGlobals(path.slice(1))),
      });
      parser.addHelpText('after', helpFooter(command, helpWidth));
    }
    if (argument !== undefined) {
      const { required, many = false } = argument;
      const name = many ? `${argument.name}...` : argument.name;
      parser.argument(required ? `<${name}>` : `[${name}]`, argument.summary);
    }
    const notes = wantsHelp ? await command.notes?.() : undefined;
    addOptions(parser, command.options, notes);
    parser.action(() => {
      const { args } = parser;
      const invocation = { argument: args[0], arguments: args, flags: givenFlags(parser) };
      outcome = { kind: 'run', command, invocation };
    });
  }
}

/** Groups have no options of their own but --help. */
function ownOptions(parser: CommanderCommand): Option[] {
  return new Help()
    .visibleOptions(parser)
    .filter(({ long }) => ['--help', '--version'].includes(long ?? ''));
}

/** Adds `--x=false` for boolean flags, which commander lacks. */
class Parser extends CommanderCommand {
  override createCommand(name?: string): Parser {
    return new Parser(name);
  }

  override parseOptions(words: string[]) {
    const flags = this.options.flatMap(({ long }) => (long == null ? [] : [long]));
    const negatable = flags.filter((flag) => flags.includes(flag.replace('--', '--no-')));
    const valueless = this.options.filter(({ required, optional }) => !required && !optional);
    const valued = words.find((word) =>
      valueless.some(({ long }) => word.startsWith(`${long}=`) && !negatable.includes(long ?? '')),
    );
    if (valued !== undefined) {
      throw new Failure('usage', `${valued.replace(/=.*/s, '')} takes no value`);
    }
    return super.parseOptions(readBooleans(words, negatable));
  }
}

/** `--session-sticky=false` and `--session-sticky false` as `--no-session-sticky`. */
function readBooleans(words: readonly string[], negatable: readonly string[]): string[] {
  const read: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [flag = '', ...values] = word.split('=');
    if (!negatable.includes(flag)) {
      read.push(word);
      continue;
    }
    const next = words[index + 1];
    const isSpaced = values.length === 0 && (next === 'true' || next === 'false');
    if (isSpaced) index += 1;
    const value = isSpaced ? next : values.length === 0 ? 'true' : values.join('=');
    if (value !== 'true' && value !== 'false') {
      throw new Failure('usage', `${flag} takes true or false, not ${JSON.stringify(value)}`);
    }
    read.push(value === 'true' ? flag : flag.replace('--', '--no-'));
  }
  return read;
}

/** @param notes additions to the summaries, by flag */
function addOptions(
  parser: CommanderCommand,
  options: readonly OptionSpec[],
  notes: Readonly<Record<string, string>> = {},
): void {
  for (const spec of options) {
    const note = notes[spec.flag];
    const option = new Option(termOf(spec), optionSummary(spec, note));
    if (spec.group !== undefined) option.helpGroup(`${spec.group}:`);
    if (spec.hidden === true) option.hideHelp();
    option.conflicts((spec.conflicts ?? []).map(attributeName));
    if (spec.argument !== undefined) option.argParser(valueReader(spec, parser));
    parser.addOption(option);
    if (spec.negatable === true) parser.addOption(new Option(`--no-${spec.flag}`).hideHelp());
  }
}

function attributeName(flag: string): string {
  return new Option(`--${flag}`).attributeName();
}

function valueReader({ flag, repeat }: OptionSpec, parser: CommanderCommand) {
  return (text: string, before: unknown) => {
    const word = text.split('=')[0];
    if (text.startsWith('--') && parser.options.some(({ long }) => long === word)) {
      throw new Failure('usage', `--${flag} needs a value, and ${text} is an option`);
    }
    return repeat === true ? [...(Array.isArray(before) ? before : []), text] : text;
  };
}

/** The flags given on the command line, without defaults. */
function givenFlags(leaf: CommanderCommand): Flags {
  const flags: Record<string, Flags[string]> = {};
  for (let at: CommanderCommand | null = leaf; at !== null; at = at.parent) {
    for (const option of at.options) {
      const key = option.attributeName();
      const value: unknown = at.getOptionValue(key);
      if (at.getOptionValueSource(key) !== 'cli') continue;
      const flag = (option.long ?? '').replace(/^--/, '');
      // commander stores `--no-x` as x = false, even if there is no `--x`.
      if (flag.startsWith('no-')) {
        const hasPositive = at.options.some(({ long }) => long === `--${flag.slice(3)}`);
        if (!hasPositive) flags[flag] = value === false;
      } else if (isFlagValue(value)) flags[flag] = value;
    }
  }
  return flags;
}

function isFlagValue(value: unknown): value is Flags[string] {
  return ['string', 'boolean'].includes(typeof value) || Array.isArray(value);
}

function messageOf({ message }: CommanderError): string {
  // The value of an unknown option may be a secret.
  const masked = message.replace(/'(--[\w-]+)=[\s\S]*?'(?=\n|$)/, "'$1'");
  const [first = '', ...more] = masked.replace(/^error: /, '').split('\n');
  return `${first}${more.join(' ').replace(/^\(D(.*)\)$/, '; d$1')}`;
}
