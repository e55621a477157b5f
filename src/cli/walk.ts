import { type CommandGroup, type CommandLeaf, type CommandNode, isGroup } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { namesTakingValue } from './options.ts';

export interface Walk {
  readonly path: readonly string[];
  /** What stands before the last of them: nothing, or global options. */
  readonly early: readonly string[];
  /** What follows them. */
  readonly rest: readonly string[];
  /** The commands at each word of the path, and those that could follow. */
  readonly parents: readonly Readonly<Record<string, CommandNode>>[];
  /** Where the path leads; absent while it leads to several. */
  readonly command: CommandLeaf | undefined;
}

/** The command's words, with the options between them left out. */
export async function walk(argv: readonly string[], root: CommandGroup): Promise<Walk> {
  const places: number[] = [];
  const parents = [await root.children()];
  let command: CommandLeaf | undefined;
  for (const [at, word] of operands(argv)) {
    const siblings = parents.at(-1) ?? {};
    const node = Object.hasOwn(siblings, word) ? siblings[word] : undefined;
    if (node === undefined) break;
    places.push(at);
    if (!isGroup(node)) {
      command = node;
      break;
    }
    parents.push(await node.children());
  }
  const last = places.at(-1) ?? -1;
  return {
    path: places.map((at) => argv[at] ?? ''),
    early: argv.slice(0, last).filter((_, at) => !places.includes(at)),
    rest: argv.slice(last + 1),
    parents,
    command,
  };
}

/** Words, each with its place, that are neither a global option nor its value. */
function* operands(argv: readonly string[]): Generator<readonly [number, string]> {
  const takesValue = namesTakingValue(GLOBAL_OPTIONS);
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') return;
    if (word.startsWith('-')) {
      if (takesValue.has(word)) index += 1;
    } else yield [index, word];
  }
}
