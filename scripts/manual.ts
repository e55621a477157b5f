import { type Command, type CommandNode, isGroup } from '../src/cli/command.ts';
import { optionSummary, termOf } from '../src/cli/help.ts';
import type { OptionSpec } from '../src/cli/option.ts';
import { relevantGlobals } from '../src/cli/relevant.ts';

interface Leaf {
  readonly path: readonly string[];
  readonly summary: string;
  readonly command: Command;
}

export interface Manual {
  readonly root: CommandNode;
  readonly globals: readonly OptionSpec[];
  readonly topics: Readonly<Record<string, { readonly summary: string; readonly text: string }>>;
  readonly version: string;
}

/** The manual pages by file name: one of the program, and one of each command. */
export async function manualPages(manual: Manual): Promise<Readonly<Record<string, string>>> {
  const leaves = await leavesOf([], manual.root);
  return {
    'lbctl.1': mainPage(manual, leaves),
    ...Object.fromEntries(
      await Promise.all(
        leaves.map(async (leaf) => [
          `${pageName(leaf.path)}.1`,
          await commandPage(leaf, manual.version),
        ]),
      ),
    ),
  };
}

/** `lbctl-listener-create`. */
function pageName(path: readonly string[]): string {
  return ['lbctl', ...path].join('-');
}

function mainPage({ root, globals, topics, version }: Manual, leaves: readonly Leaf[]): string {
  return [
    heading('lbctl', version),
    '.SH NAME',
    `lbctl \\- ${roff(root.summary.replace(/^M/, 'm'))}`,
    '.SH SYNOPSIS',
    '.B lbctl',
    '.I command \\fR[\\fIoptions\\fR]',
    '.SH COMMANDS',
    'Each has a page of its own: \\fBman lbctl\\-listener\\-create\\fR.',
    ...leaves.flatMap(({ path, summary }) => [
      '.TP',
      `.B ${roff(['lbctl', ...path].join(' '))}`,
      roff(summary),
    ]),
    '.SH OPTIONS',
    'All commands accept these options.',
    ...globals.flatMap((option) => optionLines(option)),
    ...Object.entries(topics).flatMap(([name, { text }]) => topicLines(name, text)),
    '',
  ].join('\n');
}

async function commandPage({ path, summary, command }: Leaf, version: string): Promise<string> {
  const { argument, details, examples, options } = command;
  const notes = (await command.notes?.()) ?? {};
  const words = ['lbctl', ...path].join(' ');
  const groups = new Map<string, readonly OptionSpec[]>();
  for (const option of options.filter(({ hidden }) => hidden !== true)) {
    const group = option.group ?? 'Options';
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [
    heading(pageName(path), version),
    '.SH NAME',
    `${roff(pageName(path))} \\- ${roff(summary)}`,
    '.SH SYNOPSIS',
    `.B ${roff(words)}`,
    ...(argument === undefined ? [] : [`.I ${roff(argumentText(argument))}`]),
    '[\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    `${roff(summary)}.`,
    ...(details === undefined ? [] : ['.PP', roff(details)]),
    ...(argument === undefined ? [] : ['.TP', `.I ${roff(argument.name)}`, roff(argument.summary)]),
    ...[...groups].flatMap(([group, some]) => [
      `.SH ${roff(group.toUpperCase())}`,
      ...some.flatMap((option) => optionLines(option, notes[option.flag])),
    ]),
    ...globalLines(path),
    ...(examples.length === 0
      ? []
      : ['.SH EXAMPLES', '.nf', ...examples.map((line) => roff(line)), '.fi']),
    '.SH SEE ALSO',
    '.BR lbctl (1)',
    '',
  ].join('\n');
}

function globalLines(path: readonly string[]): readonly string[] {
  const relevant = relevantGlobals(path);
  return relevant.length === 0
    ? []
    : ['.SH GLOBAL OPTIONS', ...relevant.flatMap((option) => optionLines(option))];
}

function heading(name: string, version: string): string {
  return `.TH ${name.toUpperCase()} 1 "" "lbctl ${version}" "User Commands"`;
}

function argumentText({ name, required, many }: NonNullable<Command['argument']>): string {
  const text = many === true ? `${name}...` : name;
  return required ? text : `[${text}]`;
}

async function leavesOf(path: readonly string[], node: CommandNode): Promise<readonly Leaf[]> {
  if (!isGroup(node)) return [{ path, summary: node.summary, command: await node.load() }];
  const children = Object.entries(await node.children());
  const nested = children.map(([word, child]) => leavesOf([...path, word], child));
  return (await Promise.all(nested)).flat();
}

function optionLines(option: OptionSpec, note?: string): readonly string[] {
  return ['.TP', `.B ${roff(termOf(option))}`, roff(optionSummary(option, note))];
}

/** The first line of a topic is its title. */
function topicLines(name: string, text: string): readonly string[] {
  const body = text
    .split('\n')
    .slice(1)
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
  return [
    `.SH ${roff(name.toUpperCase().replaceAll('-', ' '))}`,
    '.nf',
    ...body.split('\n').map(roff),
    '.fi',
  ];
}

/** Escapes text for roff. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
