import { type Command as CommanderCommand, Help, type Option } from 'commander';
import { wrapCommand, wrapText } from '../output/wrap.ts';
import type { Command } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import type { OptionSpec } from './option.ts';

/** Wider terms have their description below them. */
const TERM_MAX = 30;
const INDENT = 2;

/** Two columns; narrow terminals have the description below each term. */
export function formatItem(
  term: string,
  termWidth: number,
  description: string,
  { helpWidth = 80 }: Help,
): string {
  const margin = ' '.repeat(INDENT);
  if (description === '') return `${margin}${term}`;
  const column = Math.min(termWidth, TERM_MAX) + INDENT + 2;
  const isNarrow = helpWidth < 60;
  const indent = isNarrow ? 6 : column;
  const text = wrapText(description, helpWidth - indent).replaceAll(
    '\n',
    `\n${' '.repeat(indent)}`,
  );
  return isNarrow || term.length > TERM_MAX
    ? `${margin}${term}\n${' '.repeat(indent)}${text}`
    : `${margin}${term.padEnd(column - INDENT)}${text}`;
}

/** What follows the options. */
export function helpFooter({ examples }: Command, width: number): string {
  const lines = examples.map((example) => `${wrapCommand(example, INDENT, width)}\n`);
  const shown = lines.length === 0 ? '' : `\nExamples:\n${lines.join('')}`;
  return `${shown}\nOptions of all commands: lbctl help options\n`;
}

/** The page of `lbctl help options`. */
export function optionsPage(columns: number | undefined): string {
  const terms = GLOBAL_OPTIONS.map((option) => ({ option, term: termOf(option) }));
  const termWidth = Math.max(...terms.map(({ term }) => term.length));
  const helper = Object.assign(new Help(), { helpWidth: columns ?? 80 });
  const lines = terms.map(({ option, term }) =>
    formatItem(term, termWidth, optionSummary(option), helper),
  );
  return `Options of all commands\n\n${lines.join('\n')}\n\nThe help of a command shows those that matter to it.\n`;
}

export function termOf({ flag, short, argument }: OptionSpec): string {
  const long = argument === undefined ? `--${flag}` : `--${flag} ${argument}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** The summary with the values, the variable and a note. */
export function optionSummary(
  { summary, values, variable, negatable }: OptionSpec,
  note?: string,
): string {
  const text = note === undefined ? summary : `${summary} [${note}]`;
  const notes = [
    ...(values === undefined ? [] : [values.join(', ')]),
    ...(negatable === true ? ['or --no-\u2026'] : []),
    ...(variable === undefined ? [] : [`env: ${variable}`]),
  ];
  return notes.length === 0 ? text : `${text} (${notes.join('; ')})`;
}

/** The options of the program that matter to a command. */
export function visibleGlobals(relevant: readonly string[]) {
  return (command: CommanderCommand): Option[] => {
    let top = command;
    while (top.parent !== null) top = top.parent;
    return top.options.filter(
      ({ hidden, long }) => !hidden && relevant.includes((long ?? '').replace(/^--/, '')),
    );
  };
}
