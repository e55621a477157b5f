import type { Output } from '../deps.ts';

type Paint = (text: string) => string;

/** The colors of one stream; without color each function returns its argument. */
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

/** Decides per stream, so that `2>errors.txt` writes no escape sequences to the file. */
export async function styleFor(
  { isTerminal }: Pick<Output, 'isTerminal'>,
  setting: ColourSetting,
): Promise<Style> {
  if (setting === 'never' || (setting === 'auto' && !isTerminal)) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  // Chalk joins all of its arguments, and inquirer passes more than the text.
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

/** Colors the label or the plus, minus or tilde at the start of a line. */
export function paintLine(line: string, style: Style): string {
  const [, indent = '', label, rest = ''] = LABELLED.exec(line) ?? [];
  if (label !== undefined) return `${indent}${paintLabel(label, style)}${rest}`;
  if (line.startsWith('+ ')) return style.green(line);
  if (line.startsWith('- ')) return style.red(line);
  return /^[~±] /.test(line) ? style.yellow(line) : line;
}

const LABELLED = /^( *)(error|failed|warning|hint|rule|response|request id|debug):( .*)$/;

function paintLabel(label: string, { bold, red, yellow, cyan, dim }: Style): string {
  const text = `${label}:`;
  if (label === 'error' || label === 'failed') return bold(red(text));
  if (label === 'warning') return yellow(text);
  return label === 'hint' ? cyan(text) : dim(text);
}

/** Colors the status of a listener or of a check. */
export function paintStatus(status: string, { green, yellow, red, dim }: Style): string {
  if (status === 'running' || status === 'ok') return green(status);
  if (status === 'stopped' || status === 'warning') return yellow(status);
  if (status === 'error' || status === 'failed') return red(status);
  return status === 'skipped' ? dim(status) : status;
}
