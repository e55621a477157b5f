import { type Argument, type CommandNode, isGroup } from '../command.ts';
import type { Completion, OptionSpec } from '../option.ts';

/** Everything that a shell can offer, as data: one entry for each command or group of commands. */
export interface CompletionTable {
  readonly entries: readonly CompletionEntry[];
  readonly globals: readonly CompletionOption[];
}

export interface CompletionEntry {
  /** `listener create`; empty for `lbctl` alone. */
  readonly path: string;
  readonly commands: readonly { readonly word: string; readonly summary: string }[];
  readonly options: readonly CompletionOption[];
  readonly argument: CompletionSource | undefined;
}

export interface CompletionOption {
  /** With its dashes. */
  readonly flag: string;
  readonly short: string | undefined;
  readonly summary: string;
  /** What its value may be; undefined when it takes none. */
  readonly value: CompletionSource | undefined;
}

/** Fixed words, something that has to be asked for, or nothing to offer. */
export type CompletionSource =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'dynamic'; readonly what: Exclude<Completion, 'file'> }
  | { readonly kind: 'file' }
  | { readonly kind: 'any' };

/** Walks the whole command tree. */
export async function completionTable(
  root: CommandNode,
  globals: readonly OptionSpec[],
): Promise<CompletionTable> {
  const entries: CompletionEntry[] = [];
  await collect([], root, entries);
  return { entries, globals: globals.filter(isOffered).flatMap(optionsOf) };
}

async function collect(
  path: readonly string[],
  node: CommandNode,
  entries: CompletionEntry[],
): Promise<void> {
  if (isGroup(node)) {
    const children = Object.entries(await node.children());
    entries.push({
      path: path.join(' '),
      commands: children.map(([word, { summary }]) => ({ word, summary })),
      options: [],
      argument: undefined,
    });
    for (const [word, child] of children) await collect([...path, word], child, entries);
    return;
  }
  const command = await node.load();
  entries.push({
    path: path.join(' '),
    commands: [],
    options: command.options.filter(isOffered).flatMap(optionsOf),
    argument: command.argument === undefined ? undefined : sourceOf(command.argument),
  });
}

function isOffered({ hidden }: OptionSpec): boolean {
  return hidden !== true;
}

function optionsOf(option: OptionSpec): readonly CompletionOption[] {
  const { flag, short, summary, argument, negatable } = option;
  const value = argument === undefined ? undefined : sourceOf(option);
  const main = {
    flag: `--${flag}`,
    short: short === undefined ? undefined : `-${short}`,
    summary,
    value,
  };
  return negatable === true
    ? [main, { ...main, flag: `--no-${flag}`, short: undefined, summary: `not: ${summary}` }]
    : [main];
}

function sourceOf({ values, complete }: Pick<Argument, 'values' | 'complete'>): CompletionSource {
  if (complete === 'file') return { kind: 'file' };
  if (complete !== undefined) return { kind: 'dynamic', what: complete };
  return values === undefined ? { kind: 'any' } : { kind: 'words', words: values };
}

/** Flags that take a value, in any command: what follows them is not a command's word. */
export function flagsWithValue({ entries, globals }: CompletionTable): readonly string[] {
  const options = [...globals, ...entries.flatMap((entry) => entry.options)];
  const flags = options
    .filter(({ value }) => value !== undefined)
    .flatMap(({ flag, short }) => (short === undefined ? [flag] : [flag, short]));
  return [...new Set(flags)].sort();
}

export interface SourceGroup {
  readonly source: CompletionSource;
  /** `listener create --protocol`, or `* --output` for a flag of every command. */
  readonly keys: readonly string[];
}

/** Values by where they are offered, equal ones together: scripts stay small. */
export function valueGroups({ entries, globals }: CompletionTable): readonly SourceGroup[] {
  const groups = new Map<string, { source: CompletionSource; keys: string[] }>();
  const add = (key: string, source: CompletionSource | undefined) => {
    if (source === undefined || source.kind === 'any') return;
    const name = JSON.stringify(source);
    const group = groups.get(name) ?? { source, keys: [] };
    group.keys.push(key);
    groups.set(name, group);
  };
  for (const { path, options, argument } of entries) {
    add(`${path} <>`, argument);
    for (const { flag, short, value } of options) {
      add(`${path} ${flag}`, value);
      if (short !== undefined) add(`${path} ${short}`, value);
    }
  }
  for (const { flag, short, value } of globals) {
    add(`* ${flag}`, value);
    if (short !== undefined) add(`* ${short}`, value);
  }
  return [...groups.values()];
}
