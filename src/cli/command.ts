import type { Context } from './context.ts';
import type { Completion, Flags, OptionSpec } from './option.ts';

export interface Invocation {
  readonly argument: string | undefined;
  readonly flags: Flags;
}

export interface Command {
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
