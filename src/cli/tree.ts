import { CommanderError, Command as Parser } from 'commander';
import { Failure } from '../failure.ts';
import { alternatives } from '../model/values.ts';
import { type Command, type Invocation, isGroup } from './command.ts';
import type { CommandLine, Parsed } from './command-line.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { addOptions, define, readBooleans } from './options.ts';
import { type Walk, walk } from './walk.ts';

const HELP_WIDTH = 80;

/**
 * Reads a command line with all options of its command and, where help is wanted or a word is not
 * known, with the command's neighbours: what help shows and suggestions are made of.
 */
export async function parseInTree(
  { argv, root, version, width }: CommandLine,
  wantsHelp: boolean,
): Promise<Parsed> {
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
    .helpOption('-h, --help', 'print help')
    .description(root.summary);
  addOptions(
    program,
    GLOBAL_OPTIONS.map((option) => ({ ...option, group: 'Global options' })),
  );
  const walked = await walk(argv, root);
  const leaf = await attach(program, walked, wantsHelp, (command, invocation) => {
    outcome = { kind: 'run', command, invocation };
  });
  const words = leaf === undefined ? argv : readBooleans(argv, leaf.options);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: help };
    throw error.code === 'commander.help' ? unfinished(walked) : usage(error, walked);
  }
  if (outcome !== undefined) return outcome;
  throw unfinished(walked);
}

/** Commands along the path, each with its neighbours by name for help and suggestions. */
async function attach(
  program: Parser,
  { path, parents }: Walk,
  wantsHelp: boolean,
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
      const command = leaf;
      define(child, command, (invocation) => chosen(command, invocation));
      if (wantsHelp) describe(child, leaf);
      const notes = (wantsHelp ? await leaf.notes?.() : undefined) ?? {};
      addOptions(child, leaf.options, notes);
    }
    if (next === undefined) break;
    parser = next;
  }
  return leaf;
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
function unfinished({ path, parents }: Walk): Failure {
  const command = ['lbctl', ...path].join(' ');
  const next = Object.keys(parents.at(-1) ?? {});
  return new Failure('usage', `${command} needs one more word: ${alternatives(next)}`, {
    hint: `see ${command} --help`,
  });
}

function usage(error: CommanderError, { path }: Walk): Failure {
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
