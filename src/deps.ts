import type { Send } from './client/http/send.ts';
import type { Secrets } from './output/secrets.ts';
import type { FoundKeyring } from './storage/keyring.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** All side effects, passed in by `cli.ts`. */
export interface Deps {
  readonly env: Env;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** For prompts; absent in tests without a terminal. */
  readonly terminal?: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };
  /** The keyring of the system; loaded by the first call. Absent: secrets in it are not read. */
  readonly keyring?: () => Promise<FoundKeyring>;
  /** Opens a file in the user's editor; absent where there is none. */
  readonly edit?: (path: string) => Promise<void>;
  now(): Date;
  /** In [0, 1). */
  random(): number;
  /** A random string for each signature. */
  nonce(): string;
  /** @throws Failure when the command is interrupted */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly interrupt: AbortSignal;
  readonly send: Send;
  /** Added by `main`: what learns a secret, tells it. */
  readonly secrets?: Secrets;
}

export interface Input {
  readonly isTerminal: boolean;
  read(): Promise<string>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Characters per line of the terminal; undefined for files and pipes. */
  readonly columns: number | undefined;
  /** Lines of the terminal. */
  readonly rows?: number | undefined;
  /** Masks the secrets in use; whoever cuts or wraps text does so before. Added by `main`. */
  mask?(text: string): string;
  write(text: string): void;
}
