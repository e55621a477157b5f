import type { Context } from './context.ts';

/** An option as data: the parser, the help and the completions follow from it. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly flag: string;
  readonly short?: string;
  /** What stands for the value; absent on a flag that takes none. */
  readonly argument?: string;
  readonly repeat?: boolean;
  /** A true-or-false flag: `--x`, `--no-x`, `--x=true|false`. */
  readonly negatable?: boolean;
  /** For help and completion; checking is the listener model's business. */
  readonly values?: readonly string[];
  readonly summary: string;
  readonly group?: string;
  readonly variable?: string;
  readonly hidden?: boolean;
  /** What a shell offers for the value, where that is not a fixed list. */
  readonly complete?: Completion;
}

export type Completion = 'profile' | 'listener' | 'load-balancer' | 'file' | 'word';

/** What the command line gave, by flag: only what was given is here. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

export interface Invocation {
  readonly argument: string | undefined;
  readonly flags: Flags;
}

export interface Command {
  readonly summary: string;
  /** Paragraphs below the summary in help. */
  readonly details?: string;
  readonly argument?: Argument;
  readonly options: readonly OptionSpec[];
  /** What help says beside a flag, where that takes more than the option's own data. */
  notes?(): Promise<Readonly<Record<string, string>>>;
  /** Command lines that work on the sandbox as they stand. */
  readonly examples: readonly string[];
  /** Returns the exit code of an answer; failures are thrown. */
  run(invocation: Invocation, context: Context): Promise<number>;
}

export interface Argument {
  readonly name: string;
  readonly required: boolean;
  readonly summary: string;
  readonly complete?: Completion;
  /** For completion, where there are few. */
  readonly values?: readonly string[];
}

/** A word of the command line: more words below it, or a command. */
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

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function textFlags(flags: Flags, name: string): readonly string[] | undefined {
  const value = flags[name];
  return typeof value === 'object' ? value : undefined;
}
