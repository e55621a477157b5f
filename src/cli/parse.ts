import { Command as Parser } from 'commander';
import type { OptionSpec } from './command.ts';
import type { CommandLine, Parsed } from './command-line.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { addOptions, define, mentioned, namesTakingValue, readBooleans } from './options.ts';
import { walk } from './walk.ts';

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

/**
 * Undefined where the line is not a command and its options alone; throws when commander has
 * something to say.
 */
async function parseCommand({ argv, root }: CommandLine): Promise<Parsed | undefined> {
  const { early, rest, command: found } = await walk(argv, root);
  if (found === undefined || early.length > 0 || rest.some(isForTree)) return undefined;
  const command = await found.load();
  const options = [...GLOBAL_OPTIONS, ...command.options].filter(mentioned(rest));
  if (isAmbiguous(rest, options)) return undefined;
  let outcome: Parsed | undefined;
  const parser = new Parser()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .helpOption(false);
  define(parser, command, (invocation) => {
    outcome = { kind: 'run', command, invocation };
  });
  addOptions(parser, options);
  parser.parse([...readBooleans(rest, command.options)], { from: 'user' });
  return outcome;
}

function isForTree(word: string): boolean {
  return word === '--' || word === '--version' || /^-\w*V/.test(word);
}

/** `--bandwidth -o json` forgot a value; the tree, which takes global options out first, says so. */
function isAmbiguous(words: readonly string[], options: readonly OptionSpec[]): boolean {
  const takesValue = namesTakingValue(options);
  return words.some((word, at) => /^-[A-Za-z]/.test(word) && takesValue.has(words[at - 1] ?? ''));
}
