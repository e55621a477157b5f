import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Style } from '../output/style.ts';

export interface PromptContext {
  readonly deps: Pick<Deps, 'interrupt' | 'terminal' | 'secrets'>;
  /** Colors of stderr, where prompts go. */
  readonly style: Style;
}

export interface TextQuestion {
  readonly message: string;
  /** To be edited. */
  readonly preset?: string;
  /** Why an answer is invalid; it is asked for again. */
  problem?(answer: string): string | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Shown in place of the label once it is chosen. */
  readonly short?: string;
}

export async function askYesNo(
  context: PromptContext,
  message: string,
  preset = false,
): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  const config = {
    message: shown(context, message),
    default: preset,
    theme: themeOf(context.style),
  };
  return prompt(context, (streams) => confirm(config, streams));
}

export async function askText(context: PromptContext, question: TextQuestion): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  const { message, preset, problem } = question;
  const theme = themeOf(context.style);
  if (preset === undefined) {
    return prompt(context, (streams) => input({ ...validated(question), theme }, streams));
  }
  // inquirer takes the preset for an empty answer, so what was typed is read where it is shown.
  let typed = preset;
  let isDone = false;
  const config = {
    message,
    validate: () => {
      const wrong = problem?.(typed);
      isDone = wrong === undefined;
      return wrong ?? true;
    },
    default: preset,
    prefill: 'editable' as const,
    transformer: (text: string, { isFinal }: { isFinal: boolean }) => {
      if (!isDone) typed = text;
      return isFinal ? theme.style.answer(typed) : typed;
    },
    theme: { ...theme, style: { ...theme.style, defaultAnswer: () => '' } },
  };
  await prompt(context, (streams) => input(config, streams));
  return typed;
}

/** The answer is masked while it is typed. */
export async function askSecret(context: PromptContext, question: TextQuestion): Promise<string> {
  const { password } = await import('@inquirer/prompts');
  const config = { ...validated(question), mask: '*', theme: themeOf(context.style) };
  return prompt(context, (streams) => password(config, streams));
}

export async function askChoice(
  context: PromptContext,
  message: string,
  choices: readonly Choice[],
  preset?: string,
): Promise<string> {
  const { select } = await import('@inquirer/prompts');
  const config = {
    message,
    choices: choices.map((choice) => shownChoice(context, choice)),
    ...(preset === undefined ? {} : { default: preset }),
    loop: false,
    pageSize: pageSize(context),
    theme: themeOf(context.style),
  };
  return prompt(context, (streams) => select(config, streams));
}

/** Any number of choices. */
export async function askChoices(
  context: PromptContext,
  message: string,
  choices: readonly Choice[],
  preset: readonly string[],
): Promise<readonly string[]> {
  const { checkbox } = await import('@inquirer/prompts');
  const config = {
    message,
    choices: choices.map((choice) => ({
      ...shownChoice(context, choice),
      checked: preset.includes(choice.value),
    })),
    loop: false,
    pageSize: pageSize(context),
    theme: themeOf(context.style),
  };
  return prompt(context, (streams) => checkbox(config, streams));
}

/** Leaves room for the question and the keys on a small terminal. */
function pageSize({ deps: { terminal } }: PromptContext): number {
  return Math.max(4, Math.min(12, (terminal?.output.rows ?? 24) - 6));
}

function shownChoice(context: PromptContext, { value, label, short }: Choice) {
  return { value, name: shown(context, label), ...(short === undefined ? {} : { short }) };
}

function shown({ deps }: PromptContext, text: string): string {
  return deps.secrets?.mask(text) ?? text;
}

function validated({ message, problem }: TextQuestion) {
  return { message, validate: (answer: string) => problem?.(answer) ?? true };
}

/** By default inquirer decides on colors by the environment and stdout. */
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

async function prompt<T>(
  { deps: { interrupt, terminal } }: PromptContext,
  ask: (streams: NonNullable<Deps['terminal']> & { signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  if (terminal === undefined) throw new TypeError('prompt without a terminal');
  // At Ctrl-D inquirer would wait for an answer that can no longer come.
  const closed = new AbortController();
  const close = () => closed.abort();
  terminal.input.once('pause', close);
  try {
    return await ask({ ...terminal, signal: AbortSignal.any([interrupt, closed.signal]) });
  } catch (error) {
    throw isCancelled(error) || interrupt.aborted
      ? new Failure('interrupted', 'interrupted')
      : error;
  } finally {
    terminal.input.removeListener('pause', close);
  }
}

/** Ctrl-C or Ctrl-D at a prompt. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && /^(ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name);
}
