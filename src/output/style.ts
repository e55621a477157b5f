import type { Output } from '../deps.ts';

type Paint = (text: string) => string;

/** The colours of one stream; without colour each leaves the text as it is. */
export type Style = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan', Paint>
>;

export type ColourSetting = 'auto' | 'always' | 'never';

const plain: Paint = (text) => text;

export const PLAIN: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  blue: plain,
  cyan: plain,
};

/** Each stream on its own: `2>errors.txt` must not fill a file with escape sequences. */
export async function styleFor(
  { isTerminal }: Pick<Output, 'isTerminal'>,
  setting: ColourSetting,
): Promise<Style> {
  if (setting === 'never' || (setting === 'auto' && !isTerminal)) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  // Chalk joins all of its arguments, and inquirer gives more than the text.
  return {
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    red: (text) => chalk.red(text),
    green: (text) => chalk.green(text),
    yellow: (text) => chalk.yellow(text),
    blue: (text) => chalk.blue(text),
    cyan: (text) => chalk.cyan(text),
  };
}

/** A line for people, with the label or the sign that it begins with in its usual colour. */
export function paintLine(line: string, style: Style): string {
  const [, indent = '', label, rest = ''] = LABELLED.exec(line) ?? [];
  if (label !== undefined) return `${indent}${paintLabel(label, style)}${rest}`;
  if (line.startsWith('+ ')) return style.green(line);
  if (line.startsWith('- ')) return style.red(line);
  return /^[~±] /.test(line) ? style.yellow(line) : line;
}

const LABELLED = /^( *)(error|failed|warning|hint|rule|answer|request id|debug):( .*)$/;

function paintLabel(label: string, { bold, red, yellow, cyan, dim }: Style): string {
  const text = `${label}:`;
  if (label === 'error' || label === 'failed') return bold(red(text));
  if (label === 'warning') return yellow(text);
  return label === 'hint' ? cyan(text) : dim(text);
}

/** The state of a listener or the result of a check. */
export function paintStatus(status: string, { green, yellow, red, dim }: Style): string {
  if (status === 'running' || status === 'ok') return green(status);
  if (status === 'stopped' || status === 'warning') return yellow(status);
  if (status === 'error' || status === 'failed') return red(status);
  return status === 'skipped' ? dim(status) : status;
}
