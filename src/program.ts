import { CommanderError, Command as Parser } from 'commander';
import {
  type Command,
  type CommandGroup,
  type CommandNode,
  type Invocation,
  isGroup,
  type OptionSpec,
} from './commands/command.ts';
import { GLOBAL_OPTIONS } from './commands/globals.ts';
import { Failure } from './failure.ts';
import { alternatives } from './listener/values.ts';
import { addOptions, givenFlags, mentioned, readBooleans } from './options.ts';

/** What the command line asks for. */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  | { readonly kind: 'help'; readonly text: string };

const HELP_WIDTH = 80;

const VERSION_OPTION: OptionSpec = { flag: 'version', short: 'V', summary: 'print the version' };

/**
 * Turns argv into a command and what it was given. The commander tree is built along the words of
 * this command line only, from the command's own data, with the options that it mentions; with all
 * of them where help is wanted or a mistake is to be explained.
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
  const tree: Tree = { argv, root, version, width };
  const wantsHelp = argv.length === 0 || argv.includes('--help') || argv.includes('-h');
  const everything: Reading = { wantsHelp, choose: () => true };
  if (wantsHelp) return read(tree, everything);
  return read(tree, { wantsHelp, choose: mentioned(argv) }).catch(() => read(tree, everything));
}

interface Tree {
  readonly argv: readonly string[];
  readonly root: CommandGroup;
  readonly version: string;
  width(): number | undefined;
}

interface Reading {
  readonly wantsHelp: boolean;
  /** Which options commander gets to know. */
  choose(option: OptionSpec): boolean;
}

async function read({ argv, root, version, width }: Tree, reading: Reading): Promise<Parsed> {
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
    .helpOption('-h, --help', 'print help')
    .description(root.summary);
  if (reading.choose(VERSION_OPTION)) {
    program.version(version, '-V, --version', VERSION_OPTION.summary);
  }
  addOptions(
    program,
    GLOBAL_OPTIONS.filter(reading.choose).map((option) => ({ ...option, group: 'Global options' })),
  );

  const walked = await walk(argv, root);
  const { path, parents } = walked;
  const leaf = await attach(program, walked, reading, (command, invocation) => {
    outcome = { kind: 'run', command, invocation };
  });
  const words = leaf === undefined ? argv : readBooleans(argv, leaf.options);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...words], { from: 'user' });
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
  { path, parents }: Walk,
  { choose, wantsHelp }: Reading,
  chosen: (command: Command, invocation: Invocation) => void,
): Promise<Command | undefined> {
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
      if (isGroup(node)) continue;
      leaf = await node.load();
      define(child, leaf, chosen);
      if (wantsHelp) describe(child, leaf);
      const notes = (wantsHelp ? await leaf.notes?.() : undefined) ?? {};
      addOptions(child, leaf.options.filter(choose), notes);
    }
    if (next === undefined) break;
    parser = next;
  }
  return leaf;
}

function define(
  parser: Parser,
  command: Command,
  chosen: (command: Command, invocation: Invocation) => void,
): void {
  if (command.argument !== undefined) {
    const { name, required, summary } = command.argument;
    parser.argument(required ? `<${name}>` : `[${name}]`, summary);
  }
  parser.action((...all: unknown[]) => {
    const argument = all[0];
    chosen(command, {
      argument: typeof argument === 'string' ? argument : undefined,
      flags: givenFlags(parser),
    });
  });
}

/** What only help shows. */
function describe(parser: Parser, { summary, details, examples }: Command): void {
  parser.configureHelp({ showGlobalOptions: true });
  parser.description([summary, details].filter(Boolean).join('.\n\n'));
  if (examples.length === 0) return;
  const lines = examples.map((line) => `  ${line}\n`).join('');
  parser.addHelpText('after', `\nExamples:\n${lines}`);
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
