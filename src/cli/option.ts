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
  /** Flags that can't be given together with it. */
  readonly conflicts?: readonly string[];
  /** What a shell offers for the value, where that is not a fixed list. */
  readonly complete?: Completion;
}

export type Completion = 'profile' | 'listener' | 'load-balancer' | 'file' | 'word';

/** What the command line gave, by flag: only what was given is here. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function textFlags(flags: Flags, name: string): readonly string[] | undefined {
  const value = flags[name];
  return typeof value === 'object' ? value : undefined;
}
