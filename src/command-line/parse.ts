import { Command as Parser } from 'commander';
import type { Command, CommandGroup, Invocation } from '../commands/command.ts';
import { GLOBAL_OPTIONS } from '../commands/globals.ts';
import { addOptions, define, mentioned, readBooleans } from './options.ts';
import { walk } from './walk.ts';

/** What the command line asks for. */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  | { readonly kind: 'help'; readonly text: string };

/** A command line, and what it is read with. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly root: CommandGroup;
  readonly version: string;
  /** Of the terminal that help is for. */
  width(): number | undefined;
}

/**
 * Turns argv into a command and what it was given. commander gets to know the one command with the
 * options that the command line mentions; the whole tree, where help is wanted or a mistake is to be
 * explained.
 */
export async function parse(line: CommandLine): Promise<Parsed> {
  const { argv, root } = line;
  const [word = '', next = ''] = argv;
  if (word === 'help' && Object.hasOwn(await root.children(), next)) {
    return parse({ ...line, argv: [...argv.slice(1), '--help'] });
  }
  const wantsHelp = argv.length === 0 || argv.includes('--help') || argv.includes('-h');
  const parsed = wantsHelp ? undefined : await parseCommand(line).catch(() => undefined);
  if (parsed !== undefined) return parsed;
  const { parseInTree } = await import('./tree.ts');
  return parseInTree(line, wantsHelp);
}

/** Undefined where the words lead to no command; throws when commander has something to say. */
async function parseCommand({ argv, root }: CommandLine): Promise<Parsed | undefined> {
  const { rest, command: found } = await walk(argv, root);
  if (found === undefined) return undefined;
  const command = await found.load();
  let outcome: Parsed | undefined;
  const parser = new Parser()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .helpOption(false);
  define(parser, command, (invocation) => {
    outcome = { kind: 'run', command, invocation };
  });
  const isMentioned = mentioned(rest);
  addOptions(parser, GLOBAL_OPTIONS.filter(isMentioned));
  addOptions(parser, command.options.filter(isMentioned));
  parser.parse([...readBooleans(rest, command.options)], { from: 'user' });
  return outcome;
}
