import type { Context } from './context.ts';
import type { CompletionSource, Flags, OptionSpec } from './option.ts';

export interface Invocation {
  /** The first argument. */
  readonly argument: string | undefined;
  readonly arguments: readonly string[];
  readonly flags: Flags;
}

export interface Command {
  /** Paragraphs below the summary in help. */
  readonly details?: string;
  readonly argument?: Argument;
  readonly options: readonly OptionSpec[];
  /** Notes for help by flag, if they need data that is loaded on demand. */
  notes?(): Promise<Readonly<Record<string, string>>>;
  /** What to do instead of an option that people look for here, by its flag. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** Whether it prints listeners, so that columns and query are checked before anything is sent. */
  readonly printsListeners?: true;
  /** Command lines that work on the sandbox, one after the other. */
  readonly examples: readonly string[];
  /** Returns the exit code; throws a Failure on errors. */
  run(invocation: Invocation, context: Context): Promise<number>;
}

export interface Argument {
  readonly name: string;
  readonly required: boolean;
  /** Whether it may be repeated. */
  readonly many?: boolean;
  readonly summary: string;
  readonly complete?: CompletionSource;
  /** For completion. */
  readonly values?: readonly string[];
}

export type CommandNode = CommandGroup | CommandLeaf;

export interface CommandGroup {
  readonly summary: string;
  children(): Promise<Readonly<Record<string, CommandNode>>>;
}

export interface CommandLeaf {
  readonly summary: string;
  load(): Promise<Command>;
}

export function isGroup(node: CommandNode): node is CommandGroup {
  return 'children' in node;
}

/** What people type who come from other programs. */
const ALIASES: Readonly<Record<string, string>> = {
  ls: 'list',
  rm: 'delete',
  get: 'show',
  describe: 'show',
};

type Children = Readonly<Record<string, CommandNode>>;

export function aliasesOf(name: string): readonly string[] {
  return Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name);
}

/** A subcommand by its name or an alias. */
export function findChild(
  children: Children,
  word: string,
): { readonly name: string; readonly node: CommandNode } | undefined {
  const name = Object.hasOwn(children, word) ? word : (ALIASES[word] ?? '');
  const node = Object.hasOwn(children, name) ? children[name] : undefined;
  return node && { name, node };
}
