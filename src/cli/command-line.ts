import type { Command, CommandGroup, Invocation } from './command.ts';

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
