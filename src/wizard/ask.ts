import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Style } from '../output/style.ts';

/** Who is asked; prompts go to stderr, since stdout is for the result. */
export interface Asked {
  readonly deps: Pick<Deps, 'interrupt' | 'terminal'>;
  /** The colours of stderr. */
  readonly style: Style;
}

export interface TextQuestion {
  readonly message: string;
  /** What is wrong with an answer; it is asked for again. */
  problem?(answer: string): string | undefined;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A question with yes or no. */
export async function askYesNo(asked: Asked, message: string, preset = false): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  const config = { message, default: preset, theme: themeOf(asked.style) };
  return answered(asked, (context) => confirm(config, context));
}

export async function askText(asked: Asked, question: TextQuestion): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  const config = { ...validated(question), theme: themeOf(asked.style) };
  return answered(asked, (context) => input(config, context));
}

/** Not shown while it is typed. */
export async function askSecret(asked: Asked, question: TextQuestion): Promise<string> {
  const { password } = await import('@inquirer/prompts');
  const config = { ...validated(question), mask: '*', theme: themeOf(asked.style) };
  return answered(asked, (context) => password(config, context));
}

export async function askChoice(
  asked: Asked,
  message: string,
  options: readonly Option[],
): Promise<string> {
  const { select } = await import('@inquirer/prompts');
  const choices = options.map(({ value, label }) => ({ value, name: label }));
  const config = { message, choices, loop: false, pageSize: 12, theme: themeOf(asked.style) };
  return answered(asked, (context) => select(config, context));
}

function validated({ message, problem }: TextQuestion) {
  return { message, validate: (answer: string) => problem?.(answer) ?? true };
}

/** By itself inquirer takes its colours from the environment and stdout. */
function themeOf({ bold, dim, red, green, blue, cyan }: Style) {
  return {
    prefix: { idle: blue('?'), done: green('\u2714') },
    style: {
      answer: cyan,
      message: bold,
      error: (text: string) => red(`> ${text}`),
      defaultAnswer: (text: string) => dim(`(${text})`),
      help: dim,
      highlight: cyan,
      key: (text: string) => cyan(bold(`<${text}>`)),
      description: cyan,
      keysHelpTip: (keys: [key: string, action: string][]) =>
        keys.map(([key, action]) => `${bold(key)} ${dim(action)}`).join(dim(' \u2022 ')),
    },
  };
}

interface PromptContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

async function answered<T>(
  { deps: { interrupt, terminal } }: Asked,
  prompt: (context: PromptContext) => Promise<T>,
): Promise<T> {
  if (terminal === undefined) throw new TypeError('a question without a terminal');
  const { input, output } = terminal;
  try {
    return await prompt({ input, output, signal: interrupt });
  } catch (error) {
    throw isLeaving(error) || interrupt.aborted ? new Failure('interrupted', 'interrupted') : error;
  }
}

/** Ctrl-C at a prompt ends the command, and is no bug. */
function isLeaving(error: unknown): boolean {
  return error instanceof Error && /^(ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name);
}
