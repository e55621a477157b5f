import { type CommandNode, isGroup } from '../src/cli/command.ts';
import type { OptionSpec } from '../src/cli/option.ts';

interface Entry {
  readonly path: string;
  readonly summary: string;
}

/** The manual page, with all commands, global options and help topics. */
export async function manualPage(
  root: CommandNode,
  globals: readonly OptionSpec[],
  topics: Readonly<Record<string, { readonly summary: string; readonly text: string }>>,
  version: string,
): Promise<string> {
  const commands = await commandsOf('lbctl', root);
  return [
    `.TH LBCTL 1 "" "lbctl ${version}" "User Commands"`,
    '.SH NAME',
    'lbctl \\- manage load-balancer listeners on Huawei Cloud and Open Telekom Cloud ELB and Alibaba Cloud SLB',
    '.SH SYNOPSIS',
    '.B lbctl',
    '.I command \\fR[\\fIoptions\\fR]',
    '.SH COMMANDS',
    'Run a command with \\fB\\-\\-help\\fR for its options.',
    ...commands.flatMap(({ path, summary }) => ['.TP', `.B ${roff(path)}`, roff(summary)]),
    '.SH OPTIONS',
    'All commands accept these options.',
    ...globals.flatMap((option) => ['.TP', `.B ${roff(flagOf(option))}`, roff(textOf(option))]),
    ...Object.entries(topics).flatMap(([name, { text }]) => topicLines(name, text)),
    '',
  ].join('\n');
}

async function commandsOf(path: string, node: CommandNode): Promise<readonly Entry[]> {
  if (!isGroup(node)) return [{ path, summary: node.summary }];
  const children = Object.entries(await node.children());
  const nested = children.map(([word, child]) => commandsOf(`${path} ${word}`, child));
  return (await Promise.all(nested)).flat();
}

function flagOf({ flag, short, argument }: OptionSpec): string {
  const long = argument === undefined ? `--${flag}` : `--${flag} ${argument}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function textOf({ summary, values, variable }: OptionSpec): string {
  const environment = variable === undefined ? undefined : `environment: ${variable}`;
  const notes = [values?.join(', '), environment].filter((note) => note !== undefined);
  return notes.length === 0 ? summary : `${summary} (${notes.join('; ')})`;
}

/** The first line of a topic is its title. */
function topicLines(name: string, text: string): readonly string[] {
  const body = text.split('\n').slice(1).join('\n').trim();
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
