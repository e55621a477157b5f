import type { Path } from '../model/fields.ts';

/** An option; the parser, the help and the completions are derived from it. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly flag: string;
  readonly short?: string;
  /** Placeholder of the value in help; absent on a flag without a value. */
  readonly argument?: string;
  readonly repeat?: boolean;
  /** Accepts `--x`, `--no-x` and `--x=true|false`. */
  readonly negatable?: boolean;
  /** For help and completion; values are validated elsewhere. */
  readonly values?: readonly string[];
  readonly summary: string;
  readonly group?: string;
  readonly variable?: string;
  readonly hidden?: boolean;
  /** Flags that cannot be combined with it. */
  readonly conflicts?: readonly string[];
  /** Where completion finds values that are not a fixed list. */
  readonly complete?: CompletionSource;
}

export type CompletionSource =
  | 'profile'
  /** Without those that are built in. */
  | 'stored-profile'
  | 'listener'
  | 'column'
  | 'region'
  | 'file'
  | 'word'
  /** Of the place that a copy goes to. */
  | 'new-load-balancer'
  | ChoicePath
  | { readonly valuesOf: Path };

/** Fields that refer to what a cloud can list. */
export const CHOICE_PATHS = [
  'loadBalancer',
  'backend.group',
  'tls.certificate',
  'tls.sniCertificates',
  'tls.caCertificate',
  'access.lists',
] as const satisfies readonly Path[];

export type ChoicePath = (typeof CHOICE_PATHS)[number];

export function completionOf(path: Path | null): Pick<OptionSpec, 'complete'> {
  const found = CHOICE_PATHS.find((one) => one === path);
  return found === undefined ? {} : { complete: found };
}

/** The flags given on the command line; absent flags have no entry. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every value of a flag, as text. */
export function textFlags(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
