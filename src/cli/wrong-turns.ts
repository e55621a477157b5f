import type { CommanderError } from 'commander';
import { alternatives } from '../model/values.ts';
import { shellWord } from '../output/shell.ts';
import { isProviderId, PROVIDERS, type ProviderId } from '../providers/registry.ts';
import type { Command, CommandGroup, CommandNode } from './command.ts';
import { findChild, isGroup } from './command.ts';

export interface WrongTurn {
  readonly error: CommanderError;
  readonly root: CommandGroup;
  /** The subcommands up to the mistake. */
  readonly path: readonly string[];
  /** What the command line has behind them. */
  readonly rest: readonly string[];
  /** The command, if the line has got that far. */
  readonly command: Command | undefined;
}

/** Where somebody wanted to go who typed something that is not there. */
export async function rightWay(turn: WrongTurn): Promise<string | undefined> {
  switch (turn.error.code) {
    case 'commander.unknownCommand':
    case 'commander.excessArguments':
      return turn.command === undefined ? otherCommand(turn) : fileOption(turn);
    case 'commander.unknownOption': {
      const flag = /'--([\w-]+)/.exec(turn.error.message)?.[1] ?? '';
      return turn.command?.elsewhere?.[flag];
    }
    default:
      return undefined;
  }
}

/** `validate listeners.yaml`: files are not arguments. */
function fileOption({ command, rest }: WrongTurn): string | undefined {
  const option = command?.options.find(({ complete, short }) => complete === 'file' && short);
  const file = rest.find((word) => !word.startsWith('-'));
  return option === undefined || file === undefined
    ? undefined
    : `use -${option.short} ${shellWord(file)}`;
}

/** A verb that another group has: `elb listener start`, `slb listener create`, `lbctl create`. */
async function otherCommand({ root, path, rest }: WrongTurn): Promise<string | undefined> {
  const at = rest.findIndex((word) => /^[a-z]/.test(word));
  const verb = rest[at] ?? '';
  const [, provider = ''] = path;
  const all = await root.children();
  const listener = all['listener'];
  const portable = listener !== undefined && isGroup(listener) ? await listener.children() : {};
  const found = findChild(portable, verb);
  const own =
    found === undefined
      ? undefined
      : `lbctl listener ${found.name}${await argumentsFor(found.node, rest.slice(at + 1))}`;
  if (isProviderId(provider)) {
    const known = found?.name ?? verb;
    const hint = await withoutStates(provider, known);
    if (hint !== undefined) return hint;
    const siblings = await nounsWith(all[provider], known);
    const native = siblings.map((noun) => `lbctl ${provider} ${noun} ${known}`);
    const ways = [...native, ...(own === undefined ? [] : [`${own} --provider ${provider}`])];
    return ways.length === 0 ? undefined : `use ${alternatives(ways)}`;
  }
  return own === undefined || path.length > 1 ? undefined : `use ${own}`;
}

/** Why a cloud has no such verb in any command. */
async function withoutStates(id: ProviderId, verb: string): Promise<string | undefined> {
  if (verb !== 'start' && verb !== 'stop') return undefined;
  const { states } = await PROVIDERS[id].load();
  return states === undefined
    ? `listeners cannot be started or stopped on ${id}: they run as long as they exist`
    : undefined;
}

/** The words behind the verb, as the command takes them: ` web`, ` -f listeners.yaml`. */
async function argumentsFor(node: CommandNode, rest: readonly string[]): Promise<string> {
  if (isGroup(node)) return '';
  const end = rest.findIndex((word) => word.startsWith('-'));
  const words = rest.slice(0, end < 0 ? rest.length : end).map(shellWord);
  if (words.length === 0) return '';
  const { argument, options } = await node.load();
  if (argument !== undefined) return ` ${words.join(' ')}`;
  const file = options.find(({ complete, short }) => complete === 'file' && short);
  return file === undefined ? '' : words.map((word) => ` -${file.short} ${word}`).join('');
}

async function nounsWith(node: CommandNode | undefined, verb: string): Promise<readonly string[]> {
  if (node === undefined || !isGroup(node)) return [];
  const found: string[] = [];
  for (const [noun, child] of Object.entries(await node.children())) {
    if (isGroup(child) && findChild(await child.children(), verb) !== undefined) found.push(noun);
  }
  return found;
}
