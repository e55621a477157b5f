import type { Send } from './client/http/send.ts';

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Everything that touches the world, handed in by the one line at the edge. */
export interface Deps {
  readonly env: Env;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where questions are asked; absent when nobody is there. */
  readonly terminal?: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };
  now(): Date;
  /** In [0, 1). */
  random(): number;
  /** Fresh random text for each request. */
  nonce(): string;
  /** Waits; ends early, by throwing, when the command is interrupted. */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly interrupt: AbortSignal;
  readonly send: Send;
}

export interface Input {
  readonly isTerminal: boolean;
  /** All of it, as text. */
  read(): Promise<string>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Characters per line of the terminal; undefined where lines have no end. */
  readonly columns: number | undefined;
  write(text: string): void;
}
