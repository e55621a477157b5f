import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';

/** Where somebody is asked: prompts go to stderr, since stdout is the answer. */
type Terminal = Pick<Deps, 'interrupt' | 'terminal'>;

export interface TextQuestion {
  readonly message: string;
  readonly preset?: string;
  /** What is wrong with an answer; it is asked for again. */
  problem?(answer: string): string | undefined;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A question with yes or no. */
export function askYesNo(deps: Terminal, message: string, preset = false): Promise<boolean> {
  return prompt<boolean>(deps, { type: 'confirm', message, default: preset });
}

export function askText(deps: Terminal, question: TextQuestion): Promise<string> {
  return prompt<string>(deps, { type: 'input', ...asked(question) });
}

/** Not shown while it is typed. */
export function askSecret(deps: Terminal, question: TextQuestion): Promise<string> {
  return prompt<string>(deps, { type: 'password', mask: '*', ...asked(question) });
}

export function askChoice(
  deps: Terminal,
  message: string,
  options: readonly Option[],
  preset?: string,
): Promise<string> {
  return prompt<string>(deps, {
    type: 'select',
    message,
    loop: false,
    pageSize: 12,
    choices: options.map(({ value, label }) => ({ value, name: label })),
    ...(preset === undefined ? {} : { default: preset }),
  });
}

function asked({ message, preset, problem }: TextQuestion) {
  return {
    message,
    ...(preset === undefined ? {} : { default: preset }),
    validate: (answer: string) => problem?.(answer) ?? true,
  };
}

type Prompt =
  | { type: 'confirm'; message: string; default: boolean }
  | {
      type: 'input' | 'password';
      message: string;
      default?: string;
      mask?: string;
      validate(answer: string): string | true;
    }
  | {
      type: 'select';
      message: string;
      loop: boolean;
      pageSize: number;
      default?: string;
      choices: { value: string; name: string }[];
    };

async function prompt<T>({ interrupt, terminal }: Terminal, question: Prompt): Promise<T> {
  if (terminal === undefined) throw new TypeError('nobody is there to ask');
  const { createPromptModule } = (await import('inquirer')).default;
  try {
    const ask = createPromptModule({ ...terminal, signal: interrupt });
    const answers: unknown = await ask([{ ...question, name: 'answer' } as never]);
    return (answers as { answer: T }).answer;
  } catch (error) {
    throw isLeaving(error) || interrupt.aborted ? new Failure('interrupted', 'interrupted') : error;
  }
}

/** Ctrl-C at a prompt ends the command, and is no bug. */
function isLeaving(error: unknown): boolean {
  return error instanceof Error && /^(ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name);
}
